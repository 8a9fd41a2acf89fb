"""Columns of texts as numbers of words, for folding in bulk.

Bytes of UTF-8 are classed by a table: ASCII letters and digits (lowered), the ASCII apostrophe and
grave, and all bytes of other characters make a chunk; every other ASCII sign parts chunks. No word
of `jalin.script.tokens` reaches over such a sign, so the words of a text are those of its chunks.
Each distinct chunk is folded once and remembered by its number in a vocabulary.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

MOST_CHUNKS = 1 << 19  # that a vocabulary remembers; then it starts anew

_LOWERED = np.zeros(256, np.uint8)  # 0 for what parts chunks
for _sign in b"0123456789abcdefghijklmnopqrstuvwxyz'`":
    _LOWERED[_sign] = _sign
for _sign in b"ABCDEFGHIJKLMNOPQRSTUVWXYZ":
    _LOWERED[_sign] = _sign + 32
_LOWERED[128:] = np.arange(128, 256)

# What chunks fold to: rows of strings, one for each chunk, in the columns `bulk_keys.FOLDED`.
Folding = Callable[[list[str]], pa.RecordBatch]


class _Numbers(dict[str, int]):
    """Numbers of chunks, given as they are asked for."""

    def __missing__(self, chunk: str) -> int:
        self[chunk] = number = len(self)
        return number


class Vocabulary:
    """The distinct chunks met so far, and what each folds to; grows with every batch."""

    def __init__(self, fold: Folding) -> None:
        self._fold = fold
        self._start()

    def _start(self) -> None:
        # Arrow's own look-up would hash all that is known for every batch anew.
        self._numbers = _Numbers()
        self.folded = self._fold([])

    def lists(self, parts: Mapping[str, pa.Array]) -> dict[str, "Lists"]:
        """The words of each part, a list of texts for each document; good until the next call."""
        arrays = [part.cast(pa.list_(pa.string())) for part in parts.values()]
        chunks, of_text = _chunks(pa.concat_arrays([array.flatten() for array in arrays]))
        codes = self._codes(chunks)
        made, before = {}, 0
        for name, array in zip(parts, arrays, strict=True):
            offsets = _offsets(pc.list_value_length(array).to_numpy()) + before
            made[name] = Lists(self.folded, codes, of_text[offsets])
            before = offsets[-1]
        return made

    def _codes(self, chunks: pa.Array) -> NDArray[np.int32]:
        """The number of each chunk."""
        if len(self._numbers) > MOST_CHUNKS:
            self._start()
        encoded, known = chunks.dictionary_encode(), len(self._numbers)
        distinct = encoded.dictionary.to_pylist()
        numbers = np.fromiter(map(self._numbers.__getitem__, distinct), np.int32, len(distinct))
        if len(self._numbers) > known:
            new = self._fold([distinct[n] for n in np.flatnonzero(numbers >= known).tolist()])
            self.folded = _stacked(self.folded, new)
        codes: NDArray[np.int32] = numbers[encoded.indices.to_numpy()]
        return codes


def _stacked(above: pa.RecordBatch, below: pa.RecordBatch) -> pa.RecordBatch:
    columns = [pa.concat_arrays(pair) for pair in zip(above.columns, below.columns, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=above.schema)


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of texts for each of n documents, as codes of a vocabulary."""

    folded: pa.RecordBatch  # what each code stands for
    codes: NDArray[np.int32]  # of the chunks of all texts
    of_document: NDArray[np.int32]  # n + 1 offsets of a document's chunks in `codes`

    def words(self) -> pa.Array:
        """The words of each document, parted by spaces."""
        return self._joined("words")

    def keys(self, further: str = "more") -> pa.Array:
        """The first keys of each document's words in order, then what further keys they have.

        A sign that is no key keeps a phrase from running on from the ones into the others.
        """
        first, valid = self.first_keys(), self.folded.column(further).is_valid()
        some = valid.to_numpy(zero_copy_only=False)[self._own()]
        if not some.any():
            return first
        chosen = _offsets(some)[self.of_document - self.of_document[0]]
        more = _joined(self.folded.column(further), self._own()[some], chosen)
        more = pc.if_else(pc.equal(more, ""), None, more)
        return pc.binary_join_element_wise(first, more, " | ", null_handling="skip")

    def first_keys(self) -> pa.Array:
        """The first keys of each document's words in order."""
        return self._joined("first")

    def _own(self) -> NDArray[np.int32]:
        return self.codes[self.of_document[0] : self.of_document[-1]]

    def _joined(self, name: str) -> pa.Array:
        offsets = self.of_document - self.of_document[0]
        return _joined(self.folded.column(name), self._own(), offsets)


def _chunks(texts: pa.Array) -> tuple[pa.Array, NDArray[np.int32]]:
    """The chunks of all texts, one after the other, and the offsets of each text's (n + 1)."""
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
    chunks = pa.StringArray.from_buffers(
        len(starts), pa.py_buffer(positions), pa.py_buffer(lowered[inside])
    )
    return chunks, np.searchsorted(starts, offsets).astype(np.int32)


def _joined(strings: pa.Array, codes: NDArray[np.int32], offsets: NDArray[np.int32]) -> pa.Array:
    """Of each list of codes their strings, parted by spaces."""
    taken = strings.take(pa.array(codes))
    return pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), taken), " ")


def _offsets(lengths: NDArray[np.int32] | NDArray[np.bool_]) -> NDArray[np.int32]:
    offsets = np.zeros(len(lengths) + 1, np.int32)
    np.cumsum(lengths, out=offsets[1:])
    return offsets
