"""What a search engine must do for Jalin; implementations stand beside this module.

Documents (`jalin.bibliographic.documents`) and queries (`jalin.engines.search.reading`) come as
they are written; an engine finds words by the keys of `jalin.script`, so any script finds any.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

import pyarrow as pa

from jalin.core.errors import DomainError, gettext_noop

if TYPE_CHECKING:
    from jalin.engines.search.pieces import Piece

Sort = Literal["relevance", "year_desc", "year_asc", "title"]
FACETS = ("institution", "language", "script", "country", "decade", "subject", "held")
MAX_OFFSET = 10_000  # hits beyond this are not paged to: narrow the search instead

_texts = pa.list_(pa.string())

#: One row per publication: its texts as they stand in the records, in any script. An identifier is
#: letters and digits alone, in lower case. A list is empty, never null, where nothing is known.
DOCUMENTS = pa.schema(
    [
        pa.field("publication", pa.int64(), nullable=False),
        pa.field("title", _texts, nullable=False),  # title proper, in each script
        pa.field("other_title", _texts, nullable=False),  # subtitle, part, parallel, uniform, ...
        pa.field("person", _texts, nullable=False),  # persons and bodies
        pa.field("heading", _texts, nullable=False),  # subjects with their subdivisions
        pa.field("other", _texts, nullable=False),  # publisher, place, series, ...
        pa.field("identifier", _texts, nullable=False),  # ISBN-13, ISSN, control number
        pa.field("year", pa.list_(pa.int64()), nullable=False),
        pa.field("institution", _texts, nullable=False),
        pa.field("language", _texts, nullable=False),  # BCP 47
        pa.field("script", _texts, nullable=False),  # ISO 15924
        pa.field("country", _texts, nullable=False),  # ISO 3166-1 alpha-2
        pa.field("decade", _texts, nullable=False),  # "1970s"
        pa.field("subject", _texts, nullable=False),  # headings without their subdivisions
        pa.field("held", _texts, nullable=False),  # "one" | "both"
    ]
)
SUBDIVISION = " -- "  # stands between a heading and its subdivisions


class SearchUnavailable(DomainError):
    """The engine cannot answer now; `reason` says why."""

    code: ClassVar[str] = "search-unavailable"
    what: ClassVar[str] = gettext_noop("The search cannot answer now.")
    why: ClassVar[str] = gettext_noop("The search index could not be used: %(reason)s")
    do: ClassVar[str] = gettext_noop(
        "Try again in a minute. If it stays so, an administrator can build the index anew."
    )
    words: ClassVar[frozenset[str]] = frozenset({"reason"})


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
    """`facets` counts each facet under all other filters, but not its own, so more can be chosen.

    `approximate` is True when no record had the words themselves, and these are near spellings.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]  # most frequent first, then by value
    terms: tuple[str, ...] = ()  # folded keys of the query's words, for `matches`
    approximate: bool = False


class SearchIndex(Protocol):
    """One generation of an index. Only one process may write; many may read."""

    def add(self, documents: pa.RecordBatch) -> None:
        """Add documents with the columns of `DOCUMENTS`, one per publication.

        A publication that is added again stands twice: `delete` it before.
        """

    def add_piece(self, made: "Piece") -> None:
        """The same with documents that `pieces.piece` made ready, here or in another process."""

    def delete(self, publications: Iterable[int]) -> None:
        """Take away the documents of `publications` that were added so far."""

    def commit(self) -> None:
        """Make what was added and deleted searchable, all or nothing."""

    def search(self, query: Query) -> Result: ...

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        """Titles, persons and subjects that begin as `prefix` does, in any script."""

    def count(self) -> int: ...

    def close(self) -> None:
        """Finish merging and release the lock; what was not committed is lost."""
