"""The lists of a comparison as CSV.

UTF-8 with a byte order mark, because Excel takes it for the local code page without one; CRLF and
quotes as RFC 4180 has them. A cell that a spreadsheet would run as a formula gets an apostrophe
before it.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path

import pyarrow as pa

from jalin.bibliographic.chunk import Fault
from jalin.bibliographic.comparison import Part, Publication, ReviewPair
from jalin.bibliographic.comparison_catalogue import Catalogue

Cell = str | int | float | None
Row = Sequence[Cell]

# Of `columns.SCHEMA`, in the order in which a librarian reads them.
COLUMNS = (
    "title",
    "other_title_information",
    "part_number",
    "part_name",
    "vernacular_title",
    "statement_of_responsibility",
    "persons",
    "bodies",
    "edition",
    "places",
    "publishers",
    "country",
    "year",
    "extent",
    "series",
    "isbns",
    "issns",
    "languages",
    "scripts",
    "subjects",
    "control_number",
    "key",
)
PLACE = ("file", "offset")  # where the record as supplied stands
FAULTS = ("catalogue", "file", "offset", "identifier", "field", "code", "reason", "unreadable")

_SEPARATOR = " | "  # between the values of one cell
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BATCH = 2000  # publications whose records are taken out of the columns at once


@dataclass(frozen=True, slots=True)
class Lists:
    """Writes the lists about two catalogues; `explain` turns reasons into words."""

    ours: Catalogue
    theirs: Catalogue
    explain: Callable[[tuple[str, ...]], list[str]]

    def both(self, path: Path, publications: Iterable[Publication]) -> None:
        """One line for each record that both have; the second records of a publication follow."""
        head = ("publication", *_headings("ours_"), *_headings("theirs_"))
        write_csv(path, head, self._side_by_side(publications))

    def _side_by_side(self, publications: Iterable[Publication]) -> Iterator[Row]:
        blank = [None] * len(_headings(""))
        for batch in _batches(publications):
            ours = _records(self.ours, [row for p in batch for row in p.ours])
            theirs = _records(self.theirs, [row for p in batch for row in p.theirs])
            for p in batch:
                for left, right in zip_longest(p.ours, p.theirs):
                    a = blank if left is None else ours[left]
                    b = blank if right is None else theirs[right]
                    yield p.cluster + 1, *a, *b

    def one_sided(self, path: Path, part: Part, publications: Iterable[Publication]) -> None:
        """One line for each record."""
        catalogue = self.theirs if part == "only_theirs" else self.ours
        write_csv(path, ("publication", *_headings("")), self._one_sided(catalogue, publications))

    def _one_sided(
        self, catalogue: Catalogue, publications: Iterable[Publication]
    ) -> Iterator[Row]:
        for batch in _batches(publications):
            rows_of = [(p, p.ours if catalogue is self.ours else p.theirs) for p in batch]
            records = _records(catalogue, [row for _, rows in rows_of for row in rows])
            for p, rows in rows_of:
                for row in rows:
                    yield p.cluster + 1, *records[row]

    def to_review(self, path: Path, pairs: Sequence[ReviewPair]) -> None:
        """Two records side by side, with how likely they are one publication, and why."""
        head = ("probability", "reasons", *_headings("ours_"), *_headings("theirs_"))
        write_csv(path, head, self._pairs(pairs))

    def _pairs(self, pairs: Sequence[ReviewPair]) -> Iterator[Row]:
        for start in range(0, len(pairs), _BATCH):
            batch = pairs[start : start + _BATCH]
            ours = _records(self.ours, [pair.left for pair in batch])
            theirs = _records(self.theirs, [pair.right for pair in batch])
            for pair in batch:
                reasons = "; ".join(self.explain(pair.reasons))
                chance = f"{pair.probability:.3f}"
                yield chance, reasons, *ours[pair.left], *theirs[pair.right]


def write_faults(path: Path, faults: Iterable[tuple[str, Fault]]) -> None:
    """Each fault with the name of its catalogue."""
    write_csv(
        path,
        FAULTS,
        (
            (name, f.file, f.offset, f.identifier, f.field, f.code, f.text(), int(f.fatal))
            for name, f in faults
        ),
    )


def write_csv(path: Path, head: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: Cell) -> str:
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(_FORMULA) and not isinstance(value, int) else text


def _headings(prefix: str) -> list[str]:
    return [prefix + name for name in (*COLUMNS, *PLACE)]


def _batches(publications: Iterable[Publication]) -> Iterator[list[Publication]]:
    waiting = iter(publications)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _records(catalogue: Catalogue, rows: Sequence[int]) -> dict[int, list[Cell]]:
    """The cells of each of these rows: `COLUMNS`, then `PLACE`."""
    taken = catalogue.columns.select([*COLUMNS, "offset"]).take(pa.array(rows, pa.int64()))
    columns = [taken.column(name).to_pylist() for name in COLUMNS]
    cells = [[_joined(value) for value in column] for column in columns]
    places = [catalogue.source_names(rows), taken.column("offset").to_pylist()]
    return {row: list(values) for row, *values in zip(rows, *cells, *places, strict=True)}


def _joined(value: list[str] | Cell) -> Cell:
    return _SEPARATOR.join(value) if isinstance(value, list) else value
