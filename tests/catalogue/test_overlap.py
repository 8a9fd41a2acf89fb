"""Words go into the circles where they fit; else the names stand in the corners."""

from math import hypot

import pytest
from django.utils import translation

from jalin.bibliographic.comparison import Counts, venn_geometry
from jalin.catalogue.overlap import picture

EQUAL = Counts(ours=4212, theirs=3876, both=611, only_ours=3601, only_theirs=3265, to_review=0)


def test_short_names_stand_in_the_circles() -> None:
    with translation.override("en"):
        made = picture(EQUAL, "Jakarta", "Astana")
    assert made.names is None
    assert [(part.name, part.number, part.words) for part in made.parts] == [
        ("only_ours", "3,601", "only Jakarta"),
        ("only_theirs", "3,265", "only Astana"),
        ("both", "611", "both"),
    ]


def test_long_names_stand_in_the_corners() -> None:
    made = picture(EQUAL, "National Library of Indonesia", "Astana")
    assert made.names == ("National Library of Indonesia", "Astana")
    assert made.parts[0].words == made.parts[1].words


def test_a_part_with_nothing_in_it_is_not_drawn() -> None:
    counts = Counts(ours=5, theirs=5, both=5, only_ours=0, only_theirs=0, to_review=0)
    assert [part.name for part in picture(counts, "A", "B").parts] == ["both"]


def test_numbers_are_written_as_in_the_language_and_places_are_not() -> None:
    with translation.override("id"):
        made = picture(Counts(2000, 2000, 1000, 1000, 1000, 0), "Jakarta", "Astana")
    assert made.parts[2].number == "1.000"
    assert "," not in made.parts[2].plate_x


def test_the_line_of_a_narrow_part_begins_where_the_circles_cross() -> None:
    both = Counts(ours=3417, theirs=3526, both=468, only_ours=2949, only_theirs=3058, to_review=0)
    label = picture(both, "Jakarta", "Astana").parts[-1].label
    venn = venn_geometry(3417, 468, 3526)
    assert label is not None
    assert label.inside is False
    for circle in (venn.ours, venn.theirs):
        assert circle is not None
        distance = hypot(label.tip_x - circle.x, label.tip_y - circle.y)
        assert distance == pytest.approx(circle.r)
