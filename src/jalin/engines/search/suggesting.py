"""Texts of an index that begin as what was typed, in any script."""

from collections import Counter
from itertools import islice

import numpy as np

from jalin.engines.search.clauses import Words
from jalin.engines.search.pieces import FIELDS, FIRST_WORD
from jalin.engines.search.reading import Word, word
from jalin.engines.search.snapshot import Documents, Snapshot
from jalin.script import keys, tokens

_LOOKED_AT = 12  # documents for each suggestion wanted
_COMPLETIONS = 24  # keys of an incomplete word, those in most documents
_LONGEST_PREFIX = 200  # characters
_MOST = 1 << 12  # documents with a word, of which some may begin with it
_AT_ONCE = 1 << 11  # documents looked through


def suggest(snapshot: Snapshot, prefix: str, limit: int) -> list[str]:
    """Titles, persons and subjects whose first words are those of `prefix`, the last begun only.

    Of those looked at, the ones of most documents come first.
    """
    typed = [word(token) for token in tokens(prefix[:_LONGEST_PREFIX])]
    if not typed or all(len(key) < 2 for key in typed[0].keys):
        return []
    words = [Words.like(snapshot, one) for one in typed[:-1]]
    words.append(_completed(snapshot, typed[-1]))
    some = _documents(snapshot, min(words, key=lambda each: each.size))
    begun = _first_begun(snapshot, words, some, _LOOKED_AT * limit)
    begins = [one.keys for one in typed]
    counts = Counter(
        text
        for document in begun.tolist()
        for text in snapshot.texts_of(document)
        if _begins(text, begins)
    )
    return sorted(counts, key=lambda text: (-counts[text], len(text), text))[:limit]


def _completed(snapshot: Snapshot, begun: Word) -> Words:
    """The words that `begun` may be the beginning of, as far as they are in most documents."""
    found = np.concatenate([snapshot.keys.beginning(key) for key in begun.keys])
    plain = np.unique(found[found & 1 == 0] >> 1)
    often = np.argsort(-snapshot.occurrences(plain), kind="stable")[:_COMPLETIONS]
    return Words.of(snapshot, np.sort(plain[often]), begun.exact)


def _documents(snapshot: Snapshot, words: Words) -> Documents:
    found = [snapshot.postings(number)[0][:_MOST] for number in words.plain.tolist()]
    return np.unique(np.concatenate(found)) if found else np.empty(0, np.uint32)


def _first_begun(
    snapshot: Snapshot, words: list[Words], documents: Documents, most: int
) -> Documents:
    """The first `most` of those that `_begun` finds; no further ones are looked through."""
    found = documents[:0]
    for n in range(0, len(documents), _AT_ONCE):
        if len(found) >= most:
            break
        found = np.append(found, _begun(snapshot, words, documents[n : n + _AT_ONCE]))
    return found[:most]


def _begun(snapshot: Snapshot, words: list[Words], documents: Documents) -> Documents:
    """The documents that have a text shown which begins with the words."""
    row, start = snapshot.row_of_words(documents)
    markers = np.flatnonzero(row < FIRST_WORD)
    lengths = np.diff(markers, append=len(row)) - 1
    begins = np.isin(row[markers], _SHOWN) & (lengths >= len(words))
    for n, each in enumerate(words):
        here = row[(markers + 1 + n).clip(max=len(row) - 1)]
        begins &= np.isin(here, each.plain + FIRST_WORD)
    return documents[np.unique(np.searchsorted(start, markers[begins], "right") - 1)]


_SHOWN = [FIELDS.index(field) + 1 for field in ("title", "person", "heading")]


def _begins(text: str, typed: list[tuple[str, ...]]) -> bool:
    """Whether the words of `text` are those typed, the last of which may be incomplete."""
    words = [keys(token, 1) for token in islice(tokens(text), len(typed))]
    if len(words) < len(typed):
        return False
    *whole, last = zip(words, typed, strict=True)
    return all(not set(a).isdisjoint(b) for a, b in whole) and any(
        key.startswith(beginning) for key in last[0] for beginning in last[1]
    )
