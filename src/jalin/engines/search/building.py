"""Building a snapshot of an index: documents are written as they come, and sorted at the end.

    words, start     the words of each document as in `pieces`, with the numbers of `WORDS`: the
                     forward index, in which phrases are looked for
    posting          the documents of each word in their order, and the fields it stands in there:
                     the inverted index; those of word n stand from `posting-start[n]`
    keys, coarse     which words a key of level 1, and which keys one of level 2 stands for
    values           of each facet: names in their order, the first value of each document (0 where
                     there is none), and further ones

Memory holds 64 bits and some numbers for each distinct word and value, and some thousand documents.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jalin.engines.search import storage, values
from jalin.engines.search.interface import FACETS
from jalin.engines.search.pieces import FIELDS, FIRST_WORD, TEXTS, Piece
from jalin.engines.search.words import Words

_U = np.uint64
# A posting is the number of the word, that of the document, and a bit for each field.
_DOCUMENT, _WORD = _U(len(FIELDS)), _U(len(FIELDS) + 32)
_FIELDS = (_U(1) << _DOCUMENT) - _U(1)
_AT_ONCE = 1 << 20  # postings sorted at a time
_TOGETHER = 4  # pieces


class Builder:
    """Writes a snapshot into the new folder `folder`; `finish` completes it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self.words = Words(folder)
        self._arrays = storage.Arrays(folder)
        self._texts = storage.Rows(folder, "texts.arrow", TEXTS)
        self._values = {facet: values.Writing(facet, folder, self._arrays) for facet in FACETS}
        self._documents = self._tokens = 0
        self._occurring = np.zeros(0, np.int64)  # documents that each word occurs in
        self._runs: list[int] = []  # postings of each piece
        self._waiting: list[Piece] = []

    def add(self, piece: Piece) -> None:
        self._waiting.append(piece)
        if len(self._waiting) == _TOGETHER:
            self._add_waiting()

    def _add_waiting(self) -> None:
        """Add some pieces: to fold the new words of all of them at once is quicker."""
        waiting, self._waiting = self._waiting, []
        self.words.learn([piece.chunks for piece in waiting])
        for piece in waiting:
            self._add(piece)

    def _add(self, piece: Piece) -> None:
        put, first = self._arrays.append, self._documents
        words, start = self._numbered(piece)
        put("words.u4", words)
        put("start.u8", start[:-1] + self._tokens)
        put("publication.i8", piece.publication)
        put("title-order.u8", self.words.titles.of(words, start))
        self._add_postings(words, start)
        for facet, found in piece.values.items():
            self._values[facet].add(found, first)
        put("identifier-unsorted.u8", piece.identifier)
        put("identifier-place.u4", piece.identifier_document + first)
        put("year.i2", piece.year)
        put("year-document.u4", piece.year_document + first)
        self._texts.append(piece.texts)
        self._documents += len(piece)
        self._tokens += len(words)

    def finish(self) -> None:
        """Complete the snapshot."""
        self._add_waiting()
        self._arrays.append("start.u8", np.array([self._tokens]))
        self._texts.close()
        with ThreadPoolExecutor(1) as other:  # most of it does not hold the interpreter
            words = other.submit(self.words.finish)
            self.words.finish_coarse()
            self._write_postings()
            self._write_values()
            words.result()
        self._arrays.close()

    def close(self) -> None:
        """Close the files of a snapshot that will not be completed."""
        with ExitStack() as all_of_them:
            for one in (self._arrays, self._texts, self.words):
                all_of_them.callback(one.close)

    def _numbered(self, piece: Piece) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """The words of a piece and their offsets, with the numbers of this index."""
        numbers, offsets = self.words.numbers(piece.chunks)
        markers = np.arange(FIRST_WORD)
        table = np.append(markers, numbers + FIRST_WORD).astype(np.uint32)
        offsets = np.append(markers, offsets + FIRST_WORD)
        lengths = np.diff(offsets)
        if (lengths == 1).all():
            return table[piece.words], piece.start
        low, lengths = offsets[piece.words], lengths[piece.words]
        ends = np.append(0, np.cumsum(lengths))
        return table[values.ranges(low, low + lengths)], ends[piece.start]

    def _add_postings(self, words: NDArray[np.uint32], start: NDArray[np.int64]) -> None:
        """Write the postings of a piece, sorted; those of all pieces are merged at the end."""
        is_word = words >= FIRST_WORD
        markers = np.flatnonzero(~is_word)
        field = np.repeat(words[markers] - 1, np.diff(markers, append=len(words)))[is_word]
        document = np.repeat(np.arange(len(start) - 1), np.diff(start))[is_word]
        titles = np.bincount(document[field == 0], minlength=len(start) - 1)
        self._arrays.append("title-length.u1", titles.clip(max=255))
        word = words[is_word].astype(np.uint64) - _U(FIRST_WORD)
        place = word << _WORD | (document + self._documents).astype(np.uint64) << _DOCUMENT
        found = _united(np.sort(place | field))
        self._arrays.append("run.u8", found)
        self._runs.append(len(found))
        occurring = np.bincount((found >> _WORD).astype(np.int64), minlength=len(self.words))
        occurring[: len(self._occurring)] += self._occurring
        self._occurring = occurring

    def _write_postings(self) -> None:
        """Merge the runs, so many words at a time that memory holds their postings."""
        start = np.append(0, np.cumsum(self._occurring))
        storage.write(self.folder, "posting-start.u8", start)
        runs = self._arrays.split("run.u8", self._runs)
        done = 0
        while done < len(self._occurring):
            stop = int(np.searchsorted(start, start[done] + _AT_ONCE, "right")) - 1
            bounds = np.array([done, stop := max(stop, done + 1)], np.uint64) << _WORD
            found = np.sort(np.concatenate([run.between(*bounds) for run in runs]))
            self._arrays.append("posting-document.u4", found >> _DOCUMENT & _U(0xFFFFFFFF))
            self._arrays.append("posting-fields.u1", found & _FIELDS)
            done = stop
        self._arrays.remove("run.u8")

    def _write_values(self) -> None:
        for each in self._values.values():
            each.finish(self._documents)
        numbers = self._arrays.read("identifier-unsorted.u8")
        order = np.argsort(numbers, kind="stable")
        storage.write(self.folder, "identifier.u8", numbers[order])
        place = self._arrays.read("identifier-place.u4")
        storage.write(self.folder, "identifier-document.u4", place[order])
        for name in ("identifier-unsorted.u8", "identifier-place.u4"):
            self._arrays.remove(name)


def _united(found: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Sorted words, documents and field numbers, with a bit for each field instead."""
    if not len(found):
        return found
    places = found >> _DOCUMENT
    first = np.flatnonzero(np.diff(places, prepend=~places[0]))
    bits = np.bitwise_or.reduceat(_U(1) << (found & _FIELDS), first)
    return places[first] << _DOCUMENT | bits
