"""Arrow string views: columns of text whose bytes stay where they are."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]

PADDING = b"\0" * 16  # so that twelve bytes may be read at every offset
INLINE = 12  # a text of at most twelve bytes lies in the view itself
_BUFFER_BITS = 30  # a view's offset is an int32: longer texts are several overlapping buffers
_LOW_BYTES = np.array([0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF], np.uint32)


def views(text: NDArray[np.uint8], start: Ints, end: Ints) -> pa.Array:
    """Arrow string views of the ranges of `text` (valid UTF-8, padded by 16 bytes), not copied."""
    return array(pa.string_view(), packed(text, start, end), text)


def bytes_views(data: bytes, start: Ints, end: Ints) -> pa.Array:
    """Arrow binary views of the ranges of `data`."""
    text = np.frombuffer(data + PADDING, np.uint8)
    return array(pa.binary_view(), packed(text, start, end), text)


def packed(text: NDArray[np.uint8], start: Ints, end: Ints) -> NDArray[np.uint32]:
    """A row per view: its length, its first four bytes, and the next eight or where it stands."""
    length = (end - start).astype(np.uint32)
    four = np.ndarray((len(text) - 3,), "<u4", text, 0, (1,))
    view = np.empty((len(start), 4), np.uint32)
    view[:, 0] = length
    view[:, 1] = four[start] & _LOW_BYTES[np.minimum(length, 4)]
    view[:, 2] = start >> _BUFFER_BITS
    view[:, 3] = start & ((1 << _BUFFER_BITS) - 1)
    short = np.flatnonzero(length <= INLINE)
    at, rest = start[short], length[short].astype(np.int64)
    view[short, 2] = four[at + 4] & _LOW_BYTES[np.clip(rest - 4, 0, 4)]
    view[short, 3] = four[at + 8] & _LOW_BYTES[np.clip(rest - 8, 0, 4)]
    return view


def array(kind: pa.DataType, view: NDArray[np.uint32], text: NDArray[np.uint8]) -> pa.Array:
    step = 1 << _BUFFER_BITS
    buffers = [pa.py_buffer(text[low : low + 2 * step - 1]) for low in range(0, len(text), step)]
    return pa.Array.from_buffers(kind, len(view), [None, pa.py_buffer(view), *buffers])
