"""The words of an index while it is built: each distinct chunk is folded once.

A chunk (`jalin.script.chunks`) stands for its words, mostly one: itself. Words are numbered as they
first come; what they fold to goes to a file at once.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jalin.engines.search import keys, storage
from jalin.engines.search.numbering import Numbering
from jalin.engines.search.title_order import TitleOrder
from jalin.engines.search.values import ranges
from jalin.script.bulk import FOLDED, folded_chunks

WORDS = "words.arrow"
_NO_CHUNKS = pa.array([], pa.string())


class Words:
    """The words met so far. The file `WORDS` has a row, `FOLDED`, for each; `keys` finds them."""

    def __init__(self, folder: Path) -> None:
        self._chunks = Numbering()
        # The words of chunk n are `_sequence[_start[n]:_start[n + 1]]`.
        self._start = np.zeros(1, np.int64)
        self._sequence = np.empty(0, np.int32)
        self._count = 0
        self._rows = storage.Rows(folder, WORDS, FOLDED)
        self._keys = keys.Keys(folder)
        self.titles = TitleOrder()

    def __len__(self) -> int:
        return self._count

    def finish(self) -> None:
        """Write the tables of the keys, "coarse" apart: it can be written at the same time."""
        self._rows.close()
        self._keys.finish()

    def finish_coarse(self) -> None:
        self._keys.finish_coarse()

    def close(self) -> None:
        self._rows.close()
        self._keys.close()

    def learn(self, chunks: Sequence[pa.StringArray]) -> None:
        """Fold those chunks of some arrays that are not known."""
        distinct = pa.concat_arrays([_NO_CHUNKS, *chunks]).unique()
        new = distinct.filter(pa.array(self._chunks.of(distinct) < 0))
        if not len(new):
            return
        folded = folded_chunks(new)
        is_word = pc.equal(folded.column("words"), new)
        self._number(folded.filter(is_word))
        is_other = pc.invert(is_word)
        self._learn_others(new.filter(is_other), folded.column("words").filter(is_other))

    def numbers(self, chunks: pa.StringArray) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The words of n distinct `chunks` that were learnt, and the n + 1 offsets of each's."""
        of = self._chunks.of(chunks)
        low, high = self._start[of], self._start[of + 1]
        return self._sequence[ranges(low, high)], np.append(0, np.cumsum(high - low))

    def _learn_others(self, chunks: pa.StringArray, words: pa.StringArray) -> None:
        """Chunks that are several words, none, or one in another form."""
        if not len(chunks):
            return
        lists = pc.split_pattern(pc.if_else(pc.equal(words, ""), None, words), " ")
        each = lists.flatten()
        distinct = each.unique()
        new = distinct.filter(pa.array(self._chunks.of(distinct) < 0))
        self._number(folded_chunks(new).set_column(0, FOLDED.field(0), new))
        numbers = self._sequence[self._start[self._chunks.of(each)]]
        self._put(chunks, numbers, pc.fill_null(lists.value_lengths(), 0).to_numpy())

    def _number(self, folded: pa.RecordBatch) -> None:
        """Words that are not known, with what they fold to."""
        numbers = np.arange(self._count, self._count + len(folded), dtype=np.int32)
        self._rows.append(folded)
        self._keys.add(folded, self._count)
        self.titles.learn(folded.column("first"))
        self._count += len(folded)
        self._put(folded.column("words"), numbers, np.ones(len(folded), np.int64))

    def _put(
        self, chunks: pa.StringArray, numbers: NDArray[np.int32], lengths: NDArray[np.int64]
    ) -> None:
        """Remember the words of `chunks`, so many of each."""
        known = len(self._start) - 1
        self._chunks.learn(chunks, np.arange(known, known + len(chunks), dtype=np.int32))
        self._start = np.append(self._start, len(self._sequence) + np.cumsum(lengths))
        self._sequence = np.append(self._sequence, numbers)
