"""Which characters a font has: the table `cmap` of OpenType (ISO/IEC 14496-22, 5.2.1)."""

import struct

import numpy as np

_UNICODE = frozenset({(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)})  # platform, encoding


def covered(font: bytes) -> frozenset[int]:
    """The code points for which a TrueType font has a glyph."""
    table = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    found: set[int] = set()
    for place in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * place)
        if (platform, encoding) not in _UNICODE:
            continue
        (form,) = struct.unpack_from(">H", table, offset)
        if form == 4:
            found |= _segments(table, offset)
        elif form == 12:
            found |= _groups(table, offset)
    return frozenset(found)


def _table(font: bytes, tag: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    for place in range(count):
        name, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        if name == tag:
            return font[offset : offset + length]
    raise ValueError(f"the font has no table {tag!r}")


def _segments(table: bytes, offset: int) -> set[int]:
    """Format 4: segments, whose glyphs are given by a difference or by an array."""
    (twice,) = struct.unpack_from(">H", table, offset + 6)
    count = twice // 2

    def column(place: int) -> list[int]:
        start = offset + 14 + place * twice + (2 if place else 0)
        values: list[int] = np.frombuffer(table, ">u2", count, start).tolist()
        return values

    ends, starts, deltas, ranges = (column(place) for place in range(4))
    found: set[int] = set()
    for place in range(count):
        for code in range(starts[place], min(ends[place], 0xFFFE) + 1):
            glyph = code
            if ranges[place]:
                at = offset + 16 + 3 * twice + 2 * place + ranges[place]
                (glyph,) = struct.unpack_from(">H", table, at + 2 * (code - starts[place]))
                if not glyph:
                    continue
            if (glyph + deltas[place]) & 0xFFFF:
                found.add(code)
    return found


def _groups(table: bytes, offset: int) -> set[int]:
    """Format 12: groups of consecutive code points."""
    (count,) = struct.unpack_from(">I", table, offset + 12)
    groups = np.frombuffer(table, ">u4", 3 * count, offset + 16).reshape(-1, 3).tolist()
    found: set[int] = set()
    for first, last, glyph in groups:
        found.update(range(first if glyph else first + 1, last + 1))
    return found
