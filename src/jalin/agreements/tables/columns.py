"""The columns of a table of agreements, one row per agreement."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from jalin.agreements.drafting.content import Content
from jalin.agreements.terms import AgreementTerms
from jalin.dossiers.terms import AREAS

TAGS = ("id", "kk", "ru", "en")
TITLES = tuple(f"title_{tag}" for tag in TAGS)
SCOPES = tuple(f"scope_{tag}" for tag in TAGS)
#: What is read; `id` is that of an agreement which is here already.
COLUMNS = (
    "id", *TITLES, "type", "parties", "begins", "ends", "zone", "languages", "notice_count",
    "notice_unit", "renewal", "renewal_months", "areas", *SCOPES,
)  # fmt: skip
#: What is only written: it follows from the rest, or is decided on elsewhere.
COMPUTED = ("state", "notice_date", "address")
SEPARATOR = ";"  # of several in one cell
# Where a problem of the terms is said: the name of a field, and its column.
_PLACES = {
    "title": "title_en", "notice": "notice_count", "notice.count": "notice_count",
    "notice.unit": "notice_unit", "renewal.how": "renewal", "renewal.months": "renewal_months",
}  # fmt: skip

Cells = Mapping[str, str]


def content_of(cells: Cells) -> Content:
    """The terms that a row says, without its clauses; what its cells leave empty is left out."""
    content: Content = {
        "title": _texts(cells, "title"),
        "scope": _texts(cells, "scope"),
        "type": cells.get("type", "").casefold(),
        "parties": several(cells.get("parties", "")),
        "languages": several(cells.get("languages", "")) or list(_texts(cells, "title")),
        "begins": day(cells.get("begins", "")),
        "ends": day(cells.get("ends", "")),
        "zone": cells.get("zone", ""),
        "notice": {
            "count": cells.get("notice_count", ""),
            "unit": cells.get("notice_unit", "").casefold(),
        },
        "renewal": {
            "how": cells.get("renewal", "").casefold(),
            "months": cells.get("renewal_months", ""),
        },
    }
    return content


def _texts(cells: Cells, name: str) -> dict[str, str]:
    return {tag: text for tag in TAGS if (text := cells.get(f"{name}_{tag}", ""))}


def several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(SEPARATOR) if part.strip()]


def areas_of(cells: Cells) -> tuple[list[str], list[str]]:
    """The areas of a row, and what stands there and is none."""
    given = [part.casefold() for part in several(cells.get("areas", ""))]
    return [part for part in given if part in AREAS], [part for part in given if part not in AREAS]


def day(cell: str) -> str:
    """A day as ISO 8601 has it; 20.04.2021 and 20/04/2021 are read, too. Others stay as they are.

    >>> day("20.04.2021")
    '2021-04-20'
    """
    parts = cell.replace("/", ".").split(".")
    if len(parts) == 3 and all(part.isdecimal() for part in parts) and len(parts[2]) == 4:
        return f"{parts[2]}-{parts[1]:0>2}-{parts[0]:0>2}"
    return cell


def column_of(place: str) -> str:
    """The column of a field of the terms."""
    first = place.partition(".")[0]
    return _PLACES.get(place) or (place if place in COLUMNS else _PLACES.get(first, first))


def cells_of(number: str, terms: AgreementTerms) -> dict[str, Any]:
    """The row of an agreement; dates and numbers as such."""
    notice, renewal = terms.notice, terms.renewal
    return {
        "id": number,
        **{f"title_{tag}": terms.title.get(tag, "") for tag in TAGS},
        "type": terms.type,
        "parties": SEPARATOR.join(terms.parties),
        "begins": terms.begins,
        "ends": terms.ends,
        "zone": terms.zone,
        "languages": SEPARATOR.join(terms.languages),
        "notice_count": notice.count if notice else None,
        "notice_unit": notice.unit if notice else "",
        "renewal": renewal.how,
        "renewal_months": renewal.months,
        "areas": SEPARATOR.join(dict.fromkeys(clause.area for clause in terms.clauses)),
        **{f"scope_{tag}": terms.scope.get(tag, "") for tag in TAGS},
    }


def as_text(value: object) -> str:
    """A cell of a workbook as text: days without their hours, numbers without a fraction of 0."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
