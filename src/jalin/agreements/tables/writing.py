"""Writing agreements as a table: CSV that Excel opens rightly, or a workbook with its clauses."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from jalin.agreements.tables.columns import COLUMNS, COMPUTED, TAGS, as_text, cells_of
from jalin.agreements.terms import AgreementTerms

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CLAUSES = (
    "id", "key", "area", *(f"title_{tag}" for tag in TAGS), *(f"text_{tag}" for tag in TAGS),
    "count", "per", "by", *(f"what_{tag}" for tag in TAGS),
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDE = 32  # characters
_MOST_IN_A_CELL = 32_767  # characters, as Excel has it


@dataclass(frozen=True, slots=True)
class Exported:
    """An agreement to be written: `number` is its uuid; `computed` the columns COMPUTED."""

    number: str
    terms: AgreementTerms
    computed: Mapping[str, Any]


def as_csv(agreements: Iterable[Exported]) -> bytes:
    """With a byte order mark, without which Excel takes UTF-8 for something else."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((*COLUMNS, *COMPUTED))
    for each in agreements:
        cells = {**cells_of(each.number, each.terms), **each.computed}
        writer.writerow([_guarded(as_text(cells.get(name))) for name in (*COLUMNS, *COMPUTED)])
    return out.getvalue().encode("utf-8-sig")


def as_workbook(agreements: Sequence[Exported]) -> bytes:
    """Two sheets: the agreements, and their clauses with what is owed under each."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "agreements"
    _sheet(first, (*COLUMNS, *COMPUTED), (_row(each) for each in agreements))
    clauses = (line for each in agreements for line in _clauses(each))
    _sheet(book.create_sheet("clauses"), CLAUSES, clauses)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _row(each: Exported) -> Mapping[str, Any]:
    return {**cells_of(each.number, each.terms), **each.computed}


def _clauses(each: Exported) -> Iterable[Mapping[str, Any]]:
    """A line per obligation; one for a clause that has none."""
    for clause in each.terms.clauses:
        line: dict[str, Any] = {"id": each.number, "key": clause.key, "area": clause.area}
        for tag in TAGS:
            line |= {f"title_{tag}": clause.title.get(tag), f"text_{tag}": clause.text.get(tag)}
        for one in clause.obligations:
            owed = {"count": one.count, "per": one.per, "by": one.by}
            yield {**line, **owed, **{f"what_{tag}": one.what.get(tag) for tag in TAGS}}
        if not clause.obligations:
            yield line


def _sheet(sheet: Worksheet, columns: Sequence[str], lines: Iterable[Mapping[str, Any]]) -> None:
    sheet.append(list(columns))
    for line in lines:
        sheet.append([_cell(line.get(column)) for column in columns])
    for place, cell in enumerate(sheet[1]):
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top")
        wide = columns[place].partition("_")[0] in {"title", "scope", "text", "what", "address"}
        sheet.column_dimensions[cell.column_letter].width = _WIDE if wide else 14
    sheet.freeze_panes = "B2"


def _cell(value: Any) -> Any:
    """Text is text: what looks like a formula does not become one."""
    return _guarded(value)[:_MOST_IN_A_CELL] if isinstance(value, str) else value


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
