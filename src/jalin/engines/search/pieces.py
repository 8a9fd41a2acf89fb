"""Documents made ready for the index: their words as numbers. Pure, for any process to do.

The words of a document stand in a row of numbers: each text is a marker that tells its field, then
its chunks (`jalin.script.chunks`) by their number in the piece.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jalin.engines.search.interface import FACETS
from jalin.script.chunks import chunks

FIELDS = ("title", "other_title", "person", "heading", "other")
FIRST_WORD = 8  # numbers below are markers: that of field n is n + 1

#: What is suggested beside subjects.
TEXTS = pa.schema([(name, pa.list_(pa.string())) for name in ("title", "person")])

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Values:
    """Values of documents by their number in `names`; `document` ascends, no pair stands twice."""

    names: pa.Array
    document: NDArray[np.int32]
    code: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some documents, numbered from 0.

    `words` are markers, and chunks as `FIRST_WORD` and their number in `chunks`; those of document
    n stand from `start[n]` to `start[n + 1]`. `texts` has what is suggested.
    """

    publication: Ints
    words: NDArray[np.uint32]
    start: Ints
    chunks: pa.StringArray
    values: Mapping[str, Values]  # of each facet
    identifier: NDArray[np.uint64]
    identifier_document: NDArray[np.int32]
    year: NDArray[np.int16]
    year_document: NDArray[np.int32]
    texts: pa.RecordBatch  # `TEXTS`

    def __len__(self) -> int:
        return len(self.publication)


def piece(documents: pa.RecordBatch) -> Piece:
    """The piece of documents with the columns of `interface.DOCUMENTS`."""
    words, start, distinct = _words(documents)
    identifier, identifier_document = _flat(documents["identifier"])
    year, year_document = _flat(documents["year"])
    texts = documents.select(TEXTS.names).cast(TEXTS)
    return Piece(
        publication=documents["publication"].to_numpy(),
        words=words,
        start=start,
        chunks=distinct,
        values={facet: _values(documents[facet]) for facet in FACETS},
        identifier=identifier_numbers(identifier),
        identifier_document=identifier_document,
        year=year.to_numpy().clip(-(2**15), 2**15 - 1).astype(np.int16),
        year_document=year_document,
        texts=texts,
    )


def identifier_numbers(texts: pa.StringArray) -> NDArray[np.uint64]:
    """64 bits for each text: a polynomial of its bytes. The same on any machine, for ever."""
    offsets = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset :][: len(texts) + 1]
    if not len(texts):
        return np.zeros(0, np.uint64)
    data = np.frombuffer(texts.buffers()[2] or b"", np.uint8)[offsets[0] : offsets[-1]]
    starts, lengths = offsets[:-1] - offsets[0], np.diff(offsets)
    at = np.arange(len(data)) - np.repeat(starts, lengths)
    powers = _MULTIPLIER ** np.arange(int(lengths.max()) + 1, dtype=np.uint64)
    terms = np.append((data.astype(np.uint64) + np.uint64(1)) * powers[at], np.uint64(0))
    sums = np.add.reduceat(terms, starts)
    sums[lengths == 0] = 0
    mixed: NDArray[np.uint64] = sums ^ (sums >> np.uint64(29))
    return mixed * _MULTIPLIER


_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd, its bits spread out


def _words(documents: pa.RecordBatch) -> tuple[NDArray[np.uint32], Ints, pa.StringArray]:
    flat = [_flat(documents[field]) for field in FIELDS]
    texts = pa.concat_arrays([values for values, _ in flat])
    document = np.concatenate([numbers for _, numbers in flat])
    field = np.repeat(np.arange(len(FIELDS), dtype=np.int32), [len(v) for v, _ in flat])
    order = np.argsort(document, kind="stable")  # the fields stand in their order already
    found, of_text = chunks(texts)
    encoded = found.dictionary_encode()
    lengths = np.diff(of_text)[order]
    ends = np.cumsum(lengths + 1)
    begins = ends - lengths - 1
    words = np.empty(int(ends[-1]) if len(ends) else 0, np.uint32)
    is_word = np.ones(len(words), np.bool_)
    is_word[begins] = False
    words[begins] = field[order] + 1
    source = np.arange(len(found)) + np.repeat(
        of_text[:-1][order] - np.append(0, np.cumsum(lengths)[:-1]), lengths
    )
    words[is_word] = encoded.indices.to_numpy()[source] + FIRST_WORD
    text_start = np.searchsorted(document[order], np.arange(documents.num_rows + 1))
    return words, np.append(begins, len(words))[text_start], encoded.dictionary


def _flat(lists: pa.ListArray) -> tuple[pa.Array, NDArray[np.int32]]:
    """The values of all lists, one after the other, and the document of each."""
    lengths = lists.value_lengths().to_numpy()
    return lists.flatten(), np.repeat(np.arange(len(lists), dtype=np.int32), lengths)


def _values(lists: pa.ListArray) -> Values:
    values, document = _flat(lists)
    encoded = values.dictionary_encode()
    code = encoded.indices.to_numpy()
    pairs = (document.astype(np.int64) << 32) | code
    if len(pairs) and not (pairs[1:] > pairs[:-1]).all():
        pairs = np.sort(pairs)
        pairs = pairs[np.diff(pairs, prepend=-1) > 0]
        document, code = (pairs >> 32).astype(np.int32), pairs.astype(np.int32)
    return Values(encoded.dictionary, document, code)
