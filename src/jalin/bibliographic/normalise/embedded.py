"""Linked records embedded in a UNIMARC field 4XX.

UNIMARC Manual, 4-- block: either `$t`, `$v` stand in the field itself (standard subfields), or
each `$1` begins a field of the linked record: tag, indicators, then its subfields (embedded
fields).
"""

import numpy as np

from jalin.bibliographic.normalise.table import Items, Table


def titles(table: Table, *tags: int) -> Items:
    """The title proper of the record linked in each field, if there is one."""
    return _found(table, tags, "t", "a")


def volumes(table: Table, *tags: int) -> Items:
    """The number of the volume in the linked record, if there is one."""
    return _found(table, tags, "v", "v")


def _found(table: Table, tags: tuple[int, ...], plain: str, inside: str) -> Items:
    items = table.subfields(table.fields(*tags))
    if not len(items):
        return items
    begins = items.code == ord("1")
    index = np.arange(len(items))
    last = np.maximum.accumulate(np.where(begins, index, -1))
    embedded = (last >= 0) & (items.field[np.maximum(last, 0)] == items.field) & ~begins
    start = items.start[np.maximum(last, 0)]
    text = items.text
    is_200 = (text[start] == 50) & (text[start + 1] == 48) & (text[start + 2] == 48)
    wanted = np.where(embedded & is_200, items.code == ord(inside), False)
    wanted |= ~embedded & (items.code == ord(plain))
    found = items.where(wanted).trimmed()
    return found.first_of_each(found.field)
