"""Folding of whole columns of texts: each distinct word is folded once.

Words of catalogues repeat (Zipf's law). A column becomes one flat array of words, encoded as a
dictionary; only its distinct words that are not remembered yet go through Python; numbers join the
keys back.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import polars as pl
import pyarrow as pa

from jalin.script import folding, keys, tokens
from jalin.script.words import CLOSING_SIGNS, INNER_MARKS, NO_BEGINNING

Texts: TypeAlias = "pl.Series | pa.Array | pa.ChunkedArray"

# Texts of these letters only are split in bulk: here lower case is the case folding and the classes
# of letters are the same in Rust and Python. Any other text is split by `jalin.script.tokens`.
_ORDINARY = (
    r"^[\x00-\u00b4\u00b6-\u00de\u00e0-\u012f\u0131-\u0148\u014a-\u017e\u0180-\u01c3"
    r"\u02b0-\u0344\u0346-\u036f\u0400-\u052f\u0600-\u06ff\u0750-\u077f"
    r"\u1e02-\u1e95\u1ea0-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2116\ufe20-\ufe2f]*$"
)
_WORD = rf"[\p{{L}}\p{{N}}--[{NO_BEGINNING}]][\p{{L}}\p{{N}}{INNER_MARKS}]*"

# At most this many words of one kind of folding are remembered; then the memory starts anew.
_MOST_WORDS = 1 << 18
_Mode = tuple[int, bool, bool]  # level, person, English
_remembered: dict[_Mode, dict[str, str]] = {}


def fold_column(
    texts: Texts, *, level: int = 1, person: bool = False, language: str | None = None
) -> pl.Series:
    """The first key of each word of each text, in order: list[str], one row per text.

    A missing text gives an empty list.
    """
    name, words = _words(texts)
    encoded = words.values.dictionary_encode()
    folded = _fold(encoded.dictionary.to_pylist(), (level, person, folding.is_english(language)))
    first = pa.array(folded, pa.large_string())
    return _series(name, pa.LargeListArray.from_arrays(words.offsets, first.take(encoded.indices)))


def forget() -> None:
    """Empty the memory of words folded so far."""
    _remembered.clear()
    folding.forget()


def _fold(words: Sequence[str], mode: _Mode) -> list[str]:
    """The first keys of distinct words, remembered from column to column."""
    memory = _remembered.setdefault(mode, {})
    if len(memory) > _MOST_WORDS:
        memory.clear()
    level, person, english = mode
    language = "en" if english else None
    found: list[str] = []
    for word in words:
        known = memory.get(word)
        if known is None:
            known = memory[word] = keys(word, level, language=language, person=person)[0]
        found.append(known)
    return found


def _words(texts: Texts) -> tuple[str, pa.LargeListArray]:
    """The name of the column, and the words of each text; no text is missing."""
    column = texts if isinstance(texts, pl.Series) else pl.Series("texts", texts)
    column = column.cast(pl.String).fill_null("")
    odd = ~column.str.contains(_ORDINARY)
    plain = column.set(odd, "") if odd.any() else column
    # Each step on its own: polars is slow on a long chain of text expressions.
    plain = plain.str.normalize("NFC")
    plain = plain.str.to_lowercase()
    lists = plain.str.extract_all(_WORD)
    if odd.any():
        lists = _replaced(lists, odd.arg_true(), [tokens(text) for text in column.filter(odd)])
    array = lists.rechunk().to_arrow()
    flat = pl.Series(array.values, dtype=pl.String).str.strip_chars_end(CLOSING_SIGNS)
    return column.name, pa.LargeListArray.from_arrays(array.offsets, flat.to_arrow())


def _replaced(lists: pl.Series, rows: pl.Series, words: list[list[str]]) -> pl.Series:
    places = np.arange(len(lists))
    places[rows.to_numpy()] = np.arange(len(lists), len(lists) + len(rows))
    return lists.append(pl.Series(words, dtype=pl.List(pl.String))).gather(places)


def _series(name: str, lists: pa.LargeListArray) -> pl.Series:
    return pl.Series(name, lists, dtype=pl.List(pl.String))
