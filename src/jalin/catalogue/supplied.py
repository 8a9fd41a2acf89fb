"""The bytes of records as supplied, and what they say, read anew."""

from jalin.bibliographic.chunk import Chunk
from jalin.bibliographic.errors import CatalogueFileError
from jalin.bibliographic.fields import Field, fields_of, leader_of
from jalin.bibliographic.reading import read_bytes
from jalin.catalogue import folders, segments
from jalin.catalogue.models import Record, RecordVersion


def supplied_bytes(located: Record | RecordVersion) -> bytes:
    """The bytes as supplied. Errors: SegmentDamaged."""
    path = folders.segment(located.source_id)
    return segments.read(path, located.offset, located.length)


def chunk(located: Record | RecordVersion) -> Chunk | None:
    """The record read again as its import read it; None when it cannot be read."""
    record = located if isinstance(located, Record) else located.record
    same_source = located.source_id == record.source_id
    encoding = record.encoding if same_source else ""
    try:
        for found in read_bytes(
            supplied_bytes(located),
            format="unimarc" if record.format == "unimarc" else "marc21",
            encoding=None if encoding in {"", "unknown"} else encoding,
        ):
            if len(found) and found.readable[0]:
                return found
    except CatalogueFileError:
        return None
    return None


def fields(located: Record | RecordVersion) -> tuple[str, tuple[Field, ...]]:
    """Leader and fields, decoded; ("", ()) when the record cannot be read."""
    found = chunk(located)
    return ("", ()) if found is None else (leader_of(found, 0), tuple(fields_of(found, 0)))
