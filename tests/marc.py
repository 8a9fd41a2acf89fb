"""MARC 21 records in ISO 2709 for tests, made of what a test wants to say."""

from collections.abc import Iterable
from pathlib import Path

import pymarc

Subfields = dict[str, str]


def record(
    number: str,
    title: str = "Abai zholy",
    *,
    author: str = "",
    year: str = "1990",
    language: str = "kaz",
    country: str = "kz ",
    publisher: str = "Zhazushy",
    place: str = "Almaty",
    isbn: str = "",
    extent: str = "320 p.",
    status: str = "n",
    note: str = "",
    fields: Iterable[pymarc.Field] = (),
) -> bytes:
    """One record in UTF-8, with 003 TEST."""
    made = pymarc.Record(force_utf8=True)
    made.leader = pymarc.Leader(f"00000{status}am a2200000 a 4500")
    made.add_field(pymarc.Field("001", data=number), pymarc.Field("003", data="TEST"))
    fixed = f"900101s{year:<4}    {country:<3}           000 0 {language} d"
    made.add_field(pymarc.Field("008", data=fixed))
    if isbn:
        made.add_field(_field("020", {"a": isbn}))
    if author:
        made.add_field(_field("100", {"a": author}, "1 "))
    made.add_field(_field("245", {"a": title}, "10"))
    made.add_field(_field("260", {"a": place, "b": publisher, "c": year}))
    made.add_field(_field("300", {"a": extent}))
    if note:
        made.add_field(_field("520", {"a": note}))
    made.add_field(*fields)
    return bytes(made.as_marc())


def xml(data: bytes) -> bytes:
    """A record as MARCXML, without a namespace."""
    return bytes(pymarc.record_to_xml(pymarc.Record(data)))


def write(path: Path, records: Iterable[bytes]) -> Path:
    """A file of records."""
    path.write_bytes(b"".join(records))
    return path


def _field(tag: str, subfields: Subfields, indicators: str = "  ") -> pymarc.Field:
    made = [pymarc.Subfield(code, text) for code, text in subfields.items()]
    return pymarc.Field(tag, indicators=pymarc.Indicators(*indicators), subfields=made)
