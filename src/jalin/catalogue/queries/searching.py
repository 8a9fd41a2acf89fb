"""Searching all catalogues. Public."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from jalin.catalogue import indexing
from jalin.catalogue.models import Record
from jalin.catalogue.queries.publications import PublicationRow, rows
from jalin.core.permissions import NotKnown
from jalin.engines.search.interface import Query, SearchUnavailable


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of publications found.

    `facets`: for each facet its values and counts, most frequent first ("institution" has slugs,
    "held" one or both). `terms`: folded keys of the words asked for, for highlighting.
    `available` is False until something is imported and indexed.
    """

    query: Query
    total: int = 0
    rows: tuple[PublicationRow, ...] = ()
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    terms: tuple[str, ...] = ()
    available: bool = True


def found_publications(query: Query) -> list[int]:
    """The numbers of the publications that answer `query`, and nothing else of them.

    Errors: NotKnown when there is nothing to search yet.
    """
    index = indexing.serving()
    if index is None:
        raise NotKnown
    result = index.search(replace(query, with_facets=False))
    return _current([hit.publication for hit in result.hits])


def search(query: Query) -> SearchPage:
    """The publications that answer `query`."""
    index = indexing.serving()
    if index is None:
        return SearchPage(query, available=False)
    try:
        result = index.search(query)
    except SearchUnavailable:
        return SearchPage(query, available=False)
    found = _current([hit.publication for hit in result.hits])
    return SearchPage(query, result.total, tuple(rows(found)), result.facets, result.terms)


def _current(numbers: list[int]) -> list[int]:
    """Where publications were joined since the index was built: the numbers that hold now."""
    known = dict(Record.objects.filter(pk__in=numbers).values_list("pk", "publication"))
    return [known.get(number) or number for number in numbers]


def suggest(prefix: str, limit: int = 8) -> list[str]:
    """Titles and names that begin so, in any script."""
    index = indexing.serving()
    if index is None or not prefix.strip():
        return []
    try:
        return index.suggest(prefix, limit)
    except SearchUnavailable:
        return []
