"""The desk: what waits, for whom, and that forty partners cost no more questions than one."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jalin.catalogue.models import Catalogue, Comparison, MatchPair
from jalin.catalogue.states import GenerationState
from tests.libraries import make_catalogue, make_institution
from tests.web.conftest import Site


def partners(ours: Catalogue, like: MatchPair, count: int) -> None:
    """So many more partners: half with pairs to review, half with an empty catalogue."""
    for number in range(count):
        theirs = make_catalogue(make_institution(f"partner-{number}"))
        if number % 2:
            made = Comparison.objects.create(
                left=ours, right=theirs, state=GenerationState.SERVING, left_count=9, right_count=9
            )
            MatchPair.objects.create(
                comparison=made, left=like.left, right=like.right, probability=0.5, band="review"
            )


@pytest.mark.parametrize("address", ["/", "/review/", "/comparisons/", "/institutions/"])
def test_forty_partners_cost_no_more_than_one(
    address: str,
    site: Site,
    signed_in: Callable[[str], Client],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in("officer")
    client.get(address)
    with django_assert_num_queries(40, exact=False) as first:
        assert client.get(address).status_code in {200, 302}
    partners(site.ours, site.pair, 40)
    # With one partner, the list of reviews is a redirection to the only one.
    most = len(first.captured_queries) + (2 if address == "/review/" else 0)
    with django_assert_num_queries(most, exact=False):
        assert client.get(address).status_code == 200


def test_the_desk_shows_where_to_begin(site: Site, signed_in: Callable[[str], Client]) -> None:
    partners(site.ours, site.pair, 40)
    page = signed_in("officer").get("/")
    assert len(page.context["reviews"]) == 8
    assert page.context["more_reviews"] == 13
    assert '<a href="/review/">13 more</a>' in page.text


@pytest.mark.parametrize(("who", "says"), [("officer", "Start reviewing"), ("observer", "Look at")])
def test_who_only_looks_on_is_not_asked_to_decide(
    who: str, says: str, site: Site, signed_in: Callable[[str], Client]
) -> None:
    assert site.pair.band == "review"
    text = signed_in(who).get("/").text
    assert [words in text for words in ("Start reviewing", "Look at the pairs")] == [
        says == "Start reviewing",
        says == "Look at",
    ]
