"""Which documents a clause of a query holds for, and how much it says for each of them.

Weights are constant, so that results of several indexes compare: the field decides, and an exact
form goes before another spelling.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jalin.engines.search.pieces import FIELDS, FIRST_WORD
from jalin.engines.search.reading import Clause, Word, Zone
from jalin.engines.search.snapshot import Documents, Numbers, Snapshot
from jalin.engines.search.values import among

Bits = NDArray[np.uint8]
_U8 = np.uint8
Scores = NDArray[np.float32]

TITLE, OTHER_TITLE, PERSON, HEADING, OTHER = (1 << n for n in range(len(FIELDS)))
_EXACT, _IDENTIFIED = 1 << 5, 1 << 6  # beside the bits of the fields
_ZONES: dict[Zone, int] = {
    "any": TITLE | OTHER_TITLE | PERSON | HEADING | OTHER,
    "title": TITLE | OTHER_TITLE,
    "person": PERSON,
    "subject": HEADING,
    "identifier": 0,
}
# The weight of each is more than those of all after it together.
_WEIGHTS = {_IDENTIFIED: 32, _EXACT: 16, TITLE | OTHER_TITLE: 8, PERSON: 4, HEADING: 2, OTHER: 1}
_WEIGHT = np.array(
    [sum(w for bits, w in _WEIGHTS.items() if n & bits) for n in range(128)], np.float32
)
_SHORT = (0.9 / np.arange(1, 257)).astype(np.float32)  # the less else a title says, the more
_FEW = 16  # times as many postings as documents left: better looked up one by one
_AT_ONCE = 1 << 14  # documents looked through for a phrase at a time


@dataclass(frozen=True, slots=True)
class Found:
    """Documents, ascending, and their scores."""

    documents: Documents
    scores: Scores


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an index that one of a query stands for: `names` only as words of a name."""

    plain: Numbers
    names: Numbers
    exact: int
    size: int  # postings of all of them

    @classmethod
    def like(cls, snapshot: Snapshot, word: Word) -> "Words":
        plain, names = snapshot.words_like(word)
        return cls.of(snapshot, plain, word.exact, names)

    @classmethod
    def of(
        cls, snapshot: Snapshot, plain: Numbers, exact: str, names: Numbers | None = None
    ) -> "Words":
        names = plain[:0] if names is None else names
        size = sum(int(snapshot.occurrences(words).sum()) for words in (plain, names))
        return cls(plain, names, snapshot.spelt(plain, exact), size)

    def allowed(self, zone: Zone) -> Iterator[tuple[int, int]]:
        """Each word, and the bits of the fields that it may stand in."""
        fields = _ZONES[zone]
        if fields:
            yield from ((number, fields) for number in self.plain.tolist())
        if fields & PERSON:
            yield from ((number, PERSON) for number in self.names.tolist())


@dataclass(frozen=True, slots=True)
class _Asked:
    """A clause with the words of the index that its words stand for."""

    clause: Clause
    words: tuple[Words, ...]
    zone: Zone

    @classmethod
    def of(cls, snapshot: Snapshot, clause: Clause) -> "_Asked":
        words = tuple(Words.like(snapshot, word) for word in clause.words)
        return cls(clause, words, clause.zone)

    @property
    def size(self) -> int:
        return min((words.size for words in self.words), default=1)


