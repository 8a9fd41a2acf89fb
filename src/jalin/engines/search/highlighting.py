"""Where in a text the words of a query stand, whatever script either is in."""

import re
from collections.abc import Collection

from jalin.script import keys, tokens

# A run that may hold a word: letters, digits, marks and the signs that stand for letters inside.
_RUN = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\ufe20-\ufe2f\u064b-\u065f\u0670\u0640'’‘ʹʺ′″ʻʼʽʾʿˮ`´ˈ·])*"
)


def matches(text: str, terms: Collection[str]) -> list[tuple[int, int]]:
    """The spans (start, end) of the words of `text` that share a key with `terms`.

    `terms` are those of a `Result`. Spans are in order and do not overlap.
    """
    wanted = frozenset(terms)
    if not wanted:
        return []
    return [run.span() for run in _RUN.finditer(text) if _agrees(run[0], wanted)]


def _agrees(run: str, wanted: frozenset[str]) -> bool:
    return any(not wanted.isdisjoint(keys(token, 1, person=True)) for token in tokens(run))
