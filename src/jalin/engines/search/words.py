"""The words of an index while it is built: each distinct chunk is folded once.

A chunk (`jalin.script.chunks`) stands for its words, mostly one: itself. Words are numbered as they
first come; what they fold to goes to a file at once.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jalin.script.bulk import FOLDED, folded_chunks
from jalin.engines.search import storage
from jalin.engines.search.numbering import Numbering

WORDS = "words.arrow"


class Words:
    """The words met so far. `close` ends the file `WORDS`: one row, `FOLDED`, for each word."""

    def __init__(self, folder: Path) -> None:
        self._chunks = Numbering()
        # The words of chunk n are `_sequence[_start[n]:_start[n + 1]]`.
        self._start = np.zeros(1, np.int64)
        self._sequence = np.empty(0, np.int32)
        self._count = 0
        self._rows = storage.Rows(folder, WORDS, FOLDED)

    def __len__(self) -> int:
        return self._count

    def close(self) -> None:
        self._rows.close()

    def numbers(self, chunks: pa.Array) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The numbers of the words of all n distinct `chunks`, and the n + 1 offsets of each's."""
        of = self._known(chunks)
        low, high = self._start[of], self._start[of + 1]
        ends = np.cumsum(high - low)
        at = np.arange(ends[-1] if len(ends) else 0) + np.repeat(high - ends, high - low)
        return self._sequence[at], np.append(0, ends)

    def add(self, folded: pa.RecordBatch) -> None:
        """Words that are not known, with what they fold to (rows of a `WORDS` of before)."""
        words = folded.column("words")
        numbers = np.arange(self._count, self._count + len(words), dtype=np.int32)
        self._rows.append(folded)
        self._count += len(words)
        self._learn(words, numbers, np.ones(len(words), np.int64))

    def _known(self, chunks: pa.Array) -> NDArray[np.int32]:
        of = self._chunks.of(chunks)
        if (of < 0).any():
            self._fold(chunks.filter(pa.array(of < 0)))
            of = self._chunks.of(chunks)
        return of

    def _fold(self, chunks: pa.Array) -> None:
        folded = folded_chunks(chunks)
        is_word = pc.equal(folded.column("words"), chunks)
        self.add(folded.filter(is_word))
        others = folded.filter(pc.invert(is_word)).column("words")
        if not len(others):
            return
        lists = pc.split_pattern(pc.if_else(pc.equal(others, ""), None, others), " ")
        words = lists.flatten()
        self._add_words(words.unique())
        numbers = self._sequence[self._start[self._chunks.of(words)]]
        lengths = pc.fill_null(lists.value_lengths(), 0).to_numpy()
        self._learn(chunks.filter(pc.invert(is_word)), numbers, lengths)

    def _add_words(self, words: pa.Array) -> None:
        """Words found in chunks that are more than one word, as far as they are new."""
        new = words.filter(pa.array(self._chunks.of(words) < 0))
        folded = folded_chunks(new)
        self.add(folded.set_column(0, FOLDED.field(0), new))

    def _learn(
        self, chunks: pa.Array, numbers: NDArray[np.int32], lengths: NDArray[np.int64]
    ) -> None:
        known = len(self._start) - 1
        self._chunks.learn(chunks, np.arange(known, known + len(chunks), dtype=np.int32))
        self._start = np.append(self._start, len(self._sequence) + np.cumsum(lengths))
        self._sequence = np.append(self._sequence, numbers)
