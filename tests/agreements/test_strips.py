"""The timeline's geometry, and the colours and signs of the areas."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from jalin.agreements.obligations import Achieved, Obligation, Term, reckon
from jalin.agreements.strips import Bar, Part, months, strips, tally, today_at, undated
from jalin.agreements.templatetags.areas import area_sign
from jalin.dossiers.states import Area
from tests.web.test_styles import DARK, LIGHT, Colours, contrast

TODAY = date(2026, 7, 2)


def row(
    begins: date | None, ends: date | None = None, *, progress: str = "under_way", state: str = ""
) -> Any:
    """As much of a row of the board as the timeline looks at."""
    dossier = SimpleNamespace(begins=begins, ends=ends, state=state or "in_force", pk=1)
    return SimpleNamespace(dossier=dossier, last=ends or begins, progress=progress)


def test_the_months_and_today_lie_where_the_days_of_the_year_say() -> None:
    assert [month.x for month in months(2026)][:3] == ["0.00%", "8.49%", "16.16%"]
    assert [month.x for month in months(2024)][2] == "16.39%"
    assert (today_at(2026, TODAY), today_at(2025, TODAY)) == ("49.86%", "")


def test_what_lies_behind_and_ahead() -> None:
    found = strips([row(date(2026, 6, 1), date(2026, 8, 1))], 2026, TODAY)[0]
    assert found.done == Bar("41.37%", "8.49%")  # 1 June to 1 July
    assert found.ahead == Bar("49.86%", "8.49%")  # 2 July to 1 August
    assert (found.over, found.before, found.after) == (None, False, False)


def test_a_proposal_has_nothing_behind() -> None:
    proposed = row(date(2026, 6, 1), date(2026, 8, 1), state="proposed", progress="late")
    found = strips([proposed], 2026, TODAY)[0]
    assert (found.done, found.ahead) == (None, Bar("41.37%", "16.99%"))


def test_who_is_late_has_overtime_until_today_and_into_the_next_year() -> None:
    late = row(date(2025, 11, 1), date(2026, 6, 30), progress="late")
    found = strips([late], 2026, TODAY)[0]
    assert (found.over, found.before) == (Bar("49.59%", "0.80%"), True)
    old = row(date(2024, 1, 1), date(2024, 3, 1), progress="late")
    assert [len(strips([old], year, TODAY)) for year in (2023, 2024, 2025, 2026, 2027)] == [
        *(0, 1, 1, 1, 0)
    ]


def test_what_is_done_is_all_behind_even_before_its_last_day() -> None:
    done = row(date(2026, 6, 1), date(2026, 8, 1), progress="done", state="completed")
    found = strips([done], 2026, TODAY)[0]
    assert (found.done, found.ahead) == (Bar("41.37%", "16.99%"), None)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 12, 31)])
def test_a_single_day_can_be_seen_within_the_year(day: date) -> None:
    found = strips([row(day, progress="done", state="completed")], 2026, TODAY)[0]
    assert found.done is not None
    begin, width = (float(part.rstrip("%")) for part in (found.done.x, found.done.width))
    assert (width, begin + width <= 100) == (0.8, True)


def test_what_has_no_day_or_came_to_nothing_is_not_drawn() -> None:
    nothing = row(date(2026, 6, 1), progress="ended", state="withdrawn")
    without = row(None)
    assert strips([nothing, without], 2026, TODAY) == []
    assert undated([nothing, without, row(None, progress="ended")]) == [without]


def test_the_parts_of_a_bar_stand_side_by_side_and_never_run_over() -> None:
    owed = Obligation("exchange", 0, 100, "year")
    done = [
        Achieved("exchange", 0, count, TODAY, by) for by, count in (("astana", 150), (None, 50))
    ]
    found = reckon(owed, done, year=2026, term=Term(None, None), today=TODAY)
    assert tally(found) == (
        Part("astana", 150, "0.00%", "75.00%"),
        Part(None, 50, "75.00%", "25.00%"),
    )


def test_each_area_has_a_plate_and_a_drawing_of_its_own() -> None:
    signs = [str(area_sign(area)) for area in Area.values]
    plates = [sign.split('class="plate" d="')[1].split('"')[0] for sign in signs]
    drawn = [sign.split('class="drawn" d="')[1].split('"')[0] for sign in signs]
    assert (len(set(plates)), len(set(drawn))) == (6, 6)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("area", Area.values)
def test_each_area_has_a_colour_that_can_be_seen(theme: Colours, area: str) -> None:
    for ground in ("paper", "sheet"):
        assert contrast(theme[f"a-{area}"], theme[ground]) >= 4.5
    assert len({theme[f"a-{each}"] for each in Area.values}) == 6
