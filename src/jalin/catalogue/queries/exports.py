"""Records and lists to take away, as supplied or as a table. Public, like the lists themselves."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from lxml import etree

from jalin.bibliographic.comparison import Dimension
from jalin.bibliographic.fields import NAMESPACE, marcxml_element, to_iso2709
from jalin.catalogue.models import Record
from jalin.catalogue.queries.comparisons import Part, part_records
from jalin.catalogue.queries.publications import rows
from jalin.catalogue.supplied import supplied_bytes, supplied_record
from jalin.core.permissions import NotKnown

ExportForm = Literal["supplied", "marcxml", "csv"]
AT_ONCE = 200  # publications, each with all its records
CONTENT_TYPES: dict[ExportForm, str] = {
    "supplied": "application/marc",
    "marcxml": "application/marcxml+xml",
    "csv": "text/csv; charset=utf-8",
}


def export_record(record_id: int, form: ExportForm) -> bytes:
    """One record. Errors: NotKnown."""
    found = Record.objects.select_related("catalogue__institution", "source").filter(pk=record_id)
    if not found:
        raise NotKnown
    return b"".join(_written(iter(found), form))


def export_list(
    ours: str,
    theirs: str,
    part: Part,
    form: ExportForm,
    *,
    by: Dimension | None = None,
    value: str = "",
) -> Iterator[bytes]:
    """The records of a part of a comparison, one for each publication, in pieces.

    Memory does not grow with the list. Errors: NotKnown.
    """
    chosen = part_records(ours, theirs, part, by=by, value=value)
    ordered = chosen.select_related("catalogue__institution", "source").order_by("sort_title", "pk")
    return _written(ordered.iterator(chunk_size=500), form)


def export_publications(numbers: Sequence[int], form: ExportForm) -> Iterator[bytes]:
    """One record for each of these publications in their order, in pieces.

    Publications that are no more are left out.
    """
    return _written(_standing_for(numbers), form)


def _standing_for(numbers: Sequence[int]) -> Iterator[Record]:
    """A few hundred at a time, so that memory does not grow with the list."""
    shown = Record.objects.select_related("catalogue__institution", "source")
    for start in range(0, len(numbers), AT_ONCE):
        ids = [row.record.pk for row in rows(numbers[start : start + AT_ONCE])]
        found = shown.in_bulk(ids)
        yield from (found[pk] for pk in ids if pk in found)


def _written(records: Iterator[Record], form: ExportForm) -> Iterator[bytes]:
    match form:
        case "supplied":
            return (_iso2709(record) for record in records)
        case "csv":
            return _csv(records)
        case "marcxml":
            return _marcxml(records)


def _iso2709(record: Record) -> bytes:
    """The bytes as supplied where they are ISO 2709, else written anew from its fields.

    A record that is too long for ISO 2709 is left out (see `to_iso2709`).
    """
    if record.source.carrier == "iso2709":
        return supplied_bytes(record)
    found = supplied_record(record)
    return (to_iso2709(found) if found else None) or b""


def _csv(records: Iterator[Record]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"  # spreadsheets take a file without it for their own code page
    yield _line(_COLUMNS)
    for record in records:
        yield _line(make(record) for make in _COLUMNS.values())


_COLUMNS: dict[str, Callable[[Record], object]] = {
    "institution": lambda r: r.catalogue.institution.short_name,
    "catalogue": lambda r: r.catalogue.name,
    "key": lambda r: r.key,
    "title": lambda r: r.title,
    "vernacular_title": lambda r: r.vernacular_title,
    "responsibility": lambda r: r.responsibility,
    "edition": lambda r: r.edition,
    "place": lambda r: r.place,
    "publisher": lambda r: r.publisher,
    "year": lambda r: r.year or "",
    "isbn": lambda r: "; ".join(r.isbns),
    "language": lambda r: "; ".join(r.languages),
    "country": lambda r: r.country,
}


def _line(values: Iterable[object]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_harmless(value) for value in values])
    return out.getvalue().encode()


def _harmless(value: object) -> object:
    """A text that a spreadsheet would take for a formula is marked as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def _marcxml(records: Iterator[Record]) -> Iterator[bytes]:
    """A collection of MARCXML (MARC 21 XML Schema 1.1), a record at a time."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{NAMESPACE}">\n'.encode()
    for record in records:
        if found := supplied_record(record):
            # Within an element that declares the namespace, the record needs no prefix for it.
            around = etree.Element("collection", nsmap={None: NAMESPACE})
            around.append(marcxml_element(found))
            yield etree.tostring(around[0], encoding="UTF-8") + b"\n"
    yield b"</collection>\n"
