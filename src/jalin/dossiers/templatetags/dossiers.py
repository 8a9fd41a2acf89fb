"""What pages of dossiers say: titles in their languages, days, what was done."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from django import template
from django.utils import formats, timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy

from jalin.core.multilingual import text_here
from jalin.dossiers.difference import Change, difference
from jalin.dossiers.models import Document, Dossier, Message, Version
from jalin.dossiers.queries.beside import Event
from jalin.dossiers.queries.versions import terms_of
from jalin.dossiers.states import State
from jalin.dossiers.views.pages import page_address

register = template.Library()

_TONES = {
    State.DRAFT: "",
    State.PROPOSED: "wait",
    State.AGREED: "wait",
    State.IN_FORCE: "good",
    State.COMPLETED: "good",
    State.REJECTED: "harm",
    State.WITHDRAWN: "",
    State.TERMINATED: "harm",
}
_EVENTS = {
    "begun": gettext_lazy("Begun"),
    "proposed": gettext_lazy("Version %(number)s proposed"),
    "approved": gettext_lazy("Version %(number)s approved"),
    "agreed": gettext_lazy("Version %(number)s agreed on by all"),
    "signed": gettext_lazy("Signed"),
    "came_in_force": gettext_lazy("Version %(number)s came in force"),
    "completed": gettext_lazy("Completed"),
    "rejected": gettext_lazy("Version %(number)s refused"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "terminated": gettext_lazy("Ended before its time"),
    "reader_admitted": gettext_lazy("Another institution may read it"),
    "reader_dismissed": gettext_lazy("An institution may not read it any more"),
    "said": gettext_lazy("A message written"),
    "attached": gettext_lazy("A file attached"),
    "task_added": gettext_lazy("A task added"),
    "task_done": gettext_lazy("A task done"),
    "task_reopened": gettext_lazy("A task to be done again"),
}
_ROLES = {
    Document.Role.TEXT: gettext_lazy("text of the agreement"),
    Document.Role.SIGNED: gettext_lazy("text with signatures"),
    Document.Role.SIGNATURE: gettext_lazy("signature"),
    Document.Role.SCAN: gettext_lazy("signed on paper"),
    Document.Role.EVIDENCE: gettext_lazy("evidence of the signatures"),
}


@register.filter
def tone(dossier: Dossier) -> str:
    """The class of the badge of its state."""
    return _TONES.get(State(dossier.state), "")


@register.filter
def text(texts: Mapping[str, str]) -> SafeString:
    """A text in the reader's language, or another, whose language is then marked."""
    said = text_here(texts)
    tag = next((tag for tag, each in texts.items() if each == said), "")
    if not said or tag in ("", get_language()):
        return conditional_escape(said)
    return _marked(tag, said)


@register.filter
def other_texts(texts: Mapping[str, str]) -> list[SafeString]:
    """The same in the other languages that there are."""
    here = text_here(texts)
    return [_marked(tag, said) for tag, said in texts.items() if said and said != here]


def _marked(tag: str, said: str) -> SafeString:
    if tag.endswith("-Arab") or tag.split("-", maxsplit=1)[0] in {"ar", "fa", "ur", "ug"}:
        return format_html('<span lang="{}" dir="rtl">{}</span>', tag, said)
    return format_html('<span lang="{}">{}</span>', tag, said)


@register.filter
def on_day(when: date | datetime | None) -> SafeString:
    """A day, without its year in this one, for people and machines."""
    if when is None:
        return SafeString("")
    day = timezone.localdate(when) if isinstance(when, datetime) else when
    here = timezone.localdate()
    form = "MONTH_DAY_FORMAT" if day.year == here.year else "DATE_FORMAT"
    machine = when.isoformat(timespec="minutes") if isinstance(when, datetime) else day.isoformat()
    return format_html('<time datetime="{}">{}</time>', machine, formats.date_format(day, form))


@register.filter
def at_moment(when: datetime) -> SafeString:
    """A day and time, in the zone of the page."""
    local = timezone.localtime(when)
    hour = formats.time_format(local, "TIME_FORMAT")
    form = "MONTH_DAY_FORMAT" if local.year == timezone.localdate().year else "DATE_FORMAT"
    return format_html(
        '<time datetime="{}">{}, {}</time>',
        local.isoformat(timespec="minutes"),
        formats.date_format(local, form),
        hour,
    )


@register.filter
def days_left(day: date | None) -> int | None:
    return (day - timezone.localdate()).days if day else None


@register.filter
def done(event: Event) -> str:
    """What was done, as a line of the history."""
    said = _EVENTS.get(event.verb) or event.verbs.get(event.verb)
    if said is None:
        return event.verb.replace("_", " ").capitalize()
    return str(said) % {"number": "", **event.details}


@register.filter
def role_name(document: Document) -> str:
    """What a document is, "" for what was merely attached."""
    return str(_ROLES.get(Document.Role(document.role), ""))


@register.filter
def kind_of_file(document: Document) -> str:
    """PDF, DOCX: as its name ends."""
    return document.name.rpartition(".")[2].upper() if "." in document.name else ""


@register.filter
def message_text(message: Message) -> SafeString:
    """The text, escaped, with lines kept and the names of the people mentioned marked."""
    escaped: str = conditional_escape(message.text)
    for user in message.mentions.all():
        name = conditional_escape(f"@{user.name}")
        pattern = re.compile(re.escape(name), re.IGNORECASE)
        escaped = pattern.sub(lambda found: f'<b class="at">{found.group()}</b>', escaped)
    return mark_safe(escaped.replace("\n", "<br>"))  # noqa: S308  every part is escaped above


@register.filter
def address(dossier: Dossier) -> str:
    """Where it is read."""
    return page_address(dossier)


@register.filter
def short_digest(digest: str) -> str:
    """The beginning and end of a SHA-256, for people to compare."""
    return f"{digest[:4]} {digest[4:8]} … {digest[-4:]}"


@register.simple_tag
def anonymous() -> str:
    """Who did something, where that is not known any more."""
    return gettext("somebody")


@register.simple_tag
def readable(version: Version) -> list[Change]:
    """The terms field by field, as `difference` tells what was added to nothing."""
    terms = terms_of(version)
    empty = type(terms).model_construct(form=terms.form)
    return difference(empty, terms)
