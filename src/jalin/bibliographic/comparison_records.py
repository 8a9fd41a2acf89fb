"""The records of a list as supplied, as ISO 2709 or MARCXML.

A record that came as ISO 2709 and is wanted as such keeps its bytes. Any other is written anew from
its fields in UTF-8; a MARC 21 leader then says so (ISO 2709 leader/09 = a).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from jalin.bibliographic.chunk import Chunk, Fault
from jalin.bibliographic.comparison_catalogue import Catalogue
from jalin.bibliographic.fields import (
    NAMESPACE,
    Record,
    fields_of,
    leader_of,
    marcxml_element,
    to_iso2709,
)
from jalin.bibliographic.reading import read
from jalin.core.errors import gettext_noop

RecordForm = Literal["iso2709", "marcxml"]
Write = Callable[[Chunk, int], bool]  # False where the record cannot be written in this form
SUFFIX: Mapping[RecordForm, str] = {"iso2709": "mrc", "marcxml": "xml"}


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
        opened = _iso2709 if form == "iso2709" else _marcxml
        writers = [stack.enter_context(opened(one.path)) for one in lists]
        for row, name, chunk, i in _records(catalogue):
            for write, one in zip(writers, lists, strict=True):
                if one.rows[row] and not write(chunk, i):
                    faults.append(_too_long(name, chunk, i))
    return faults


@contextmanager
def _iso2709(path: Path) -> Iterator[Write]:
    with path.open("wb") as file:

        def write(chunk: Chunk, i: int) -> bool:
            if chunk.carrier == "iso2709":
                start = int(chunk.record_start[i])
                data: bytes | None = chunk.supplied[start : start + int(chunk.record_length[i])]
            else:
                data = to_iso2709(_record(chunk, i))
            file.write(data or b"")
            return data is not None

        yield write


@contextmanager
def _marcxml(path: Path) -> Iterator[Write]:
    with path.open("wb") as file, etree.xmlfile(file, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element("collection", nsmap={None: NAMESPACE}):

            def write(chunk: Chunk, i: int) -> bool:
                xml.write("\n", marcxml_element(_record(chunk, i)))
                return True

            yield write
            xml.write("\n")


def _record(chunk: Chunk, i: int) -> Record:
    return Record(chunk.format, leader_of(chunk, i), fields_of(chunk, i))


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


def _too_long(name: str, chunk: Chunk, i: int) -> Fault:
    fields = fields_of(chunk, i)
    number = next((field.subfields[0][1] for field in fields if field.tag == "001"), "")
    reason = gettext_noop("too long for ISO 2709: it is in the CSV list, and can be had as MARCXML")
    offset = int(chunk.record_offset[i])
    return Fault(name, offset, number, "", "too_long_for_iso2709", reason, fatal=False)
