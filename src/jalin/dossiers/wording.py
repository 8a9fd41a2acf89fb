"""How terms are called and said in the language of the page: fields, choices, days, money."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from django.utils.formats import date_format, number_format, time_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy

from jalin.core.multilingual import text_here
from jalin.dossiers import contracts
from jalin.dossiers.states import Area
from jalin.dossiers.terms import Measure, Money, Part, Terms
from jalin.institutions.models import Institution

Text = Promise | str

#: What the fields are called that every kind of terms, or the generic activity, has.
LABELS: Mapping[str, Text] = {
    "agreement": pgettext_lazy("terms", "Agreement"),
    "area": pgettext_lazy("terms", "Area"),
    "begins": pgettext_lazy("terms", "First day"),
    "budget": pgettext_lazy("terms", "Budget"),
    "by": pgettext_lazy("terms", "By whom"),
    "clause": pgettext_lazy("terms", "Clause"),
    "count": pgettext_lazy("terms", "Count"),
    "description": pgettext_lazy("terms", "Description"),
    "done": pgettext_lazy("terms", "Completed"),
    "ends": pgettext_lazy("terms", "Last day"),
    "ends_at": pgettext_lazy("terms", "Ends at"),
    "institution": pgettext_lazy("terms", "Institution"),
    "money": pgettext_lazy("terms", "Amount"),
    "names": pgettext_lazy("terms", "Names"),
    "on": pgettext_lazy("terms", "Day"),
    "online": pgettext_lazy("terms", "Address of the online meeting"),
    "outcomes": pgettext_lazy("terms", "Outcomes"),
    "outputs": pgettext_lazy("terms", "Expected outputs"),
    "participants": pgettext_lazy("terms", "Participants"),
    "parties": pgettext_lazy("terms", "Parties"),
    "per": pgettext_lazy("terms", "How often"),
    "place": pgettext_lazy("terms", "Place"),
    "starts_at": pgettext_lazy("terms", "Begins at"),
    "text": pgettext_lazy("terms", "Text"),
    "title": pgettext_lazy("terms", "Title"),
    "what": pgettext_lazy("terms", "What"),
    "zone": pgettext_lazy("terms", "Time zone"),
}
#: How the choices of a field are said.
CHOICES: Mapping[str, Mapping[str, Text]] = {
    "area": dict(Area.choices),
    "per": {
        "year": pgettext_lazy("how often", "Each year"),
        "whole": pgettext_lazy("how often", "In all"),
    },
}
_LANGUAGES = frozenset({"languages", "authentic"})
_INSTITUTIONS = frozenset({"by", "institution", "parties", "party"})


@dataclass(frozen=True)
class Wording:
    """The words for terms of one kind."""

    labels: Mapping[str, Text] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)

    @classmethod
    def of(cls, terms: Terms) -> "Wording":
        kind = contracts.kind_of_form(terms.form)
        return cls(kind.labels, kind.choices)

    @property
    def order(self) -> str:
        return gettext("Order")

    @cached_property
    def _short_names(self) -> dict[str, str]:
        found = Institution.objects.values_list("slug", "short_names")
        return {slug: text_here(names) for slug, names in found}

    def label(self, name: str) -> str:
        """What a field is called; its own name where nobody gave it one."""
        return str(self.labels.get(name) or LABELS.get(name) or name.replace("_", " "))

    def language(self, tag: str) -> str:
        """A language by its name in the language of the page."""
        try:
            named = Locale.parse(tag, sep="-").get_display_name(get_language() or "en")
        except (UnknownLocaleError, ValueError):
            named = None
        return named or tag

    def name(self, part: Part | None, name: str) -> str:
        """What tells a part from the others in its row: its title, an institution, a number."""
        title = getattr(part, "title", None)
        if title:
            return text_here(title)
        slug = getattr(part, "institution", None) or getattr(part, "party", None)
        return self._short_names.get(slug, slug) if isinstance(slug, str) else name

    def is_phrase(self, value: object) -> bool:
        """Whether a part is said as one phrase and not field by field."""
        return isinstance(value, Money)

    def value(self, name: str, value: object) -> str:
        """A value as a person reads it; "" for none."""
        if value is None or value == ():
            return ""
        if isinstance(value, tuple | list):
            return joined([self.value(name, each) for each in value])
        if isinstance(value, Money):
            return f"{number_format(value.amount)} {value.currency}"
        if isinstance(value, Measure):
            return f"{number_format(value.count)} {text_here(value.what)}"
        return self._plain(name, value)

    def _plain(self, name: str, value: object) -> str:
        if isinstance(value, bool):
            return gettext("Yes") if value else gettext("No")
        if isinstance(value, date):
            return date_format(value)
        if isinstance(value, time):
            return time_format(value)
        if isinstance(value, int):
            return number_format(value, force_grouping=True)
        return self._code(name, str(value))

    def _code(self, name: str, said: str) -> str:
        """A text that may stand for something: an institution, a language, a choice."""
        if name in _INSTITUTIONS:
            return self._short_names.get(said, said)
        if name in _LANGUAGES:
            return self.language(said)
        choices = self.choices.get(name) or CHOICES.get(name) or {}
        return str(choices.get(said, said))


def joined(texts: Iterable[str]) -> str:
    """Texts as a list in a sentence of the language of the page."""
    return format_list(list(texts), locale=Locale.parse(get_language() or "en", sep="-"))
