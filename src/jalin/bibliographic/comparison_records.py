"""The records of a list as supplied, as ISO 2709 or MARCXML.

A record that came as ISO 2709 and is wanted as such keeps its bytes. Any other is written anew from
its fields in UTF-8; a MARC 21 leader then says so (ISO 2709 leader/09 = a).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from jalin.bibliographic.chunk import Chunk, Fault
from jalin.bibliographic.comparison_catalogue import Catalogue
from jalin.bibliographic.fields import Field, fields_of, leader_of
from jalin.bibliographic.reading import read
from jalin.core.errors import gettext_noop

RecordForm = Literal["iso2709", "marcxml"]
SUFFIX: Mapping[RecordForm, str] = {"iso2709": "mrc", "marcxml": "xml"}
NAMESPACE = "http://www.loc.gov/MARC21/slim"
LONGEST_RECORD = 99_999  # bytes, five digits of the leader
LONGEST_FIELD = 9_999  # bytes, four digits of the directory

_HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{NAMESPACE}">\n'.encode()
_FOOT = b"</collection>\n"
_SUBFIELD, _FIELD, _RECORD = b"\x1f", b"\x1e", b"\x1d"
# What XML 1.0 (2.2) does not allow; a record is rather written without it than not at all.
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


@dataclass(frozen=True, slots=True)
class RecordList:
    """A file, and which rows of the catalogue it gets."""

    path: Path
    rows: NDArray[np.bool_]


def write_records(
    catalogue: Catalogue, lists: tuple[RecordList, ...], form: RecordForm
) -> list[Fault]:
    """Write each list in the order of the catalogue, reading its files once more.

    What cannot be written in this form (a record that is too long for ISO 2709) comes back as
    faults.
    """
    faults: list[Fault] = []
    with ExitStack() as stack:
        files = [stack.enter_context(one.path.open("wb")) for one in lists]
        if form == "marcxml":
            for file in files:
                file.write(_HEAD)
        for row, name, chunk, i in _records(catalogue):
            wanted = [file for file, one in zip(files, lists, strict=True) if one.rows[row]]
            if wanted:
                _write(wanted, chunk, i, form, name, faults)
        if form == "marcxml":
            for file in files:
                file.write(_FOOT)
    return faults


def _records(catalogue: Catalogue) -> Iterator[tuple[int, str, Chunk, int]]:
    """Every readable record: its row, the name of its file, and its place in a chunk."""
    for source, first in zip(catalogue.sources, catalogue.first_row.tolist(), strict=False):
        row, end = first, first + source.records
        for chunk in read(source.path, format=catalogue.format, encoding=catalogue.encoding):
            for i in np.flatnonzero(chunk.readable).tolist():
                if row == end:
                    return
                yield row, source.name, chunk, i
                row += 1


def _write(
    files: Sequence[BinaryIO],
    chunk: Chunk,
    i: int,
    form: RecordForm,
    name: str,
    faults: list[Fault],
) -> None:
    if form == "marcxml":
        data = marcxml(_leader(chunk, i), fields_of(chunk, i))
    elif chunk.carrier == "iso2709":
        start = int(chunk.record_start[i])
        data = chunk.supplied[start : start + int(chunk.record_length[i])]
    else:
        fields = fields_of(chunk, i)
        data = iso2709(_leader(chunk, i), fields)
        if not data:
            faults.append(_too_long(name, int(chunk.record_offset[i]), fields))
    for file in files:
        file.write(data)


def _too_long(name: str, offset: int, fields: list[Field]) -> Fault:
    number = next((field.subfields[0][1] for field in fields if field.tag == "001"), "")
    reason = gettext_noop("too long for ISO 2709: it is in the CSV list, and can be had as MARCXML")
    return Fault(name, offset, number, "", "too_long_for_iso2709", reason, fatal=False)


def marcxml(leader: str, fields: list[Field]) -> bytes:
    """One `record` element of MARCXML (ISO 25577), on a line of its own."""
    record = etree.Element("record")
    etree.SubElement(record, "leader").text = _allowed(leader)
    for field in fields:
        if field.is_control:
            element = etree.SubElement(record, "controlfield", tag=_allowed(field.tag))
            element.text = _allowed(field.subfields[0][1])
            continue
        element = etree.SubElement(
            record,
            "datafield",
            tag=_allowed(field.tag),
            ind1=_allowed(field.ind1) or " ",
            ind2=_allowed(field.ind2) or " ",
        )
        for code, text in field.subfields:
            subfield = etree.SubElement(element, "subfield", code=_allowed(code))
            subfield.text = _allowed(text)
    return etree.tostring(record, encoding="UTF-8", xml_declaration=False) + b"\n"


def iso2709(leader: str, fields: list[Field]) -> bytes:
    """One record of ISO 2709 in UTF-8, or b"" where it is too long for one."""
    directory, data = [], []
    start = 0
    for field in fields:
        content = _content(field)
        if len(content) > LONGEST_FIELD:
            return b""
        directory.append(f"{field.tag:.3}{len(content):04}{start:05}".encode())
        data.append(content)
        start += len(content)
    base = 24 + 12 * len(directory) + 1
    length = base + start + 1
    if length > LONGEST_RECORD:
        return b""
    head = f"{length:05}{leader[5:10]}22{base:05}{leader[17:20]}4500"
    return head.encode() + b"".join(directory) + _FIELD + b"".join(data) + _RECORD


def _content(field: Field) -> bytes:
    if field.is_control:
        return field.subfields[0][1].encode() + _FIELD
    subfields = b"".join(_SUBFIELD + (code + text).encode() for code, text in field.subfields)
    return f"{field.ind1:1.1}{field.ind2:1.1}".encode() + subfields + _FIELD


def _leader(chunk: Chunk, i: int) -> str:
    """24 characters of ASCII; in MARC 21, position 09 says that the record is now in Unicode."""
    leader = leader_of(chunk, i).encode("ascii", "replace").decode().ljust(24)[:24]
    return leader if chunk.format == "unimarc" else leader[:9] + "a" + leader[10:]


def _allowed(text: str) -> str:
    return text.translate(_FORBIDDEN)
