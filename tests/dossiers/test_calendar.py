"""The calendar under a secret address: what is in it, for whom, and how it is written."""

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone
from pytest_django import Settings

from jalin.core.permissions import NotKnown
from jalin.dossiers import actions, entries
from jalin.dossiers.calendar import calendar_link, feed
from jalin.dossiers.models import Dossier
from jalin.institutions.models import User
from tests.dossiers.cases import House, activity_terms, digest_of, house, in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> House:
    return house()


def token(user: User) -> str:
    return calendar_link(user).rpartition("/")[2].removesuffix(".ics")


def events(user: User) -> dict[str, icalendar.Event]:
    """What a program that subscribes to the person's calendar reads, by summary."""
    if not calendar_link(user):
        actions.renew_calendar(actor=user)
    calendar = icalendar.Calendar.from_ical(feed(token(user)))
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def held(cast: House, agreement: Dossier, **more: Any) -> Dossier:
    """An activity that both have approved."""
    activity = actions.begin(
        actor=cast.officer,
        kind="activity",
        issuer=cast.jakarta,
        partners=[cast.astana],
        title={"en": "Exhibition"},
        clause=agreement.clauses.get(key="events"),
    )
    actions.propose(actor=cast.officer, dossier=activity, content=activity_terms(agreement, **more))
    actions.approve(actor=cast.guest, dossier=activity, digest=digest_of(activity))
    return activity


def soon(days: int = 10) -> date:
    return timezone.localdate() + timedelta(days=days)


def test_days_are_whole_and_times_have_their_zone(cast: House) -> None:
    agreement, first, last = in_force(cast), soon(), soon(12)
    days = {"begins": first.isoformat(), "ends": last.isoformat()}
    held(cast, agreement, title={"en": "Days"}, **days)
    held(
        cast,
        agreement,
        title={"en": "Hours", "kk": "Сағат"},
        starts_at="10:00",
        ends_at="17:30",
        zone="Asia/Almaty",
        place={"kk": "Астана, Достық 11"},
        **days,
    )
    cast.guest.language = "kk"
    cast.guest.save()
    found = events(cast.guest)
    whole, timed = found["Days"], found["Сағат"]
    assert (whole.decoded("dtstart"), whole.decoded("dtend")) == (first, soon(13))
    begins, ends = timed.decoded("dtstart"), timed.decoded("dtend")
    assert begins == datetime.combine(first, time(10), begins.tzinfo)
    assert str(timed["dtstart"].params["TZID"]) == "Asia/Almaty"
    assert begins.utcoffset() == timedelta(hours=5)
    assert ends.date() == last
    assert timed["location"] == "Астана, Достық 11"
    assert UUID(str(timed["url"]).rpartition("/")[2])


def test_tasks_are_those_of_the_person_or_of_nobody(cast: House) -> None:
    agreement = in_force(cast)
    for title, side, owner in (
        ("Hers", cast.astana, cast.guest),
        ("Anybody's", cast.astana, None),
        ("Ours", cast.jakarta, None),
        ("The officer's", cast.jakarta, cast.officer),
    ):
        actions.add_task(
            actor=cast.officer, dossier=agreement, title=title, side=side, owner=owner, due=soon()
        )
    assert {title for title in events(cast.guest) if "To do" in title} == {
        "To do: Hers",
        "To do: Anybody's",
    }
    assert {title for title in events(cast.signatory) if "To do" in title} == {"To do: Ours"}
    actions.finish_task(actor=cast.guest, task=agreement.tasks.get(title="Hers"))
    assert "To do: Hers" not in events(cast.guest)


def test_uids_stay_and_bytes_are_the_same_until_something_changes(cast: House) -> None:
    held(cast, in_force(cast), begins=soon().isoformat(), ends=None)
    before = {str(event["uid"]) for event in events(cast.guest).values()}
    assert feed(token(cast.guest)) == feed(token(cast.guest))
    assert {str(event["uid"]) for event in events(cast.guest).values()} == before
    assert all(uid.endswith("@127.0.0.1") for uid in before)


