"""Keys of level 2 of many keys of level 1 at once: what `jalin.script.folding.coarse` gives."""

import numpy as np
import polars as pl

from jalin.script.bulk import lines
from jalin.script.bulk.lines import Codes, Flags, Letters
from jalin.script.folding import (
    BROAD_SOUNDS,
    LONG_WORD,
    LONGEST_SKELETON,
    SAFE_SKELETON,
    SHORT_SOUNDS,
    SURNAME,
)

_BROAD, _SHORT = Letters(BROAD_SOUNDS), Letters(SHORT_SOUNDS)
_VOWEL = np.zeros(256, np.bool_)
_VOWEL[list(b"aeiou")] = True


def coarse_keys(keys: pl.Series) -> pl.Series:
    """For each key of level 1 its key of level 2; null for null."""
    sounds = keys.cast(pl.String).fill_null("")
    sounds = sounds.str.replace_all("ts", "s", literal=True)
    sounds = sounds.str.replace_all("ng", "n", literal=True)
    found = lines.codes(sounds)
    skeleton, coarse = _skeleton(_BROAD.mapped(found)), _without_doubles(_SHORT.mapped(found))
    long, vowel = lines.lengths(skeleton), _last_vowel(sounds)
    made = lines.strings(skeleton).str.head(LONGEST_SKELETON)
    safe = pl.Series(long >= SAFE_SKELETON) & vowel.is_in(["e", "i"])
    made += vowel.set(safe, "")
    short = lines.strings(coarse)
    three = _skeleton(coarse)
    is_three = (lines.lengths(three) == 3) & (lines.lengths(coarse) >= LONG_WORD)
    short = (lines.strings(three) + vowel).zip_with(pl.Series(is_three), short)
    made = made.zip_with(pl.Series(long >= 4), short)
    return made.set(keys.is_null(), None).alias(keys.name)


def _without_doubles(found: Codes) -> Codes:
    """Each run of one letter as one letter."""
    kept = np.ones(len(found), np.bool_)
    kept[1:] = (found[1:] != found[:-1]) | (found[1:] == lines.LINE_FEED)
    return found[kept]


def _skeleton(found: Codes) -> Codes:
    """The consonants; an initial vowel stays as a."""
    vowels, first = _vowels(found), lines.beginnings(found)
    initial = np.where(vowels & first, np.uint8(ord("a")), found)
    return _without_doubles(initial[first | ~vowels])


def _vowels(found: Codes) -> Flags:
    return lines.values(_VOWEL, found)


def _last_vowel(sounds: pl.Series) -> pl.Series:
    """The vowel that each word ends in, o as a; "" in a surname."""
    last = sounds.str.tail(1)
    last = last.set(~last.is_in(list("aeiou")) | sounds.str.contains(SURNAME.pattern), "")
    return last.set(last == "o", "a")
