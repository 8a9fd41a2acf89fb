"""The calendar that a person can subscribe to: iCalendar (RFC 5545), under a secret address.

It holds the open tasks of the person, and the days of what is in force: activities, last days for
notice, ends. What the person may read is asked each time; the address holds no right by itself.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import timezone, translation
from django.utils.translation import gettext

from jalin.core.multilingual import text_here
from jalin.core.permissions import NotKnown
from jalin.dossiers.models import CalendarEntry, Subscription, Task
from jalin.dossiers.permissions import visible, works_for
from jalin.dossiers.queries.lists import entry_label
from jalin.dossiers.states import OPEN, State
from jalin.institutions.models import User
from jalin.institutions.permissions import Standing, standing

KEPT = timedelta(days=366)  # how long the calendar remembers
MOST = 2_000  # entries, and as many tasks
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_signer = Signer(salt="jalin.calendar", sep="~")


def calendar_link(user: User) -> str:
    """The secret address of the person's calendar, "" while they have none.

    `actions.renew_calendar` makes another, `actions.revoke_calendar` ends it.
    """
    found = Subscription.objects.filter(user=user).exclude(calendar_key="").first()
    if found is None:
        return ""
    return f"{settings.PUBLIC_BASE}/calendar/{_signer.sign(found.calendar_key)}.ics"


def feed(token: str) -> bytes:
    """The calendar of an address, in its person's language. Raises NotKnown."""
    user = _subscriber(token)
    with translation.override(user.language or settings.LANGUAGE_CODE):
        calendar = _calendar()
        has, today = standing(user), timezone.localdate()
        for component in [*_tasks(user, has, today), *_entries(user, has, today)]:
            calendar.add_component(component)
        calendar.add_missing_timezones()
        return bytes(calendar.to_ical())


def _subscriber(token: str) -> User:
    try:
        key = _signer.unsign(token)
    except BadSignature as error:
        raise NotKnown from error
    found = Subscription.objects.filter(calendar_key=key).exclude(calendar_key="")
    subscription = found.select_related("user").first()
    if subscription is None or not subscription.user.is_active:
        raise NotKnown
    return subscription.user


def _calendar() -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Jalin//Jalin//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    name = gettext("Jalin: agreements and activities")
    calendar.add("name", name)  # RFC 7986
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    return calendar


def _tasks(user: User, has: Standing, today: date) -> Iterator[icalendar.Event]:
    own = [institution for institution in has.institutions if works_for(has, institution)]
    found = Task.objects.filter(side__in=own, done_at=None, due__gte=today - KEPT)
    found = found.filter(dossier__in=visible(user, has=has).filter(state__in=OPEN))
    for task in found.select_related("dossier")[:MOST]:
        if task.due is None or task.owner_id not in (None, user.pk):
            continue
        event = _event(f"task-{task.pk}", task.created_at)
        event.add("summary", _plain(gettext("To do: %(task)s") % {"task": task.title}))
        event.add("description", _plain(str(task.dossier)))
        event.add("url", task.dossier.uri)
        _add_days(event, task.due, task.due)
        yield event


def _entries(user: User, has: Standing, today: date) -> Iterator[icalendar.Event]:
    shown = visible(user, has=has).filter(state__in=(State.IN_FORCE, State.COMPLETED))
    found = CalendarEntry.objects.filter(dossier__in=shown, ends__gte=today - KEPT)
    for entry in found.select_related("dossier")[:MOST]:
        dossier = entry.dossier
        event = _event(f"{dossier.uuid}-{entry.code}".rstrip("-"), dossier.changed_at)
        title = f"{entry_label(entry)}: {dossier}" if entry.code else str(dossier)
        event.add("summary", _plain(title))
        event.add("url", dossier.uri)
        if place := text_here(entry.place):
            event.add("location", _plain(place))
        if entry.begins_at is None:
            _add_days(event, entry.begins, entry.ends)
        else:
            _add_times(event, entry)
        yield event


def _event(uid: str, changed: datetime) -> icalendar.Event:
    """UIDs stay, so that a subscriber's program changes what it has and adds nothing twice."""
    event = icalendar.Event()
    event.add("uid", f"{uid}@{urlsplit(settings.PUBLIC_BASE).hostname}")
    event.add("dtstamp", changed)
    return event


def _add_days(event: icalendar.Event, first: date, last: date) -> None:
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))  # the first day after it, as the standard has it
    event.add("transp", "TRANSPARENT")  # a day to remember keeps nobody busy


def _add_times(event: icalendar.Event, entry: CalendarEntry) -> None:
    assert entry.begins_at is not None  # noqa: S101  asked before
    zone = ZoneInfo(entry.zone)
    begins = datetime.combine(entry.begins, entry.begins_at, zone)
    event.add("dtstart", begins)
    if entry.ends_at is not None:
        ends = datetime.combine(entry.ends, entry.ends_at, zone)
        if ends > begins:
            event.add("dtend", ends)


def _plain(text: str) -> str:
    """Without control characters, which the format has no way to write."""
    return _CONTROL.sub(" ", text)
