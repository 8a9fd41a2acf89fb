"""Readings of Latin words in bulk, as `jalin.script.latin` gives one by one."""

from collections.abc import Iterable, Mapping

import polars as pl

from jalin.script.bulk.readings import Readings, by_lines, group, readings, replaced, where
from jalin.script.folding import KAZAKH_2017, LETTERS_OF_2017
from jalin.script.latin import (
    HAS_B,
    HAS_C,
    IOTATED_E,
    READING_A,
    READING_B,
    READING_C,
    SIGNS,
    TIED_NG,
    W_BEFORE_VOWEL,
    as_b_ends,
    bare,
)

_NO_SIGNS = dict.fromkeys(SIGNS, "")
_OF_2017 = {letter + sign: value for letter, value in LETTERS_OF_2017.items() for sign in "'’"}


def latin_readings(words: pl.Series) -> Readings:
    """The readings of words of Latin letters: A, B, C and Kazakh Latin of 2017."""
    prepared = _prepared(words)
    further = [
        group(HAS_B.pattern, prepared, _read_b),
        group(HAS_C.pattern, prepared, lambda some: _read(some, READING_C)),
        group(KAZAKH_2017.pattern, words, _read_as_of_2017),
    ]
    return readings(_read(prepared, READING_A), further)


def _read_b(prepared: pl.Series) -> pl.Series:
    return _read(by_lines(as_b_ends)(prepared), READING_B)


def _read_as_of_2017(words: pl.Series) -> pl.Series:
    return _read(_prepared(words.str.replace_many(_OF_2017)), READING_A)


def _prepared(words: pl.Series) -> pl.Series:
    """What all readings begin with."""
    words = where("y[eë]", words, replaced(IOTATED_E, "e"))
    words = where(f"[{SIGNS}]", words, _without_signs)
    return where("w", words, replaced(W_BEFORE_VOWEL, "v"))


def _without_signs(words: pl.Series) -> pl.Series:
    return replaced(TIED_NG, "ñ")(words).str.replace_many(_NO_SIGNS)


def _read(words: pl.Series, table: Mapping[str, str]) -> pl.Series:
    graphemes = sorted(table, key=len, reverse=True)
    values = [table[grapheme] for grapheme in graphemes]
    bared = by_lines(lambda text: text.translate(_BARE[id(table)]))
    return where(r"[^\x00-\x7f]", words, bared).str.replace_many(graphemes, values, leftmost=True)


class _Bare(dict[int, str]):
    """Letters whose sign the reading does not name, without their sign; filled as they are met."""

    def __init__(self, table: Iterable[str]) -> None:
        super().__init__()
        self._named = frozenset(table)

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kept = code < 128 or letter in self._named
        self[code] = letter if kept else bare(letter)
        return self[code]


_BARE = {id(table): _Bare(table) for table in (READING_A, READING_B, READING_C)}
