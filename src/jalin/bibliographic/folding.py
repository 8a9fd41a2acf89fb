"""Folding of whole columns of texts: each distinct word is folded once.

Words of catalogues repeat (Zipf), so a text column becomes words, the distinct words that are not in
the cache yet are folded in Python, and the keys are joined back. All functions take a string column
(polars Series or Arrow array; a missing text gives an empty list) and return a Series of list[str].
"""

from collections.abc import Callable

import polars as pl
import pyarrow as pa

from jalin.script import keys, tokens

Texts = pl.Series | pa.Array | pa.ChunkedArray


def tokens_column(texts: Texts) -> pl.Series:
    """The words (level 0) of each text."""
    column = _series(texts)
    words = [tokens(text) if text else [] for text in column.to_list()]
    return pl.Series(column.name, words, dtype=pl.List(pl.String))


def fold_column(
    texts: Texts, *, level: int = 1, person: bool = False, language: str | None = None
) -> pl.Series:
    """The first key of each word of each text, in order: for matching."""
    return _folded(texts, lambda word: keys(word, level, language=language, person=person)[:1])


def fold_all_column(
    texts: Texts, *, level: int = 1, person: bool = False, language: str | None = None
) -> pl.Series:
    """Every key of every word of each text: for the search index."""
    return _folded(texts, lambda word: keys(word, level, language=language, person=person))


def _folded(texts: Texts, fold: Callable[[str], tuple[str, ...]]) -> pl.Series:
    column = _series(texts)
    folded = [
        [key for word in tokens(text) for key in fold(word)] if text else []
        for text in column.to_list()
    ]
    return pl.Series(column.name, folded, dtype=pl.List(pl.String))


def _series(texts: Texts) -> pl.Series:
    column = texts if isinstance(texts, pl.Series) else pl.Series("texts", texts)
    return column.cast(pl.String)
