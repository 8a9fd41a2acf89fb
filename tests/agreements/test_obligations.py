"""Late, counted per year, and obligations against what was done: rules without a database."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalin.agreements.obligations import (
    Achieved,
    Obligation,
    Term,
    counted_on,
    counts_for,
    late_because,
    progress,
    reckon,
    years,
)

TODAY = date(2026, 7, 2)  # 183 of 365 days of 2026 have gone at its end
TERM = Term(date(2021, 4, 20), date(2029, 4, 19))
TITLES = Obligation("exchange", 0, 100)
YEARLY = Obligation("exchange", 0, 100, "year")


def achieved(count: int, on: date = date(2026, 5, 1), by: str | None = None) -> Achieved:
    return Achieved("exchange", 0, count, on, by)


@pytest.mark.parametrize(
    ("state", "begins", "ends", "overdue", "expected"),
    [
        ("draft", None, None, 0, ("planned", "")),
        ("proposed", date(2026, 7, 3), None, 0, ("planned", "")),
        ("proposed", date(2026, 7, 2), None, 0, ("late", "not_approved")),
        ("proposed", None, date(2026, 1, 1), 0, ("planned", "")),
        ("in_force", date(2026, 7, 3), date(2026, 8, 1), 0, ("planned", "")),
        ("in_force", date(2026, 7, 2), date(2026, 7, 2), 0, ("under_way", "")),
        ("in_force", None, None, 0, ("under_way", "")),
        ("in_force", date(2026, 7, 1), None, 0, ("late", "not_completed")),
        ("in_force", date(2026, 1, 1), date(2026, 7, 1), 0, ("late", "not_completed")),
        ("in_force", date(2026, 1, 1), date(2026, 8, 1), 1, ("late", "tasks")),
        ("in_force", date(2026, 8, 1), date(2026, 8, 2), 1, ("late", "tasks")),
        ("completed", date(2026, 1, 1), date(2026, 2, 1), 3, ("done", "")),
        ("rejected", date(2026, 1, 1), None, 0, ("ended", "")),
        ("withdrawn", None, None, 0, ("ended", "")),
        ("terminated", None, date(2026, 1, 1), 2, ("ended", "")),
    ],
)
def test_where_an_activity_stands(
    state: str, begins: date | None, ends: date | None, overdue: int, expected: tuple[str, str]
) -> None:
    found = progress(state, begins, ends, TODAY, overdue=overdue)
    assert (found, late_because(state, begins, ends, TODAY, overdue=overdue)) == expected


@pytest.mark.parametrize(
    ("owed_by", "done_by", "counts"),
    [
        (None, None, True),
        (None, "astana", True),
        ("astana", "astana", True),
        ("astana", None, True),
        ("astana", "jakarta", False),
    ],
)
def test_who_owes_is_helped_by_all_and_not_by_the_other(
    owed_by: str | None, done_by: str | None, counts: bool
) -> None:
    owed = Obligation("exchange", 0, 100, by=owed_by)
    assert counts_for(achieved(1, by=done_by), owed) is counts


def test_another_obligation_or_none_is_not_counted() -> None:
    others = [
        Achieved("exchange", 1, 5, TODAY),
        Achieved("exchange", None, 5, TODAY),
        Achieved("research", 0, 5, TODAY),
    ]
    assert [counts_for(one, TITLES) for one in others] == [False, False, False]


def test_an_outcome_counts_on_its_day_else_on_the_last_unless_done_before() -> None:
    begins, ends, agreed = date(2025, 12, 1), date(2026, 1, 31), date(2026, 2, 10)
    assert counted_on(date(2025, 12, 30), begins, ends, agreed) == date(2025, 12, 30)
    assert counted_on(None, begins, ends, agreed) == ends
    assert counted_on(None, begins, None, agreed) == begins
    assert counted_on(None, None, None, agreed) == agreed
    assert counted_on(None, begins, ends, date(2025, 12, 20)) == date(2025, 12, 20)


def test_a_yearly_obligation_counts_its_year_alone() -> None:
    done = [achieved(60), achieved(40, date(2025, 12, 31)), achieved(7, date(2027, 1, 1))]
    found = reckon(YEARLY, done, year=2026, term=TERM, today=TODAY)
    assert (found.done, found.expected, found.left, found.standing) == (60, 50, 40, "open")


def test_an_obligation_of_the_whole_term_counts_all_until_the_year() -> None:
    done = [achieved(60), achieved(30, date(2021, 12, 31)), achieved(7, date(2027, 1, 1))]
    found = reckon(TITLES, done, year=2026, term=TERM, today=TODAY)
    assert (found.done, found.expected, found.left, found.standing) == (90, 0, 10, "open")


@pytest.mark.parametrize(
    ("count", "year", "standing"),
    [
        (100, 2026, "met"),
        (49, 2026, "behind"),
        (50, 2026, "open"),
        (0, 2025, "missed"),
        (0, 2027, "to_come"),
    ],
)
def test_how_a_year_stands(count: int, year: int, standing: str) -> None:
    done = [achieved(count, date(year, 3, 1))]
    assert reckon(YEARLY, done, year=year, term=TERM, today=TODAY).standing == standing


def test_an_agreement_that_ended_has_missed_what_it_left_open() -> None:
    ended = Term(date(2021, 4, 20), date(2026, 4, 19))
    for owed in (TITLES, YEARLY):
        found = reckon(owed, [achieved(99)], year=2026, term=ended, today=TODAY)
        assert (found.done, found.standing) == (99, "missed")


def test_the_parts_of_each_side() -> None:
    done = [achieved(5, by="jakarta"), achieved(7), achieved(2, by="astana"), achieved(1)]
    found = reckon(YEARLY, done, year=2026, term=TERM, today=TODAY)
    assert found.shares == (("astana", 2), ("jakarta", 5), (None, 8))


def test_the_years_of_a_term() -> None:
    assert years(TERM, today=TODAY) == (2021, 2022, 2023, 2024, 2025, 2026)
    assert years(Term(None, None), today=TODAY) == (2026,)
    ended = Term(date(2021, 1, 1), date(2022, 12, 31))
    assert years(ended, today=TODAY) == (2021, 2022)
    assert years(Term(date(2030, 1, 1), None), today=TODAY) == (2030,)
    late = [achieved(1, date(2024, 1, 1))]
    assert years(ended, today=TODAY, achieved=late) == (2021, 2022, 2024)


def test_a_year_that_the_agreement_has_only_in_part() -> None:
    assert [TERM.is_partly(year) for year in (2020, 2021, 2022, 2029, 2030)] == [
        *(False, True, False, True, False)
    ]


@given(st.dates(date(2019, 1, 1), date(2031, 12, 31)), st.integers(2020, 2030))
def test_the_share_of_a_year_that_has_gone_is_one_of_a_whole(today: date, year: int) -> None:
    share = TERM.elapsed(year, today)
    assert 0 <= share <= 1
    assert share <= TERM.elapsed(year, date.fromordinal(today.toordinal() + 1))


@given(st.lists(st.tuples(st.dates(date(2021, 1, 1), date(2028, 12, 31)), st.integers(0, 99))))
def test_each_outcome_is_counted_in_exactly_one_year(done: list[tuple[date, int]]) -> None:
    outcomes = [achieved(count, on) for on, count in done]
    found = [
        reckon(YEARLY, outcomes, year=year, term=TERM, today=TODAY).done
        for year in range(2021, 2029)
    ]
    assert sum(found) == sum(count for _, count in done)
    whole = [
        reckon(TITLES, outcomes, year=year, term=TERM, today=TODAY).done
        for year in range(2021, 2029)
    ]
    assert all(one <= other for one, other in pairwise(whole))
