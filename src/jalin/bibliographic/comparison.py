"""What two catalogues share and what each lacks, counted by publication.

A publication is a cluster of records (see `clusters`); it has the languages, countries, ... of all
of its records united, so that a heading which only one of the libraries gave counts for both.
Records that their library deleted (leader/05 = d) are left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jalin.bibliographic.comparison_topic import Topic
from jalin.bibliographic.comparison_venn import Circle, Label, Venn, lens_area, venn_geometry

__all__ = [
    "DIMENSIONS",
    "PARTS",
    "Breakdown",
    "Circle",
    "Comparison",
    "Counts",
    "Dimension",
    "Label",
    "Part",
    "Publication",
    "ReviewPair",
    "Topic",
    "Venn",
    "compare",
    "lens_area",
    "venn_geometry",
]

Part = Literal["both", "only_ours", "only_theirs"]
PARTS: tuple[Part, ...] = ("both", "only_ours", "only_theirs")
Dimension = Literal["language", "script", "country", "decade", "subject"]
DIMENSIONS: tuple[Dimension, ...] = ("language", "script", "country", "decade", "subject")

_COLUMNS: dict[Dimension, str] = {
    "language": "languages",
    "script": "scripts",
    "country": "country",
    "decade": "year",
    "subject": "subjects",
}
_Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counts:
    """Publications. `ours` and `theirs` include `both`.

    `to_review` are pairs of publications that may be one and the same, of which at least one is
    held by one library alone: only these can change what each of them lacks.
    """

    ours: int
    theirs: int
    both: int
    only_ours: int
    only_theirs: int
    to_review: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Publications that have `value` ("" where none is stated).

    `ours` and `theirs` include `both`.
    """

    value: str
    ours: int
    both: int
    theirs: int


