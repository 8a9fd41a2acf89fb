"""Division of words, without leaving its marks all over the text.

A soft hyphen in every word would make a text that cannot be searched or compared. So a document is
first set on trial, with all of them, to see where lines end; then with those alone.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from jalin.engines.typesetting.division import SOFT_HYPHEN, divided

# Added to the source of a trial: for each place to divide at, the lines of the letters around it.
TAIL = """
#context [#metadata(query(<cut>).map(one => {
  let at = one.location().position()
  (..one.value, at.page, calc.round(at.y.pt()))
}))<cuts>]
"""
LABEL = "<cuts>"
_MOST = 8_000  # places in one document: what is longer is set without division

Data = dict[str, Any]


def tried(data: Data) -> bool:
    """Give the running texts in `data` their places to divide at; False where there are none."""
    count = 0
    for number, piece in enumerate(_pieces(data)):
        first = 0
        trial: list[list[Data]] = []
        for lines in piece["paragraphs"]:
            parts = [divided(line, piece["lang"]).split(SOFT_HYPHEN) for line in lines]
            trial.append([])
            for one in parts:
                trial[-1].append({"first": first, "parts": one})
                first += len(one) - 1
        count += first
        piece.update(number=number, trial=trial)
    if 0 < count <= _MOST:
        return True
    for piece in _pieces(data):
        del piece["trial"]
    return False


def settled(data: Data, seen: str) -> None:
    """Keep in the texts of `data` the soft hyphens at which the trial ended a line.

    `seen` is the value of `LABEL` in the document on trial, as JSON.
    """
    lines: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for number, place, _, page, line in json.loads(seen):
        lines[number, place].add((page, line))
    broken = {place for place, seen_on in lines.items() if len(seen_on) > 1}
    for piece in _pieces(data):
        number = piece["number"]
        places = {place for one, place in broken if one == number}
        piece["divided"] = [
            ["".join(_kept(line, places)) for line in lines_of] for lines_of in piece.pop("trial")
        ]


def _kept(line: Data, places: set[int]) -> Iterator[str]:
    for place, part in enumerate(line["parts"], line["first"]):
        if place > line["first"] and place - 1 in places:
            yield SOFT_HYPHEN
        yield part


def _pieces(value: Any) -> Iterator[Data]:
    """The running texts in some data, in their order."""
    if isinstance(value, dict):
        if "paragraphs" in value and "lang" in value:
            yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _pieces(one)
