"""Who acts for an institution: shown to its administrators, who can end it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from jalin.core.models import AuditEntry
from jalin.core.permissions import NotKnown, NotPermitted
from jalin.institutions import actions
from jalin.institutions.errors import LastAdministrator
from jalin.institutions.models import Institution, Membership, User
from jalin.institutions.permissions import OPERATOR, standing
from tests.installation import Installation
from tests.libraries import BEGAN, make_institution, make_user

Who = Callable[[str], User]


def membership_of(user: User) -> Membership:
    return Membership.objects.get(user=user)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(membership: Membership) -> str:
    return f"/institutions/{membership.institution.slug}/people/{membership.pk}/end/"


ACTORS = [
    ("administrator", None, 302),
    *((role, NotPermitted, 403) for role in ("officer", "cataloguer", "observer")),
    *((name, NotKnown, 404) for name in ("guest", "partner", "other", "former", "stranger")),
]


@pytest.mark.parametrize(("who", "answer", "_status"), ACTORS)
def test_who_may_end_a_membership(
    who: str, answer: type[Exception] | None, _status: int, person: Who
) -> None:
    actor, ended = person(who), membership_of(person("curator"))
    if answer is None:
        actions.end_membership(actor=actor, membership=ended)
    else:
        with pytest.raises(answer):
            actions.end_membership(actor=actor, membership=ended)
    assert bool(standing(ended.user).roles) == (answer is not None)
    assert AuditEntry.objects.count() == (answer is None)


@pytest.mark.parametrize(("who", "_answer", "status"), ACTORS)
def test_who_ends_a_membership_by_its_page(
    who: str, _answer: type[Exception] | None, status: int, person: Who
) -> None:
    client, ended = browser(person(who)), membership_of(person("curator"))
    shown = client.get(address(ended)).status_code
    assert shown == (200 if status == 302 else status)
    assert membership_of(ended.user).valid_to is None  # looking at the page ends nothing
    assert client.post(address(ended)).status_code == status
    assert bool(standing(ended.user).roles) == (status != 302)


def test_nobody_ends_it_without_signing_in(person: Who) -> None:
    ended = membership_of(person("curator"))
    with pytest.raises(NotKnown):
        actions.end_membership(actor=AnonymousUser(), membership=ended)
    answer = Client().post(address(ended))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/login/")


def test_a_membership_has_its_address_in_its_institution_only(person: Who) -> None:
    administrator, guest = browser(person("administrator")), membership_of(person("guest"))
    elsewhere = f"/institutions/jakarta/people/{guest.pk}/end/"
    assert administrator.post(elsewhere).status_code == 404
    assert administrator.post(address(guest)).status_code == 302
    assert administrator.post(address(guest)).status_code == 404  # it is over


def test_what_is_kept_of_it(person: Who) -> None:
    actor, ended = person("administrator"), membership_of(person("officer"))
    at = datetime(2024, 5, 2, 12, tzinfo=UTC)
    actions.end_membership(actor=actor, membership=ended, at=at)
    actions.end_membership(actor=actor, membership=ended, at=at + timedelta(days=1))
    ended.refresh_from_db()
    assert (ended.valid_from, ended.valid_to) == (BEGAN, date(2024, 5, 1))
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor_id) == ("membership.ended", actor.pk)
    assert (entry.subject_type, entry.subject_id) == ("membership", str(ended.pk))
    assert entry.details == {"user": ended.user_id, "role": "officer"}


def test_a_membership_of_today_ends_today(person: Who) -> None:
    ended = membership_of(person("officer"))
    at = datetime(2021, 4, 1, 12, tzinfo=UTC)
    actions.end_membership(actor=OPERATOR, membership=ended, at=at)
    assert not Membership.objects.filter(pk=ended.pk).exists()


def test_the_last_administrator_does_not_leave(jakarta: Institution, person: Who) -> None:
    last = person("administrator")
    make_user("closed", jakarta, "administrator")
    User.objects.filter(name="Closed").update(is_active=False)
    make_user("before", jakarta, "administrator", valid_to=date(2022, 1, 1))
    with pytest.raises(LastAdministrator, match="Jakarta"):
        actions.end_membership(actor=last, membership=membership_of(last))
    answer = browser(last).post(address(membership_of(last)))
    assert (answer.status_code, standing(last).in_house) == (409, True)
    assert b"You are the only administrator of Jakarta." in answer.content
    make_user("second", jakarta, "administrator")
    answer = browser(last).post(address(membership_of(last)))
    assert (answer["Location"], standing(last).in_house) == ("/institutions/jakarta/", False)


def test_the_house_ends_the_last_administrator_of_a_partner(
    astana: Institution, person: Who
) -> None:
    last = make_user("aigul", astana, "administrator")
    with pytest.raises(LastAdministrator):
        actions.end_membership(actor=last, membership=membership_of(last))
    actions.end_membership(actor=person("administrator"), membership=membership_of(last))
    assert standing(last).stranger


def test_two_administrators_do_not_end_one_another(installation: Installation) -> None:
    jakarta = make_institution("jakarta", is_house=True)
    one, two = (make_user(name, jakarta, "administrator") for name in ("one", "two"))

    def end(actor: User, other: User) -> None:
        actions.end_membership(actor=actor, membership=membership_of(other))

    found = installation.in_threads(lambda: end(one, two), lambda: end(two, one))
    assert sorted(type(result) for result in found if result) == [NotKnown]
    assert [standing(user).stranger for user in (one, two)].count(False) == 1


def test_the_people_page_names_who_acts_and_who_is_awaited(
    jakarta: Institution, person: Who
) -> None:
    client = browser(person("administrator"))
    for name in ("officer", "guest", "former"):
        person(name)
    actions.invite(actor=OPERATOR, institution=jakarta, email="new@example.org", role="curator")
    said = client.get("/institutions/jakarta/people/").content.decode()
    shown = {
        name: f"{name}@example.org" in said
        for name in ("administrator", "officer", "new", "guest", "former")
    }
    assert shown == {
        "administrator": True,
        "officer": True,
        "new": True,
        "guest": False,
        "former": False,
    }


def test_an_institution_without_people_says_what_to_do(astana: Institution, person: Who) -> None:
    said = browser(person("administrator")).get("/institutions/astana/people/").content.decode()
    assert "Nobody acts for this institution yet" in said
