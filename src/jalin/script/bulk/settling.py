"""Forms settled in bulk, as `jalin.script.folding.settled` does one by one."""

import numpy as np
import polars as pl

from jalin.script.bulk import lines
from jalin.script.bulk.lines import LINE_FEED, Codes, Flags
from jalin.script.bulk.readings import Rows, by_lines, where
from jalin.script.folding import with_single_sounds

# Whatever `with_single_sounds` may change holds one of these.
_UNSETTLED = r"dj|tc|xc|gh|[aeou]ie|u[aeio]|av(?:[^aeiou]|$)|...[oe]ff?$"
_SHORTEST = 5  # of a word with a doubled consonant
_SHORT = 3  # letters up to the second i; fewer come after it
_DOUBLED = b"bcdfghjklmnpqrsvwxzi"  # of which a doubled one may be single
_IS_DOUBLED, _IS_CONSONANT = np.zeros((2, 256), np.bool_)
_IS_DOUBLED[list(_DOUBLED)] = True
_IS_CONSONANT[list(b"bcdfghjklmnpqrstvwxyz")] = True


def settled(forms: pl.Series) -> pl.Series:
    """What the spellings of one sound still differ in, for many forms."""
    forms = where(_UNSETTLED, forms, by_lines(with_single_sounds))
    rows = _rows_of_doubled(forms)
    return forms.clone().scatter(rows, _single(forms[rows])) if len(rows) else forms


def _rows_of_doubled(forms: pl.Series) -> Rows:
    """The forms in which a letter stands twice that may be single, or a little more."""
    data = np.frombuffer(lines.text(forms).encode(), np.uint8)
    again = np.flatnonzero(data[1:] == data[:-1])
    again = again[_IS_DOUBLED[data[again]]]
    rows = np.searchsorted(np.flatnonzero(data == LINE_FEED), again)
    found: Rows = rows[np.diff(rows, prepend=-1) > 0]
    return found


def _single(forms: pl.Series) -> pl.Series:
    """Doubled letters as one, as the expression of `jalin.script.folding` has it."""
    found = lines.codes(forms)
    length = lines.lengths(found)
    doubled = found == np.roll(found, 1)
    dropped = doubled & lines.values(_IS_DOUBLED, found)
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
    consonant = lines.values(_IS_CONSONANT, found[second + 1])
    return consonant & (length[line] - left <= _SHORT) & (left < _SHORT)
