"""What differs between two terms, told in the reader's language, word by word.

Parts that have a `key` are compared with the part of the same key, wherever it stands; others are
paired in their order, those that are alike first. What one terms say and the other do not is told
field by field, with nothing on the other side.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import LCSseq

from jalin.dossiers.terms import Part, Terms
from jalin.dossiers.wording import Wording, joined

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"\w")
_UNSAID = frozenset({"form", "key"})  # what holds terms together, and says nothing to a reader
MOST_TOKENS = 20_000  # of a text whose words are compared; longer ones differ as a whole

How = Literal["same", "removed", "added"]
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Some words: in both texts, or in the old or the new one only."""

    how: How
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs. `path` is "clauses.events.title.en"; `label` is for the reader.

    `old` and `new` are readable, "" where there is none. `language` is the BCP 47 tag of both where
    they are a text in a language.
    """

    path: str
    label: str
    old: str
    new: str
    spans: tuple[Span, ...]
    language: str = ""

    @property
    def left(self) -> tuple[Span, ...]:
        """The old text, its removed words marked."""
        return tuple(span for span in self.spans if span.how != "added")

    @property
    def right(self) -> tuple[Span, ...]:
        """The new text, its added words marked."""
        return tuple(span for span in self.spans if span.how != "removed")


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A field as found: where, what leads to it in words, and its value on both sides."""

    path: Path
    labels: tuple[str, ...]
    field: str
    old: object
    new: object
    language: str = ""


def difference(old: Terms, new: Terms) -> list[Change]:
    """The fields that differ, in the order of the schema; none for equal terms."""
    wording = Wording.of(new)
    found = (_change(leaf, wording) for leaf in _parts((), (), old, new, wording))
    return [change for change in found if change.old or change.new]


