"""The search index: which generation is served."""

from functools import lru_cache

from jalin.catalogue import folders
from jalin.catalogue.models import IndexGeneration
from jalin.catalogue.states import GenerationState
from jalin.engines.search import SearchIndex, SearchUnavailable, open_index


def serving() -> SearchIndex | None:
    """The generation that is served, opened once in a process; None while there is none."""
    generation = (
        IndexGeneration.objects.filter(state=GenerationState.SERVING)
        .values_list("pk", flat=True)
        .first()
    )
    if generation is None:
        return None
    try:
        return _opened(str(folders.index(generation)))
    except SearchUnavailable:
        return None


@lru_cache(maxsize=2)
def _opened(folder: str) -> SearchIndex:
    from pathlib import Path

    return open_index(Path(folder))
