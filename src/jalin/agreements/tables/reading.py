"""Reading a table of agreements: what its rows say, whatever programme wrote it."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import NoReturn

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from jalin.agreements.drafting_errors import TableRefused
from jalin.agreements.tables.columns import COLUMNS, as_text
from jalin.core.errors import gettext_noop

LIMIT = 1 << 20  # bytes
UNPACKED_LIMIT = 32 << 20  # bytes of a workbook without its compression
MOST_ROWS = 500
MOST_COLUMNS = 100
_GUARD = "'"  # before what a spreadsheet would take for a formula; see `writing`

Rows = list[tuple[int, dict[str, str]]]


def rows(name: str, data: bytes) -> Rows:
    """(number of the row in the file, {column: cell}) of each row that says something.

    Raises TableRefused, and then nothing of it is of use.
    """
    if len(data) > LIMIT:
        _refuse(gettext_noop("It is larger than 1 MB."))
    lines = _workbook(data) if name.casefold().endswith(".xlsx") else _csv(data)
    head = [as_text(cell).casefold() for cell in next(lines, ())]
    if "parties" not in head or not any(cell.startswith("title_") for cell in head):
        _refuse(gettext_noop("Its first row does not name the columns."))
    found: Rows = []
    for number, line in enumerate(lines, start=2):
        cells = _cells(head, line)
        if any(cells.values()):
            found.append((number, cells))
        if len(found) > MOST_ROWS:
            _refuse(gettext_noop("It has more than 500 rows. Take it in in parts."))
    if not found:
        _refuse(gettext_noop("It has no rows below the names of the columns."))
    return found


def _cells(head: Sequence[str], line: Sequence[object]) -> dict[str, str]:
    texts = [as_text(cell).removeprefix(_GUARD) for cell in line]
    return {column: text for column, text in zip(head, texts, strict=False) if column in COLUMNS}


def _workbook(data: bytes) -> Iterator[Sequence[object]]:
    """The rows of the first sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED_LIMIT:
                _refuse(gettext_noop("It is too large without its compression."))
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines = list(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS, max_row=5_000))
        book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, IndexError,
            SyntaxError, EOFError) as error:  # fmt: skip  # SyntaxError: ParseError of the XML
        raise TableRefused(reason=gettext_noop("It is no workbook that can be read.")) from error
    return iter(lines)


def _csv(data: bytes) -> Iterator[Sequence[object]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableRefused(
            reason=gettext_noop("It is no table in UTF-8. Save it as “CSV UTF-8” or as a workbook.")
        ) from error
    if "\0" in text:
        _refuse(gettext_noop("It is no table in UTF-8. Save it as “CSV UTF-8” or as a workbook."))
    first = text.partition("\n")[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    return iter(list(_lines(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))))


def _lines(reader: Iterator[list[str]]) -> Iterator[Sequence[object]]:
    try:
        yield from reader
    except csv.Error as error:
        raise TableRefused(reason=gettext_noop("A row of it cannot be read.")) from error


def _refuse(reason: str) -> NoReturn:
    raise TableRefused(reason=reason)
