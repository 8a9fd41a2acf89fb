"""Matching: which records of two catalogues (or of one) describe the same publication.

    block (capped) -> features -> log-odds -> calibrated probability -> three bands, with reasons

Pairs are worked through in batches, so that memory does not grow with their number.
"""

from collections.abc import Callable

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from jalin.bibliographic.blocking import candidates
from jalin.bibliographic.evidence import Evidence, evidence
from jalin.bibliographic.features import NAMES, features
from jalin.bibliographic.model import BANDS, Model, shipped
from jalin.bibliographic.reasons import VETOES, codes, explain, marks

__all__ = ["PAIRS", "explain", "match", "match_within"]

PAIRS = pa.schema(
    [
        pa.field("left", pa.int64(), nullable=False),
        pa.field("right", pa.int64(), nullable=False),
        pa.field("probability", pa.float32(), nullable=False),
        pa.field("band", pa.string(), nullable=False),
        pa.field("reasons", pa.list_(pa.string()), nullable=False),
    ]
)
BATCH = 1 << 18
LEAST = 0.01  # pairs less probable than this are not told
VETOED = 0.005  # the probability of a pair whose volume, part or edition conflicts

Progress = Callable[[int, int], None]


def match(
    ours: pa.Table,
    theirs: pa.Table,
    *,
    model: Model | None = None,
    progress: Progress | None = None,
) -> pa.Table:
    """Pairs of records that are, may be, or only seem to be the same publication.

    `ours` and `theirs` are normalised columns; the answer has the schema `PAIRS`, ascending by
    `left` and `right` (row numbers). Pairs that are plainly different are left out. `progress` is
    called with the pairs done and the pairs there are.
    """
    return _match(ours, theirs, candidates(ours, theirs), model, progress)


def match_within(
    table: pa.Table, *, model: Model | None = None, progress: Progress | None = None
) -> pa.Table:
    """The same for the duplicates inside one catalogue: pairs with left < right."""
    pairs = candidates(table, table)
    return _match(table, table, pairs[pairs[:, 0] < pairs[:, 1]], model, progress)


def _match(
    ours: pa.Table,
    theirs: pa.Table,
    pairs: NDArray[np.int64],
    model: Model | None,
    progress: Progress | None,
) -> pa.Table:
    chosen = model or shipped()
    sides = evidence(ours), evidence(theirs)
    scripts = _scripts(ours), _scripts(theirs)
    parts = []
    for begin in range(0, len(pairs), BATCH):
        batch = pairs[begin : begin + BATCH]
        parts.append(_scored(sides, scripts, batch, chosen))
        if progress:
            progress(begin + len(batch), len(pairs))
    return pa.concat_tables(parts) if parts else PAIRS.empty_table()


def _scripts(table: pa.Table) -> pl.Series:
    return pl.Series(values=pl.from_arrow(table["scripts"])).list.sort().list.join(" ")


def _scored(
    sides: tuple[Evidence, Evidence],
    scripts: tuple[pl.Series, pl.Series],
    pairs: NDArray[np.int64],
    model: Model,
) -> pa.Table:
    left, right = pairs[:, 0], pairs[:, 1]
    values = features(*sides, left, right)
    probability = model.probability(model.chosen(values))
    told = np.flatnonzero(probability >= LEAST)
    left, right, values, probability = left[told], right[told], values[told], probability[told]
    other_script = (scripts[0].gather(left) != scripts[1].gather(right)).to_numpy()
    marked = marks(dict(zip(NAMES, values.T, strict=True)), other_script=other_script)
    vetoed = np.logical_or.reduce([marked[veto] for veto in VETOES])
    probability = np.where(vetoed, np.float32(VETOED), probability)
    bands = pa.array(list(BANDS)).take(pa.array(model.bands(probability)))
    return pa.Table.from_arrays([left, right, probability, bands, codes(marked)], schema=PAIRS)