def spans_of(old: str, new: str) -> tuple[Span, ...]:
    """Both texts as one row of spans: what is common, removed and added, in whole words."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) + len(after) > MOST_TOKENS:
        return _whole(old, new)
    found: list[Span] = []
    for step in LCSseq.opcodes(before, after):
        if step.tag == "equal":
            found.append(Span("same", "".join(before[step.src_start : step.src_end])))
            continue
        if removed := "".join(before[step.src_start : step.src_end]):
            found.append(Span("removed", removed))
        if added := "".join(after[step.dest_start : step.dest_end]):
            found.append(Span("added", added))
    return tuple(_smoothed(found))


def _whole(old: str, new: str) -> tuple[Span, ...]:
    sides: tuple[tuple[How, str], ...] = (("removed", old), ("added", new))
    return tuple(Span(how, text) for how, text in sides if text)


def _smoothed(spans: Sequence[Span]) -> Iterator[Span]:
    """The spans with neighbours joined, removed before added.

    Only a stop or a space between two changes belongs to both: a common comma is no common text.
    """
    removed, added = "", ""
    for place, span in enumerate(spans):
        between = 0 < place < len(spans) - 1 and not _WORD.search(span.text)
        if span.how == "same" and not between:
            yield from _whole(removed, added)
            removed, added = "", ""
            yield span
            continue
        removed += span.text if span.how != "added" else ""
        added += span.text if span.how != "removed" else ""
    yield from _whole(removed, added)


def _change(leaf: _Leaf, wording: Wording) -> Change:
    old, new = wording.value(leaf.field, leaf.old), wording.value(leaf.field, leaf.new)
    if old == new != "":  # said alike and not the same: nothing that differs is hidden
        old, new = str(leaf.old), str(leaf.new)
    label = " › ".join(leaf.labels)
    return Change(".".join(leaf.path), label, old, new, spans_of(old, new), leaf.language)


def _parts(
    path: Path, labels: Path, old: Part | None, new: Part | None, wording: Wording
) -> Iterator[_Leaf]:
    """The fields of two parts that differ; one of the parts may be missing."""
    for name in _fields(old, new):
        before, after = getattr(old, name, None), getattr(new, name, None)
        if before == after or name in _UNSAID:
            continue
        here, said = (*path, name), (*labels, wording.label(name))
        yield from _values(here, said, before, after, wording)


def _fields(old: Part | None, new: Part | None) -> Iterable[str]:
    part = new if new is not None else old
    return () if part is None else type(part).model_fields


def _values(
    path: Path, labels: Path, old: object, new: object, wording: Wording
) -> Iterator[_Leaf]:
    kind = old if old not in (None, ()) else new
    if isinstance(kind, dict):
        yield from _texts(path, labels, _dict(old), _dict(new), wording)
    elif isinstance(kind, Part) and not wording.is_phrase(kind):
        yield from _parts(path, labels, _part(old), _part(new), wording)
    elif isinstance(kind, tuple) and isinstance(next(iter(kind), None), Part):
        yield from _lists(path, labels, _tuple(old), _tuple(new), wording)
    else:
        yield _Leaf(path, labels, path[-1], old, new)


def _texts(
    path: Path, labels: Path, old: dict[str, str], new: dict[str, str], wording: Wording
) -> Iterator[_Leaf]:
    """A text in several languages, each language on its own."""
    for tag in [*old, *(tag for tag in new if tag not in old)]:
        if old.get(tag) != new.get(tag):
            said = (*labels, wording.language(tag))
            yield _Leaf((*path, tag), said, path[-1], old.get(tag), new.get(tag), tag)


def _lists(
    path: Path, labels: Path, old: Sequence[Part], new: Sequence[Part], wording: Wording
) -> Iterator[_Leaf]:
    """Two rows of parts: what was changed, removed, added, and whether their order is another."""
    pairs = _keyed(old, new) if _has_keys((*old, *new)) else _aligned(old, new)
    for name, before, after in pairs:
        if before == after:
            continue
        said = (*labels, wording.name(after or before, name))
        here = (*path, name)
        if wording.is_phrase(after or before):
            yield _Leaf(here, said, path[-1], before, after)
        else:
            yield from _parts(here, said, before, after, wording)
    common = [n for n, before, after in pairs if before is not None and after is not None]
    if _has_keys(old) and (ranks := _order(new, common)) != common:
        named = {_key(part): wording.name(part, _key(part)) for part in new}
        order = [joined([named[key] for key in keys]) for keys in (common, ranks)]
        yield _Leaf(path, (*labels, wording.order), path[-1], *order)


def _has_keys(parts: Sequence[Part]) -> bool:
    return bool(parts) and all(hasattr(part, "key") for part in parts)


def _key(part: Part) -> str:
    key: str = part.key  # type: ignore[attr-defined]  # asked before
    return key


def _order(parts: Sequence[Part], common: Sequence[str]) -> list[str]:
    return [_key(part) for part in parts if _key(part) in common]


_Pair = tuple[str, Part | None, Part | None]


def _keyed(old: Sequence[Part], new: Sequence[Part]) -> list[_Pair]:
    """Each part beside the one of the same key: those of `old` in their order, then new ones."""
    before, after = ({_key(part): part for part in parts} for parts in (old, new))
    keys = [*before, *(key for key in after if key not in before)]
    return [(key, before.get(key), after.get(key)) for key in keys]


def _aligned(old: Sequence[Part], new: Sequence[Part]) -> list[_Pair]:
    """Equal parts beside each other; between them, in their order. Names are numbers from 1."""
    before, after = ([part.model_dump_json() for part in parts] for parts in (old, new))
    found: list[_Pair] = []
    pending_old: list[Part] = []
    pending_new: list[Part] = []
    for step in LCSseq.opcodes(before, after):
        if step.tag == "equal":
            found += _paired(pending_old, pending_new, len(found))
            pending_old, pending_new = [], []
            same = zip(old[step.src_start : step.src_end], new[step.dest_start :], strict=False)
            found += [(str(len(found) + at), a, b) for at, (a, b) in enumerate(same, start=1)]
        pending_old += old[step.src_start : step.src_end] if step.tag != "equal" else ()
        pending_new += new[step.dest_start : step.dest_end] if step.tag != "equal" else ()
    return found + _paired(pending_old, pending_new, len(found))


def _paired(old: Sequence[Part], new: Sequence[Part], done: int) -> list[_Pair]:
    return [
        (
            str(done + at + 1),
            old[at] if at < len(old) else None,
            new[at] if at < len(new) else None,
        )
        for at in range(max(len(old), len(new)))
    ]


def _dict(value: object) -> dict[str, str]:
    return value if isinstance(value, dict) else {}


def _part(value: object) -> Part | None:
    return value if isinstance(value, Part) else None


def _tuple(value: object) -> tuple[Part, ...]:
    return value if isinstance(value, tuple) else ()
