"""Text as it may stand in a document that somebody signs: everything in it is seen.

What a reader would not see, or would see otherwise than it is stored, is written out as its code
point, ⟨U+202E⟩: controls, marks that reorder the line (Unicode Standard Annex 9), private and
invisible characters, characters that no font of ours has, and marks piled up on one letter. Soft
hyphens are left out: where a word may be divided is the typesetter's to say.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from jalin.engines.typesetting import fonts

_REORDERING = frozenset({*range(0x202A, 0x202F), *range(0x2066, 0x206A)})
# Joiners shape Persian and Kazakh in Arabic script, direction marks place their full stops.
_UNSEEN_YET_NEEDED = frozenset({0x200C, 0x200D, 0x200E, 0x200F, 0x061C})
_SOFT_HYPHEN, _BREAK = "\u00ad", "\u200b"
_MOST_MARKS = 3  # on one letter
_WIDEST = 34  # lower-case letters that fit a line of the narrowest column
_LONG = re.compile(r"\S{18,}")
_PLAIN = re.compile(r"[\n\x20-\x7e]*")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")


class Verbatim(str):
    """What is not read but used, such as an address or a picture: `plain` does not concern it."""

    __slots__ = ()


def plain(text: str) -> str:
    """`text`, one line end being like another, with all that would not be seen written out."""
    if isinstance(text, Verbatim):
        return text
    if _PLAIN.fullmatch(text) is None:
        text = unified(text).replace("\t", " ").replace(_SOFT_HYPHEN, "")
        text = "".join(_clusters(text))
    return _LONG.sub(_breakable, text)


def unified(text: str) -> str:
    """`text` with every line end as "\\n"."""
    return _LINE_ENDS.sub("\n", text)


def _clusters(text: str) -> Iterator[str]:
    base, marks = "", ""
    for character in text:
        if base and unicodedata.category(character).startswith("M"):
            marks += character
            continue
        yield from _cluster(base, marks)
        base, marks = character, ""
    yield from _cluster(base, marks)


def _cluster(base: str, marks: str) -> Iterator[str]:
    if not base:
        return
    if not _is_seen(base):
        yield written_out(base)
        yield from map(written_out, marks)
        return
    kept = marks[:_MOST_MARKS]
    while kept and not _in_one_font(base + kept):
        kept = kept[:-1]
    yield base + kept
    yield from map(written_out, marks[len(kept) :])


@lru_cache(maxsize=4096)
def _is_seen(character: str) -> bool:
    code = ord(character)
    if character == "\n" or code in _UNSEEN_YET_NEEDED:
        return True
    if code in _REORDERING or unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Cn"}:
        return False
    return _in_one_font(character)


def _in_one_font(cluster: str) -> bool:
    codes = set(map(ord, cluster))
    return any(codes <= family for family in fonts.coverage())


def written_out(character: str) -> str:
    """The notation of a character that is not shown itself."""
    return f"\u2039U+{ord(character):04X}\u203a"


def _breakable(found: re.Match[str]) -> str:
    """A run too long for a line gets places to break at, or it would run off the page.

    A line may end after "/" and "-" before a letter anyway (Unicode Standard Annex 14).
    """
    width, out, last = 0, [], ""
    for character in found[0]:
        if last in ("/", "-") and character.isalpha():
            width = 0
        width += 2 if _is_wide(character) else 1
        if width > _WIDEST and not unicodedata.category(character).startswith("M"):
            out.append(_BREAK)
            width = 1
        out.append(character)
        last = character
    return "".join(out)


def _is_wide(character: str) -> bool:
    return character.isupper() or not character.isalnum() or character in "mwшщжюмф@%"
