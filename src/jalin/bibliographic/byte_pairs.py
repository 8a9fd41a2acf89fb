"""How likely two bytes are to follow each other, in each one-byte encoding that catalogues use.

For every encoding a table of log probabilities of the 65,536 pairs of bytes (first << 8 | second),
zero where both are ASCII. The sum over a record tells how well the encoding explains it; only the
differences between encodings mean anything. Cyrillic pairs come from `cyrillic_pairs`; the figures
for Latin letters and symbols are rough rarities in nats, set by hand.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from jalin.bibliographic.cyrillic_pairs import LETTERS, PAIRS, STEP

Table = NDArray[np.float32]

CYRILLIC = {"cp1251": "cp1251", "kz-1048": "kz1048", "cp866": "cp866", "koi8-r": "koi8_r"}
CANDIDATES = (*CYRILLIC, "marc-8", "iso-8859-1")

_IMPOSSIBLE, _UNCOMMON, _SYMBOL = -14.0, -9.0, -4.0
_MIXED_SCRIPT = -6.0  # a Latin letter next to a Cyrillic one
_SWAPPED_CASE = -4.0  # a capital after a small letter
_COMMON_SYMBOLS = "«»№—–…°“”„•§©\xa0’"
_ACCENTED = {"é": -2.5} | dict.fromkeys("àèçüöäåøñíóáúêâîôãõßæœëï", -4.0)
_DIACRITICS = {  # of ANSEL: the letters that each most often stands on
    0xE1: "aeiou",  # grave
    0xE2: "aeiouycnsz",  # acute
    0xE3: "aeiou",  # circumflex
    0xE4: "nao",  # tilde
    0xE5: "aeiou",  # macron
    0xE6: "aigu",  # breve
    0xE8: "aouei",  # diaeresis
    0xE9: "cszre",  # caron
    0xEA: "au",  # ring
    0xEB: "tiszauky",  # ligature, left half
    0xEC: "asuoekt",  # ligature, right half
    0xF0: "csth",  # cedilla
    0xF2: "hstdz",  # dot below
}


@cache
def table(encoding: str) -> Table:
    """65,536 float32; `encoding` is one of CANDIDATES."""
    if encoding in CYRILLIC:
        pairs = _cyrillic(CYRILLIC[encoding])
    elif encoding == "marc-8":
        pairs = _marc8()
    else:
        pairs = _latin1()
    pairs[:0x80, :0x80] = 0
    return pairs.reshape(-1).astype(np.float32)


def _is_letter() -> NDArray[np.bool_]:
    """Which bytes are ASCII letters."""
    return np.array([chr(i).isalpha() and i < 0x80 for i in range(256)])


def _cyrillic(codec: str) -> NDArray[np.float64]:
    """Letters by how often they follow each other, symbols by how common they are."""
    boundary = len(LETTERS)
    chars = [bytes([i]).decode(codec, "replace") for i in range(256)]
    letter = np.array([LETTERS.find(c.lower()) % (boundary + 1) for c in chars])
    known = letter < boundary
    rarity = np.array([[-STEP * (ord(step) - ord("a")) for step in row] for row in PAIRS])
    pairs: NDArray[np.float64] = rarity[letter[:, None], letter[None, :]]
    upper = np.array([c.isupper() for c in chars])
    pairs += np.where(known[:, None] & ~upper[:, None] & known & upper, _SWAPPED_CASE, 0.0)
    latin = _is_letter()
    pairs += np.where((latin[:, None] & known) | (known[:, None] & latin), _MIXED_SCRIPT, 0.0)
    other = np.array([_symbol(c) if i >= 0x80 else 0.0 for i, c in enumerate(chars)])
    other[known] = 0.0
    pairs += other[None, :]
    return pairs


def _symbol(char: str) -> float:
    if char == "\ufffd" or ord(char) < 0xA0:
        return _IMPOSSIBLE
    return _SYMBOL if char in _COMMON_SYMBOLS else _UNCOMMON


def _marc8() -> NDArray[np.float64]:
    """ANSEL: a diacritic (E0 to FE) stands before its letter, A1 to C8 are letters themselves."""
    code = np.arange(256)
    latin = _is_letter()
    diacritic = (code >= 0xE0) & (code <= 0xFE) & (code != 0xFC) & (code != 0xFD)
    special = ((code >= 0xA1) & (code <= 0xC8)) & ~np.isin(code, (0xAF, 0xBB, 0xBF))
    second = np.where(diacritic, -5.0, np.where(special, -5.0, _IMPOSSIBLE))
    second[list(_DIACRITICS)] = -3.0
    second[:0x80] = 0.0
    pairs = np.tile(second, (256, 1))
    pairs[diacritic] = np.where(latin, -3.0, -12.0)
    for byte, letters in _DIACRITICS.items():
        pairs[byte, [ord(c) for c in letters + letters.upper()]] = -0.7
    pairs[np.ix_(diacritic, diacritic)] = -4.0
    pairs[np.ix_(diacritic, special)] = -7.0
    pairs[special] += -0.7
    signs = (code >= 0xC0) & (code <= 0xC8) & (code != 0xC7)  # ° © € and the like, within words
    pairs[np.ix_(latin, signs)] += -5.0
    pairs[np.ix_(signs & (code != 0xC5) & (code != 0xC6), latin)] += -3.0
    return pairs


def _latin1() -> NDArray[np.float64]:
    """Accented letters stand alone between others, small ones among small ones."""
    chars = [chr(i) for i in range(256)]
    upper = np.array([c.isupper() for c in chars])
    lower = np.array([c.islower() for c in chars])
    high = np.arange(256) >= 0x80
    rarity = [_latin1_rarity(c) if i >= 0x80 else 0.0 for i, c in enumerate(chars)]
    pairs = np.tile(np.array(rarity), (256, 1))
    pairs += np.where(lower[:, None] & upper, -8.0, 0.0)
    accented = high & (upper | lower)
    pairs += np.where(accented[:, None] & accented, -3.0, 0.0)
    pairs += np.where(accented[:, None] & ~(upper | lower), -1.5, 0.0)
    hiatus = accented & (np.array(chars) != "é")
    pairs += np.where(hiatus[:, None] & np.array([c in "aeiouAEIOU" for c in chars]), -3.0, 0.0)
    return pairs - np.where(accented[:, None], 0.5, 0.0)


def _latin1_rarity(char: str) -> float:
    if ord(char) < 0xA0:
        return _IMPOSSIBLE
    if char.isalpha():
        return _ACCENTED.get(char.lower(), -6.0)
    return _SYMBOL if char in _COMMON_SYMBOLS else -6.0
