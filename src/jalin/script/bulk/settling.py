"""Forms settled in bulk, as `jalin.script.folding.settled` does one by one."""

import numpy as np
import polars as pl

from jalin.script.bulk import lines
from jalin.script.bulk.lines import Codes, Flags
from jalin.script.bulk.readings import Rows, by_lines, where
from jalin.script.folding import with_single_sounds

# Whatever `with_single_sounds` may change holds one of these.
_UNSETTLED = r"dj|tc|xc|gh|[aeou]ie|u[aeio]|av(?:[^aeiou]|$)|...[oe]ff?$"
_SINGLE = "bcdfghjklmnpqrsvwxz"  # consonants of which a doubled one is single
_DOUBLED = "|".join(2 * letter for letter in f"{_SINGLE}i")
_SHORTEST = 5  # of a word with a doubled consonant
_SHORT = 3  # letters up to the second i; fewer come after it
_IS_SINGLE, _IS_CONSONANT = np.zeros((2, 128), np.bool_)
_IS_SINGLE[list(_SINGLE.encode())] = True
_IS_CONSONANT[list(b"bcdfghjklmnpqrstvwxyz")] = True


def settled(forms: pl.Series) -> pl.Series:
    """What the spellings of one sound still differ in, for many forms."""
    return where(_DOUBLED, where(_UNSETTLED, forms, by_lines(with_single_sounds)), _single)


def _single(forms: pl.Series) -> pl.Series:
    """Doubled letters as one, as the expression of `jalin.script.folding` has it."""
    found = lines.codes(forms)
    length = lines.lengths(found)
    doubled = found == np.roll(found, 1)
    dropped = doubled & _IS_SINGLE[np.minimum(found, 127)]
    dropped &= np.repeat(length >= _SHORTEST, length + 1)
    dropped &= (found != ord("g")) | (np.roll(found, 2) != ord("n"))  # ngg is not ng
    second = np.flatnonzero(doubled & (found == ord("i")))
    dropped[second] = ~_stays(second, found, length)
    return lines.strings(found[~dropped])


def _stays(second: Rows, found: Codes, length: Rows) -> Flags:
    """Whether ii stays, as before a consonant in short words (Kazakh жілік, жиілік)."""
    ends = np.cumsum(length + 1) - 1
    line = np.searchsorted(ends, second)
    left = ends[line] - second - 1
    consonant = _IS_CONSONANT[np.minimum(found[second + 1], 127)]
    return consonant & (length[line] - left <= _SHORT) & (left < _SHORT)
