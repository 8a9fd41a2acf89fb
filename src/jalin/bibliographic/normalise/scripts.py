"""The scripts (ISO 15924) that titles and statements of responsibility are written in."""

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_FOREIGN = r"[\u{0370}-\u{1DFF}\u{2C00}-\u{FDFF}\u{FE70}-\u{FEFF}\u{10000}-\u{3FFFF}]"
_SCRIPTS = {
    "Cyrl": r"\p{Cyrillic}",
    "Arab": r"\p{Arabic}",
    "Grek": r"\p{Greek}",
    "Hebr": r"\p{Hebrew}",
    "Hani": r"\p{Han}",
    "Hira": r"\p{Hiragana}",
    "Kana": r"\p{Katakana}",
    "Hang": r"\p{Hangul}",
    "Armn": r"\p{Armenian}",
    "Geor": r"\p{Georgian}",
    "Deva": r"\p{Devanagari}",
    "Beng": r"\p{Bengali}",
    "Taml": r"\p{Tamil}",
    "Thai": r"\p{Thai}",
    "Tibt": r"\p{Tibetan}",
    "Mong": r"\p{Mongolian}",
    "Java": r"\p{Javanese}",
}
_NAMES = pa.array(["Latn", *_SCRIPTS])
_LATIN = r"\p{Latin}"
# beside another script, a Roman numeral or a letter of a formula is no Latin text
_LATIN_WORD = r"[a-z\u{DF}-\u{24F}]{2}"


def column(*texts: Sequence[pl.Series]) -> pa.Array:
    """A list of scripts per row: those of the first group of texts, then those of the next."""
    n = len(texts[0][0])
    whole = pl.concat([_concatenated(group) for group in texts])
    place = np.arange(len(whole))
    place = place % n * len(texts) + place // n  # the texts of a row beside each other
    found = [(place[rows], np.full(len(rows), number)) for number, rows in _of(whole)]
    places, numbers = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
    order = np.argsort(places, kind="stable")
    return _lists(places[order] // len(texts), numbers[order], n)


def _lists(row: Ints, number: Ints, n: int) -> pa.Array:
    """A list of scripts per row, in the order given, each once."""
    first = np.sort(np.unique(row * len(_NAMES) + number, return_index=True)[1])
    offsets = np.zeros(n + 1, np.int32)
    np.cumsum(np.bincount(row[first], minlength=n), out=offsets[1:])
    return pa.ListArray.from_arrays(pa.array(offsets), _NAMES.take(pa.array(number[first])))


def _concatenated(texts: Sequence[pl.Series]) -> pl.Series:
    frame = pl.DataFrame([text.alias(str(i)) for i, text in enumerate(texts)])
    return frame.select(pl.concat_str(pl.all(), separator=" ", ignore_nulls=True)).to_series()


def _of(series: pl.Series) -> Iterator[tuple[int, Ints]]:
    """Numbers of scripts (0 is Latin), and the rows of `series` with text in each."""
    foreign = series.str.contains(_FOREIGN).to_numpy()
    yield 0, np.flatnonzero(series.str.contains(_LATIN).to_numpy() & ~foreign)
    rows = np.flatnonzero(foreign)
    if not len(rows):
        return
    subset = series[rows]
    letters = pl.DataFrame({"all": ["".join(set("".join(subset.to_list())))]})
    tests = (pl.col("all").str.contains(_SCRIPTS[name]).alias(name) for name in _SCRIPTS)
    occurs = letters.select(tests).row(0)
    for number, (pattern, occurring) in enumerate(zip(_SCRIPTS.values(), occurs, strict=True), 1):
        if occurring:
            yield number, rows[subset.str.contains(pattern).to_numpy()]
    yield 0, rows[subset.str.contains(_LATIN_WORD).to_numpy()]
