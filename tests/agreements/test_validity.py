"""How long an agreement holds: tacit renewals, notice, and the calendar."""

from datetime import date

import pytest

from jalin.agreements.terms import AgreementTerms, end_as_renewed, last_notice
from jalin.agreements.wording import calendar
from tests.dossiers.cases import agreement_terms


@pytest.mark.parametrize(
    ("end", "months", "today", "expected"),
    [
        (date(2026, 4, 19), None, date(2030, 1, 1), date(2026, 4, 19)),
        (None, 12, date(2030, 1, 1), None),
        (date(2026, 4, 19), 60, date(2026, 4, 19), date(2026, 4, 19)),
        (date(2026, 4, 19), 60, date(2026, 4, 20), date(2031, 4, 19)),
        (date(2024, 1, 31), 1, date(2024, 2, 29), date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 3, 1), date(2026, 2, 28)),
        (date(2000, 12, 31), 1, date(2026, 11, 23), date(2026, 11, 30)),
    ],
)
def test_a_tacit_renewal_moves_the_end(
    end: date | None, months: int | None, today: date, expected: date | None
) -> None:
    assert end_as_renewed(end, months, today) == expected


def test_notice_is_reckoned_back_from_the_end() -> None:
    assert last_notice(date(2026, 8, 31), 6, "month") == date(2026, 2, 28)
    assert last_notice(date(2026, 3, 1), 60, "day") == date(2025, 12, 31)


def test_the_calendar_has_the_days_of_the_term_that_runs() -> None:
    said = agreement_terms(ends="2026-04-19", renewal={"how": "tacit", "months": 60})
    entries = {
        one.code: (one.begins, one.recurs)
        for one in calendar(AgreementTerms.model_validate(said), date(2026, 11, 23))
    }
    assert entries == {
        "begins": (date(2021, 4, 20), False),
        "ends": (date(2031, 4, 19), True),
        "notice": (date(2030, 10, 19), True),
    }
