"""Numbers by which titles sort as the keys of their words do."""

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from jalin.engines.search.pieces import FIRST_WORD

LETTERS = 12  # of a title that count, spaces too
_WORDS = 4  # that may be among them

# A space comes first, then digits, letters, and what is neither.
_RANK = np.full(256, 37, np.int64)
_RANK[[*b" 0123456789abcdefghijklmnopqrstuvwxyz"]] = np.arange(37)
_PLACE = 38 ** np.arange(LETTERS - 1, -1, -1, dtype=np.int64)


class TitleOrder:
    """The letters of the words met so far, by their first keys."""

    def __init__(self) -> None:
        self._number, self._length = np.zeros(0, np.int64), np.zeros(0, np.uint8)

    def learn(self, firsts: pa.StringArray) -> None:
        """The first keys of the next words."""
        number, length = _keys(firsts)
        self._number = np.append(self._number, number)
        self._length = np.append(self._length, length)

    def of(self, words: NDArray[np.uint32], start: NDArray[np.int64]) -> NDArray[np.int64]:
        """The number of each document of a row of words."""
        whole, written = (np.zeros(len(start) - 1, np.int64) for _ in range(2))
        if not len(self._number) or not len(words):
            return whole
        at, end = start[:-1] + 1, start[1:]  # behind the marker of the title
        going = (at < end) & (words[start[:-1].clip(max=len(words) - 1)] == 1)
        for _ in range(_WORDS):
            going &= (at < end) & (written < LETTERS)
            word = words[np.where(going, at, 0)].astype(np.int64) - FIRST_WORD
            going &= word >= 0
            word = np.where(going, word, 0)
            shift = _PLACE[LETTERS - 1 - written.clip(max=LETTERS - 1)]
            whole += np.where(going, self._number[word] // shift, 0)
            written += np.where(going, self._length[word] + np.int64(1), 0)
            at = at + 1
        return whole


def _keys(firsts: pa.StringArray) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """The first letters of each key as one number, and how many there are."""
    cut = pl.Series(firsts, dtype=pl.String).str.slice(0, LETTERS)
    cut = cut.str.replace_all("[^a-z0-9 ]", "~")
    length = cut.str.len_bytes().to_numpy().astype(np.uint8)
    padded = cut.str.pad_end(LETTERS).to_arrow().cast(pa.large_string())
    letters = np.frombuffer(padded.buffers()[2] or b"", np.uint8)[: LETTERS * len(cut)]
    return _RANK[letters].reshape(-1, LETTERS) @ _PLACE, length
