"""Readings of Arabic script in bulk, as `jalin.script.arabic` gives one by one.

A Jawi word is a row of sounds, each with up to three values that are as likely; its readings are
counted through as numbers whose digits choose a value for each sound.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jalin.script.arabic import JAWI, MOST_READINGS, ONLY_JAWI, ONLY_TOTE, TOTE
from jalin.script.bulk import lines
from jalin.script.bulk.lines import LINE_FEED, Flags
from jalin.script.bulk.readings import Group, Readings, readings_of_groups

Sounds = NDArray[np.uint16]  # one or two ASCII letters, the first in the lower byte; 0 is none
_BLOCK = 1 << 13  # words at once, for the sake of memory


def arabic_readings(words: pl.Series) -> Readings:
    """The readings of words without signs, as töte jazu first; "" where there is none."""
    groups = [*_tote_readings(words)]
    rows = np.flatnonzero(~words.str.contains(f"[{ONLY_TOTE}]").to_numpy())
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        groups += [(block[at], forms) for at, forms in _jawi_readings(words[block])]
    return readings_of_groups(len(words), groups)


def _table(values: Mapping[str, str]) -> Sounds:
    table = np.zeros(1 << 16, np.uint16)
    table[LINE_FEED] = LINE_FEED
    for letter, value in values.items():
        table[ord(letter)] = int.from_bytes(value.encode(), "little")
    return table


_TOTE, _JAWI = _table(TOTE), _table(JAWI)


def _sounds(words: pl.Series, table: Sounds) -> Sounds:
    """The sound of each letter that has one, and a line feed after each word."""
    found = lines.values(table, lines.codes(words))
    spoken: Sounds = found[found != 0]
    return spoken


def _spelt(sounds: NDArray[np.uint16] | NDArray[np.int32]) -> pl.Series:
    letters = sounds.view(np.uint8)
    return lines.strings_of_bytes(letters[letters != 0])


def _tote_readings(words: pl.Series) -> Iterator[Group]:
    rows = (~words.str.contains(f"[{ONLY_JAWI}]")).arg_true()
    words = words[rows]
    first = _spelt(_sounds(words, _TOTE))
    yield rows.to_numpy(), first
    some = words.str.contains("ڭ", literal=True)  # нг in foreign words
    foreign = words.filter(some).str.replace_all("ڭ", "نگ", literal=True)
    yield rows.filter(some).to_numpy(), _spelt(_sounds(foreign, _TOTE))
    some = words.str.contains("سيا", literal=True)  # -ция in foreign words
    yield rows.filter(some).to_numpy(), first.filter(some).str.replace_all("sia", "tsia")


# What a sound may be: its values, as what is added to it (o is u less 6; a vowel comes after it).
_ONE, _U, _I, _LAST, _DI, _PREFIX, _BEFORE_LAST, _INSIDE = range(8)
_VALUES = {
    _ONE: (0,),
    _U: (0, ord("o") - ord("u")),
    _I: (0, ord("e") - ord("i")),
    **{
        kind: tuple(ord(vowel) << 16 if vowel else 0 for vowel in vowels)
        for kind, vowels in {
            _LAST: ("", "a"),
            _DI: ("i", "a", "e"),
            _PREFIX: ("e", "a", ""),
            _BEFORE_LAST: ("a", "e"),
            _INSIDE: ("", "a", "e"),
        }.items()
    },
}
_MOST_VALUES = 3
_SIZES = np.array([len(values) for values in _VALUES.values()], np.uint8)
_ADDED = np.zeros((len(_VALUES), _MOST_VALUES), np.int32)
for _kind, _values in _VALUES.items():
    _ADDED[_kind, : len(_values)] = _values


def _jawi_readings(words: pl.Series) -> Iterator[Group]:
    """With the likeliest vowels, in groups of words that have equally many sounds."""
    carried = words.str.starts_with("او") | words.str.starts_with("اي")
    sounds = _sounds(words.str.slice(1).zip_with(carried, words), _JAWI)
    kinds = _kinds(sounds)
    ends = np.flatnonzero(sounds == LINE_FEED) + 1
    lengths = np.diff(ends, prepend=0)
    sizes = _fewer(_SIZES[kinds], ends - lengths, lengths)
    for length in np.unique(lengths):
        rows = np.flatnonzero(lengths == length)
        at = (ends[rows] - length)[:, None] + np.arange(length)
        of_row, forms = _product(sounds[at], kinds[at], sizes[at])
        yield rows[of_row], forms


def _kinds(sounds: Sounds) -> NDArray[np.intp]:
    """What each sound may be; what stands between two consonants is guessed."""
    vowel, end, first = _is_vowel(sounds), sounds == LINE_FEED, lines.beginnings(sounds)
    next_vowel, next_end, end_after_next = _shifted(vowel), _shifted(end), _shifted(_shifted(end))
    chosen = {
        _ONE: end | (vowel & (sounds != ord("u")) & (sounds != ord("i"))),
        _U: sounds == ord("u"),
        _I: sounds == ord("i"),
        _LAST: next_end,
        -1: next_vowel,
        _DI: first & (sounds == ord("d")),
        _PREFIX: first,
        _BEFORE_LAST: end_after_next,
    }
    kinds = np.select(list(chosen.values()), list(chosen), _INSIDE)
    return np.where(kinds < 0, _ONE, kinds)


def _is_vowel(sounds: Sounds) -> Flags:
    return np.isin(sounds, list(b"aeiou"))


def _shifted(flags: Flags) -> Flags:
    """For each the flag of the next."""
    return np.append(flags[1:], False)


def _fewer(
    sizes: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> NDArray[np.uint8]:
    """`sizes` without their last values in words that have too many readings."""
    most = np.full(len(starts), _MOST_VALUES, np.uint8)
    for fewer in range(_MOST_VALUES - 1, 0, -1):
        limited = np.minimum(sizes, np.repeat(most, lengths)).astype(np.float64)
        most[np.multiply.reduceat(limited, starts) > MOST_READINGS] = fewer
    return np.minimum(sizes, np.repeat(most, lengths))


def _product(
    sounds: NDArray[np.uint16], kinds: NDArray[np.intp], sizes: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], pl.Series]:
    """All readings of words (rows of one length): the row of each, and its text."""
    products = np.cumprod(sizes[:, ::-1], axis=1, dtype=np.uint8)[:, ::-1]
    counts = products[:, 0].astype(np.int64)
    of_row = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(of_row)) - np.repeat(np.cumsum(counts) - counts, counts)
    lower = np.ones_like(products)
    lower[:, :-1] = products[:, 1:]
    digits = (number.astype(np.uint8)[:, None] // lower[of_row]) % sizes[of_row]
    added = _ADDED.ravel()[(kinds * _MOST_VALUES)[of_row] + digits]
    return of_row, _spelt((sounds[of_row] + added).ravel())
