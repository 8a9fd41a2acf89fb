"""What texts fold to, in columns of Arrow."""

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from jalin.script.bulk.folding import are_new, level_1_keys
from jalin.script.bulk.persons import without_endings
from jalin.script.bulk.readings import Group, Readings, Rows
from jalin.script.bulk.splitting import split

#: A text folded: its words (level 0) and the first key of each, parted by spaces; what further
#: keys they have, and what others only as words of a name, null where there are none.
FOLDED = pa.schema([(name, pa.string()) for name in ("words", "first", "more", "names")])


def folded_chunks(chunks: list[str] | pa.StringArray | pl.Series) -> pa.RecordBatch:
    """What n texts without nulls fold to: n rows in the columns `FOLDED`."""
    words = split(pl.Series("chunk", chunks, dtype=pl.String))
    keys = level_1_keys(words)
    name_rows, names = _names(keys)
    count, texts = len(chunks), words.texts
    columns = [
        _joined(words.words, texts, count),
        _joined(keys.first, texts, count),
        _or_null(_joined(keys.further, texts[keys.rows], count)),
        _or_null(_joined(names, texts[name_rows], count)),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=FOLDED)


def _names(keys: Readings) -> Group:
    """The keys that words have besides as words of a name: those without an ending."""
    rows = np.concatenate([np.arange(len(keys.first)), keys.rows])
    forms = pl.concat([keys.first, keys.further])
    stems = without_endings(forms)
    cut = stems != forms
    rows_cut, stems = rows[cut.to_numpy()], stems.filter(cut)
    new = are_new(forms, rows, stems, rows_cut)
    found, chosen = rows_cut[new.to_numpy()], stems.filter(new)
    order = np.argsort(found, kind="stable")
    return found[order], chosen[order]


def _joined(strings: pl.Series, rows: Rows, count: int) -> pa.StringArray:
    """The strings of each of `count` rows, parted by spaces; `rows` ascend."""
    offsets = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(rows, minlength=count), out=offsets[1:])
    lists = pa.ListArray.from_arrays(pa.array(offsets), strings.to_arrow().cast(pa.string()))
    return pc.binary_join(lists, _SPACE)


def _or_null(strings: pa.StringArray) -> pa.StringArray:
    return pc.if_else(pc.equal(strings, _NOTHING), _NULL, strings)


# Values of Python would be made into these at each call.
_SPACE, _NOTHING, _NULL = (pa.scalar(value, pa.string()) for value in (" ", "", None))
