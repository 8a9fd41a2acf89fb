"""From ranges of bytes to columns of text: Arrow string views, joined, in NFC, as lists."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jalin.bibliographic.normalise.table import Items
from jalin.bibliographic.normalise.tidying import put, tidy, true_rows
from jalin.bibliographic.normalise.views import INLINE, PADDING, array, packed

Ints = NDArray[np.int64]

_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # spreads record numbers over the hashes of texts

_MISSING = pl.Series([None], dtype=pl.String)
_BRACKETED = r"^\[[^\[\]]*\]$"


def strings(items: Items) -> pl.Series:
    """The texts of `items`, as they stand."""
    return pl.Series(array(pa.string_view(), items.views(), items.text))


def tidied_strings(items: Items) -> pl.Series:
    """The texts of `items`, tidy; a null where nothing is left."""
    return strings(items) if items.all.is_tidy else tidy(strings(items))


def unbracketed(series: pl.Series) -> pl.Series:
    """Texts that are wholly in square brackets (supplied by the cataloguer), without them."""
    rows = true_rows(series.str.starts_with("["))
    if not len(rows):
        return series
    some = series[rows]
    whole = some.str.contains(_BRACKETED)
    if not whole.any():
        return series
    return put(series, rows[whole.to_numpy()], some.filter(whole).str.strip_chars("[] .,:;?"))


def joined(items: Items, group: Ints, separators: dict[str, str], default: str = " ") -> pl.Series:
    """One text for each group of `items`, its texts joined.

    `group` is ascending from 0 without gaps. Before each text but the first of a group stands the
    separator of its code.
    """
    first = np.flatnonzero(np.diff(group, prepend=-1))
    whole = strings(items.where(first))
    several = np.diff(np.append(first, len(items))) > 1
    if not several.any():
        return whole
    some = several[group]
    return put(
        whole, np.flatnonzero(several), _joined(items.where(some), group[some], separators, default)
    )


def _joined(items: Items, group: Ints, separators: dict[str, str], default: str) -> pl.Series:
    words = np.frombuffer(
        b"".join(
            word.encode().ljust(INLINE, b"\0") for word in ("", default, *separators.values())
        ),
        np.uint8,
    )
    begin = np.arange(0, len(words), INLINE)
    length = [0, len(default.encode()), *(len(word.encode()) for word in separators.values())]
    number = np.ones(256, np.int64)
    number[[ord(code) for code in separators]] = np.arange(2, len(length))
    which = number[items.code]
    first = np.diff(group, prepend=-1) > 0
    which[first] = 0
    padded = np.concatenate([words, np.zeros(len(PADDING), np.uint8)])
    view = np.empty((2 * len(items), 2), np.uint64)
    view[0::2] = packed(padded, begin, begin + np.array(length))[which]
    view[1::2] = items.views()
    texts = array(pa.string_view(), view, items.text).cast(pa.large_string())
    offsets = np.append(2 * np.flatnonzero(first), len(view))
    lists = pa.LargeListArray.from_arrays(pa.array(offsets), texts)
    return pl.Series(pc.binary_join(lists, pa.scalar("", pa.large_string())))


def groups(key: Ints) -> tuple[Ints, Ints]:
    """Numbers of the runs of equal `key` from 0, and where each run begins."""
    first = np.diff(key, prepend=-1) != 0
    return np.cumsum(first) - 1, np.flatnonzero(first)


def column(series: pl.Series, record: Ints, n: int) -> pl.Series:
    """One text per record: the first of each in `record` (ascending), else null."""
    if np.array_equal(record, np.arange(n)):
        return series
    index = np.full(n, len(series))
    index[record[::-1]] = np.arange(len(record))[::-1]
    return pl.concat([series, _MISSING], rechunk=True)[index]


def lists(series: pl.Series, record: Ints, n: int) -> pa.Array:
    """A list of texts per record, without empty texts and repetitions, in the order given."""
    keep = _filled(series)
    again = np.diff(record, append=-1) == 0
    again[1:] |= again[:-1]  # now all of records with more than one
    several = np.flatnonzero(again)
    if len(several):
        same = series[several].hash().to_numpy()
        same = same ^ (record[several].astype(np.uint64) * _FACTOR)
        keep[several] &= pl.Series(same).is_first_distinct().to_numpy()
    offsets = np.zeros(n + 1, np.int32)
    np.cumsum(np.bincount(record[keep], minlength=n), out=offsets[1:])
    values = series if keep.all() else series.filter(pl.Series(keep))
    return pa.ListArray.from_arrays(pa.array(offsets), arrow(values))


def _filled(series: pl.Series) -> NDArray[np.bool_]:
    """Which texts are neither null nor empty."""
    length = series.str.len_bytes().to_numpy()  # with nulls as numbers that are none
    filled: NDArray[np.bool_] = length > 0
    return filled


def arrow(series: pl.Series) -> pa.Array:
    """A polars series of text as an Arrow array of strings, empty ones null."""
    made = series.to_arrow().cast(pa.string())
    return made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made


def by_distinct(series: pl.Series, function: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """`function` of a series, which must be a function of each text, asked once for each text."""
    encoded = arrow(series).dictionary_encode(null_encoding="encode")
    made = function(pl.Series(encoded.dictionary, dtype=pl.String))
    found: pl.Series = made[encoded.indices.to_numpy()]
    return found


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts of some records; several may belong to one."""

    record: Ints
    text: pl.Series

    @classmethod
    def of(cls, items: Items) -> "Texts":
        return cls(items.record, tidied_strings(items))

    @classmethod
    def joined_fields(cls, items: Items, separators: dict[str, str], default: str = " ") -> "Texts":
        """One text for each field, its subfields joined by the separators of their codes."""
        group, first = groups(items.field)
        text = joined(items, group, separators, default)
        if not items.all.is_tidy:
            text = tidy(text)
        if any(separator.startswith(".") for separator in (default, *separators.values())):
            text = text.str.replace_all(".. ", ". ", literal=True)
        return cls(items.record[first], text)

    def where(self, chosen: pl.Series | NDArray[np.bool_]) -> "Texts":
        mask = chosen if isinstance(chosen, pl.Series) else pl.Series(chosen)
        if mask.null_count():
            mask = mask.fill_null(value=False)
        return Texts(self.record[mask.to_numpy()], self.text.filter(mask))

    def column(self, n: int) -> pl.Series:
        return column(self.text, self.record, n)


def listed(n: int, *parts: Texts) -> pa.Array:
    """A list of texts per record: of the first part, then of the second, and so on."""
    filled = [part for part in parts if len(part.record)] or [*parts[:1]]
    record = np.concatenate([part.record for part in filled])
    series = pl.concat([part.text for part in filled], rechunk=True)
    if len(filled) > 1:
        order = np.argsort(record, kind="stable")
        record, series = record[order], series[order]
    return lists(series, record, n)
