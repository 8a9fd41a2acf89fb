"""Matching: which records of two catalogues (or of one) describe the same publication.

    block (capped) -> features -> log-odds -> calibrated probability -> three bands, with reasons

Records that both have word for word are the same whatever comes of that.
Pairs are worked through in batches, so that memory does not grow with their number.
"""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jalin.bibliographic.blocking import candidates
from jalin.bibliographic.evidence import evidence
from jalin.bibliographic.features import STAGES, Columns, Pairs, matrix
from jalin.bibliographic.identical import identical
from jalin.bibliographic.model import BANDS, Model, shipped
from jalin.bibliographic.reasons import IDENTICAL, VETOES, codes, explain, marks

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
    found = _match(ours, theirs, candidates(ours, theirs), model, progress)
    return _with_identical(found, identical(ours, theirs))


def match_within(
    table: pa.Table, *, model: Model | None = None, progress: Progress | None = None
) -> pa.Table:
    """The same for the duplicates inside one catalogue: pairs with left < right."""
    pairs = candidates(table, table)
    found = _match(table, table, pairs[pairs[:, 0] < pairs[:, 1]], model, progress)
    same = identical(table, table)
    return _with_identical(found, same[same[:, 0] < same[:, 1]])


def _match(
    ours: pa.Table,
    theirs: pa.Table,
    pairs: NDArray[np.int64],
    model: Model | None,
    progress: Progress | None,
) -> pa.Table:
    chosen = model or shipped()
    sides = evidence(ours), evidence(theirs)
    parts = []
    for begin in range(0, len(pairs), BATCH):
        batch = pairs[begin : begin + BATCH]
        parts.append(_scored(Pairs(*sides, batch[:, 0], batch[:, 1]), chosen))
        if progress:
            progress(begin + len(batch), len(pairs))
    return pa.concat_tables(parts) if parts else PAIRS.empty_table()


def _with_identical(found: pa.Table, same: NDArray[np.int64]) -> pa.Table:
    """`found`, with the pairs of identical records called the same where they are not."""
    told = _numbers(found["left"].to_numpy(), found["right"].to_numpy())
    is_same = pc.equal(found["band"], "same").to_numpy()
    wanting = same[~np.isin(_numbers(same[:, 0], same[:, 1]), told[is_same])]
    if not len(wanting):
        return found
    rest = found.filter(pa.array(~np.isin(told, _numbers(wanting[:, 0], wanting[:, 1]))))
    n = len(wanting)
    arrays = [
        pa.array(np.ascontiguousarray(wanting[:, 0])),
        pa.array(np.ascontiguousarray(wanting[:, 1])),
        pa.array(np.ones(n, np.float32)),
        pa.array(["same"] * n),
        pa.array([[IDENTICAL]] * n, pa.list_(pa.string())),
    ]
    added = pa.Table.from_arrays(arrays, schema=PAIRS)
    return pa.concat_tables([rest, added]).sort_by([("left", "ascending"), ("right", "ascending")])


def _numbers(left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number for each pair of rows."""
    return left << 32 | right


def _scored(pairs: Pairs, model: Model) -> pa.Table:
    pairs, columns = _compared(pairs, model)
    probability = model.probability(model.chosen(matrix(columns)))
    told = probability >= LEAST
    pairs, probability = pairs.only(told), probability[told]
    script_a, script_b = pairs.codes("script")
    marked = marks(
        {name: column[told] for name, column in columns.items()},
        other_script=script_a != script_b,
    )
    vetoed = np.logical_or.reduce([marked[veto] for veto in VETOES])
    probability = np.where(vetoed, np.float32(VETOED), probability)
    bands = pa.array(list(BANDS)).take(pa.array(model.bands(probability)))
    arrays = [pairs.left, pairs.right, probability, bands, codes(marked)]
    return pa.Table.from_arrays([pa.array(array) for array in arrays], schema=PAIRS)


def _compared(pairs: Pairs, model: Model) -> tuple[Pairs, Columns]:
    """The features of those pairs that can become likely; the others are dropped on the way.

    The model is a sum, so after each stage the most that the rest could add is known, and what is
    dropped would have come to less than `LEAST` in any case.
    """
    least = model.least_log_odds(LEAST)
    columns: Columns = {}
    for stage in STAGES:
        columns |= stage(pairs, columns)
        possible = model.most(columns) >= least
        pairs = pairs.only(possible)
        columns = {name: column[possible] for name, column in columns.items()}
    return pairs, columns
