"""ISBD punctuation: what catalogues write around an element, and words for "not known".

International Standard Bibliographic Description, consolidated edition, A.3 (punctuation) and
4.1.15, 4.2.9 (sine loco, sine nomine).
"""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def _set(characters: str) -> NDArray[np.bool_]:
    mask = np.zeros(256, np.bool_)
    mask[np.frombuffer(characters.encode("ascii"), np.uint8)] = True
    return mask


_BEFORE = _set(" \t\r\n/:;,=")
_BLANK = _set(" \t\r\n")
_AFTER = _set(" \t\r\n/:;,=+\\")  # a backslash is a slash mistyped
_CLOSING = _set("0123456789)] :;,/=\\" + '"')
_SHORT = _set(" .,-([/'\"")  # before such a character a word begins

# Folded (lower case, without brackets, points and spaces): place, name or date not known.
_UNKNOWN = """
sl sn slsn sa nd tt tp tn snt xxx бм би бг бмби биби биз жоқ
placeofpublicationnotidentified publishernotidentified dateofpublicationnotidentified
placenotidentified sinenomine sineloco tanpatempat tanpapenerbit tanpatahun
местоизданиянеизвестно издательствонеизвестно unknown
"""
UNKNOWN = frozenset(_UNKNOWN.split())


def trim(text: NDArray[np.uint8], start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Ranges of `text` without spaces and ISBD punctuation at their ends.

    A full stop at the end goes too, unless the last word is so short that it is an initial or an
    abbreviation ("Suleimenov, M. K.", "1998-1999 g.g.").
    """
    start, end = start.copy(), end.copy()
    _trim_end(text, start, end, _AFTER)
    stop = np.flatnonzero((end > start) & (text.take(end - 1) == ord(".")))
    stop = stop[_ends_sentence(text, start[stop], end[stop] - 1)]
    before = end[stop] - 1
    _trim_end(text, start[stop], before, _AFTER)
    end[stop] = before
    _trim_start(text, start, end, _BEFORE)
    return start, end


def strip(text: NDArray[np.uint8], start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Ranges of `text` without blanks at their ends."""
    start, end = start.copy(), end.copy()
    _trim_end(text, start, end, _BLANK)
    _trim_start(text, start, end, _BLANK)
    return start, end


def _trim_start(text: NDArray[np.uint8], start: Ints, end: Ints, which: NDArray[np.bool_]) -> None:
    left = np.flatnonzero((start < end) & which.take(text.take(start)))
    while len(left):
        start[left] += 1
        left = left[(start[left] < end[left]) & which.take(text.take(start[left]))]


def _trim_end(text: NDArray[np.uint8], start: Ints, end: Ints, which: NDArray[np.bool_]) -> None:
    left = np.flatnonzero((start < end) & which.take(text.take(end - 1)))
    while len(left):
        end[left] -= 1
        left = left[(start[left] < end[left]) & which.take(text.take(end[left] - 1))]


def _ends_sentence(text: NDArray[np.uint8], start: Ints, stop: Ints) -> NDArray[np.bool_]:
    """Whether a number, a bracket, a quotation mark or three letters stand before `stop`."""
    before = text[np.maximum(stop - 1, 0)]
    long = _in_word(text, start, stop, 3)
    wide = np.flatnonzero(long & (before >= 0x80))  # letters of two bytes: look at six
    long[wide] = _in_word(text, start[wide], stop[wide], 6)
    return long | (_CLOSING[before] & (stop > start))


def _in_word(text: NDArray[np.uint8], start: Ints, stop: Ints, count: int) -> NDArray[np.bool_]:
    """Whether `count` bytes of one word stand before `stop`."""
    found: NDArray[np.bool_] = stop - start >= count
    for back in range(1, count + 1):
        found &= ~_SHORT.take(text.take(np.maximum(stop - back, 0)))
    return found
