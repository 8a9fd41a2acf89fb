"""Records and lists to take away, as supplied or as a table. Public, like the lists themselves."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Literal

from jalin.bibliographic.comparison import Dimension
from jalin.catalogue.models import Record
from jalin.catalogue.queries.comparisons import Part, part_records
from jalin.catalogue.supplied import supplied_bytes
from jalin.core.permissions import NotKnown

ExportForm = Literal["supplied", "marcxml", "csv"]
CONTENT_TYPES: dict[ExportForm, str] = {
    "supplied": "application/marc",
    "marcxml": "application/marcxml+xml",
    "csv": "text/csv; charset=utf-8",
}


def export_record(record_id: int, form: ExportForm) -> bytes:
    """One record. Errors: NotKnown."""
    found = Record.objects.select_related("catalogue__institution").filter(pk=record_id)
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
    ordered = chosen.select_related("catalogue__institution").order_by("sort_title", "pk")
    return _written(ordered.iterator(chunk_size=500), form)


def export_records(record_ids: Iterable[int], form: ExportForm) -> Iterator[bytes]:
    """The records of these ids in their order, in pieces; unknown ones are left out."""
    return _written(_in_order(list(record_ids)), form)


def _in_order(ids: list[int]) -> Iterator[Record]:
    """A few hundred at a time, so that memory does not grow with the list."""
    shown = Record.objects.select_related("catalogue__institution")
    for start in range(0, len(ids), 500):
        found = shown.in_bulk(ids[start : start + 500])
        yield from (found[pk] for pk in ids[start : start + 500] if pk in found)


def _written(records: Iterator[Record], form: ExportForm) -> Iterator[bytes]:
    match form:
        case "supplied":
            return (supplied_bytes(record) for record in records)
        case "csv":
            return _csv(records)
        case "marcxml":
            return _marcxml(records)


def _csv(records: Iterator[Record]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"  # spreadsheets take a file without it for their own code page
    names = ("institution", "catalogue", "key", "title", "vernacular_title", "responsibility")
    names += ("edition", "place", "publisher", "year", "isbn", "language", "country")
    yield _line(names)
    for r in records:
        values = (r.catalogue.institution.short_name, r.catalogue.name, r.key, r.title)
        values += (r.vernacular_title, r.responsibility, r.edition, r.place, r.publisher)
        more = (r.year or "", "; ".join(r.isbns), "; ".join(r.languages), r.country)
        yield _line((*values, *more))


def _line(values: tuple[object, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_harmless(value) for value in values])
    return out.getvalue().encode()


def _harmless(value: object) -> object:
    """A text that a spreadsheet would take for a formula is marked as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def _marcxml(records: Iterator[Record]) -> Iterator[bytes]:
    raise NotImplementedError
    yield b""
