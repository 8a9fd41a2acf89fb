"""What a search engine must do for Jalin; implementations stand beside this module."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

import pyarrow as pa

Sort = Literal["relevance", "year_desc", "year_asc", "title"]
FACETS = ("institution", "language", "script", "country", "decade", "subject", "held")


class SearchUnavailable(Exception):
    """The engine cannot answer now; the message says why."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asks. `filters` maps a facet to values, any of which may hold."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    with_facets: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """`publication` is the number of the cluster of records; `score` compares within one result."""

    publication: int
    score: float


@dataclass(frozen=True, slots=True)
class Result:
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]  # most frequent first
    terms: tuple[str, ...] = ()  # folded keys of the query's words, for highlighting


class SearchIndex(Protocol):
    """One generation of an index. Only one process may write; many may read."""

    def add(self, documents: pa.RecordBatch) -> None:
        """Add documents, one per publication: the columns of `documents.SCHEMA` in this package."""

    def delete(self, publications: Iterable[int]) -> None: ...

    def commit(self) -> None:
        """Make what was added and deleted searchable, all or nothing."""

    def search(self, query: Query) -> Result: ...

    def suggest(self, prefix: str, limit: int = 8) -> list[str]: ...

    def count(self) -> int: ...
