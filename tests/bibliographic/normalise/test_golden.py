"""Golden records: what is expected of each, in both formats, alone and among others."""

from typing import Any

import pytest

from jalin.bibliographic.chunk import Format
from tests.bibliographic.normalise.golden import CASES, Golden
from tests.bibliographic.normalise.written import row_of, rows_of


def chosen(row: dict[str, Any], case: Golden) -> dict[str, Any]:
    """The columns that the case speaks of, those that it wants empty too."""
    return {name: row.get(name) for name in (*case.expected, *case.absent) if row.get(name)} | {
        name: row.get(name) for name in case.expected
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("format_", ["marc21", "unimarc"])
def test_golden(case: Golden, format_: Format) -> None:
    text = case.marc21 if format_ == "marc21" else case.unimarc
    if text:
        assert chosen(row_of(text, format_), case) == case.expected


@pytest.mark.parametrize("format_", ["marc21", "unimarc"])
def test_a_record_gives_the_same_alone_and_among_others(format_: Format) -> None:
    texts = [case.marc21 if format_ == "marc21" else case.unimarc for case in CASES]
    texts = [text for text in texts if text]
    together = [without_place(row) for row in rows_of(texts * 2, format_)]
    alone = [without_place(rows_of([text], format_)[0]) for text in texts]
    assert together == alone * 2


def without_place(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "offset"}
