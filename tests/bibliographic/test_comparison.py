"""Counts, breakdowns and lists of small catalogues that can be checked by hand."""

import math

import numpy as np
import pyarrow as pa
import pytest

from jalin.bibliographic.columns import SCHEMA
from jalin.bibliographic.comparison import (
    Breakdown,
    Counts,
    Publication,
    ReviewPair,
    Topic,
    compare,
    lens_area,
    venn_geometry,
)


def table(*rows: dict[str, object]) -> pa.Table:
    """Normalised columns with what the rows do not say left empty."""
    blank = {field.name: [] if pa.types.is_list(field.type) else None for field in SCHEMA}
    certain = {"offset": 0, "length": 1, "format": "marc21", "encoding": "utf-8", "deleted": False}
    full = [blank | certain | {"key": f"k{i}"} | row for i, row in enumerate(rows)]
    return pa.Table.from_pylist(full, schema=SCHEMA)


def pairs(*rows: tuple[int, int, float, str]) -> pa.Table:
    return pa.table(
        {
            "left": pa.array([row[0] for row in rows], pa.int64()),
            "right": pa.array([row[1] for row in rows], pa.int64()),
            "probability": pa.array([row[2] for row in rows], pa.float32()),
            "band": pa.array([row[3] for row in rows], pa.string()),
            "reasons": pa.array([["title_same"] for _ in rows], pa.list_(pa.string())),
        }
    )


OURS = table(
    {"languages": ["id"], "scripts": ["Latn"], "country": "ID", "year": 1957},
    {"languages": ["kk"], "scripts": ["Latn"], "country": "KZ", "year": 1977},
    {"languages": ["kk"], "scripts": ["Cyrl"], "country": "KZ", "year": 1979},
    {"deleted": True, "languages": ["ru"]},
)
THEIRS = table(
    {"languages": ["kk", "ru"], "scripts": ["Cyrl"], "country": "KZ", "year": 1977},
    {"languages": [], "scripts": ["Cyrl"], "country": None},
)
CLUSTERS = np.array([0, 1, 1, 3, 1, 5])


def test_counts_are_of_publications_and_leave_out_what_was_deleted() -> None:
    compared = compare(OURS, THEIRS, clusters=CLUSTERS)
    assert compared.counts == Counts(
        ours=2, theirs=2, both=1, only_ours=1, only_theirs=1, to_review=0
    )


def test_a_publication_has_the_values_of_all_of_its_records() -> None:
    breakdowns = compare(OURS, THEIRS, clusters=CLUSTERS).breakdowns
    assert breakdowns["language"] == (
        Breakdown("", ours=0, both=0, theirs=1),
        Breakdown("id", ours=1, both=0, theirs=0),
        Breakdown("kk", ours=1, both=1, theirs=1),
        Breakdown("ru", ours=1, both=1, theirs=1),
    )
    assert breakdowns["script"] == (
        Breakdown("Cyrl", ours=1, both=1, theirs=2),
        Breakdown("Latn", ours=2, both=1, theirs=1),
    )
    assert breakdowns["decade"] == (
        Breakdown("", ours=0, both=0, theirs=1),
        Breakdown("1950", ours=1, both=0, theirs=0),
        Breakdown("1970", ours=1, both=1, theirs=1),
    )


def test_lists_give_every_record_of_a_publication() -> None:
    compared = compare(OURS, THEIRS, clusters=CLUSTERS)
    assert list(compared.publications("both")) == [Publication(1, ours=(1, 2), theirs=(0,))]
    assert list(compared.publications("only_ours")) == [Publication(0, ours=(0,), theirs=())]
    assert list(compared.publications("only_theirs")) == [Publication(5, ours=(), theirs=(1,))]
    assert list(compared.publications("both", limit=0)) == []


def test_lists_as_columns_say_the_same() -> None:
    compared = compare(OURS, THEIRS, clusters=CLUSTERS)
    assert compared.rows("both").rows() == [(1, 1, 0), (1, 2, None)]
    assert compared.rows("only_ours").rows() == [(0, 0, None)]
    assert compared.rows("only_theirs").rows() == [(5, None, 1)]


def test_two_clusters_are_reviewed_once_by_their_likeliest_pair() -> None:
    asked = pairs(
        (1, 1, 0.5, "review"),
        (2, 1, 0.7, "review"),
        (0, 1, 0.6, "review"),
        (0, 0, 0.1, "different"),
        (2, 0, 0.5, "review"),  # joined meanwhile by another pair
        (3, 1, 0.9, "review"),  # deleted
    )
    compared = compare(OURS, THEIRS, clusters=CLUSTERS, pairs=asked)
    assert compared.counts.to_review == 2
    assert compared.review == (
        ReviewPair(2, 1, float(np.float32(0.7)), ("title_same",)),
        ReviewPair(0, 1, float(np.float32(0.6)), ("title_same",)),
    )


