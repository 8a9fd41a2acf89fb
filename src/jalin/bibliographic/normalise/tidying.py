"""Texts in NFC, without control characters, and with single spaces."""

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jalin.bibliographic.normalise.views import PADDING, views

Ints = NDArray[np.int64]

_ODD = r"[^\x20-\x7E]|  "  # what may need the slow steps
_CONTROL = r"[\x00-\x1F\x7F-\x9F\u{FEFF}]"  # with the non-sorting marks of ISO 6630
_UNTIDY = rf"{_CONTROL}|\s\s|[^\S ]|^\s|\s$"  # what is more than not in NFC
_BLOCK = 1 << 17  # bytes that stay in the cache of a processor


def tidy(series: pl.Series) -> pl.Series:
    """NFC, without control characters, and with single spaces; null where nothing is left."""
    odd = true_rows(series.str.contains(_ODD))
    return put(series, odd, _tidy(series[odd])) if len(odd) else series


def _tidy(series: pl.Series) -> pl.Series:
    """As `tidy`, of texts that are mostly odd, or begin and end with no blank."""
    untidy = true_rows(series.str.contains(_UNTIDY))
    if len(untidy):
        some = series[untidy].str.replace_all(_CONTROL, "")
        series = put(series, untidy, some.str.replace_all(r"\s+", " ").str.strip_chars())
    return series.str.normalize("NFC")


def true_rows(mask: pl.Series) -> Ints:
    """Where `mask` is true, neither false nor null."""
    rows: Ints = pc.indices_nonzero(mask.to_arrow()).to_numpy().astype(np.int64)
    return rows


def put(series: pl.Series, rows: pl.Series | Ints, values: pl.Series) -> pl.Series:
    """`series` with `values` in the given rows, an empty one as null."""
    if not len(values):
        return series
    index = np.arange(len(series))
    index[np.asarray(rows)] = len(series) + np.arange(len(values))
    values = values.cast(pl.String)
    values = values.set(values == "", None)
    return pl.concat([series, values], rechunk=True)[index]


def tidied(text: NDArray[np.uint8], start: Ints, end: Ints) -> tuple[NDArray[np.uint8], Ints, Ints]:
    """`text` with what had to be changed of its ranges behind it, and the ranges to read now.

    The ranges have no blanks at their ends. Nothing is changed where it stands. Bytes that may need
    it are searched for eight at a time.
    """
    rows = np.flatnonzero(_may_be_odd(text, start, end))
    some = pl.Series(views(text, start[rows], end[rows]))
    made = _tidy(some)
    changed = made.ne_missing(some).to_numpy()
    if not changed.any():
        return text, start, end
    rows = rows[changed]
    values = made.filter(pl.Series(changed)).fill_null("").to_arrow().cast(pa.large_string())
    offsets = np.frombuffer(values.buffers()[1], np.int64, len(rows) + 1, 8 * values.offset)
    added = np.frombuffer(values.buffers()[2], np.uint8)[offsets[0] : offsets[-1]]
    padding = np.frombuffer(PADDING, np.uint8)
    start, end = start.copy(), end.copy()
    start[rows] = offsets[:-1] + len(text) - offsets[0]
    end[rows] = offsets[1:] + len(text) - offsets[0]
    return np.concatenate([text, added, padding]), start, end


def _may_be_odd(text: NDArray[np.uint8], start: Ints, end: Ints) -> NDArray[np.bool_]:
    """Which ranges may have a byte that is no printable ASCII, or two spaces; some more as well."""
    before = np.zeros(-(-len(text) // 8) + 1, np.int32)
    for low in range(0, len(text), _BLOCK):
        piece = text[low : low + _BLOCK + 1]
        odd = np.zeros(-(-len(piece) // 8) * 8, np.bool_)
        # 0x7F to 0xFF, and 0x00 to 0x1C: not the delimiters, which stand between ranges
        np.less_equal(piece - np.uint8(0x7F), 0x9D, out=odd[: len(piece)])
        space = piece == 0x20
        # the spaces behind a field terminator are blank indicators
        odd[1 : len(piece) - 1] |= space[1:-1] & space[2:] & (piece[:-2] != 0x1E)
        odd[0] |= space[:2].all()
        eights = odd.view(np.uint64)[: _BLOCK // 8] != 0
        before[low // 8 + 1 : low // 8 + 1 + len(eights)] = eights
    np.cumsum(before, out=before)
    found: NDArray[np.bool_] = before[(end + 7) >> 3] > before[start >> 3]
    return found
