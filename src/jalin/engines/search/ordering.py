"""The order of keys by their bytes, mostly as numbers: those of their first letters."""

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

_U = np.uint64
LETTERS = 12  # as many as 64 bits hold of an alphabet of 39

# Digits and the letters a to z have a rank of their own; other bytes share that of their place
# before, between and behind these, the lowest with the end of a key.
_RANK = np.zeros(256, np.uint8)
_RANK[ord("0") : ord("9") + 1] = np.arange(1, 11)
_RANK[ord("9") + 1 : ord("a")] = 11
_RANK[ord("a") : ord("z") + 1] = np.arange(12, 38)
_RANK[ord("z") + 1 :] = 38
_SHARED = np.isin(_RANK, [0, 11, 38])
PLACES = np.array([39**n for n in range(LETTERS - 1, -1, -1)], np.uint64)


def first_letters(keys: pa.StringArray) -> NDArray[np.uint64]:
    """The first letters of each key as one number: a lower one for a key that comes before."""
    return _numbers(keys)[0]


def order(keys: pa.StringArray) -> NDArray[np.int64]:
    """The places of n keys in the order of their bytes; equal ones in that of their places."""
    number, is_whole = _numbers(keys)
    found = np.argsort(number, kind="stable")
    run = np.cumsum(np.diff(number[found], prepend=_U(0)) != 0)
    # Where the letters are the same and do not say all, the keys themselves are looked at.
    unsure = np.zeros(len(keys) + 1, np.bool_)
    unsure[run[~is_whole[found]]] = True
    places = np.flatnonzero(unsure[run])
    some = found[places]
    frame = pl.DataFrame({"number": number[some], "key": keys.take(pa.array(some)), "at": some})
    found[places] = frame.sort("number", "key", "at")["at"].to_numpy()
    return found


def offsets_of(keys: pa.StringArray) -> NDArray[np.int32]:
    """The n + 1 offsets of n keys in their buffer."""
    return np.frombuffer(keys.buffers()[1], np.int32)[keys.offset :][: len(keys) + 1]


def _numbers(keys: pa.StringArray) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    """The numbers of keys, and whether each says all of its key."""
    number, is_whole = np.zeros(len(keys), np.uint64), np.ones(len(keys), np.bool_)
    if not len(keys):
        return number, is_whole
    offsets = offsets_of(keys)
    data = np.append(np.frombuffer(keys.buffers()[2] or b"", np.uint8), np.uint8(0))
    start, end = offsets[:-1], offsets[1:]
    for n, place in enumerate(PLACES):
        byte = data[np.minimum(start + n, len(data) - 1)]
        letter = _RANK[byte]
        inside = (start + n < end) & is_whole  # nothing counts behind a byte that shares its rank
        letter[~inside] = 0
        number += letter * place
        is_whole &= ~(_SHARED[byte] & inside)
    return number, is_whole & (end - start <= LETTERS)
