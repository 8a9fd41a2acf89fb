"""Words of a text (level 0), and the script that a text is written in.

A word is what everybody here splits a text into: letters, marks and digits, casefolded, NFC, with
the signs inside that stand for letters (apostrophes, primes, half rings, the Arabic tatweel). A
hyphen parts words. Source: UAX #29 (word boundaries), simplified to what catalogues hold.
"""

import re
from functools import lru_cache
from unicodedata import normalize

# Apostrophes and their kin: soft sign and apostrophe letters of the romanisations (ALA-LC ʹ ʺ,
# BGN/PCGN ’ ”), Kazakh Latin of 2017 ('), Arabic hamza and ayn (ʾ ʼ ʻ ʿ), a lone grave or acute.
APOSTROPHES = "'’‘ʹʺ′″ʻʼʽʾʿˮ`´ˈ"
# What may stand inside a word besides letters and digits, as the inside of a regular expression's
# class: these signs, combining marks, ties, Arabic vowel points.
INNER_MARKS = APOSTROPHES + "\u0640\u200c\u200d\u00b7\u0300-\u036f\ufe20-\ufe2f\u064b-\u065f\u0670"
# A quotation mark that closes is no letter; a prime or a modifier letter is.
CLOSING_SIGNS = "'’‘`´·\u0640\u200c\u200d"
# Letters by their category that begin no word: the signs above and the tatweel.
NO_BEGINNING = "ʹʺʻʼʽʾʿˮˈ\u0640"
# Regular expressions of a character that begins a word, and of one inside it.
BEGINNING = rf"[^\W_{NO_BEGINNING}]"
INSIDE = rf"(?:[^\W_]|[{INNER_MARKS}])"
_WORD = re.compile(f"{BEGINNING}{INSIDE}*")


def tokens(text: str) -> list[str]:
    """The words of `text` in order, casefolded and NFC.

    >>> tokens("Құнанбайұлы, Абай: өлеңдер")
    ['құнанбайұлы', 'абай', 'өлеңдер']
    """
    folded = normalize("NFC", normalize("NFC", text).casefold())
    return [word.rstrip(CLOSING_SIGNS) for word in _WORD.findall(folded)]


SCRIPT_RANGES: tuple[tuple[int, int, str], ...] = (  # first and last code point, ISO 15924
    (0x0041, 0x005A, "Latn"),
    (0x0061, 0x007A, "Latn"),
    (0x00C0, 0x024F, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0531, 0x058F, "Armn"),
    (0x0591, 0x05F4, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0E01, 0x0E5B, "Thai"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1C80, 0x1C8F, "Cyrl"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x2DE0, 0x2DFF, "Cyrl"),
    (0x3040, 0x309F, "Hira"),
    (0x30A0, 0x30FF, "Kana"),
    (0x3400, 0x9FFF, "Hani"),
    (0xA640, 0xA69F, "Cyrl"),
    (0xA980, 0xA9DF, "Java"),
    (0xAC00, 0xD7AF, "Hang"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFC, "Arab"),
)


def is_letter(character: str) -> bool:
    """Whether a character tells the script of a text: modifier letters are in any script."""
    return character.isalpha() and not "\u02b0" <= character <= "\u02ff"


@lru_cache(maxsize=4096)
def _script_of_letter(letter: str) -> str:
    if not is_letter(letter):
        return ""
    point = ord(letter)
    return next((code for first, last, code in SCRIPT_RANGES if first <= point <= last), "Zzzz")


def script_of(text: str) -> str:
    """The script that most letters of `text` are in, as an ISO 15924 code.

    "Zyyy" (common) when there is no letter, "Zzzz" (unknown) for a script not told apart here.
    """
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else "Zyyy"
    counts: dict[str, int] = {}
    for letter in text:
        if code := _script_of_letter(letter):
            counts[code] = counts.get(code, 0) + 1
    return max(counts, key=lambda code: counts[code]) if counts else "Zyyy"
