"""Arrow string views: columns of text whose bytes stay where they are."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Packed = NDArray[np.uint64]

PADDING = b"\0" * 16  # so that twelve bytes may be read at every offset
INLINE = 12  # a text of at most twelve bytes lies in the view itself
_BUFFER_BITS = 30  # a view's offset is an int32: longer texts are several overlapping buffers
_LOW_BYTES = np.array([(1 << 8 * count) - 1 for count in range(9)], np.uint64)


def views(text: NDArray[np.uint8], start: Ints, end: Ints) -> pa.Array:
    """Arrow string views of the ranges of `text` (valid UTF-8, padded by 16 bytes), not copied."""
    return array(pa.string_view(), packed(text, start, end), text)


def bytes_views(data: bytes, start: Ints, end: Ints) -> pa.Array:
    """Arrow binary views of the ranges of `data`."""
    text = np.frombuffer(data + PADDING, np.uint8)
    return array(pa.binary_view(), packed(text, start, end), text)


def packed(text: NDArray[np.uint8], start: Ints, end: Ints) -> Packed:
    """A row per view: its length and first four bytes; the next eight, or where it stands."""
    length = end - start
    four = np.ndarray((len(text) - 3,), "<u4", text, 0, (1,))
    eight = np.ndarray((len(text) - 7,), "<u8", text, 0, (1,))
    view = np.empty((len(start), 2), np.uint64)
    view[:, 0] = length | (four[start] & _LOW_BYTES[np.minimum(length, 4)]).view(np.int64) << 32
    view[:, 1] = start >> _BUFFER_BITS | (start & ((1 << _BUFFER_BITS) - 1)) << 32
    short = np.flatnonzero(length <= INLINE)
    rest = np.maximum(length[short] - 4, 0)
    view[short, 1] = eight[start[short] + 4] & _LOW_BYTES[rest]
    return view


def array(kind: pa.DataType, view: Packed, text: NDArray[np.uint8]) -> pa.Array:
    step = 1 << _BUFFER_BITS
    buffers = [pa.py_buffer(text[low : low + 2 * step - 1]) for low in range(0, len(text), step)]
    return pa.Array.from_buffers(kind, len(view), [None, pa.py_buffer(view), *buffers])
