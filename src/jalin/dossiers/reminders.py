"""Reminders by mail: one short letter on a morning on which there is something to say.

A letter has all that waits for the person and what is due. It is sent when something of it is new
since the last one, when a day is near (see `NEAR`), and on Mondays while anything waits: whoever
does nothing hears of it once a week, and nobody every day. A morning is the person's own.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from jalin.dossiers import entries
from jalin.dossiers.models import Look, Message, Subscription
from jalin.dossiers.permissions import visible
from jalin.dossiers.queries import lists
from jalin.dossiers.queries.lists import Due, Row
from jalin.institutions.models import User
from jalin.institutions.permissions import in_force

log = logging.getLogger(__name__)
MORNING = 6  # o'clock, of the person: before it no letter is sent
NEAR = frozenset({0, 1, 7})  # days ahead at which a day is told of once more
FAR = frozenset({30, 90})  # the same, for the last day for notice and the like
_MOST = 20  # lines of one section


@dataclass(frozen=True, slots=True)
class Digest:
    """What is to be told to one person."""

    waiting: tuple[Row, ...]
    due: tuple[Due, ...]
    mentions: tuple[Message, ...]

    @property
    def count(self) -> int:
        return len(self.waiting) + len(self.due) + len(self.mentions)


def remind(now: datetime) -> None:
    """The chore: see what recurs, and write to those whose morning it is."""
    entries.renew(now.date())
    send(now=now)


def send(today: date | None = None, *, now: datetime | None = None) -> int:
    """Send what is to be sent, and say how many letters were.

    With `today`, to everyone as on that day; else to those whose morning it is. To each person
    once a day, however often it is called.
    """
    moment, sent = now or timezone.now(), 0
    for user in _people(today or moment.date()):
        local = moment.astimezone(_zone(user))
        if today is None and local.hour < MORNING:
            continue
        sent += _remind(user, today or local.date())
    return sent


def digest(user: User, today: date) -> Digest:
    """What waits for the person, is due in the next days, and mentions them."""
    far, week = max(FAR), max(NEAR)
    due = [
        each
        for each in lists.due(user, days=far, today=today)
        if each.on <= today + timedelta(days=far if each.code else week)
    ]
    return Digest(tuple(lists.waiting_for(user)), tuple(due), tuple(_mentions(user, today)))


def is_worth(found: Digest, today: date, last: date | None) -> bool:
    """Whether to write today, having last written on `last`."""
    if not found.count:
        return False
    if last is None or found.mentions or today.weekday() == 0:
        return True
    if any(timezone.localdate(row.dossier.changed_at) >= last for row in found.waiting):
        return True
    return any((each.on - today).days in (NEAR | FAR if each.code else NEAR) for each in found.due)


def _people(day: date) -> Iterator[User]:
    """Who acts for an institution and takes letters."""
    members = in_force(day).values("user")
    wanted = Q(subscription=None) | Q(subscription__by_mail=True)
    return User.objects.filter(wanted, pk__in=members, is_active=True).order_by("pk").iterator()


def _zone(user: User) -> ZoneInfo:
    try:
        return ZoneInfo(user.timezone)
    except (OSError, ValueError):  # of no zone any more
        return ZoneInfo("UTC")


def _remind(user: User, today: date) -> bool:
    """Write to one person, if there is something to say and nobody has done it today."""
    subscription, _ = Subscription.objects.get_or_create(user=user)
    last = subscription.mailed_on
    if last is not None and last >= today:
        return False
    with translation.override(user.language or settings.LANGUAGE_CODE):
        found = digest(user, today)
        if not is_worth(found, today, last):
            return False
        subject, body = _subject(found), _body(user, found)
    if not _claimed(subscription, today):
        return False
    try:
        send_mail(subject, body, None, [user.email])
    except SMTPRecipientsRefused:  # one address that is wrong keeps nobody else from their letter
        log.warning("The address of user %s was refused.", user.pk)
        return False
    except BaseException:
        Subscription.objects.filter(pk=subscription.pk).update(mailed_on=last)
        raise
    return True


def _claimed(subscription: Subscription, today: date) -> bool:
    """Whether this process is the one to write: of two at the same moment, one is."""
    found = Subscription.objects.filter(pk=subscription.pk)
    return bool(found.filter(Q(mailed_on=None) | Q(mailed_on__lt=today)).update(mailed_on=today))


def _mentions(user: User, today: date) -> list[Message]:
    """Where others mentioned the person since they last looked, in the last week."""
    seen = Look.objects.filter(user=user, dossier=OuterRef("dossier"), at__gte=OuterRef("at"))
    found = Message.objects.filter(
        ~Exists(seen),
        mentions=user,
        at__date__gt=today - timedelta(days=7),
        dossier__in=visible(user),
    )
    others = found.exclude(author=user).select_related("dossier", "author", "institution")
    return list(others[:_MOST])


def _subject(found: Digest) -> str:
    if found.waiting:
        said = ngettext(
            "Jalin: %(count)s matter waits for you",
            "Jalin: %(count)s matters wait for you",
            len(found.waiting),
        )
        return said % {"count": len(found.waiting)}
    return gettext("Jalin: you were mentioned") if found.mentions else gettext("Jalin: what is due")


def _body(user: User, found: Digest) -> str:
    sections = (
        (gettext("Waits for you"), [_waiting_line(row) for row in found.waiting]),
        (gettext("Due"), [_due_line(each) for each in found.due]),
        (gettext("You were mentioned"), [_mention_line(each) for each in found.mentions]),
    )
    parts = [gettext("Dear %(name)s,") % {"name": user.name or user.email}]
    parts += ["\n\n".join([title.upper(), *lines[:_MOST]]) for title, lines in sections if lines]
    desk = gettext("All of it is on your desk: %(address)s")
    wishes = gettext("Whether you get such letters: %(address)s")
    ends = (
        desk % {"address": f"{settings.PUBLIC_BASE}/"},
        wishes % {"address": settings.PUBLIC_BASE + reverse("dossier_reminders")},
    )
    return "\n\n".join([*parts, "\n".join(ends)]) + "\n"


def _waiting_line(row: Row) -> str:
    version = row.course.current
    places = {
        "who": version.institution.short_name if version else "",
        "title": _one_line(str(row.dossier)),
    }
    if row.course.to_approve:
        said = gettext("%(who)s proposed “%(title)s”. It waits for your approval.") % places
    else:
        said = gettext("“%(title)s” is agreed and waits for your signature.") % places
    return f"{said}\n{row.dossier.uri}"


def _due_line(each: Due) -> str:
    places = {
        "day": date_format(each.on),
        "what": _one_line(each.label),
        "title": _one_line(str(each.dossier)),
    }
    if each.overdue:
        said = gettext("%(day)s (overdue): %(what)s, “%(title)s”") % places
    else:
        said = gettext("%(day)s: %(what)s, “%(title)s”") % places
    return f"{said}\n{each.dossier.uri}"


def _mention_line(message: Message) -> str:
    places = {
        "who": message.author or message.institution.short_name,
        "title": _one_line(str(message.dossier)),
    }
    said = gettext("%(who)s in “%(title)s”") % places
    return f"{said}\n{message.dossier.uri}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
