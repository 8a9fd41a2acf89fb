"""Columns of texts as numbers of words, for folding in bulk.

Bytes of UTF-8 are classed by a table: ASCII letters and digits (lowered), the ASCII apostrophe and
grave, and all bytes of other characters make a chunk; every other ASCII sign parts chunks. No word
of `jalin.script.tokens` reaches over such a sign, so the words of a text are those of its chunks.
Each distinct chunk is split and folded once and remembered by its number in a vocabulary.
"""

from collections.abc import Callable
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


@dataclass(frozen=True, slots=True)
class Folded:
    """One chunk folded: its words (level 0), the first key of each, and their further keys."""

    words: str
    first: str
    more: str | None


class Vocabulary:
    """The distinct chunks met so far, and what each folds to; grows with every column."""

    def __init__(self, fold: Callable[[list[str]], list[Folded]]) -> None:
        self._fold = fold
        self._start()

    def _start(self) -> None:
        self._known = pa.array([], pa.string())
        self.words = self.first = self.more = self._known

    def codes(self, chunks: pa.Array) -> NDArray[np.int32]:
        """The number of each chunk; a number holds until the next call."""
        if len(self._known) > MOST_CHUNKS:
            self._start()
        encoded = chunks.dictionary_encode()
        numbers = pc.index_in(encoded.dictionary, self._known)
        new = encoded.dictionary.filter(numbers.is_null())
        if len(new):
            self._learn(new)
            numbers = pc.index_in(encoded.dictionary, self._known)
        taken: NDArray[np.int32] = numbers.take(encoded.indices).to_numpy()
        return taken

    def _learn(self, chunks: pa.Array) -> None:
        folded = self._fold(chunks.to_pylist())
        self._known = pa.concat_arrays([self._known, chunks])
        for name in ("words", "first", "more"):
            new = pa.array([getattr(each, name) for each in folded], pa.string())
            setattr(self, name, pa.concat_arrays([getattr(self, name), new]))


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of texts for each of n documents, as codes of a vocabulary."""

    vocabulary: Vocabulary
    codes: NDArray[np.int32]  # of the chunks of all texts
    of_document: NDArray[np.int32]  # n + 1 offsets of a document's chunks in `codes`

    @classmethod
    def of(cls, lists: pa.Array, vocabulary: Vocabulary) -> "Lists":
        array = lists.cast(pa.list_(pa.string()))
        texts = array.flatten()
        lengths = pc.list_value_length(array).to_numpy()
        chunks, of_text = _chunks(texts)
        return cls(vocabulary, vocabulary.codes(chunks), of_text[_offsets(lengths)])

    def words(self) -> pa.Array:
        """The words of each document, parted by spaces."""
        return _joined(self.vocabulary.words, self.codes, self.of_document)

    def keys(self) -> pa.Array:
        """The first keys of each document's words in order, then what further keys they have.

        A sign that is no key keeps a phrase from running on from the ones into the others.
        """
        first = self.first_keys()
        valid = self.vocabulary.more.is_valid().to_numpy(zero_copy_only=False)[self.codes]
        if not valid.any():
            return first
        before = _offsets(valid)
        more = _joined(self.vocabulary.more, self.codes[valid], before[self.of_document])
        some = pc.if_else(pc.equal(more, ""), None, more)
        return pc.binary_join_element_wise(first, some, " | ", null_handling="skip")

    def first_keys(self) -> pa.Array:
        """The first keys of each document's words in order."""
        return _joined(self.vocabulary.first, self.codes, self.of_document)


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
