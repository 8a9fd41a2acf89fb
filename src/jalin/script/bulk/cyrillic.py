"""Readings of Cyrillic words in bulk, as `jalin.script.cyrillic` gives one by one.

Scripts that are not read stand as they are, but for the signs.
"""

import polars as pl

from jalin.script.bulk.readings import Readings, readings
from jalin.script.cyrillic import LETTERS, RUSSIFIED, SHORTEST, SHORTEST_WITH_H

_SOFT, _HARD = "әүң", "қ"


def cyrillic_readings(words: pl.Series) -> Readings:
    """The readings of words without signs: up to four."""
    first = _read(words)
    with_h = words.str.starts_with("г") & (words.str.len_chars() >= SHORTEST_WITH_H)
    second = words.str.contains(f"[{_SOFT}{_HARD}]") | words.str.starts_with("ғ")
    rows = (with_h & ~second).arg_true()
    further = [(rows.to_numpy(), "h" + first[rows].str.slice(1))]
    if second.any():
        rows = second.arg_true()
        further += [(rows.to_numpy(), form) for form in _russified(words[rows])]
    return readings(first, further)


def _russified(words: pl.Series) -> list[pl.Series]:
    """Each word with the values of soft letters, of hard ones and of both."""
    length = words.str.len_chars()
    bare = words.str.strip_prefix("ғ").zip_with(length >= SHORTEST["ғ"], words)
    hard = _with(_HARD, bare, length)
    return [_read(form) for form in (_with(_SOFT, words, length), hard, _with(_SOFT, hard, length))]


def _with(letters: str, words: pl.Series, length: pl.Series) -> pl.Series:
    """The words with the Russian values of letters, where a word is long enough for them."""
    for letter in letters:
        rows = (words.str.contains(letter, literal=True) & (length >= SHORTEST[letter])).arg_true()
        if len(rows):
            value = words[rows].str.replace_all(letter, RUSSIFIED[letter], literal=True)
            words = words.clone().scatter(rows, value)
    return words


def _read(words: pl.Series) -> pl.Series:
    return words.str.replace_many(dict(LETTERS))
