"""Addresses and forms that nobody types: they are told that there is nothing, or what is there."""

from collections.abc import Callable

import pytest
from django.test import Client

from jalin.catalogue.models import Decision
from tests.web.conftest import Site

pytestmark = pytest.mark.django_db
SignedIn = Callable[[str], Client]
HUGE = "9" * 5000  # more digits than Python makes a number of


@pytest.mark.parametrize(
    "query", [f"version={HUGE}", f"record={HUGE}", f"record=1&version={HUGE}", "version=x"]
)
def test_a_number_that_no_record_has(client: Client, site: Site, query: str) -> None:
    assert client.get(f"/records/{site.record.publication}/?{query}").status_code == 200


@pytest.mark.parametrize("decade", [HUGE, "--5", "-", "1e3", "x", "1990\n"])
@pytest.mark.parametrize("page", ["", "list.csv"])
def test_a_decade_that_is_none(client: Client, site: Site, page: str, decade: str) -> None:
    asked = {"part": "both", "by": "decade", "value": decade}
    assert client.get(f"/comparisons/{site.address}/{page}", asked).status_code == 404


def test_the_bench_after_a_pair_that_is_none(signed_in: SignedIn, site: Site) -> None:
    page = signed_in("officer").get(f"/review/{site.address}/", {"after": HUGE})
    assert page.status_code == 200


def test_undoing_goes_back_to_where_an_address_leads(signed_in: SignedIn, site: Site) -> None:
    client = signed_in("officer")
    client.post(f"/review/{site.address}/{site.pair.pk}/decide/", {"verdict": "later"})
    session = client.session
    del session["undo"]  # as in another browser
    session.save()
    address = f"/review/decisions/{Decision.objects.get().pk}/undo/"
    answer = client.post(address, {"ours": "../x", "theirs": "a/b"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/review/")


def test_an_address_with_more_parts_than_are_read(client: Client, site: Site) -> None:
    client.raise_request_exception = False
    page = client.get("/search/?" + "language=kk&" * 3001)
    assert page.status_code == 400


def test_an_address_of_too_many_parts_is_answered_in_the_readers_language(client: Client) -> None:
    client.get("/about/?ui=ru")
    answer = client.get("/search/", {f"part{number}": "1" for number in range(3001)})
    assert (answer.status_code, '<html lang="ru"' in answer.text) == (400, True)
