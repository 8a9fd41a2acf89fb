"""From ranges of bytes to columns of text: Arrow string views, joined, in NFC, as lists."""

from dataclasses import dataclass

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jalin.bibliographic.normalise.table import PADDING, Items

Ints = NDArray[np.int64]

_BUFFER_BITS = 30  # a view's offset is an int32: longer texts are several overlapping buffers
_LOW_BYTES = np.array([0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF], np.uint32)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # spreads record numbers over the hashes of texts
_INLINE = 12  # a text of at most twelve bytes lies in the view itself

_ODD = r"[^\x20-\x7E]|  "  # what may need the slow steps
_BRACKETED = r"^\[[^\[\]]*\]$"
_CONTROL = r"[\x00-\x1F\x7F-\x9F\u{FEFF}]"  # with the non-sorting marks of ISO 6630


def views(text: NDArray[np.uint8], start: Ints, end: Ints) -> pa.Array:
    """Arrow string views of the ranges of `text` (valid UTF-8, padded by 16 bytes), not copied."""
    return _array(pa.string_view(), _views(text, start, end), text)


def bytes_views(data: bytes, start: Ints, end: Ints) -> pa.Array:
    """Arrow binary views of the ranges of `data`."""
    text = np.frombuffer(data + PADDING, np.uint8)
    return _array(pa.binary_view(), _views(text, start, end), text)


def _views(text: NDArray[np.uint8], start: Ints, end: Ints) -> NDArray[np.uint32]:
    """A row per view: its length, its first four bytes, and the next eight or where it stands."""
    length = (end - start).astype(np.uint32)
    four = np.ndarray((len(text) - 3,), "<u4", text, 0, (1,))
    view = np.empty((len(start), 4), np.uint32)
    view[:, 0] = length
    view[:, 1] = four[start] & _LOW_BYTES[np.minimum(length, 4)]
    view[:, 2] = start >> _BUFFER_BITS
    view[:, 3] = start & ((1 << _BUFFER_BITS) - 1)
    short = np.flatnonzero(length <= _INLINE)
    at, rest = start[short], length[short].astype(np.int64)
    view[short, 2] = four[at + 4] & _LOW_BYTES[np.clip(rest - 4, 0, 4)]
    view[short, 3] = four[at + 8] & _LOW_BYTES[np.clip(rest - 8, 0, 4)]
    return view


def _array(kind: pa.DataType, view: NDArray[np.uint32], text: NDArray[np.uint8]) -> pa.Array:
    step = 1 << _BUFFER_BITS
    buffers = [pa.py_buffer(text[low : low + 2 * step - 1]) for low in range(0, len(text), step)]
    return pa.Array.from_buffers(kind, len(view), [None, pa.py_buffer(view), *buffers])


def strings(items: Items) -> pl.Series:
    """The texts of `items`, as they stand."""
    return pl.Series(views(items.text, items.start, items.end))


def tidy(series: pl.Series) -> pl.Series:
    """NFC, without control characters, and with single spaces; null where nothing is left."""
    odd = series.str.contains(_ODD).arg_true()
    if not len(odd):
        return series
    fixed = series.gather(odd).str.replace_all(_CONTROL, "")
    fixed = fixed.str.replace_all(r"\s+", " ")
    fixed = fixed.str.strip_chars()
    return put(series, odd, fixed.str.normalize("NFC"))


def unbracketed(series: pl.Series) -> pl.Series:
    """Texts that are wholly in square brackets (supplied by the cataloguer), without them."""
    rows = series.str.starts_with("[").arg_true()
    some = series.gather(rows)
    whole = some.str.contains(_BRACKETED)
    if not whole.any():
        return series
    return put(series, rows.filter(whole), some.filter(whole).str.strip_chars("[] .,:;?"))


