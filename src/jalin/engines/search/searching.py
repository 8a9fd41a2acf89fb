"""Queries, facets and suggestions on one commit of an index."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar
from weakref import WeakMethod

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from jalin.engines.search.clauses import Clauses, Found
from jalin.engines.search.interface import (
    FACETS,
    MAX_OFFSET,
    SUBDIVISION,
    Hit,
    Query,
    Result,
    Sort,
)
from jalin.engines.search.reading import Clause, Reading, Word, read, word
from jalin.engines.search.snapshot import NO_YEAR, Documents, Snapshot
from jalin.engines.search.suggesting import suggest
from jalin.engines.search.values import among
from jalin.script import LIKELY, tokens
from jalin.script.folding import coarse

FACET_SIZE = 30  # values of a facet that a result names
_NEAR = 24  # near spellings of one word
_REMEMBERED = 4  # readings of which the documents are remembered, some megabytes each
_COUNTED = 512  # results whose facets are remembered, some kilobytes each

Filters = Mapping[str, tuple[str, ...]]
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What facets are counted of; equal for any order of filters."""

    reading: Reading
    filters: frozenset[tuple[str, tuple[str, ...]]]


class Searching:
    """Searches one snapshot. Safe for many threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._clauses = Clauses(snapshot)
        self._text = _remembering(_REMEMBERED, self._found)
        self._counted = _remembering(_COUNTED, self._facets)

    def search(self, query: Query) -> Result:
        asked = read(query.text)
        filters = {
            name: tuple(values)
            for name, values in query.filters.items()
            if name in FACETS and values
        }
        text = self._text(asked)
        found = self._filtered(text, filters)
        approximate = False
        if not len(found.documents) and asked.clauses:
            near = self._near(asked)
            if near != asked:
                asked, text = near, self._text(near)
                found = self._filtered(text, filters)
                approximate = len(found.documents) > 0
        facets = {}
        if query.with_facets:
            facets = self._counted(_Asked(asked, frozenset(filters.items())))
        hits = tuple(self._page(found, query))
        return Result(len(found.documents), hits, facets, asked.terms, approximate)

    def count(self) -> int:
        return len(self._snapshot)

    def suggest(self, prefix: str, limit: int) -> list[str]:
        return suggest(self._snapshot, prefix, limit)

    # -- what is looked for

    def _found(self, asked: Reading) -> Found:
        """What the words and years hold for, before the filters."""
        found = self._clauses.all_of(asked.clauses)
        if found is None:
            every = np.arange(len(self._snapshot), dtype=np.uint32)
            found = Found(every, np.zeros(len(every), np.float32))
        if asked.years:
            return _chosen(found, among(found.documents, self._snapshot.of_years(*asked.years)))
        return found

    def _filtered(self, found: Found, filters: Filters) -> Found:
        if not filters:
            return found
        has = [self._having(facet, values, found.documents) for facet, values in filters.items()]
        return _chosen(found, np.logical_and.reduce(has))

    def _having(self, facet: str, values: Iterable[str], documents: Documents) -> NDArray[np.bool_]:
        """Which of `documents` have one of the values."""
        has = np.zeros(len(documents), np.bool_)
        for value in values:
            has |= self._with_value(facet, value, documents)
        return has

    def _with_value(self, facet: str, value: str, documents: Documents) -> NDArray[np.bool_]:
        """A heading with subdivisions must have their words as well as its head."""
        found = self._snapshot.facets[facet]
        if facet != "subject":
            return found.having(found.code(value), documents)
        head, _, subdivisions = value.partition(SUBDIVISION)
        has = found.having(found.code(head), documents)
        clauses = [Clause((word(token),), "subject") for token in tokens(subdivisions)]
        if clauses and (held := self._clauses.all_of(clauses)) is not None:
            has &= among(documents, held.documents)
        return has

    def _near(self, asked: Reading) -> Reading:
        """The same with near spellings of each word: those of one level 2 key that are alike."""
        clauses = tuple(
            clause
            if clause.excluded
            else replace(clause, words=tuple(map(self._spellings, clause.words)))
            for clause in asked.clauses
        )
        return replace(asked, clauses=clauses)

    def _spellings(self, word: Word) -> Word:
        """The word with those keys of the index that share its level 2 key and are like it.

        A word that the index has is left as it is: it is not misspelt.
        """
        if any(map(len, self._snapshot.words_like(word))):
            return word
        coarsely = sorted({coarse(key) for key in word.keys})
        alike = [key for each in coarsely for key in self._snapshot.keys_alike(each)]
        found: dict[str, float] = {}
        for key in word.keys:
            for term, likeness, _ in process.extract_iter(
                key, alike, scorer=Levenshtein.normalized_similarity, score_cutoff=LIKELY
            ):
                found[term] = max(likeness, found.get(term, 0.0))
        near = sorted(found, key=lambda term: (-found[term], term))[:_NEAR]
        return replace(
            word,
            keys=tuple(dict.fromkeys([*word.keys, *near])),
            person_keys=tuple(dict.fromkeys([*word.person_keys, *near])),
        )

    # -- what is found

    def _page(self, found: Found, query: Query) -> Iterator[Hit]:
        offset, limit = max(query.offset, 0), max(query.limit, 0)
        if not limit or offset > MAX_OFFSET:
            return
        relevant = query.sort == "relevance"
        rank = -found.scores if relevant else self._rank(query.sort)[found.documents]
        for place in _first(rank, offset + limit)[offset:].tolist():
            publication = int(self._snapshot.publication[found.documents[place]])
            yield Hit(publication, float(found.scores[place]) if relevant else 0.0)

    def _rank(self, sort: Sort) -> NDArray[np.int64]:
        """A number for each document of the index, the lowest first; those without year last."""
        first, last = self._snapshot.years
        if sort == "year_asc":
            return first
        if sort == "year_desc":
            return np.where(last == NO_YEAR, NO_YEAR, -last)
        return self._snapshot.title_order

    # -- facets

    def _facets(self, asked: _Asked) -> dict[str, tuple[tuple[str, int], ...]]:
        """Remembered for the pages and orders of one result, and for what is often asked."""
        filters = dict(asked.filters)
        text = self._text(asked.reading).documents
        has = {name: self._having(name, values, text) for name, values in filters.items()}
        counts = {}
        for facet in FACETS:
            others = [chosen for name, chosen in has.items() if name != facet]
            documents = text[np.logical_and.reduce(others)] if others else text
            counts[facet] = tuple(self._count(facet, filters.get(facet, ()), documents))
        return counts

    def _count(
        self, facet: str, chosen: Iterable[str], documents: Documents
    ) -> list[tuple[str, int]]:
        """A chosen value is named even if rarer than the most frequent, so it can be taken back."""
        counted = self._snapshot.facets[facet].counts(documents, FACET_SIZE)
        missing = sorted(set(chosen) - {value for value, _ in counted})
        more = ((v, int(self._with_value(facet, v, documents).sum())) for v in missing)
        return [*counted, *more]


def _remembering(most: int, method: Callable[[Key], Value]) -> Callable[[Key], Value]:
    """`method` with what it gave the last `most` times.

    It is held weakly: in a circle the maps of a snapshot, and its files, would outlive its use.
    """
    weak = WeakMethod(method)

    @lru_cache(most)
    def given(key: Key) -> Value:
        if (strong := weak()) is None:
            raise ReferenceError("the object of this method is gone")
        return strong(key)

    return given


def _chosen(found: Found, chosen: NDArray[np.bool_]) -> Found:
    return Found(found.documents[chosen], found.scores[chosen])


def _first(rank: NDArray[np.generic], most: int) -> NDArray[np.int64]:
    """The places of the lowest `most`, in order; of equal ones the first come first."""
    if len(rank) > 4 * most:
        highest = np.partition(rank, most - 1)[most - 1]
        below = np.flatnonzero(rank < highest)
        equal = np.flatnonzero(rank == highest)[: most - len(below)]
        some = np.concatenate([below, equal])
    else:
        some = np.arange(len(rank))
    return some[np.lexsort((some, rank[some]))][:most]
