"""The scripts (ISO 15924) that titles and statements of responsibility are written in."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import pyarrow as pa

from jalin.bibliographic.normalise.text import Texts, listed

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
_LATIN = r"\p{Latin}"
# beside another script, a Roman numeral or a letter of a formula is no Latin text
_LATIN_WORD = r"[a-z\u{DF}-\u{24F}]{2}"


def column(*texts: Sequence[pl.Series]) -> pa.Array:
    """A list of scripts per row: those of the first group of texts, then those of the next."""
    n = len(texts[0][0])
    wholes = (_concatenated(group) for group in texts)
    return listed(n, *(piece for whole in wholes for piece in _of(whole)))


def _concatenated(texts: Sequence[pl.Series]) -> pl.Series:
    frame = pl.DataFrame([text.alias(str(i)) for i, text in enumerate(texts)])
    return frame.select(pl.concat_str(pl.all(), separator=" ", ignore_nulls=True)).to_series()


def _of(series: pl.Series) -> list[Texts]:
    foreign = series.str.contains(_FOREIGN).fill_null(value=False)
    latin = ~foreign & series.str.contains(_LATIN).fill_null(value=False)
    pieces = [_named(latin.arg_true(), "Latn")]
    rows = foreign.arg_true()
    if len(rows):
        subset = series.gather(rows)
        for script, pattern in (*_SCRIPTS.items(), ("Latn", _LATIN_WORD)):
            pieces.append(_named(rows.filter(subset.str.contains(pattern)), script))
    return pieces


def _named(rows: pl.Series, script: str) -> Texts:
    record = rows.to_numpy().astype(np.int64)
    return Texts(record, pl.repeat(script, len(record), dtype=pl.String, eager=True))
