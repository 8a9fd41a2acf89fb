"""Level 1 keys of many words at once: what `jalin.script.keys` gives one by one."""

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl

from jalin.script.bulk.arabic import arabic_readings
from jalin.script.bulk.cyrillic import cyrillic_readings
from jalin.script.bulk.latin import latin_readings
from jalin.script.bulk.lines import Flags
from jalin.script.bulk.readings import Readings, Rows, readings, where
from jalin.script.bulk.settling import settled
from jalin.script.bulk.splitting import ARABIC, LATIN, OTHER, Words, split
from jalin.script.folding import ROMAN_NUMERAL, SIGNS

# What a Roman numeral with a letter twice is one of.
_NUMERAL = "^[ivxlcdm]*(?:ii|xx)[ivxlcdm]*$"


def level_1(words: Sequence[str]) -> list[tuple[str, ...]]:
    """For each word `keys(word, 1)`.

    Raises ValueError for a text that is not one of the words of `tokens`.
    """
    found = split(pl.Series(words, dtype=pl.String))
    if found.words.to_list() != list(words):
        raise ValueError("a text that is no word has no keys")
    keys = level_1_keys(found)
    rows: list[list[str]] = [[key] for key in keys.first]
    for row, key in zip(keys.rows.tolist(), keys.further, strict=True):
        rows[row].append(key)
    return list(map(tuple, rows))


def level_1_keys(words: Words) -> Readings:
    """The keys of each word, the first of which stands for its likeliest reading."""
    numeral = _numerals(words.words)
    first, further = words.words.clone(), []
    for script, read in _READ.items():
        rows = np.flatnonzero((words.scripts == script) & ~numeral)
        if len(rows):
            some = _settled(words.words[rows], read)
            first = first.scatter(rows, some.first)
            further.append((rows[some.rows], some.further))
    return distinct(readings(first, further))


def _settled(words: pl.Series, read: Callable[[pl.Series], Readings]) -> Readings:
    found = read(words).map(settled)
    first = found.first.zip_with(found.first != "", words)
    further = found.further.zip_with(found.further != "", words[found.rows])
    return Readings(first, found.rows, further)


def _without_signs(
    read: Callable[[pl.Series], Readings],
) -> Callable[[pl.Series], Readings]:
    def read_bare(words: pl.Series) -> Readings:
        return read(where(f"[{SIGNS}]", words, lambda some: some.str.replace_many(_NO_SIGNS)))

    return read_bare


_NO_SIGNS = dict.fromkeys(SIGNS, "")
_READ = {
    LATIN: latin_readings,
    ARABIC: _without_signs(arabic_readings),
    OTHER: _without_signs(cyrillic_readings),
}


def _numerals(words: pl.Series) -> Flags:
    found: Flags = words.str.contains(_NUMERAL).to_numpy(writable=True)
    for row in np.flatnonzero(found).tolist():
        found[row] = ROMAN_NUMERAL.fullmatch(words[row]) is not None
    return found


def distinct(keys: Readings) -> Readings:
    """Keys without those that come before among the keys of their word."""
    rows = keys.rows[np.diff(keys.rows, prepend=-1) > 0]
    new = are_new(keys.first[rows], rows, keys.further, keys.rows)
    return Readings(keys.first, keys.rows[new.to_numpy()], keys.further.filter(new))


def are_new(known: pl.Series, known_rows: Rows, keys: pl.Series, rows: Rows) -> pl.Series:
    """Which of `keys` their word has neither among those `known` nor before among `keys`.

    They are told apart by 64 bits of the key and its word.
    """
    hashes = pl.concat([known, keys]).hash().to_numpy()
    of_word = np.concatenate([known_rows, rows]).astype(np.uint64) * _MULTIPLIER
    return pl.Series(hashes ^ of_word).is_first_distinct().slice(len(known))


_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd, its bits spread out