def test_an_address_is_secret_and_can_be_revoked(cast: House, settings: Settings) -> None:
    assert calendar_link(cast.guest) == ""
    actions.renew_calendar(actor=cast.guest)
    first = token(cast.guest)
    assert feed(first).startswith(b"BEGIN:VCALENDAR\r\n")
    assert resolve(urlsplit(calendar_link(cast.guest)).path).kwargs == {"token": first}
    key = cast.guest.subscription.calendar_key
    for wrong in ("", "~", key, f"{key}~", first[:-1], first.swapcase(), "\x00", "é" * 500):
        with pytest.raises(NotKnown):
            feed(wrong)
    actions.renew_calendar(actor=cast.guest)
    with pytest.raises(NotKnown):
        feed(first)
    second = token(cast.guest)
    actions.revoke_calendar(actor=cast.guest)
    with pytest.raises(NotKnown):
        feed(second)
    assert calendar_link(cast.guest) == ""


def test_rights_are_asked_each_time(cast: House) -> None:
    held(cast, in_force(cast), begins=soon().isoformat(), ends=None)
    assert "Exhibition of miniature books" in events(cast.guest)
    assert events(cast.observer) == events(cast.outsider) == {}
    cast.guest.memberships.update(valid_to=date(2021, 1, 1))
    assert events(cast.guest) == {}
    User.objects.filter(pk=cast.guest.pk).update(is_active=False)
    with pytest.raises(NotKnown):
        feed(token(cast.guest))


def test_what_was_terminated_goes_and_what_was_completed_stays(cast: House) -> None:
    agreement = in_force(cast)
    activity = held(cast, agreement, begins=soon().isoformat(), ends=None)
    done = activity_terms(
        agreement,
        begins=soon().isoformat(),
        ends=None,
        done=True,
        outcomes=[{"what": {"en": "guests"}, "count": 9}],
    )
    actions.propose(actor=cast.officer, dossier=activity, content=done)
    actions.approve(actor=cast.guest, dossier=activity, digest=digest_of(activity))
    assert "Exhibition of miniature books" in events(cast.guest)
    other = held(cast, agreement, title={"en": "Other"}, begins=soon().isoformat(), ends=None)
    actions.terminate(actor=cast.guest, dossier=other, reason="Hall closed")
    assert "Other" not in events(cast.guest)
    assert not other.calendar_entries.exists()


def test_a_title_cannot_add_lines(cast: House) -> None:
    wild = "A\r\nEND:VEVENT\r\nATTACH:file:///etc/passwd;,\\\x07"
    held(cast, in_force(cast), title={"en": wild}, begins=soon().isoformat(), ends=None)
    actions.renew_calendar(actor=cast.guest)
    lines = feed(token(cast.guest)).decode().replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line.startswith("ATTACH")] == []
    assert lines.count("END:VEVENT") == lines.count("BEGIN:VEVENT")
    assert max(len(line.encode()) for line in feed(token(cast.guest)).decode().split("\r\n")) <= 75


def test_tacit_renewal_moves_the_end_and_the_last_day_for_notice(cast: House) -> None:
    agreement = in_force(
        cast, begins="2021-01-01", ends="2099-12-31", renewal={"how": "tacit", "months": 12}
    )

    def days() -> dict[str, date]:
        return dict(agreement.calendar_entries.values_list("code", "begins"))

    first = {"begins": date(2021, 1, 1), "notice": date(2099, 6, 30), "ends": date(2099, 12, 31)}
    assert days() == first
    assert entries.renew(date(2099, 12, 31)) == 0
    assert entries.renew(date(2100, 1, 1)) == 1
    assert days() == first | {"notice": date(2100, 6, 30), "ends": date(2100, 12, 31)}
    assert entries.renew(date(2100, 7, 1)) == 0


def test_many_entries_cost_as_many_queries_as_one(cast: House) -> None:
    agreement = in_force(cast)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            feed(token(cast.guest))
        return len(asked)

    def add() -> None:
        held(cast, agreement, begins=soon().isoformat(), ends=None)
        actions.add_task(
            actor=cast.guest, dossier=agreement, title="T", side=cast.astana, due=soon()
        )

    actions.renew_calendar(actor=cast.guest)
    add()
    first = queries()
    for _ in range(10):
        add()
    assert queries() == first