class Clauses:
    """Carries out clauses on one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def all_of(self, clauses: Iterable[Clause]) -> Found | None:
        """What all clauses hold for; None where none says what is wanted."""
        asked = [_Asked.of(self._snapshot, clause) for clause in clauses]
        wanted = sorted((a for a in asked if not a.clause.excluded), key=lambda a: a.size)
        found: Found | None = None
        for one in wanted:
            found = self._narrowed(found, one)
        if unwanted := [one for one in asked if one.clause.excluded]:
            found = found or self._everything()
            for one in unwanted:
                kept = ~among(found.documents, self._holding(one, found.documents)[0])
                found = Found(found.documents[kept], found.scores[kept])
        return found

    def _everything(self) -> Found:
        n = len(self._snapshot)
        return Found(np.arange(n, dtype=np.uint32), np.zeros(n, np.float32))

    def _narrowed(self, found: Found | None, one: "_Asked") -> Found:
        documents, bits = self._holding(one, found.documents if found else None)
        scores = _WEIGHT[bits] * np.float32(max(len(one.clause.words), 1))
        titled = np.flatnonzero(bits & (TITLE | OTHER_TITLE))
        scores[titled] += _SHORT[self._snapshot.title_length[documents[titled]]]
        if found is None:
            return Found(documents, scores)
        kept = among(found.documents, documents)
        both = found.documents[kept]
        return Found(both, found.scores[kept] + scores[np.searchsorted(documents, both)])

    def _holding(self, one: "_Asked", within: Documents | None) -> tuple[Documents, Bits]:
        """The documents that the clause holds for, and where; perhaps only those `within`."""
        if len(one.words) == 1 or not one.words:
            return self._united(list(self._ways(one, within)))
        return self._phrase(one, within)

    def _ways(self, one: "_Asked", within: Documents | None) -> Iterator[tuple[Documents, Bits]]:
        for identifier in one.clause.identifiers:
            same = self._snapshot.identified(identifier)
            yield same, np.full(len(same), _IDENTIFIED, np.uint8)
        for words in one.words:
            for number, allowed in words.allowed(one.zone):
                documents, bits = self._postings(number, within)
                bits = bits & _U8(allowed)
                if number == words.exact and one.clause.zone == "any":
                    bits = np.where(bits & (TITLE | PERSON), bits | _U8(_EXACT), bits)
                if not bits.all():
                    documents, bits = documents[bits > 0], bits[bits > 0]
                yield documents, bits

    def _postings(self, number: int, within: Documents | None) -> tuple[Documents, Bits]:
        documents, bits = self._snapshot.postings(number)
        if within is None or len(documents) < _FEW * len(within):
            return documents, bits
        at = np.searchsorted(documents, within).clip(max=len(documents) - 1)
        at = at[documents[at] == within]
        return documents[at], bits[at]

    def _united(self, ways: list[tuple[Documents, Bits]]) -> tuple[Documents, Bits]:
        """Each document once, with all its bits."""
        ways = [way for way in ways if len(way[0])]
        if not ways:
            return np.empty(0, np.uint32), np.empty(0, np.uint8)
        if len(ways) == 1:
            return ways[0]
        if sum(len(documents) for documents, _ in ways) * 16 > len(self._snapshot):
            every = np.zeros(len(self._snapshot), np.uint8)
            for documents, bits in ways:
                every[documents] |= bits
            some = np.flatnonzero(every).astype(np.uint32)
            return some, every[some]
        both = np.concatenate([documents for documents, _ in ways])
        order = np.argsort(both, kind="stable")
        return _each_once(both[order], np.concatenate([bits for _, bits in ways])[order])

    def _phrase(self, one: "_Asked", within: Documents | None) -> tuple[Documents, Bits]:
        """The words of the clause side by side in one text."""
        some = within
        for words in sorted(one.words, key=lambda words: words.size):
            having = self._united(list(self._ways(_Asked(one.clause, (words,), one.zone), some)))[0]
            some = having if some is None else some[among(some, having)]
        if some is None:
            return np.empty(0, np.uint32), np.empty(0, np.uint8)
        parts = range(0, len(some), _AT_ONCE)
        return self._united([self._side_by_side(one, some[n : n + _AT_ONCE]) for n in parts])

    def _side_by_side(self, one: "_Asked", documents: Documents) -> tuple[Documents, Bits]:
        row, start = self._snapshot.row_of_words(documents)
        rarest = min(range(len(one.words)), key=lambda n: one.words[n].size)
        at = np.flatnonzero(self._is_any(row, one.words[rarest])) - rarest
        at = at[(at >= 0) & (at <= len(row) - len(one.words))]
        markers = np.flatnonzero(row < FIRST_WORD)
        field = row[markers[np.searchsorted(markers, at, "right") - 1]]
        bits = (_U8(1) << (field - 1).astype(np.uint8)) & _U8(_ZONES[one.zone])
        at, bits = at[bits > 0], bits[bits > 0]
        for n, words in enumerate(one.words):
            named = np.isin(row[at + n], words.names + FIRST_WORD) & (bits == PERSON)
            stands = named | np.isin(row[at + n], words.plain + FIRST_WORD)
            at, bits = at[stands], bits[stands]
        return _each_once(documents[np.searchsorted(start, at, "right") - 1], bits)

    def _is_any(self, row: Numbers, words: Words) -> NDArray[np.bool_]:
        """Where one of `words` stands in a row of words."""
        wanted = np.zeros(len(self._snapshot.posting_start) + FIRST_WORD, np.bool_)
        wanted[words.plain + FIRST_WORD] = wanted[words.names + FIRST_WORD] = True
        found: NDArray[np.bool_] = wanted[row]
        return found


def _each_once(documents: Documents, bits: Bits) -> tuple[Documents, Bits]:
    """Each of the ascending `documents` once, with all its bits."""
    if not len(documents):
        return documents, bits
    first = np.flatnonzero(np.diff(documents, prepend=~documents[0]))
    return documents[first], np.bitwise_or.reduceat(bits, first)