@dataclass(frozen=True, slots=True)
class Publication:
    """A cluster, and the rows of its records in our and in their table, each in ascending order."""

    cluster: int
    ours: tuple[int, ...]
    theirs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReviewPair:
    """The likeliest pair of records (a row of ours, a row of theirs) of two clusters that a person
    should look at."""

    left: int
    right: int
    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """The records of one side that count: their clusters in ascending order, and their rows."""

    clusters: _Rows
    rows: _Rows

    def rows_of(self, wanted: _Rows) -> Iterator[tuple[int, ...]]:
        starts = np.searchsorted(self.clusters, wanted, "left")
        ends = np.searchsorted(self.clusters, wanted, "right")
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            yield tuple(self.rows[start:end].tolist())

    def frame(self, wanted: _Rows, name: str) -> pl.DataFrame:
        """The rows of the clusters `wanted`, with their place among those of their cluster."""
        place = np.arange(len(self.rows)) - np.searchsorted(self.clusters, self.clusters, "left")
        frame = pl.DataFrame({"cluster": self.clusters, "place": place, name: self.rows})
        return frame.filter(pl.Series(np.isin(self.clusters, wanted)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome: counts, breakdowns (values most held first), and lists by part."""

    counts: Counts
    breakdowns: Mapping[Dimension, tuple[Breakdown, ...]]
    review: tuple[ReviewPair, ...]  # likeliest first
    parts: Mapping[Part, _Rows]  # clusters, ascending
    _ours: _Side
    _theirs: _Side

    def publications(self, part: Part, limit: int | None = None) -> Iterator[Publication]:
        """The publications of one part, in the order of the catalogues (ours before theirs)."""
        wanted = self.parts[part][:limit]
        rows = zip(
            wanted.tolist(), self._ours.rows_of(wanted), self._theirs.rows_of(wanted), strict=True
        )
        for cluster, ours, theirs in rows:
            yield Publication(cluster, ours, theirs)

    def rows(self, part: Part) -> pl.DataFrame:
        """The same as columns: `cluster`, `ours` and `theirs`, one line for each record.

        The records of one publication stand side by side, the first with the first; where one
        side has fewer, it is null.
        """
        wanted = self.parts[part]
        ours, theirs = self._ours.frame(wanted, "ours"), self._theirs.frame(wanted, "theirs")
        both = ours.join(theirs, on=["cluster", "place"], how="full", coalesce=True)
        return both.sort("cluster", "place").select("cluster", "ours", "theirs")


def compare(
    ours: pa.Table,
    theirs: pa.Table,
    *,
    clusters: NDArray[np.int64],
    pairs: pa.Table | None = None,
    topic: Topic | None = None,
) -> Comparison:
    """Compare two tables of normalised columns (`columns.SCHEMA`, or a projection of it).

    `clusters` holds the cluster number of each of our rows and then of each of theirs; `pairs` is
    what `matching.match` gave, of which those to review that are still in two clusters are kept.
    With a `topic`, a publication is kept when any of its records is about it.

    Raises ValueError when `clusters` is not as long as both tables together.
    """
    if len(clusters) != len(ours) + len(theirs):
        message = f"{len(clusters)} cluster numbers for {len(ours)} + {len(theirs)} records"
        raise ValueError(message)
    clusters = np.asarray(clusters, dtype=np.int64)
    live = ~np.concatenate([_column(table, "deleted", bool) for table in (ours, theirs)])
    if topic is not None:
        about = np.concatenate([topic.mask(ours), topic.mask(theirs)]) & live
        kept = np.isin(clusters, np.unique(clusters[about]))
    else:
        kept = live
    left = _side(clusters[: len(ours)], (kept & live)[: len(ours)])
    right = _side(clusters[len(ours) :], (kept & live)[len(ours) :])
    parts = _parts(left, right)
    review = _review(clusters, live, kept, len(ours), pairs)
    return Comparison(
        counts=_counts(parts, len(review)),
        breakdowns={name: _breakdown(name, (ours, left), (theirs, right)) for name in DIMENSIONS},
        review=review,
        parts=parts,
        _ours=left,
        _theirs=right,
    )


def _column(table: pa.Table, name: str, dtype: type) -> NDArray[np.bool_]:
    return np.asarray(table.column(name).to_numpy(), dtype=dtype)


def _side(clusters: NDArray[np.int64], kept: NDArray[np.bool_]) -> _Side:
    rows = np.flatnonzero(kept).astype(np.int64)
    order = np.argsort(clusters[rows], kind="stable")
    return _Side(clusters=clusters[rows][order], rows=rows[order])


def _parts(left: _Side, right: _Side) -> dict[Part, _Rows]:
    ours, theirs = np.unique(left.clusters), np.unique(right.clusters)
    return {
        "both": np.intersect1d(ours, theirs, assume_unique=True),
        "only_ours": np.setdiff1d(ours, theirs, assume_unique=True),
        "only_theirs": np.setdiff1d(theirs, ours, assume_unique=True),
    }


def _counts(parts: Mapping[Part, _Rows], to_review: int) -> Counts:
    both, only_ours, only_theirs = (len(parts[part]) for part in PARTS)
    return Counts(
        ours=both + only_ours,
        theirs=both + only_theirs,
        both=both,
        only_ours=only_ours,
        only_theirs=only_theirs,
        to_review=to_review,
    )


def _review(
    clusters: NDArray[np.int64],
    live: NDArray[np.bool_],
    kept: NDArray[np.bool_],
    n_ours: int,
    pairs: pa.Table | None,
) -> tuple[ReviewPair, ...]:
    """The pairs to review between clusters that nothing else joined, one for each two clusters."""
    if pairs is None:
        return ()
    pairs = pairs.filter(pc.equal(pairs["band"], "review"))
    left = pairs["left"].to_numpy().astype(np.int64)
    right = pairs["right"].to_numpy().astype(np.int64) + n_ours
    frame = pl.DataFrame(
        {
            "left": left,
            "right": right - n_ours,
            "probability": pl.Series(pairs["probability"].to_numpy()),
            "reasons": pl.from_arrow(pairs["reasons"].combine_chunks()),
            "a": clusters[left],
            "b": clusters[right],
        }
    ).filter(pl.Series(_open(clusters, live, n_ours, left, right) & (kept[left] | kept[right])))
    best = frame.sort(["probability", "left", "right"], descending=[True, False, False]).unique(
        ["a", "b"], keep="first", maintain_order=True
    )
    rows = best.select("left", "right", "probability", "reasons").iter_rows()
    return tuple(ReviewPair(a, b, p, tuple(reasons or ())) for a, b, p, reasons in rows)


def _open(
    clusters: NDArray[np.int64], live: NDArray[np.bool_], n_ours: int, left: _Rows, right: _Rows
) -> NDArray[np.bool_]:
    """Which pairs are of two clusters that are not both held by both, records deleted left out."""
    ours, theirs = (clusters[side][live[side]] for side in (slice(n_ours), slice(n_ours, None)))
    both = np.intersect1d(ours, theirs)
    a, b = clusters[left], clusters[right]
    settled = np.isin(a, both) & np.isin(b, both)
    return np.asarray((a != b) & live[left] & live[right] & ~settled, dtype=np.bool_)


def _breakdown(
    dimension: Dimension, ours: tuple[pa.Table, _Side], theirs: tuple[pa.Table, _Side]
) -> tuple[Breakdown, ...]:
    """How many publications have each value of `dimension`, most held first."""
    a, b = (_values(dimension, table, side) for table, side in (ours, theirs))
    held = pl.concat([a, b]).unique()
    ours_clusters = pl.Series(np.unique(ours[1].clusters), dtype=pl.Int64)
    theirs_clusters = pl.Series(np.unique(theirs[1].clusters), dtype=pl.Int64)
    held = _without_unstated(held).with_columns(
        ours=pl.col("cluster").is_in(ours_clusters.implode()),
        theirs=pl.col("cluster").is_in(theirs_clusters.implode()),
    )
    counted = (
        held.group_by("value")
        .agg(
            pl.col("ours").sum(),
            (pl.col("ours") & pl.col("theirs")).sum().alias("both"),
            pl.col("theirs").sum(),
        )
        .with_columns(total=pl.col("ours") + pl.col("theirs") - pl.col("both"))
        .sort(["total", "value"], descending=[True, False])
    )
    rows = counted.select("value", "ours", "both", "theirs").iter_rows()
    return tuple(Breakdown(*row) for row in rows)


def _values(dimension: Dimension, table: pa.Table, side: _Side) -> pl.DataFrame:
    """Each cluster with each of its values, as text; "" for a record that states none."""
    column = pl.Series(table.column(_COLUMNS[dimension]).combine_chunks())
    frame = pl.DataFrame({"cluster": side.clusters, "value": column.gather(side.rows)})
    if isinstance(column.dtype, pl.List):
        frame = frame.explode("value", empty_as_null=True)
    elif dimension == "decade":
        frame = frame.with_columns(pl.col("value") // 10 * 10)
    text = pl.col("value").cast(pl.String).fill_null("")
    return frame.select(pl.col("cluster").cast(pl.Int64), text).unique()


def _without_unstated(held: pl.DataFrame) -> pl.DataFrame:
    """A publication counts as stating nothing only when none of its records states anything."""
    stated = held.filter(pl.col("value") != "")
    unstated = held.filter(pl.col("value") == "").join(stated, on="cluster", how="anti")
    return pl.concat([stated, unstated])
