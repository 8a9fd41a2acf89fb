"""Numbers by which titles sort as the keys of their words do."""

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from jalin.engines.search.pieces import FIRST_WORD

LETTERS = 12  # of a title that count, spaces too
_WORDS = 4  # that may be among them
_AT_ONCE = 1 << 18  # documents

# A space comes first, then digits, letters, and what is neither.
_RANK = np.full(256, 37, np.int64)
_RANK[[*b" 0123456789abcdefghijklmnopqrstuvwxyz"]] = np.arange(37)
_PLACE = 38 ** np.arange(LETTERS - 1, -1, -1, dtype=np.int64)


def order(
    firsts: pa.ChunkedArray, words: NDArray[np.uint32], start: NDArray[np.uint64]
) -> NDArray[np.int64]:
    """The number of each document; `firsts` has the first key of each word."""
    number, length = _keys(firsts)
    whole = np.zeros(len(start) - 1, np.int64)
    if not len(number):
        return whole
    for first in range(0, len(whole), _AT_ONCE):
        begin = start[first : first + _AT_ONCE + 1].astype(np.int64)
        at, end = begin[:-1] + 1, begin[1:]  # behind the marker of the title
        going = (at < end) & (words[np.minimum(begin[:-1], len(words) - 1)] == 1)
        whole[first : first + len(at)] = _titles(words, at, end, going, number, length)
    return whole


def _titles(
    words: NDArray[np.uint32],
    at: NDArray[np.int64],
    end: NDArray[np.int64],
    going: NDArray[np.bool_],
    number: NDArray[np.int64],
    length: NDArray[np.int64],
) -> NDArray[np.int64]:
    whole, written = np.zeros(len(at), np.int64), np.zeros(len(at), np.int64)
    for _ in range(_WORDS):
        going &= (at < end) & (written < LETTERS)
        word = words[np.where(going, at, 0)].astype(np.int64) - FIRST_WORD
        going &= word >= 0
        word = np.where(going, word, 0)
        shift = _PLACE[LETTERS - 1 - written.clip(max=LETTERS - 1)]
        whole += np.where(going, number[word] // shift, 0)
        written += np.where(going, length[word] + 1, 0)
        at = at + 1
    return whole


def _keys(firsts: pa.ChunkedArray) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first letters of each key as one number, and how many there are."""
    cut = pl.Series(firsts, dtype=pl.String).str.slice(0, LETTERS)
    cut = cut.str.replace_all("[^a-z0-9 ]", "~")
    length = cut.str.len_bytes().to_numpy().astype(np.int64)
    letters = np.frombuffer("".join(cut.str.pad_end(LETTERS).to_list()).encode(), np.uint8)
    return _RANK[letters].reshape(-1, LETTERS) @ _PLACE, length
