"""Full-text search over publications.

`interface` holds the contract and its value types, `embedded` the engine that `open_index` gives:

    documents -> pieces -> building -> snapshot -> clauses, searching, suggesting
"""

from pathlib import Path

from jalin.engines.search.highlighting import matches
from jalin.engines.search.interface import (
    DOCUMENTS,
    FACETS,
    Hit,
    Query,
    Result,
    SearchIndex,
    SearchUnavailable,
    Sort,
)

__all__ = [
    "DOCUMENTS",
    "FACETS",
    "Hit",
    "Query",
    "Result",
    "SearchIndex",
    "SearchUnavailable",
    "Sort",
    "matches",
    "open_index",
]


def open_index(path: Path, *, writable: bool = False) -> SearchIndex:
    """The index in the folder `path`; with `writable` it is made if it is not there.

    Raises `SearchUnavailable` when there is none, it is damaged, or another process writes to it.
    """
    from jalin.engines.search.embedded import EmbeddedIndex

    return EmbeddedIndex(path, writable=writable)
