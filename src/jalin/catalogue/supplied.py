"""The bytes of records as supplied, and what they say, read anew."""

from jalin.bibliographic.errors import CatalogueFileError
from jalin.bibliographic.fields import Field, record_of
from jalin.bibliographic.fields import Record as Supplied
from jalin.catalogue import folders, segments
from jalin.catalogue.models import Record, RecordVersion


def supplied_bytes(located: Record | RecordVersion) -> bytes:
    """The bytes as supplied. Errors: SegmentDamaged."""
    path = folders.segment(located.source_id)
    return segments.read(path, located.offset, located.length)


def supplied_record(located: Record | RecordVersion) -> Supplied | None:
    """The record read again as its import read it; None when it cannot be read."""
    record = located if isinstance(located, Record) else located.record
    encoding = record.encoding if located.source_id == record.source_id else ""
    try:
        return record_of(
            supplied_bytes(located),
            format="unimarc" if record.format == "unimarc" else "marc21",
            encoding=None if encoding in {"", "unknown"} else encoding,
        )
    except CatalogueFileError:
        return None


def fields(located: Record | RecordVersion) -> tuple[str, tuple[Field, ...]]:
    """Leader and fields, decoded; ("", ()) when the record cannot be read."""
    found = supplied_record(located)
    return ("", ()) if found is None else (found.leader, tuple(found.fields))
