"""Queries, facets and suggestions on one commit of a tantivy index."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, product
from pathlib import Path
from typing import Any

import tantivy
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from tantivy import Occur
from tantivy import Query as TantivyQuery

from jalin.engines.search import spellings
from jalin.engines.search.interface import (
    FACETS,
    MAX_OFFSET,
    SUBDIVISION,
    Hit,
    Query,
    Result,
    Sort,
)
from jalin.engines.search.reading import Clause, Reading, Word, Zone, read, word
from jalin.engines.search.tantivy_documents import subject_code
from jalin.script import LIKELY, keys, tokens
from jalin.script.folding import coarse

FACET_SIZE = 30  # values of a facet that a result names
_SEGMENT_SIZE = 5_000  # values that each segment reports: many more, so that the sums are exact
_NEAR = 24  # near spellings of one word
_READINGS = 8  # combinations of readings that a phrase is looked for in

# The letters that may begin a level 1 key, by the letter that begins its level 2 key.
_SOUNDS = {"s": "scxjzt", "k": "khg", "p": "pb", "t": "td", "a": "aeiou", "i": "ie", "u": "uo"}

_FIELDS: Mapping[Zone, tuple[tuple[str, float], ...]] = {
    # The weight of each field is more than those of all fields after it together.
    "any": (("title_keys", 8), ("person_keys", 4), ("subject_keys", 2), ("other_keys", 1)),
    "title": (("title_keys", 8),),
    "person": (("person_keys", 4),),
    "subject": (("subject_keys", 2),),
}
_EXACT = 16.0  # an exact form weighs more than any other (title + person + subject + other = 15)
_WITHIN = 0.05  # BM25 of the title orders what the weights leave equal
_COUNTED = 512  # results whose facets are remembered, some kilobytes each


@dataclass(frozen=True, slots=True)
class _Asked:
    """What facets are counted of; equal for any order of filters."""

    reading: Reading
    filters: frozenset[tuple[str, tuple[str, ...]]]


class Searching:
    """Searches one commit of the index in `folder`; a new one is made for each."""

    def __init__(self, index: tantivy.Index, folder: Path) -> None:
        self._folder = folder
        self._spelt: spellings.Spellings | None = None  # read when it is first needed
        self._schema = index.schema
        self._searcher = index.searcher()
        self._names: dict[int, str] = {}  # subjects by code, as far as they were shown
        self._terms: dict[tuple[str, str], list[str]] = {}  # by field and first letter, likewise
        self._counted = lru_cache(_COUNTED)(self._facets)

    def search(self, query: Query) -> Result:
        asked = read(query.text)
        text = self._text(asked)
        filters = self._filters(query.filters)
        found = self._hits(text, filters, query)
        approximate = False
        if found[0] == 0 and asked.clauses:
            near = self._near(asked)
            if near != asked:
                asked, text = near, self._text(near)
                found = self._hits(text, filters, query)
                approximate = found[0] > 0
        facets = (
            self._counted(
                _Asked(
                    asked,
                    frozenset((name, tuple(values)) for name, values in query.filters.items()),
                )
            )
            if query.with_facets
            else {}
        )
        return Result(found[0], found[1], facets, asked.terms, approximate)

    # -- what is looked for

    def _text(self, asked: Reading) -> TantivyQuery:
        parts = [self._clause(clause) for clause in asked.clauses]
        if asked.years:
            first, last = asked.years
            years = TantivyQuery.range_query(
                self._schema, "years", tantivy.FieldType.Integer, first, last
            )
            parts.append((Occur.Must, TantivyQuery.const_score_query(years, 0.0)))
        if not parts:
            return TantivyQuery.all_query()
        if all(occur == Occur.MustNot for occur, _ in parts):
            parts.append((Occur.Must, TantivyQuery.all_query()))
        return TantivyQuery.boolean_query(parts)

    def _clause(self, clause: Clause) -> tuple[Occur, TantivyQuery]:
        ways = list(self._standing(clause))
        if clause.excluded:
            return Occur.MustNot, _any(ways)
        return Occur.Must, _any([*ways, *self._ranking(clause)])

    def _standing(self, clause: Clause) -> Iterator[TantivyQuery]:
        """The fields that a clause may stand in; the scores of those it does stand in add up."""
        if clause.identifier:
            same = self._term("identifiers", (clause.identifier,), "basic")
            yield TantivyQuery.const_score_query(same, 2 * _EXACT)
        for name, weight in _FIELDS.get(clause.zone, ()):
            if len(clause.words) == 1:
                found = self._term(name, _keys_in(name, clause.words[0]))
            elif clause.words:
                found = self._phrase(name, clause.words)
            else:
                continue
            yield TantivyQuery.const_score_query(found, weight * len(clause.words))

    def _ranking(self, clause: Clause) -> Iterator[TantivyQuery]:
        """What puts one document before another and, by itself, finds none."""
        if clause.zone not in {"any", "title", "person"} or len(clause.words) != 1:
            return
        word = clause.words[0]
        if clause.zone != "person":
            title = self._term("title_keys", word.keys, "freq")
            yield TantivyQuery.boost_query(title, _WITHIN)
        if clause.zone == "any":
            exact = self._term("exact_words", (word.exact,), "basic")
            yield TantivyQuery.const_score_query(exact, _EXACT)

    def _term(self, name: str, words: Iterable[str], option: str = "basic") -> TantivyQuery:
        found = [TantivyQuery.term_query(self._schema, name, word, option) for word in words]
        return found[0] if len(found) == 1 else _any(found)

    def _phrase(self, name: str, words: tuple[Word, ...]) -> TantivyQuery:
        readings = islice(product(*(word.keys for word in words)), _READINGS)
        return _any(TantivyQuery.phrase_query(self._schema, name, list(r)) for r in readings)

    def _filters(self, filters: Mapping[str, tuple[str, ...]]) -> dict[str, TantivyQuery]:
        return {
            facet: TantivyQuery.const_score_query(self._values(facet, values), 0.0)
            for facet, values in filters.items()
            if facet in FACETS and values
        }

    def _values(self, facet: str, values: Iterable[str]) -> TantivyQuery:
        if facet == "subject":
            return _any(map(self._subject, values))
        return _any(
            TantivyQuery.term_query(self._schema, facet, value, "basic") for value in values
        )

    def _subject(self, heading: str) -> TantivyQuery:
        """A heading as it is counted; one with subdivisions must have their words as well."""
        head, _, subdivisions = heading.partition(SUBDIVISION)
        same = TantivyQuery.term_query(self._schema, "subject", subject_code(head))
        words = map(word, tokens(subdivisions))
        return _all(same, [self._term("subject_keys", each.keys) for each in words])

    def _near(self, asked: Reading) -> Reading:
        """The same with near spellings of each word: those of one level 2 key that are alike."""
        clauses = tuple(
            clause if clause.excluded else replace(clause, words=tuple(map(self._spellings, words)))
            for clause in asked.clauses
            for words in (clause.words,)
        )
        return replace(asked, clauses=clauses)

    def _spellings(self, word: Word) -> Word:
        """The word with those keys of the index that share its level 2 key and are like it.

        A word that the index has is left as it is: it is not misspelt.
        """
        names = [name for name, _ in _FIELDS["any"]]
        if any(self._searcher.doc_freq(n, key) for n, key in product(names, word.keys)):
            return word
        coarse_keys = {coarse(key) for key in word.keys}
        found: dict[str, float] = {}
        for key, terms in product(word.keys, self._alike(coarse_keys)):
            for term, likeness, _ in process.extract_iter(
                key, terms, scorer=Levenshtein.normalized_similarity, score_cutoff=LIKELY
            ):
                if coarse(term) in coarse_keys:
                    found[term] = max(likeness, found.get(term, 0.0))
        near = sorted(found, key=lambda term: (-found[term], term))[:_NEAR]
        return replace(
            word,
            keys=tuple(dict.fromkeys([*word.keys, *near])),
            person_keys=tuple(dict.fromkeys([*word.person_keys, *near])),
        )

    def _alike(self, coarse_keys: Iterable[str]) -> Iterable[list[str]]:
        """Keys of titles and persons, among them all that share one of `coarse_keys`."""
        if self._spelt is None:
            self._spelt = spellings.opened(self._folder)
        if self._spelt is None:
            return self._beginning_alike(coarse_keys)
        return map(self._spelt.alike, coarse_keys)

    def write_spellings(self) -> None:
        """Write the file that `_alike` looks words up in."""
        names = ("title_keys", "person_keys")
        found = (self._searcher.terms_with_prefix(name, "") for name in names)
        spellings.write(self._folder, [term for terms in found for term, _ in terms])

    def _beginning_alike(self, coarse_keys: Iterable[str]) -> Iterator[list[str]]:
        """The keys of titles and persons that begin with the same sound, as level 2 has it."""
        letters = {letter for key in coarse_keys for letter in _SOUNDS.get(key[:1], key[:1])}
        for name, letter in product(("title_keys", "person_keys"), sorted(letters)):
            if (name, letter) not in self._terms:
                found = self._searcher.terms_with_prefix(name, letter)
                self._terms[name, letter] = [term for term, _ in found]
            yield self._terms[name, letter]

    # -- what is found

    def _hits(
        self, text: TantivyQuery, filters: Mapping[str, TantivyQuery], query: Query
    ) -> tuple[int, tuple[Hit, ...]]:
        offset, limit = max(query.offset, 0), max(query.limit, 0)
        found: Any = self._searcher.search(
            _all(text, filters.values()),
            limit=max(limit, 1),
            offset=min(offset, MAX_OFFSET),
            **_ORDERS[query.sort],
        )
        if not limit or offset > MAX_OFFSET:
            return found.count, ()
        addresses = [address for _, address in found.hits]
        publications: list[Any] = self._searcher.fast_field_values("publication", addresses)
        relevant = query.sort == "relevance"
        return found.count, tuple(
            Hit(int(publication), float(score) if relevant else 0.0)
            for publication, (score, _) in zip(publications, found.hits, strict=True)
        )

    # -- facets

    def _facets(self, asked: "_Asked") -> dict[str, tuple[tuple[str, int], ...]]:
        """Remembered for the pages and orders of one result, and for what is often asked."""
        chosen = dict(asked.filters)
        text, filters = self._text(asked.reading), self._filters(chosen)
        free = [facet for facet in FACETS if facet not in filters]
        counts = self._count(_all(text, filters.values()), free)
        for facet in filters:
            others = _all(text, (f for name, f in filters.items() if name != facet))
            counts |= self._count(others, [facet])
            counts[facet] = self._with_chosen(counts[facet], others, facet, chosen[facet])
        return {facet: tuple(counts[facet]) for facet in FACETS}

    def _count(self, query: TantivyQuery, facets: list[str]) -> dict[str, list[tuple[str, int]]]:
        sizes = {"size": FACET_SIZE, "segment_size": _SEGMENT_SIZE}
        request = {facet: {"terms": {"field": facet, **sizes}} for facet in facets}
        answer = self._searcher.aggregate(query, request) if request else {}
        return {
            facet: sorted(
                ((self._name(facet, b["key"]), b["doc_count"]) for b in answer[facet]["buckets"]),
                key=lambda value: (-value[1], value[0]),
            )
            for facet in facets
        }

    def _with_chosen(
        self,
        counted: list[tuple[str, int]],
        query: TantivyQuery,
        facet: str,
        chosen: Iterable[str],
    ) -> list[tuple[str, int]]:
        """A chosen value is named even if rarer than the most frequent, so it can be taken back."""
        missing = sorted(set(chosen) - {value for value, _ in counted})
        return counted + [
            (value, self._total(_all(query, [self._values(facet, [value])]))) for value in missing
        ]

    def _total(self, query: TantivyQuery) -> int:
        found: Any = self._searcher.search(query, limit=1)
        return int(found.count)

    def _name(self, facet: str, key: str | float) -> str:
        if facet != "subject":
            return str(key)
        code = int(key)
        if code not in self._names:
            same = TantivyQuery.term_query(self._schema, "subject", code)
            texts = self._shown(same, 1)
            self._names[code] = next((text for text in texts if subject_code(text) == code), "")
        return self._names[code]

    def _shown(self, query: TantivyQuery, limit: int) -> list[str]:
        """The texts to show of the first documents found."""
        found = self._searcher.search(query, limit=limit, count=False)
        return [text for _, address in found.hits for text in self._searcher.doc(address)["shown"]]

    # -- suggestions

    def suggest(self, prefix: str, limit: int) -> list[str]:
        typed = [keys(token, 1) for token in tokens(prefix[:_LONGEST_PREFIX])]
        if not typed or all(len(key) < 2 for key in typed[0]):
            return []
        queries = (self._prefixed(name, typed) for name in _SUGGESTED)
        texts = self._shown(_any(query for found in queries for query in found), _LOOKED_AT * limit)
        counts = Counter(text for text in texts if _begins(text, typed))
        return sorted(counts, key=lambda text: (-counts[text], len(text), text))[:limit]

    def _prefixed(self, name: str, typed: list[tuple[str, ...]]) -> Iterator[TantivyQuery]:
        """Words of which the last may be incomplete."""
        if len(typed) == 1:
            for key in typed[0]:
                terms = self._searcher.terms_with_prefix(name, key, limit=_COMPLETIONS)
                yield self._term(name, [term for term, _ in terms])
            return
        for words in islice(product(*typed), _READINGS):
            yield TantivyQuery.phrase_prefix_query(self._schema, name, list(words))


_SUGGESTED = ("title_keys", "person_keys", "subject_keys")
_LOOKED_AT = 5  # documents for each suggestion wanted
_COMPLETIONS = 10  # of one incomplete word
_LONGEST_PREFIX = 200  # characters


def _begins(text: str, typed: list[tuple[str, ...]]) -> bool:
    """Whether the words of `text` are those typed, the last of which may be incomplete."""
    words = [keys(token, 1) for token in islice(tokens(text), len(typed))]
    if len(words) < len(typed):
        return False
    *whole, last = zip(words, typed, strict=True)
    return all(not set(a).isdisjoint(b) for a, b in whole) and any(
        key.startswith(beginning) for key in last[0] for beginning in last[1]
    )


_ORDERS: Mapping[Sort, dict[str, Any]] = {
    "relevance": {},
    "year_desc": {"order_by_field": "years", "order": tantivy.Order.Desc},
    "year_asc": {"order_by_field": "years", "order": tantivy.Order.Asc},
    "title": {"order_by_field": "title_order", "order": tantivy.Order.Asc},
}


def _keys_in(name: str, word: Word) -> tuple[str, ...]:
    return word.person_keys if name == "person_keys" else word.keys


def _any(queries: Iterable[TantivyQuery]) -> TantivyQuery:
    return TantivyQuery.boolean_query([(Occur.Should, query) for query in queries])


def _all(text: TantivyQuery, filters: Iterable[TantivyQuery]) -> TantivyQuery:
    more = [(Occur.Must, one) for one in filters]
    return TantivyQuery.boolean_query([(Occur.Must, text), *more]) if more else text
