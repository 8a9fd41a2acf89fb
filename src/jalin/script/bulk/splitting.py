"""The words of many texts at once, as `jalin.script.tokens` gives one by one, and their scripts."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jalin.script.bulk import lines
from jalin.script.bulk.lines import LINE_FEED, Codes, Flags
from jalin.script.words import (
    BEGINNING,
    CLOSING_SIGNS,
    INSIDE,
    SCRIPT_RANGES,
    is_letter,
    script_of,
)

LATIN, ARABIC, OTHER = 1, 2, 4  # of a word: the script that most of its letters are in

_PLAIN = "^[a-z0-9]+$"
# Letters that NFC leaves as they are, and as what they are casefolded to, whatever stands by them.
COMPOSED = (
    r"\x00-\u012f\u0131-\u01ef\u01f1-\u02ff\u0400-\u0482\u048a-\u052f\u05d0-\u05ea\u060c"
    r"\u0621-\u064a\u0671-\u06d3\u1e00-\u1e95\u1ea0-\u1eff\u200c-\u200f"
    r"\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3"
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words in the order of their texts: the text that each is of, from 0, and its script."""

    words: pl.Series
    texts: NDArray[np.int64]
    scripts: NDArray[np.uint8]


def split(texts: pl.Series) -> Words:
    """The words of texts without nulls."""
    plain = texts.str.contains(_PLAIN)
    parts = [_plain(texts.filter(plain), _rows(plain))]
    others, rows = texts.filter(~plain), _rows(~plain)
    composed = ~others.str.contains(f"[^{COMPOSED}]")
    for chosen, fold in ((composed, str.casefold), (~composed, _folded)):
        if chosen.any():
            parts.append(_split(others.filter(chosen), rows[_rows(chosen)], fold))
    found = np.concatenate([part.texts for part in parts])
    order = np.argsort(found, kind="stable")
    words = pl.concat([part.words for part in parts])[order]
    return Words(words, found[order], np.concatenate([part.scripts for part in parts])[order])


def _rows(chosen: pl.Series) -> NDArray[np.int64]:
    return np.flatnonzero(chosen.to_numpy())


def _plain(texts: pl.Series, rows: NDArray[np.int64]) -> Words:
    """Texts of one word of lower case."""
    return Words(texts, rows, np.full(len(rows), LATIN, np.uint8))


def _folded(text: str) -> str:
    return normalize("NFC", normalize("NFC", text).casefold())


def _split(texts: pl.Series, rows: NDArray[np.int64], fold: Callable[[str], str]) -> Words:
    text = lines.text(texts)
    if text.count("\n") > len(texts):
        text = lines.text(texts.str.replace_all("\n", " ", literal=True))  # no word holds either
    codes = lines.codes_of_text(fold(text))
    kinds = _kinds(codes)
    starts, ends = _bounds(kinds)
    of_text = rows[np.searchsorted(np.flatnonzero(codes == LINE_FEED), starts)]
    inside = np.zeros(len(codes) + 1, np.int8)
    inside[starts] += 1
    inside[ends + 1] -= 1  # with what stands after the word and is none of it
    chosen = np.cumsum(inside[:-1], dtype=np.int8).view(np.bool_)
    codes, letters = codes.copy(), np.bitwise_and(kinds, _ANY_SCRIPT)
    codes[ends], letters[ends] = LINE_FEED, 0
    codes = codes[chosen]
    words = lines.strings(codes)
    return Words(words, of_text, _scripts(words, letters[chosen], lines.beginnings(codes)))


def _bounds(kinds: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each word begins and ends."""
    inner = (kinds & _INNER) != 0
    changes = np.flatnonzero(np.diff(inner, prepend=False, append=False))
    starts, ends = changes[::2], changes[1::2]
    letters = np.append(np.flatnonzero(kinds & _LETTER), len(kinds))
    starts = letters[np.searchsorted(letters, starts)]
    starts, ends = starts[starts < ends], ends[starts < ends]
    unclosed = np.flatnonzero(inner & ((kinds & _CLOSING) == 0))
    return starts, unclosed[np.searchsorted(unclosed, ends) - 1] + 1


def _scripts(words: pl.Series, letters: NDArray[np.uint8], first: Flags) -> NDArray[np.uint8]:
    """The script of each word, of the scripts of its letters."""
    found = np.bitwise_or.reduceat(letters, np.flatnonzero(first)) if len(letters) else letters
    found[found == 0] = LATIN  # a number
    mixed = np.flatnonzero(found & (found - 1))
    for row, word in zip(mixed.tolist(), words[mixed], strict=True):
        found[row] = {"Latn": LATIN, "Arab": ARABIC}.get(script_of(word), OTHER)
    return found


# What a character is, besides a letter of a script.
_ANY_SCRIPT = np.uint8(LATIN | ARABIC | OTHER)
_LETTER, _INNER, _CLOSING = 8, 16, 32
_PLANE = 1 << 16


def _kinds(codes: Codes) -> NDArray[np.uint8]:
    """What each code point is."""
    kinds = lines.values(_table(), codes)
    for at in np.flatnonzero(codes >= _PLANE).tolist():  # above the signs and scripts told apart
        letter = chr(codes[at])
        kinds[at] = (_LETTER | _INNER) * letter.isalnum() | OTHER * letter.isalpha()
    return kinds


@cache
def _table() -> NDArray[np.uint8]:
    """What the code points of the Basic Multilingual Plane are."""
    plane = "".join(map(chr, range(_PLANE)))
    patterns = {_LETTER: BEGINNING, _INNER: INSIDE, _CLOSING: f"[{CLOSING_SIGNS}]"}
    table = np.zeros(_PLANE, np.uint8)
    for kind, pattern in patterns.items():
        for found in re.finditer(f"(?:{pattern})+", plane):
            table[slice(*found.span())] |= kind
    scripts = np.full(_PLANE, OTHER, np.uint8)
    for first, last, code in SCRIPT_RANGES:
        scripts[first : last + 1] = {"Latn": LATIN, "Arab": ARABIC}.get(code, OTHER)
    return table | np.where(np.fromiter(map(is_letter, plane), np.bool_, _PLANE), scripts, 0)
