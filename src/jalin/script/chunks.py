"""Columns of texts parted into chunks, each of which is folded once, in bulk.

Bytes of UTF-8 are classed by a table: ASCII letters and digits (lowered), the ASCII apostrophe and
grave, and all bytes of other characters make a chunk; every other ASCII sign parts chunks. No word
of `jalin.script.tokens` reaches over such a sign, so the words of a text are those of its chunks.
"""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_LOWERED = np.zeros(256, np.uint8)  # 0 for what parts chunks
for _sign in b"0123456789abcdefghijklmnopqrstuvwxyz'`":
    _LOWERED[_sign] = _sign
for _sign in b"ABCDEFGHIJKLMNOPQRSTUVWXYZ":
    _LOWERED[_sign] = _sign + 32
_LOWERED[128:] = np.arange(128, 256)


def chunks(texts: pa.StringArray) -> tuple[pa.StringArray, NDArray[np.int32]]:
    """The chunks of n texts, one after the other, and the n + 1 offsets of each text's.

    A missing text has none.
    """
    offsets = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset :][: len(texts) + 1]
    if not len(texts) or offsets[-1] == offsets[0]:
        return pa.array([], pa.string()), np.zeros(len(texts) + 1, np.int32)
    lowered = _LOWERED[np.frombuffer(texts.buffers()[2], np.uint8)[offsets[0] : offsets[-1]]]
    offsets = offsets - offsets[0]
    inside = lowered != 0
    begins = inside.copy()
    begins[1:] &= ~inside[:-1]
    at = offsets[offsets < len(lowered)]
    begins[at] = inside[at]  # nothing parts one text from the next
    starts = np.flatnonzero(begins)
    ends = np.cumsum(inside, dtype=np.int32)
    positions = np.append(ends[starts] - 1, ends[-1]).astype(np.int32)
    found = pa.StringArray.from_buffers(
        len(starts), pa.py_buffer(positions), pa.py_buffer(lowered[inside])
    )
    return found, np.searchsorted(starts, offsets).astype(np.int32)
