"""Full-text search over publications: one interface, one engine per file beside it.

`open_index` gives the embedded engine; `interface` holds the contract and its value types.
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
    from jalin.engines.search.tantivy_index import TantivyIndex

    return TantivyIndex(path, writable=writable)
