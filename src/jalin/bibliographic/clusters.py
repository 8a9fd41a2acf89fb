"""Clusters: the records of all catalogues that describe one publication.

A cluster joins and never merges: every record stays what it is and belongs to exactly one
cluster, whose number is its lowest row. Pairs called the same are joined, people's decisions
before the model's; a join that would put two volumes, two editions, years far apart, or records
that a person told apart into one cluster is refused with its reason. So no chain of likenesses
can tie contradicting records together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from jalin.bibliographic.editions import edition_numbers

Reason = Literal["told_apart", "volume_differs", "part_differs", "edition_differs", "years_apart"]
YEARS_APART = 5
_SURE = 2.0  # above every probability: what a person decided comes first


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided, as pairs of rows: these are the same, those are not."""

    same: frozenset[tuple[int, int]] = frozenset()
    different: frozenset[tuple[int, int]] = frozenset()

    @staticmethod
    def of(
        same: Iterable[tuple[int, int]] = (), different: Iterable[tuple[int, int]] = ()
    ) -> "Decisions":
        """The decisions with each pair in ascending order."""
        return Decisions(
            *(frozenset((min(p), max(p)) for p in pairs) for pairs in (same, different))
        )


@dataclass(frozen=True, slots=True)
class Traits:
    """What may not differ within a cluster, per record; -1 where it is not known."""

    codes: dict[Reason, NDArray[np.int64]] = field(default_factory=dict)
    year: NDArray[np.int64] | None = None
    year_end: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A join that was refused: the pair of rows that asked for it, and why."""

    left: int
    right: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Clustering:
    """`number` of each record's cluster (its lowest row), and the joins that were refused."""

    number: NDArray[np.int64]
    splits: tuple[Split, ...]


def cluster(
    n_records: int,
    pairs: pa.Table,
    *,
    decisions: Decisions | None = None,
    traits: Traits | None = None,
) -> NDArray[np.int64]:
    """The cluster of each record: see `clustering`."""
    return clustering(n_records, pairs, decisions=decisions, traits=traits).number


def clustering(
    n_records: int,
    pairs: pa.Table,
    *,
    decisions: Decisions | None = None,
    traits: Traits | None = None,
) -> Clustering:
    """Cluster `n_records` rows (all catalogues, one after the other) by pairs of such rows.

    `pairs` has the schema of `matching.PAIRS`; only those of the band "same" join. See `shifted`
    for pairs of two catalogues that are numbered each from 0.
    """
    decided = decisions or Decisions()
    known = traits or Traits()
    edges = _edges(pairs, decided)
    component = _components(n_records, edges)
    number = _lowest_rows(component)
    splits: list[Split] = []
    for members in _contradicting(component, edges, decided, known):
        rows, refused = _joined(members, decided, known)
        number[list(rows)] = list(rows.values())
        splits.extend(refused)
    return Clustering(number, tuple(splits))


def shifted(pairs: pa.Table, *, left: int = 0, right: int = 0) -> pa.Table:
    """`pairs` with so much added to their rows, to count the rows of all catalogues in one line."""
    for name, by in (("left", left), ("right", right)):
        rows = pairs[name].to_numpy() + by
        pairs = pairs.set_column(
            pairs.schema.get_field_index(name), pairs.schema.field(name), [rows]
        )
    return pairs


def traits(table: pa.Table) -> Traits:
    """The traits of normalised records."""
    frame = pl.DataFrame(pl.from_arrow(table.select(["volume", "part_name", "edition"])))
    years = [
        pl.Series(values=pl.from_arrow(table[name])).fill_null(-1).to_numpy().astype(np.int64)
        for name in ("year", "year_end")
    ]
    codes: dict[Reason, NDArray[np.int64]] = {
        "volume_differs": _codes(frame["volume"]),
        "edition_differs": edition_numbers(frame["edition"])
        .fill_null(-1)
        .to_numpy()
        .astype(np.int64),
    }
    return Traits(codes, *years)


def _codes(texts: pl.Series) -> NDArray[np.int64]:
    """A number for each distinct text, -1 for null."""
    return texts.cast(pl.Categorical).to_physical().cast(pl.Int64).fill_null(-1).to_numpy()


@dataclass(frozen=True, slots=True)
class _Edges:
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    weight: NDArray[np.float64]

    def of(self, chosen: NDArray[np.bool_]) -> "_Edges":
        return _Edges(self.left[chosen], self.right[chosen], self.weight[chosen])

    def strongest_first(self) -> Iterator[tuple[int, int]]:
        order = np.lexsort((self.right, self.left, -self.weight))
        yield from zip(self.left[order].tolist(), self.right[order].tolist(), strict=True)


