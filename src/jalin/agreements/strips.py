"""The timeline of a board as geometry: where each activity lies in a year, in percent of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jalin.agreements.board import Row
from jalin.agreements.obligations import Reckoning

_DAY = timedelta(days=1)
_LEAST = 0.8  # percent: a single day can still be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a strip; `x` and `width` are percentages with a decimal point."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Strip:
    """An activity in a year. `done` of its time lies behind, `ahead` does not; `over` is overtime.

    `before` and `after`: it began in an earlier year, or goes on in a later one.
    """

    row: Row
    done: Bar | None
    ahead: Bar | None
    over: Bar | None
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    x: str


def months(year: int) -> tuple[Month, ...]:
    firsts = [date(year, month, 1) for month in range(1, 13)]
    return tuple(Month(first, _percent(_place(first, year))) for first in firsts)


def today_at(year: int, today: date) -> str:
    """Where today lies in the year, "" in another year."""
    return _percent(_place(today, year)) if today.year == year else ""


def strips(rows: Iterable[Row], year: int, today: date) -> Sequence[Strip]:
    """Those that have a day in the year, the first to begin first."""
    found = [_strip(row, year, today) for row in rows if _is_in(row, year, today)]
    return sorted(found, key=_order)


def _order(strip: "Strip") -> tuple[date, int]:
    return strip.row.dossier.begins or date.min, strip.row.dossier.pk


def undated(rows: Iterable[Row]) -> Sequence[Row]:
    return [row for row in rows if row.dossier.begins is None and row.progress != "ended"]


def _is_in(row: Row, year: int, today: date) -> bool:
    begins = row.dossier.begins
    if begins is None or row.progress == "ended":
        return False
    last = max(row.last or begins, today) if row.progress == "late" else row.last or begins
    return begins.year <= year <= last.year


def _strip(row: Row, year: int, today: date) -> Strip:
    begins, last = row.dossier.begins or today, row.last or today
    gone = last if row.progress == "done" else min(last, today - _DAY)
    started = row.dossier.state in {"in_force", "completed"}
    is_over = row.progress == "late" and last < today
    return Strip(
        row,
        done=_bar(begins, gone, year) if started else None,
        ahead=_bar(max(begins, gone + _DAY) if started else begins, last, year),
        over=_bar(last + _DAY, today, year) if is_over else None,
        before=begins.year < year,
        after=last.year > year,
    )


def _bar(first: date, last: date, year: int) -> Bar | None:
    """The days from `first` to `last`, as far as they are in the year; None for none."""
    first, last = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    if last < first:
        return None
    begin = _place(first, year)
    end = _place(last, year) + 100 / _days(year)
    width = max(end - begin, _LEAST)
    return Bar(_percent(min(begin, 100 - width)), _percent(width))


@dataclass(frozen=True, slots=True)
class Part:
    """What one side did, or all together (`by` is None), as a part of the bar of an obligation."""

    by: str | None
    count: int
    x: str
    width: str


def tally(found: Reckoning) -> tuple[Part, ...]:
    """Side by side from the left; together never longer than the bar."""
    whole = max(found.obligation.count, found.done)
    parts, begin = [], 0.0
    for by, count in found.shares:
        width = 100 * count / whole
        parts.append(Part(by, count, _percent(begin), _percent(width)))
        begin += width
    return tuple(parts)


def _place(day: date, year: int) -> float:
    return 100 * (day - date(year, 1, 1)).days / _days(year)


def _days(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def _percent(share: float) -> str:
    return f"{share:.2f}%"
