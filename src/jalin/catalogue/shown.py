"""What lists and pages show of records, from their normalised columns: whole columns at a time."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jalin.core.fields import SEPARATOR

Make = Callable[..., pa.Array]


def shown(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    """Per record of `batch` (`columns.SCHEMA`), the values of `FIELDS` in their order."""
    made = [
        make(*(batch.column(name) for name in names)).to_pylist()
        for names, make in _MADE_OF.values()
    ]
    titles = made[tuple(_MADE_OF).index("sort_title")]
    titles[:] = [title.casefold().lstrip("\"'«“„( [")[:120] for title in titles]
    return zip(*made, strict=True)


def _text(texts: pa.Array) -> pa.Array:
    """Without missing ones, and without NUL, which PostgreSQL does not take."""
    return pc.replace_substring(pc.fill_null(texts, ""), "\x00", "")


def _clipped(texts: pa.Array, *, length: int) -> pa.Array:
    return pc.utf8_slice_codeunits(_text(texts), 0, length)


def _same(values: pa.Array) -> pa.Array:
    return values


def _lists(lists: pa.Array) -> pa.ListArray:
    """Lists of texts without missing and empty ones; a missing list is empty."""
    texts = _text(lists.flatten())
    there = pc.greater(pc.binary_length(texts), 0)
    rows = pc.list_parent_indices(lists).filter(there).to_numpy()
    ends = np.cumsum(np.bincount(rows, minlength=len(lists)))
    offsets = np.concatenate([[0], ends]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), texts.filter(there))


def _listed(lists: pa.Array) -> pa.Array:
    return pc.binary_join(_lists(lists), " ; ")


def _stored(lists: pa.Array) -> pa.Array:
    """As `core.fields.joined` stores texts."""
    cleaned = _lists(lists)
    texts = pc.replace_substring(cleaned.values, SEPARATOR, " ")
    one = pc.binary_join(pa.ListArray.from_arrays(cleaned.offsets, texts), SEPARATOR)
    wrapped = pc.binary_join_element_wise(SEPARATOR, one, SEPARATOR, "")
    return pc.if_else(pc.greater(pc.list_value_length(cleaned), 0), wrapped, "")


def _joined(separator: str, left: pa.Array, right: pa.Array) -> pa.Array:
    """Both texts, with `separator` between them where neither is empty."""
    both = pc.and_(pc.not_equal(left, ""), pc.not_equal(right, ""))
    return pc.binary_join_element_wise(left, pc.if_else(both, separator, ""), right, "")


def _titled(title: pa.Array, other: pa.Array, number: pa.Array, name: pa.Array) -> pa.Array:
    """Title proper, part and other title information, punctuated as ISBD does."""
    part = _joined(", ", _text(number), _text(name))
    return _joined(" : ", _joined(". ", _text(title), part), _text(other))


def _vernacular(title: pa.Array, other: pa.Array) -> pa.Array:
    return _joined(" : ", _text(title), _text(other))


_TITLE = ("title", "other_title_information", "part_number", "part_name")
_VERNACULAR = ("vernacular_title", "vernacular_other_title_information")
# Field of `Record`: the columns it is made of, and how.
_MADE_OF: dict[str, tuple[tuple[str, ...], Make]] = {
    "deleted": (("deleted",), _same),
    "control_number": (("control_number",), partial(_clipped, length=100)),
    "format": (("format",), _same),
    "encoding": (("encoding",), _same),
    "title": (_TITLE, _titled),
    "vernacular_title": (_VERNACULAR, _vernacular),
    "responsibility": (("statement_of_responsibility",), _text),
    "vernacular_responsibility": (("vernacular_statement_of_responsibility",), _text),
    "persons": (("persons",), _stored),
    "publisher": (("publishers",), _listed),
    "place": (("places",), _listed),
    "country": (("country",), partial(_clipped, length=2)),
    "year": (("year",), _same),
    "edition": (("edition",), _text),
    "extent": (("extent",), _text),
    "isbns": (("isbns",), _stored),
    "languages": (("languages",), _stored),
    "scripts": (("scripts",), _stored),
    "subjects": (("subjects",), _stored),
    "sort_title": (("title",), _text),
}
FIELDS = tuple(_MADE_OF)
