"""When agreements hold, one line each, with the day by which notice has to be given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jalin.agreements.queries.register import Row
from jalin.dossiers.states import State

WIDTH = 1000
_SOLID = frozenset({State.IN_FORCE, State.COMPLETED})
MOST_YEARS = 16  # of the scale; what is longer runs out of the picture
YEARS_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    year: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One agreement. `open_end` where it has no end, or one outside of the picture."""

    row: Row
    x: float
    width: float
    solid: bool  # in force or carried out; else only proposed, or ended early
    open_end: bool
    open_start: bool
    notice: float | None
    renewed: tuple[float, float] | None  # from the first end on: x and width


@dataclass(frozen=True, slots=True)
class Timeline:
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    today: float


def timeline(rows: Sequence[Row], today: date) -> Timeline:
    """The lines of `rows`, in their order, on a scale of whole years."""
    first, last = _years(rows, today)
    scale = _Scale(date(first, 1, 1).toordinal(), date(last + 1, 1, 1).toordinal())
    step = 1 if last - first < 12 else 2
    ticks = tuple(Tick(scale.at(date(year, 1, 1)), year) for year in range(first, last + 1, step))
    bars = tuple(_bar(row, scale) for row in rows if row.dossier.begins or row.ends)
    return Timeline(bars, ticks, scale.at(today))


def _years(rows: Sequence[Row], today: date) -> tuple[int, int]:
    starts = [row.dossier.begins.year for row in rows if row.dossier.begins]
    ends = [row.ends.year for row in rows if row.ends]
    last = min(max([*ends, today.year + 1]), today.year + YEARS_AHEAD)
    first = max(min([*starts, today.year - 1]), last - MOST_YEARS)
    return first, last


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int  # ordinals of days
    last: int

    def at(self, day: date) -> float:
        """How far to the right a day is; days outside are at the edge."""
        share = (day.toordinal() - self.first) / (self.last - self.first)
        return round(WIDTH * min(max(share, 0.0), 1.0), 1)

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day.toordinal() < self.last


def _bar(row: Row, scale: _Scale) -> Bar:
    begins, ends = row.dossier.begins, row.ends
    x = scale.at(begins) if begins else 0.0
    right = scale.at(ends) if ends else float(WIDTH)
    return Bar(
        row=row,
        x=x,
        width=round(max(right - x, 4), 1),
        solid=row.dossier.state in _SOLID,
        open_end=not scale.holds(ends),
        open_start=not scale.holds(begins),
        notice=_notice(row, scale),
        renewed=_renewed(row, scale),
    )


def _notice(row: Row, scale: _Scale) -> float | None:
    """Where the last day for notice is, of what is in force."""
    if row.notice is None or not scale.holds(row.notice) or row.dossier.state != State.IN_FORCE:
        return None
    return scale.at(row.notice)


def _renewed(row: Row, scale: _Scale) -> tuple[float, float] | None:
    first = row.dossier.ends
    if first is None or row.ends is None or row.ends <= first:
        return None
    start, end = scale.at(first), scale.at(row.ends)
    return start, round(end - start, 1)
