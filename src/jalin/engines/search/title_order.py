"""Numbers by which titles sort as the keys of their words do."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jalin.engines.search.ordering import LETTERS, PLACES, first_letters, offsets_of
from jalin.engines.search.pieces import FIRST_WORD

_WORDS = 4  # of a title that count


class TitleOrder:
    """The letters of the words met so far, by their first keys."""

    def __init__(self) -> None:
        self._number, self._length = np.zeros(0, np.uint64), np.zeros(0, np.uint8)

    def learn(self, firsts: pa.StringArray) -> None:
        """The first keys of the next words."""
        number = first_letters(firsts)
        length = np.minimum(np.diff(offsets_of(firsts)), LETTERS).astype(np.uint8)
        self._number = np.append(self._number, number)
        self._length = np.append(self._length, length)

    def of(self, words: NDArray[np.uint32], start: NDArray[np.int64]) -> NDArray[np.uint64]:
        """The number of each document of a row of words."""
        whole, written = np.zeros(len(start) - 1, np.uint64), np.zeros(len(start) - 1, np.int64)
        if not len(self._number) or not len(words):
            return whole
        at, end = start[:-1] + 1, start[1:]  # behind the marker of the title
        going = (at < end) & (words[start[:-1].clip(max=len(words) - 1)] == 1)
        for _ in range(_WORDS):
            going &= (at < end) & (written < LETTERS)
            word = words[np.where(going, at, 0)].astype(np.int64) - FIRST_WORD
            going &= word >= 0
            word = np.where(going, word, 0)
            shift = PLACES[LETTERS - 1 - written.clip(max=LETTERS - 1)]
            whole += np.where(going, self._number[word] // shift, np.uint64(0))
            written += np.where(going, self._length[word] + np.int64(1), 0)
            at = at + 1
        return whole
