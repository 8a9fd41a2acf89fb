"""What a button of the drafting desk does to the draft besides saving it.

A button says it as `add-clause`, `take:exchange-annual`, `remove-obligation:2:0`.
"""

from jalin.agreements.drafting.content import Content, add_clause, move, remove
from jalin.agreements.library import passage


def change(content: Content, said: str) -> str:
    """Change `content` as a button says; returns the id of the part to look at, or "".

    What is not understood changes nothing.
    """
    verb, _, rest = said.partition(":")
    numbers = [int(part) for part in rest.split(":") if part.isascii() and part.isdecimal()]
    if verb == "take":
        return _take(content, rest)
    if verb == "add-clause":
        return add_clause(content, {"title": {}, "text": {}})
    if verb == "add-signatory":
        parts = content.setdefault("signatories", [])
        parts.append({})
        return f"signatory-{len(parts) - 1}"
    if numbers and verb in _ON_PARTS:
        return _on_part(content, verb, numbers)
    return ""


_ON_PARTS = frozenset(
    {"remove-clause", "up", "down", "add-obligation", "remove-obligation", "remove-signatory"}
)


def _on_part(content: Content, verb: str, numbers: list[int]) -> str:
    """`numbers` are the place of the part, and the place of an obligation in it."""
    place = numbers[0]
    if verb == "remove-signatory":
        remove(content.get("signatories", []), place)
        return "signatories"
    clauses = content.get("clauses", [])
    if verb == "remove-clause":
        remove(clauses, place)
        return f"clause-{place}" if place < len(clauses) else "clauses"
    if verb in {"up", "down"}:
        return f"clause-{move(clauses, place, -1 if verb == 'up' else 1)}"
    if place >= len(clauses):
        return ""
    obligations = clauses[place].setdefault("obligations", [])
    if verb == "add-obligation":
        obligations.append({"per": "year"})
    elif len(numbers) > 1:
        remove(obligations, numbers[1])
    return f"clause-{place}"


def _take(content: Content, key: str) -> str:
    """Take a passage from the library: a clause at the end, or a text where there is none yet."""
    found = passage(key)
    if found is None:
        return ""
    languages = tuple(content.get("languages", ()))
    if found.area:
        return add_clause(content, found.clause(languages))
    present = content.setdefault(found.place, {})
    for tag, text in found.texts(languages).items():
        before = (present.get(tag) or "").strip()
        present[tag] = f"{before}\n\n{text}" if before else text
    return f"f-{found.place}"