def test_what_both_hold_already_is_not_reviewed() -> None:
    record = {"languages": ["id"]}
    compared = compare(
        table(record, record),
        table(record, record),
        clusters=np.array([0, 1, 0, 1]),
        pairs=pairs((0, 1, 0.6, "review"), (1, 0, 0.6, "review")),
    )
    assert (compared.counts.both, compared.counts.to_review) == (2, 0)


def test_a_topic_keeps_publications_and_the_reviews_that_concern_them() -> None:
    asked = pairs((0, 1, 0.6, "review"), (1, 1, 0.6, "review"))
    compared = compare(OURS, THEIRS, clusters=CLUSTERS, pairs=asked, topic=Topic(languages=("id",)))
    assert compared.counts == Counts(
        ours=1, theirs=0, both=0, only_ours=1, only_theirs=0, to_review=1
    )


def test_empty_catalogues_compare_to_nothing() -> None:
    compared = compare(table(), table(), clusters=np.array([], dtype=np.int64), pairs=pairs())
    assert compared.counts == Counts(0, 0, 0, 0, 0, 0)
    assert set(compared.breakdowns.values()) == {()}


def test_clusters_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"1 cluster numbers for 4 \+ 2 records"):
        compare(OURS, THEIRS, clusters=np.array([0]))


@pytest.mark.parametrize(
    ("ours", "both", "theirs"),
    [(4212, 611, 3876), (1000, 1, 10), (100, 99, 100), (50, 3, 125_000), (7, 6, 2000)],
)
def test_the_circles_are_to_scale(ours: int, both: int, theirs: int) -> None:
    venn = venn_geometry(ours, both, theirs)
    assert venn.ours is not None
    assert venn.theirs is not None
    unit = math.pi * max(venn.ours.r, venn.theirs.r) ** 2 / max(ours, theirs)
    shared = lens_area(venn.ours.r, venn.theirs.r, venn.theirs.x - venn.ours.x)
    if min(venn.ours.r, venn.theirs.r) > 3:
        assert math.pi * venn.ours.r**2 == pytest.approx(unit * ours)
        assert math.pi * venn.theirs.r**2 == pytest.approx(unit * theirs)
        assert shared == pytest.approx(unit * both, rel=1e-4)


@pytest.mark.parametrize("ours", [0, 1, 2, 500, 100_000])
@pytest.mark.parametrize("both", [0, 1, 2, 400])
@pytest.mark.parametrize("theirs", [0, 1, 2, 500, 100_000])
def test_every_part_that_is_not_empty_is_drawn_within_the_picture(
    ours: int, both: int, theirs: int
) -> None:
    if both > min(ours, theirs):
        with pytest.raises(ValueError, match="not the counts"):
            venn_geometry(ours, both, theirs)
        return
    venn = venn_geometry(ours, both, theirs)
    drawn = [
        (venn.only_ours, venn.label_only_ours, ours - both),
        (venn.both, venn.label_both, both),
        (venn.only_theirs, venn.label_only_theirs, theirs - both),
    ]
    for path, label, count in drawn:
        assert (path != "", label is not None) == (count > 0, count > 0)
        if label is not None:
            assert 0 < label.x < venn.width
            assert 0 < label.y < venn.height
    for circle in (venn.ours, venn.theirs):
        if circle is not None:
            assert circle.x - circle.r >= 10.99
            assert circle.x + circle.r <= venn.width - 10.99
            assert circle.y - circle.r >= 10.99


def test_circles_that_share_nothing_stand_apart() -> None:
    venn = venn_geometry(10, 0, 10)
    assert venn.ours is not None
    assert venn.theirs is not None
    assert venn.theirs.x - venn.ours.x == pytest.approx(venn.ours.r + venn.theirs.r + 16)


def test_equal_catalogues_are_one_circle() -> None:
    venn = venn_geometry(10, 10, 10)
    assert venn.ours == venn.theirs
    assert (venn.only_ours, venn.only_theirs) == ("", "")
    assert venn.both == "M100 131A120 120 0 1 0 340 131A120 120 0 1 0 100 131z"


def test_the_picture_of_the_same_counts_is_the_same() -> None:
    assert venn_geometry(4212, 611, 3876) == venn_geometry(4212, 611, 3876)
