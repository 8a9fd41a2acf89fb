"""What is in a catalogue file: counted over its chunks, with every fault at its place."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from jalin.bibliographic import languages, reading
from jalin.bibliographic.chunk import Carrier, Chunk, Fault, Format, tag_code
from jalin.bibliographic.errors import CatalogueFileError

KEPT_FAULTS = 10_000  # of one file, so that a file of faults does not fill the memory
_CODE = re.compile(rb"[a-z]{3}")
_SUBFIELD_A = re.compile(rb"\x1fa([^\x1f]*)")
_LANGUAGE_FIELD: dict[Format, int] = {"marc21": tag_code("041"), "unimarc": tag_code("101")}


@dataclass(slots=True)
class Report:
    """The census of one file.

    `records` counts all records, the `unreadable` among them; `faults` holds the first
    KEPT_FAULTS of `fault_count`. `encodings` counts readable records by encoding, those of pure
    ASCII as "ascii"; `languages` counts records by BCP 47 tag, a record of two languages twice.
    `refused` says why the file was not read, or not to its end.
    """

    path: Path
    carrier: Carrier | None = None
    format: Format | None = None
    records: int = 0
    unreadable: int = 0
    encodings: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    fault_count: int = 0
    faults: list[Fault] = field(default_factory=list)
    refused: CatalogueFileError | None = None

    @property
    def encoding(self) -> str:
        """The commonest encoding among the records that show one; pure ASCII is UTF-8."""
        told = [(count, name) for name, count in self.encodings.items() if name != "ascii"]
        return max(told)[1] if told else "utf-8"

    def add(self, chunk: Chunk) -> None:
        """Count the records of the next chunk."""
        self.carrier, self.format = chunk.carrier, chunk.format
        self.records += len(chunk)
        self.unreadable += int((~chunk.readable).sum())
        self.encodings.update(reading.encodings_of(chunk))
        self.languages.update(_languages(chunk))
        self.fault_count += len(chunk.faults)
        self.faults += chunk.faults[: KEPT_FAULTS - len(self.faults)]


def check(
    path: Path,
    *,
    format: Format | None = None,  # noqa: A002  the field's own word
    encoding: str | None = None,
    progress: Callable[[Report, int], None] | None = None,
) -> Report:
    """Read the file at `path` to its end; `progress` gets the bytes done after each chunk."""
    report = Report(path)
    try:
        for chunk in reading.read(path, format=format, encoding=encoding):
            report.add(chunk)
            if progress is not None and len(chunk):
                progress(report, int(chunk.record_offset[0]) + len(chunk.supplied))
    except CatalogueFileError as error:
        report.refused = error
    return report


def _languages(chunk: Chunk) -> Counter[str]:
    """Records by language: 008/35-37 and 041 $a, or 101 $a of UNIMARC."""
    found: set[tuple[int, bytes]] = set()
    if chunk.format == "marc21":
        found.update(_fixed(chunk))
    for i in np.flatnonzero(chunk.field_tag == _LANGUAGE_FIELD[chunk.format]).tolist():
        content = chunk.text[chunk.field_start[i] : chunk.field_end[i]]
        for text in _SUBFIELD_A.findall(content):
            found.update((int(chunk.field_record[i]), code) for code in _CODE.findall(text))
    tags = {(record, languages.of_code(code.decode())) for record, code in found}
    return Counter(tag for _, tag in tags if tag is not None)


def _fixed(chunk: Chunk) -> set[tuple[int, bytes]]:
    """The language code of every 008 that is long enough, with its record."""
    long = chunk.field_end - chunk.field_start >= 38
    where = np.flatnonzero((chunk.field_tag == tag_code("008")) & long)
    text = np.frombuffer(chunk.text, np.uint8)
    codes = text[chunk.field_start[where][:, None] + np.arange(35, 38)].tobytes()
    records = chunk.field_record[where].tolist()
    pairs = ((record, codes[3 * i : 3 * i + 3]) for i, record in enumerate(records))
    return {pair for pair in pairs if _CODE.fullmatch(pair[1])}
