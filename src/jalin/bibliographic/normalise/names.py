"""Persons and bodies: MARC 21 1XX, 7XX, 720; UNIMARC 700-702, 710-712."""

import numpy as np
import pyarrow as pa

from jalin.bibliographic.normalise.mapping import ELEMENTS
from jalin.bibliographic.normalise.table import Items, Table
from jalin.bibliographic.normalise.text import Texts, groups, listed


def columns(table: Table) -> dict[str, pa.Array]:
    """`persons` as "Surname, Forename", without dates; `bodies` with their subordinate units."""
    elements = ELEMENTS[table.chunk.format]
    persons = table.items(elements.persons.tags, elements.persons.codes).trimmed()
    bodies = table.items(elements.bodies.tags, elements.bodies.codes).trimmed()
    if table.chunk.format == "unimarc":
        names = Texts.joined_fields(_without_initials(persons), {"b": ", ", "g": ", "})
    else:
        first = persons.byte_at(0)  # a date under the code of the numeral is a mistake often made
        dates = (persons.code == ord("b")) & (first >= ord("0")) & (first <= ord("9"))
        names = Texts.joined_fields(persons.where(~dates), {})
    units = Texts.joined_fields(bodies, {"b": ". ", "e": ". "})
    return {"persons": listed(table.n, names), "bodies": listed(table.n, units)}


def _without_initials(items: Items) -> Items:
    """UNIMARC $b is the forename or its initials, $g what they stand for: $g alone if there.

    In the order of display, whatever that of the record: $a, forename, $d (Roman numerals).
    """
    full = np.unique(items.field[items.code == ord("g")])
    items = items.where((items.code != ord("b")) | ~np.isin(items.field, full))
    rank = np.ones(256, np.int64)
    rank[ord("a")], rank[ord("d")] = 0, 2
    group, _ = groups(items.field)
    return items.where(np.lexsort((rank[items.code], group)))
