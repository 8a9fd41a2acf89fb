"""One commit of an index, for reading: what `building` wrote, mapped."""

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jalin.engines.search import storage
from jalin.engines.search.interface import FACETS
from jalin.engines.search.keys import Table
from jalin.engines.search.pieces import TEXTS, identifier_numbers
from jalin.engines.search.reading import Word
from jalin.engines.search.values import Facet, ranges
from jalin.engines.search.words import WORDS

NO_YEAR = 1 << 16  # behind every year, either way round
_U = np.uint32
Documents = NDArray[np.uint32]
Numbers = NDArray[np.uint32]


class Snapshot:
    """The arrays of one commit in `folder`. Raises OSError, ArrowInvalid for damaged files."""

    def __init__(self, folder: Path) -> None:
        def array(name: str) -> NDArray[Any]:
            return storage.read(folder, name)

        self.publication = array("publication.i8")
        self.start, self.words = array("start.u8"), array("words.u4")
        self.posting_start = array("posting-start.u8")
        self.posting_document = array("posting-document.u4")
        self.posting_fields = array("posting-fields.u1")
        self.title_length, self.title_order = array("title-length.u1"), array("title-order.u8")
        self.identifier = array("identifier.u8")
        self.identifier_document = array("identifier-document.u4")
        self.year: NDArray[np.int16] = array("year.i2")
        self.year_document: Documents = array("year-document.u4")
        self.keys, self.coarse = Table(folder, "key"), Table(folder, "coarse")
        self.facets = {facet: Facet(folder, facet) for facet in FACETS}
        self.folded = storage.read_table(folder, WORDS)
        self._texts = storage.read_table(folder, "texts.arrow").to_batches()
        self._text_ends = np.cumsum([batch.num_rows for batch in self._texts])
        self._words = storage.Strings(self.folded["words"])

    def __len__(self) -> int:
        return len(self.publication)

    def words_like(self, word: Word) -> tuple[Numbers, Numbers]:
        """The words that share a key with `word`: as any words, and those besides as names."""
        found = [self.keys.at(key) for key in word.person_keys]
        plain = _distinct([_plain(numbers) for numbers in map(self.keys.at, word.keys)])
        names = np.setdiff1d(_distinct([numbers >> _U(1) for numbers in found]), plain)
        return plain, names

    def keys_alike(self, coarse_key: str) -> list[str]:
        """The first keys of the words whose key of level 2 is `coarse_key`."""
        numbers = pa.array(self.coarse.at(coarse_key))
        return list(dict.fromkeys(self.folded["first"].take(numbers).to_pylist()))

    def spelt(self, words: Numbers, exact: str) -> int:
        """The one of `words` that is spelt so, -1 when there is none."""
        return next((int(n) for n in words.tolist() if self._words[n] == exact), -1)

    def postings(self, word: int) -> tuple[Documents, NDArray[np.uint8]]:
        """The documents that a word stands in, ascending, and the bits of the fields."""
        part = slice(int(self.posting_start[word]), int(self.posting_start[word + 1]))
        return self.posting_document[part], self.posting_fields[part]

    def occurrences(self, words: Numbers) -> NDArray[np.int64]:
        """In how many documents each of the words stands."""
        bounds = (self.posting_start[words + n].astype(np.int64) for n in (0, 1))
        return -np.subtract(*bounds)

    def identified(self, identifier: str) -> Documents:
        """The documents with this identifier."""
        number = identifier_numbers(pa.array([identifier]))[0]
        low = np.searchsorted(self.identifier, number, "left")
        high = np.searchsorted(self.identifier, number, "right")
        return np.unique(self.identifier_document[low:high])

    @cached_property
    def years(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The first and the last year of each document; `NO_YEAR` where there is none."""
        first, last = (np.full(len(self), NO_YEAR, np.int64) for _ in range(2))
        order = np.argsort(self.year, kind="stable")
        first[self.year_document[order[::-1]]] = self.year[order[::-1]]
        last[self.year_document[order]] = self.year[order]
        return first, last

    def of_years(self, first: int | None, last: int | None) -> Documents:
        """The documents with a year of the range."""
        chosen = np.ones(len(self.year), np.bool_)
        if first is not None:
            chosen &= self.year >= first
        if last is not None:
            chosen &= self.year <= last
        return np.unique(self.year_document[chosen])

    def row_of_words(self, documents: Documents) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """All words and markers of n `documents`, one after the other, and their n + 1 offsets."""
        low, high = (self.start[documents + _U(n)].astype(np.int64) for n in (0, 1))
        return self.words[ranges(low, high)], np.append(0, np.cumsum(high - low))

    @property
    def identifiers(self) -> tuple[NDArray[np.uint64], Documents]:
        return self.identifier, self.identifier_document

    @property
    def dates(self) -> tuple[NDArray[np.int16], Documents]:
        return self.year, self.year_document

    def spellings(self, words: Numbers) -> pa.StringArray:
        """What words are."""
        return self.folded["words"].take(pa.array(words)).combine_chunks()

    def shown(self, documents: Documents) -> pa.RecordBatch:
        """Titles and persons of `documents`."""
        taken = pa.Table.from_batches(self._texts, TEXTS).take(pa.array(documents))
        return taken.combine_chunks().to_batches()[0]

    def texts_of(self, document: int) -> list[str]:
        """The titles, persons and subjects of a document."""
        batch = int(np.searchsorted(self._text_ends, document, "right"))
        texts = self._texts[batch]
        row = document - int(self._text_ends[batch]) + texts.num_rows
        subjects = self.facets["subject"]
        codes = subjects.codes(np.array([document], np.uint32))
        titles, persons = (column[row].as_py() for column in texts.columns)
        return [*titles, *persons, *(subjects.name(code) for code in codes.tolist())]


def _plain(numbers: Numbers) -> Numbers:
    """The words of a key of any words; see `keys.write`."""
    plain: Numbers = numbers[numbers & _U(1) == 0] >> _U(1)
    return plain


def _distinct(some: list[Numbers]) -> Numbers:
    if len(some) == 1:
        return some[0]
    return np.unique(np.concatenate(some)) if some else np.empty(0, np.uint32)
