"""Strings as lines: one array of code points, a line feed after each string.

A rule on letters and their neighbours is one comparison of arrays for all strings. None may hold a
line feed; words and keys hold none.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

LINE_FEED = 10
_LINE_END = chr(LINE_FEED)
#: Code points, in 8 bits where all are ASCII.
Codes = NDArray[np.uint8] | NDArray[np.uint32]
Flags = NDArray[np.bool_]
T = TypeVar("T", bound=np.generic)


def codes(strings: pl.Series) -> Codes:
    """The lines of strings without nulls."""
    return codes_of_text(text(strings))


def text(strings: pl.Series) -> str:
    """The strings as one text, a line feed after each."""
    return f"{strings.str.join(_LINE_END)[0]}\n" if len(strings) else ""


def codes_of_text(lines: str) -> Codes:
    """The code points of a text."""
    if lines.isascii():
        return np.frombuffer(lines.encode(), np.uint8)
    return np.frombuffer(lines.encode("utf-32-le"), np.uint32)


def strings(lines: Codes) -> pl.Series:
    """The strings that stand in lines."""
    if lines.dtype == np.uint8:
        data: NDArray[np.uint8] = lines.astype(np.uint8)
    else:
        data = np.frombuffer(lines.tobytes().decode("utf-32-le").encode(), np.uint8)
    return strings_of_bytes(data)


def strings_of_text(lines: str) -> pl.Series:
    """The strings that stand in the lines of a text."""
    return strings_of_bytes(np.frombuffer(lines.encode(), np.uint8))


def strings_of_bytes(data: NDArray[np.uint8]) -> pl.Series:
    """The strings that stand in lines of UTF-8."""
    ends = np.flatnonzero(data == LINE_FEED)
    offsets = np.zeros(len(ends) + 1, np.int32)
    offsets[1:] = ends - np.arange(len(ends))
    buffers = pa.py_buffer(offsets), pa.py_buffer(data[data != LINE_FEED])
    return pl.Series(pa.StringArray.from_buffers(len(ends), *buffers), dtype=pl.String)


def lengths(lines: Codes) -> NDArray[np.int64]:
    """The code points of each string."""
    ends = np.flatnonzero(lines == LINE_FEED)
    return np.diff(ends, prepend=-1) - 1


def beginnings(lines: NDArray[Any]) -> Flags:
    """Whether a code point is the first of its line, be it the line feed of an empty one."""
    found = np.empty(len(lines), np.bool_)
    found[:1] = True
    np.equal(lines[:-1], LINE_FEED, out=found[1:])
    return found


def values(table: NDArray[T], lines: Codes) -> NDArray[T]:
    """Of each code point its value in a table, whose last is that of all above it."""
    if lines.dtype == np.uint8:
        return table[lines]
    return table[np.minimum(lines, len(table) - 1)]


class Letters:
    """A table of ASCII characters to others, for lines."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = np.arange(128, dtype=np.uint8)
        for letter, other in table.items():
            self._table[ord(letter)] = ord(other)

    def mapped(self, lines: Codes) -> Codes:
        """Lines with each letter of the table as its other."""
        if lines.dtype == np.uint8:
            return self._table[lines]
        return np.where(lines < 128, self._table[np.minimum(lines, 127)], lines)
