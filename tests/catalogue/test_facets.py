"""Addresses that narrow a list, and take it off again."""

from django.http import QueryDict
from django.utils import translation

from jalin.bibliographic.comparison import Breakdown
from jalin.catalogue import facets
from jalin.catalogue.bars import butterflies, single_bars


def test_a_value_goes_on_and_comes_off() -> None:
    address = QueryDict("q=abai&language=kk&page=3&ui=id")
    assert facets.toggled(address, "language", "ru") == "?q=abai&language=kk&language=ru"
    assert facets.toggled(address, "language", "kk") == "?q=abai"


def test_what_is_chosen_stays_to_be_taken_off_though_nothing_has_it() -> None:
    with translation.override("en"):
        made = facets.facets({"language": [("ru", 3)]}, QueryDict("language=kk"), {})
    assert [(v.label, v.count, v.chosen) for v in made[0].first] == [
        ("Kazakh", 0, True),
        ("Russian", 3, False),
    ]


def test_decades_are_in_their_order() -> None:
    counted = [("1990", 9), ("2000", 3), ("1970", 5)]
    made = facets.facets({"decade": counted}, QueryDict(""), {})
    assert [value.value for value in made[0].first] == ["2000", "1990", "1970"]


def test_bars_keep_to_scale_and_show_what_is_small() -> None:
    bars = single_bars("language", [("id", 1000), ("kk", 500), ("ru", 1)], "institution=a")
    assert [bar.width for bar in bars] == ["100.0%", "50.0%", "0.8%"]


def test_a_line_of_two_bars_narrows_and_widens() -> None:
    lines = (Breakdown("kk", 10, 4, 5), Breakdown("", 1, 0, 0))
    (fly,) = butterflies({"language": lines}, QueryDict("part=both&by=language&value=kk"))
    kazakh, unstated = fly.first
    assert (kazakh.ours_x, kazakh.ours_width, kazakh.theirs_width) == ("34.0%", "66.0%", "33.0%")
    assert kazakh.chosen
    assert kazakh.address == "?part=both#list"
    assert unstated.address == "?part=both&by=language&value=#list"