def put(series: pl.Series, rows: pl.Series | Ints, values: pl.Series) -> pl.Series:
    """`series` with `values` in the given rows, an empty one as null."""
    if not len(values):
        return series
    index = np.arange(len(series))
    index[np.asarray(rows)] = len(series) + np.arange(len(values))
    values = values.set((values == "").fill_null(value=False), None)
    return pl.concat([series, values.cast(series.dtype)], rechunk=True).gather(index)


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
            word.encode().ljust(_INLINE, b"\0") for word in ("", default, *separators.values())
        ),
        np.uint8,
    )
    begin = np.arange(0, len(words), _INLINE)
    length = [0, len(default.encode()), *(len(word.encode()) for word in separators.values())]
    number = np.ones(256, np.int64)
    number[[ord(code) for code in separators]] = np.arange(2, len(length))
    which = number[items.code]
    first = np.diff(group, prepend=-1) > 0
    which[first] = 0
    padded = np.concatenate([words, np.zeros(len(PADDING), np.uint8)])
    view = np.empty((2 * len(items), 4), np.uint32)
    view[0::2] = _views(padded, begin, begin + np.array(length))[which]
    view[1::2] = _views(items.text, items.start, items.end)
    texts = _array(pa.string_view(), view, items.text).cast(pa.large_string())
    offsets = np.append(2 * np.flatnonzero(first), len(view))
    lists = pa.LargeListArray.from_arrays(pa.array(offsets), texts)
    return pl.Series(pc.binary_join(lists, pa.scalar("", pa.large_string())))


def groups(key: Ints) -> tuple[Ints, Ints]:
    """Numbers of the runs of equal `key` from 0, and where each run begins."""
    first = np.diff(key, prepend=-1) != 0
    return np.cumsum(first) - 1, np.flatnonzero(first)


def column(series: pl.Series, record: Ints, n: int) -> pl.Series:
    """One text per record: the first of each in `record` (ascending), else null."""
    index = np.full(n, -1, np.int64)
    index[record[::-1]] = np.arange(len(record))[::-1]
    take = pl.Series(np.where(index < 0, 0, index)).set(pl.Series(index < 0), None)
    if not len(series):
        return pl.repeat(None, n, dtype=pl.String, eager=True)
    return series.gather(take)


def lists(series: pl.Series, record: Ints, n: int) -> pa.Array:
    """A list of texts per record, without empty texts and repetitions, in the order given."""
    keep = (series != "").fill_null(value=False).to_numpy(writable=True)
    again = np.diff(record, append=-1) == 0
    again[1:] |= again[:-1]  # now all of records with more than one
    several = np.flatnonzero(again)
    same = series.gather(several).hash().to_numpy() ^ (record[several].astype(np.uint64) * _FACTOR)
    keep[several] &= pl.Series(same).is_first_distinct().to_numpy()
    offsets = np.zeros(n + 1, np.int32)
    np.cumsum(np.bincount(record[keep], minlength=n), out=offsets[1:])
    values = series if keep.all() else series.filter(pl.Series(keep))
    return pa.ListArray.from_arrays(pa.array(offsets), arrow(values))


def arrow(series: pl.Series) -> pa.Array:
    """A polars series of text as an Arrow array of strings, empty ones null."""
    made = series.to_arrow().cast(pa.string())
    return made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts of some records; several may belong to one."""

    record: Ints
    text: pl.Series

    @classmethod
    def of(cls, items: Items) -> "Texts":
        return cls(items.record, tidy(strings(items)))

    @classmethod
    def joined_fields(cls, items: Items, separators: dict[str, str], default: str = " ") -> "Texts":
        """One text for each field, its subfields joined by the separators of their codes."""
        group, first = groups(items.field)
        text = tidy(joined(items, group, separators, default))
        if any(separator.startswith(".") for separator in (default, *separators.values())):
            text = text.str.replace_all(".. ", ". ", literal=True)
        return cls(items.record[first], text)

    def where(self, chosen: pl.Series | NDArray[np.bool_]) -> "Texts":
        mask = chosen.fill_null(value=False).to_numpy() if isinstance(chosen, pl.Series) else chosen
        return Texts(self.record[mask], self.text.filter(pl.Series(mask)))

    def column(self, n: int) -> pl.Series:
        return column(self.text, self.record, n)


def listed(n: int, *parts: Texts) -> pa.Array:
    """A list of texts per record: of the first part, then of the second, and so on."""
    record = np.concatenate([part.record for part in parts])
    series = pl.concat([part.text for part in parts], rechunk=True)
    order = np.argsort(record, kind="stable")
    if len(parts) > 1:
        record, series = record[order], series.gather(order)
    return lists(series, record, n)
