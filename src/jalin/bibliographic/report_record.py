"""A record in two or three lines: title, title in its other script, by whom, where and when."""

from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import pyarrow as pa

_COLUMNS = (
    "title",
    "other_title_information",
    "part_number",
    "part_name",
    "vernacular_title",
    "persons",
    "bodies",
    "places",
    "publishers",
    "year",
    "isbns",
    "languages",
    "control_number",
    "key",
)
# Beginnings of the blocks of Unicode in which a letter tells its script (ISO 15924).
_SCRIPTS = (("Arab", "\u0600", "\u08ff"), ("Cyrl", "\u0400", "\u052f"), ("Latn", "A", "\u024f"))


class RecordLines:
    """Records of a table as HTML. Only the rows that will be asked for are taken out of it."""

    def __init__(self, columns: pa.Table, rows: Iterable[int]) -> None:
        wanted = sorted(set(rows))
        taken = columns.select(list(_COLUMNS)).take(pa.array(wanted, pa.int64()))
        self._records = dict(zip(wanted, taken.to_pylist(), strict=True))

    def html(self, row: int) -> str:
        record = self._records[row]
        language = (record["languages"] or ["und"])[0]
        title = _title(record)
        vernacular = record["vernacular_title"]
        also = ""
        if vernacular and vernacular != record["title"]:
            also = f'<span class="also"{_marked(vernacular, language)}>{escape(vernacular)}</span>'
        by = " · ".join(
            part for part in (_persons(record), _imprint(record), _number(record)) if part
        )
        return (
            f'<div class="rec"><span class="title"{_marked(title, language)}>{escape(title)}</span>'
            f'{also}<span class="by">{escape(by)}</span></div>'
        )

    def all(self, rows: Iterable[int]) -> str:
        """The records of one publication; those that read the same stand once, counted."""
        counted = Counter(self.html(row) for row in rows)
        return "".join(
            html if times == 1 else html.replace("</span></div>", f" · ×{times}</span></div>")
            for html, times in counted.items()
        )


def script_of(text: str) -> str:
    """ISO 15924 code of the first letter whose script is told, else ""."""
    for letter in text:
        for script, first, last in _SCRIPTS:
            if letter.isalpha() and first <= letter <= last:
                return script
    return ""


def _marked(text: str, language: str) -> str:
    """Attributes that give fonts and screen readers the language, and the direction."""
    script = script_of(text)
    tag = f"{language}-{script}" if script else language
    return f' lang="{escape(tag)}"' + (' dir="rtl"' if script == "Arab" else "")


def _title(record: Mapping[str, Any]) -> str:
    title = record["title"] or record["vernacular_title"] or "[…]"
    other = record["other_title_information"]
    part = ", ".join(text for text in (record["part_number"], record["part_name"]) if text)
    return title + (f" : {other}" if other else "") + (f". {part}" if part else "")


def _persons(record: Mapping[str, Any]) -> str:
    named = record["persons"] or record["bodies"]
    return "; ".join(named[:3]) + (" …" if len(named) > 3 else "")


def _imprint(record: Mapping[str, Any]) -> str:
    where = " : ".join(texts[0] for texts in (record["places"], record["publishers"]) if texts)
    year = record["year"]
    return ", ".join(text for text in (where, "" if year is None else str(year)) if text)


def _number(record: Mapping[str, Any]) -> str:
    return f"ISBN {record['isbns'][0]}" if record["isbns"] else record["control_number"] or ""
