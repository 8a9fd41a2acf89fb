"""Records that both sides have word for word: the same key, and the same in all that is compared.

They are the same publication whatever is in them, even where the columns say too little to tell two
publications apart: a record without a title, or with one that hundreds have.
"""

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from jalin.bibliographic.columns import SCHEMA

_SEED = 20210427
_WHERE_IT_STANDS = frozenset({"offset", "length", "format", "encoding"})


def identical(ours: pa.Table, theirs: pa.Table) -> NDArray[np.int64]:
    """Pairs of rows of normalised columns (`columns.SCHEMA`, or `key` and those that bear on
    matching), ascending: an array of pairs x 2.

    Of records that are repeated, each is paired with the first of the other side, and so all of
    them are connected.
    """
    one, other = _rows(ours), _rows(theirs)
    one, other = (_said(one, ours, other), _said(other, theirs, one))
    first, second = (
        side.unique("said", keep="first", maintain_order=True) for side in (one, other)
    )
    pairs = pl.concat([one.join(second, on="said"), first.join(other, on="said")])
    return pairs.select("row", "row_right").unique().sort("row", "row_right").to_numpy()


def _rows(table: pa.Table) -> pl.DataFrame:
    """`row` and `key` of each record."""
    keys = pl.DataFrame(pl.from_arrow(table.select(["key"]))).with_row_index("row")
    return keys.with_columns(pl.col("row").cast(pl.Int64)).filter(pl.col("key") != "")


def _said(rows: pl.DataFrame, table: pa.Table, others: pl.DataFrame) -> pl.DataFrame:
    """`row` and a digest of all that its record says, of those rows whose key the others have."""
    known = rows.join(others, on="key", how="semi").sort("row")
    names = [name for name in SCHEMA.names if name in table.column_names]
    said = [name for name in names if name not in _WHERE_IT_STANDS]
    records = table.select(said).take(known["row"].to_arrow())
    digests = pl.DataFrame(pl.from_arrow(records)).hash_rows(_SEED)
    return known.select("row", said=digests)
