"""Dossiers on the desk: what waits for whom, and that many cost no more questions than one."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jalin.dossiers import actions
from jalin.dossiers.models import Dossier
from jalin.institutions.models import User
from tests.dossiers.cases import House, agreed, digest_of, house, in_force, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> House:
    return house()


def desk(user: User, **more: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get("/", more).content.decode()


def test_each_side_finds_what_is_its_to_do(cast: House) -> None:
    dossier = proposed(cast)
    asked, waits = desk(cast.guest), desk(cast.officer)
    assert "Read and decide" in asked
    assert "Your approval of version 1 is asked" in asked
    assert 'id="proposed"' not in asked
    assert "Read and decide" not in waits
    assert "Version 1 waits for Astana" in waits
    assert f"/agreements/{dossier.uuid}/" in waits


def test_a_guest_reads_the_desk_in_their_own_language(cast: House) -> None:
    proposed(cast)
    assert '<html lang="kk">' in desk(cast.guest, ui="kk")


@pytest.mark.parametrize("who", ["outsider", "observer"])
def test_nothing_of_it_on_the_desk_of_others(cast: House, who: str) -> None:
    dossier = proposed(cast)
    assert str(dossier.uuid) not in desk(getattr(cast, who))


def test_who_only_reads_is_not_asked(cast: House) -> None:
    dossier = proposed(cast)
    actions.admit_reader(actor=cast.officer, dossier=dossier, institution=cast.embassy)
    page = desk(cast.observer)
    assert "Read and decide" not in page
    assert page.count(f"/agreements/{dossier.uuid}/") == 1  # among what is new


def test_what_is_agreed_waits_for_signatures(cast: House) -> None:
    agreed(cast)
    assert "Your signature is missing" in desk(cast.signatory)
    assert "Your signature is missing" in desk(cast.guest)
    assert "The signature of Jakarta and Astana is missing" in desk(cast.officer)


def test_tasks_are_due(cast: House) -> None:
    dossier = proposed(cast)
    given = {"title": "Оқу", "side": str(cast.astana.pk), "owner": "", "due": "2020-01-05"}
    client = Client()
    client.force_login(cast.guest)
    client.post(f"/dossiers/{dossier.uuid}/tasks/", given)
    assert "overdue" in desk(cast.guest)
    assert "overdue" not in desk(cast.officer)


def test_thirty_dossiers_cost_no_more_than_two(
    cast: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client()
    client.force_login(cast.guest)
    many(cast, 2)
    client.get("/")
    with django_assert_num_queries(60, exact=False) as first:
        client.get("/")
    many(cast, 28)
    with django_assert_num_queries(len(first.captured_queries), exact=False):
        assert client.get("/").status_code == 200


def many(cast: House, count: int) -> None:
    """Half wait for Astana, half for Jakarta."""
    for number in range(count):
        dossier = proposed(cast, scope={"en": str(Dossier.objects.count())})
        if number % 2:
            actions.approve(actor=cast.guest, dossier=dossier, digest=digest_of(dossier))


def test_the_menu_has_agreements_for_members_and_where_some_are_public(cast: House) -> None:
    link = '<a href="/agreements/"'
    dossier = in_force(cast)
    assert link in desk(cast.guest)
    assert link not in Client().get("/about/").content.decode()
    Dossier.objects.filter(pk=dossier.pk).update(is_public=True)
    assert link in Client().get("/about/").content.decode()
