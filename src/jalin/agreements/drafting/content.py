"""What the form of the drafting desk says, as the content of a draft.

The names of its fields are paths: `clauses.2.title.kk` is the Kazakh title of the third clause.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from jalin.dossiers.terms import digest

Content = dict[str, Any]
#: What a form may say; anything else in it is not of the terms.
FIELDS = frozenset(
    {
        "title", "type", "languages", "authentic", "begins", "ends", "zone", "preamble", "scope",
        "closing", "confidential", "signatories", "clauses", "notice", "renewal", "signing",
    }
)  # fmt: skip
_SEVERAL = frozenset({"languages", "authentic", "signing.accepted"})
_DEEPEST = 6
_MOST_PARTS = 100


def said(fields: Iterable[tuple[str, Sequence[str]]]) -> Content:
    """The content that the fields of a form say: {path: its values}, in whatever order."""
    content: Content = {}
    for name, values in fields:
        path = name.split(".")
        if path[0] in FIELDS and len(path) <= _DEEPEST and values:
            several = [value for value in values if value]
            _put(content, path, several if name in _SEVERAL else values[-1])
    return {name: _with_lists(part) for name, part in content.items()}


def _put(content: Content, path: list[str], value: object) -> None:
    *way, last = path
    inner: Any = content
    for step in way:
        inner = inner.setdefault(step, {})
        if not isinstance(inner, dict):
            return  # a form of ours does not say both `title` and `title.kk`
    inner[last] = value


def _with_lists(part: Any) -> Any:
    """Parts that are numbered become lists, in the order of their numbers."""
    if not isinstance(part, dict):
        return part
    inner = {name: _with_lists(each) for name, each in part.items()}
    if not inner or not all(name.isascii() and name.isdecimal() for name in inner):
        return inner
    return [inner[name] for name in sorted(inner, key=int)[:_MOST_PARTS]]


def merged(before: Any, given: Any) -> Any:
    """`before` with what was given: languages that the form did not show stay as they were.

    Clauses are told by their key, other parts by their place; those not given are gone.
    """
    if isinstance(before, dict) and isinstance(given, dict):
        return before | {name: merged(before.get(name), part) for name, part in given.items()}
    if isinstance(before, list) and isinstance(given, list) and _is_of_parts(given):
        by_key = {part["key"]: part for part in before if isinstance(part, dict) and "key" in part}
        return [
            merged(by_key.get(part.get("key"), {}) if by_key else _at(before, place), part)
            for place, part in enumerate(given)
        ]
    return given


def _is_of_parts(given: list[Any]) -> bool:
    return all(isinstance(part, dict) for part in given)


def _at(parts: list[Any], place: int) -> Any:
    return parts[place] if place < len(parts) else {}


def tidied(part: Any) -> Any:
    """Without what says nothing; the places of parts in their lists stay as they are."""
    if isinstance(part, str):
        return part.strip()
    if isinstance(part, list | tuple):
        return [tidied(each) for each in part]
    if not isinstance(part, dict):
        return part
    inner = {name: tidied(each) for name, each in part.items()}
    return {name: each for name, each in inner.items() if each not in ("", None, {}, [])}


def to_propose(content: Mapping[str, Any]) -> Content:
    """The content as terms would have it: a notice without a length is none, and so on."""
    terms: Content = tidied(dict(content))
    if not terms.get("notice", {}).get("count"):
        terms.pop("notice", None)
    if terms.get("renewal", {}).get("how") != "tacit":
        terms.get("renewal", {}).pop("months", None)
    for name in ("clauses", "signatories"):
        terms.setdefault(name, [])
    return terms


# -- changing the parts of a draft: each takes the content, changes it, and returns where to look


def add_clause(content: Content, clause: Mapping[str, Any]) -> str:
    """Add a clause at the end, under a key that no other has."""
    clauses = content.setdefault("clauses", [])
    taken = {each.get("key") for each in clauses}
    clauses.append({**clause, "key": free_key(str(clause.get("area") or "clause"), taken)})
    return f"clause-{len(clauses) - 1}"


def free_key(beginning: str, taken: Iterable[object]) -> str:
    """A key that nothing has yet: `exchange`, `exchange-2`…"""
    used = set(taken)
    for number in range(1, len(used) + 2):
        key = beginning if number == 1 else f"{beginning}-{number}"
        if key not in used:
            return key
    return digest(beginning.encode())[:12]  # not reached: one of them was free


def remove(parts: list[Any], place: int) -> None:
    if 0 <= place < len(parts):
        del parts[place]


def move(parts: list[Any], place: int, by: int) -> int:
    """Move a part up (-1) or down (1), and say where it is now."""
    to = place + by
    if 0 <= place < len(parts) and 0 <= to < len(parts):
        parts[place], parts[to] = parts[to], parts[place]
        return to
    return place


Change = Callable[[Content], str]