def _edges(pairs: pa.Table, decisions: Decisions) -> _Edges:
    same = pairs.filter(pc.equal(pairs["band"], "same"))
    ends = np.stack([same["left"].to_numpy(), same["right"].to_numpy()], axis=1).astype(np.int64)
    told = np.array(sorted(decisions.same), np.int64).reshape(-1, 2)
    ends = np.concatenate([np.sort(ends, axis=1), told])
    weight = np.concatenate([same["probability"].to_numpy(), np.full(len(told), _SURE)])
    return _Edges(ends[:, 0], ends[:, 1], weight)


def _components(n: int, edges: _Edges) -> NDArray[np.int64]:
    graph = coo_matrix((np.ones(len(edges.left)), (edges.left, edges.right)), (n, n))
    return np.asarray(connected_components(graph, directed=False)[1], np.int64)


def _lowest_rows(component: NDArray[np.int64]) -> NDArray[np.int64]:
    _, first, inverse = np.unique(component, return_index=True, return_inverse=True)
    return np.asarray(first[inverse], np.int64)


def _contradicting(
    component: NDArray[np.int64], edges: _Edges, decisions: Decisions, traits: Traits
) -> Iterator[_Edges]:
    """The edges of each component that holds a contradiction, in ascending order of components."""
    wrong = np.zeros(len(component), np.bool_)
    for a, b in decisions.different:
        wrong[component[a]] |= component[a] == component[b]
    for codes in traits.codes.values():
        low, high = _range(component, codes, codes)
        wrong |= low < high
    if traits.year is not None and traits.year_end is not None:
        low, high = _range(component, np.maximum(traits.year, traits.year_end), traits.year)
        wrong |= high - low > YEARS_APART
    of_edge = component[edges.left]
    chosen = edges.of(wrong[of_edge])
    groups = component[chosen.left]
    for one in np.unique(groups):
        yield chosen.of(groups == one)


def _range(
    component: NDArray[np.int64], lows: NDArray[np.int64], highs: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The least known `lows` and greatest known `highs` of each component (0, 0 where none)."""
    low = np.full(len(component), np.iinfo(np.int64).max)
    high = np.full(len(component), -1)
    known = (lows >= 0) & (highs >= 0)
    np.minimum.at(low, component[known], lows[known])
    np.maximum.at(high, component[known], highs[known])
    return np.where(high < 0, 0, low), np.where(high < 0, 0, high)


def _joined(
    edges: _Edges, decisions: Decisions, traits: Traits
) -> tuple[dict[int, int], list[Split]]:
    """Join the rows of one component edge by edge, the strongest first, refusing contradictions."""
    rows = sorted({*edges.left.tolist(), *edges.right.tolist()})
    group = {row: _Group(row, traits) for row in rows}
    apart: dict[int, set[int]] = {}
    for a, b in decisions.different:
        apart.setdefault(a, set()).add(b)
        apart.setdefault(b, set()).add(a)
    refused: list[Split] = []
    for a, b in edges.strongest_first():
        one, other = group[a], group[b]
        if one is other:
            continue
        by_hand = (a, b) in decisions.same
        reason = one.contradicts(other, apart, by_hand=by_hand)
        if reason:
            refused.append(Split(a, b, reason))
            continue
        one.take(other)
        for row in other.rows:
            group[row] = one
    return {row: group[row].rows[0] for row in rows}, refused


class _Group:
    """Rows joined so far, and what is known of them."""

    def __init__(self, row: int, traits: Traits) -> None:
        self.rows = [row]
        self.codes = {reason: {int(codes[row])} - {-1} for reason, codes in traits.codes.items()}
        self.first = self.last = -1
        if traits.year is not None and traits.year_end is not None:
            self.first = int(traits.year[row])
            self.last = max(self.first, int(traits.year_end[row]))

    def contradicts(
        self, other: "_Group", apart: dict[int, set[int]], *, by_hand: bool
    ) -> Reason | None:
        """Why the two may not be joined. What a person called the same only a person can undo."""
        if any(not apart.get(row, set()).isdisjoint(other.rows) for row in self.rows):
            return "told_apart"
        if by_hand:
            return None
        for reason, codes in self.codes.items():
            if codes and other.codes[reason] and codes != other.codes[reason]:
                return reason
        if self.first >= 0 and other.first >= 0:
            gap = max(self.first, other.first) - min(self.last, other.last)
            if gap > YEARS_APART:
                return "years_apart"
        return None

    def take(self, other: "_Group") -> None:
        self.rows = sorted(self.rows + other.rows)
        for reason in self.codes:
            self.codes[reason] |= other.codes[reason]
        known = [group for group in (self, other) if group.first >= 0]
        if known:
            self.first = max(group.first for group in known)
            self.last = min(group.last for group in known)
