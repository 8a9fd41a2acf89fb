"""The characters of the fonts, against what their makers say that they have."""

import struct

import pytest

from jalin.engines.typesetting import fonts
from jalin.engines.typesetting.coverage import covered


def _font(subtable: bytes) -> bytes:
    """A font of nothing but a `cmap` with one subtable, for Windows and Unicode."""
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + subtable
    head = struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0)
    return head + struct.pack(">4sIII", b"cmap", 0, 28, len(cmap)) + cmap


def test_reads_segments() -> None:
    # "A".."C" by difference; "a".."c" by an array, whose "b" has no glyph; the last segment.
    ends, starts = (0x43, 0x63, 0xFFFF), (0x41, 0x61, 0xFFFF)
    deltas, ranges, array = (1, 0, 1), (0, 4, 0), (5, 0, 6)
    numbers = (*ends, 0, *starts, *deltas, *ranges, *array)
    size = 14 + 2 * len(numbers)
    table = struct.pack(f">7H{len(numbers)}H", 4, size, 0, 6, 0, 0, 0, *numbers)
    assert covered(_font(table)) == {0x41, 0x42, 0x43, 0x61, 0x63}


def test_reads_groups() -> None:
    table = struct.pack(">HHIII3I", 12, 0, 28, 0, 1, 0x1F600, 0x1F602, 7)
    assert covered(_font(table)) == {0x1F600, 0x1F601, 0x1F602}


def test_a_font_without_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="cmap"):
        covered(struct.pack(">IHHHH", 0x00010000, 0, 0, 0, 0))


def test_the_fonts_have_what_our_languages_are_written_with() -> None:
    latin, sans, arabic = fonts.coverage()
    kazakh = set(map(ord, "әғқңөұүһіӘҒҚҢӨҰҮҺІёЁ"))
    assert kazakh <= latin
    assert kazakh <= sans
    assert set(map(ord, "ٴۇۋگڭەىچڽڠڤڬۏ،؛؟")) <= arabic
    assert {family.family for family in fonts.loaded().fonts()} == {
        "Source Serif 4",
        "Noto Sans",
        "Amiri",
    }
