import random
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalin.bibliographic.clusters import (
    Decisions,
    Split,
    Traits,
    cluster,
    clustering,
    shifted,
    traits,
)
from jalin.bibliographic.matching import PAIRS
from tests.bibliographic.rows import row, table


def pairs(*same: tuple[int, int] | tuple[int, int, float]) -> pa.Table:
    rows = [
        {
            "left": one[0],
            "right": one[1],
            "probability": one[2] if len(one) == 3 else 0.99,
            "band": "same",
            "reasons": [],
        }
        for one in same
    ]
    return pa.Table.from_pylist(rows, schema=PAIRS)


def volumes(*numbers: int) -> Traits:
    return Traits({"volume_differs": np.array(numbers, np.int64)})


def test_records_without_pairs_stay_alone() -> None:
    assert cluster(3, pairs()).tolist() == [0, 1, 2]


def test_a_cluster_bears_the_number_of_its_lowest_row() -> None:
    assert cluster(5, pairs((4, 2), (2, 3))).tolist() == [0, 1, 2, 2, 2]


def test_pairs_to_review_join_nothing() -> None:
    doubtful = pairs((0, 1)).set_column(3, PAIRS.field("band"), pa.array(["review"]))
    assert cluster(2, doubtful).tolist() == [0, 1]


def test_a_chain_does_not_tie_two_volumes_together() -> None:
    # The set's own record (no volume) is like each of the volumes.
    found = clustering(3, pairs((0, 1, 0.99), (1, 2, 0.95)), traits=volumes(1, -1, 2))
    assert found.number.tolist() == [0, 0, 2]
    assert found.splits == (Split(1, 2, "volume_differs"),)


def test_years_far_apart_are_not_one_publication() -> None:
    years = np.array([1950, 1953, 1957, 1950], np.int64)
    known = Traits(year=years, year_end=np.full(4, -1))
    found = clustering(4, pairs((0, 1, 0.99), (1, 2, 0.98), (0, 3)), traits=known)
    assert found.number.tolist() == [0, 0, 2, 0]
    assert [split.reason for split in found.splits] == ["years_apart"]


def test_a_set_published_over_years_holds_its_parts_years() -> None:
    known = Traits(year=np.array([1950, 1958], np.int64), year_end=np.array([1960, -1], np.int64))
    assert cluster(2, pairs((0, 1)), traits=known).tolist() == [0, 0]


def test_what_a_person_told_apart_stays_apart_whatever_else_ties_it() -> None:
    found = clustering(
        3,
        pairs((0, 1, 0.99), (1, 2, 0.98), (0, 2, 0.97)),
        decisions=Decisions.of(different=[(2, 0)]),
    )
    assert found.number.tolist() == [0, 0, 2]
    assert {split.reason for split in found.splits} == {"told_apart"}


def test_what_a_person_called_the_same_is_joined_against_the_model() -> None:
    decided = Decisions.of(same=[(2, 0)])
    assert cluster(3, pairs(), decisions=decided, traits=volumes(1, 1, 2)).tolist() == [0, 1, 0]


def test_traits_of_normalised_records() -> None:
    known = traits(
        table(
            row(volume="2", edition="2nd ed.", year=1990),
            row(volume=None, edition=None, year=None),
            row(volume="2", edition="Изд. 3-е", year=1991, year_end=1993),
        )
    )
    volume, edition = (
        known.codes["volume_differs"].tolist(),
        known.codes["edition_differs"].tolist(),
    )
    assert (volume[0] == volume[2], volume[1], edition) == (True, -1, [2, -1, 3])
    assert known.year is not None
    assert known.year.tolist() == [1990, -1, 1991]


def test_pairs_of_two_catalogues_are_counted_in_one_line() -> None:
    moved = shifted(pairs((0, 0), (1, 2)), right=10)
    assert (moved["left"].to_pylist(), moved["right"].to_pylist()) == ([0, 1], [10, 12])
    assert moved.schema == PAIRS


edges = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11), st.sampled_from([0.9, 0.95, 0.99])).filter(
        lambda edge: edge[0] != edge[1]
    ),
    max_size=25,
    unique_by=lambda edge: (min(edge[:2]), max(edge[:2])),
)
numbers = st.lists(st.integers(-1, 3), min_size=12, max_size=12)


@given(edges, numbers)
def test_no_cluster_contradicts_itself_and_no_record_is_lost(
    found: list[tuple[int, int, float]], volume: Sequence[int]
) -> None:
    number = cluster(12, pairs(*found), traits=volumes(*volume))
    assert len(number) == 12
    for one in set(number.tolist()):
        members = np.flatnonzero(number == one)
        assert members[0] == one
        assert len({volume[i] for i in members} - {-1}) <= 1


@given(edges, numbers, st.randoms())
def test_the_order_of_pairs_does_not_matter(
    found: list[tuple[int, int, float]], volume: Sequence[int], chance: random.Random
) -> None:
    mixed = list(found)
    chance.shuffle(mixed)
    turned = [(b, a, p) for a, b, p in mixed]
    known = volumes(*volume)
    assert cluster(12, pairs(*found), traits=known).tolist() == (
        cluster(12, pairs(*turned), traits=known).tolist()
    )


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_and_next_to_nothing(n: int) -> None:
    assert cluster(n, pairs()).tolist() == list(range(n))
