"""Dates and numbers as each language has them."""

import datetime as dt

import pytest
from django.utils import formats, translation

DAY = dt.date(2026, 11, 23)
WRITTEN = {
    "id": ("23 November 2026", "12.345,5"),
    "kk": ("2026 ж. 23 қараша", "12\u00a0345,5"),
    "ru": ("23 ноября 2026 г.", "12\u00a0345,5"),
    "en": ("23 November 2026", "12,345.5"),
}


@pytest.mark.parametrize("language", WRITTEN)
def test_dates_and_numbers(language: str) -> None:
    with translation.override(language):
        written = (
            formats.date_format(DAY),
            formats.number_format(12345.5, 1, force_grouping=True),
        )
    assert written == WRITTEN[language]


@pytest.mark.parametrize("language", WRITTEN)
def test_the_week_begins_on_monday(language: str) -> None:
    with translation.override(language):
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


@pytest.mark.parametrize(
    ("language", "written"),
    [("id", "23 November"), ("kk", "23 қараша"), ("ru", "23 ноября"), ("en", "23 November")],
)
def test_days_without_their_year(language: str, written: str) -> None:
    with translation.override(language):
        assert formats.date_format(DAY, "MONTH_DAY_FORMAT") == written
