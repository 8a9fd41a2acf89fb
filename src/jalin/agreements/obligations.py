"""What a clause obliges to, against what was done: by the year, and by side.

Pure rules. A year is a calendar year, as in the yearly statement. What counts is what both sides
have approved: the outcomes in the terms in force of activities under the clause.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Progress = Literal["planned", "under_way", "late", "done", "ended"]
Standing = Literal["met", "open", "behind", "missed", "to_come"]
PROGRESS: tuple[Progress, ...] = ("planned", "under_way", "late", "done")

_PLANNED = frozenset({"draft", "proposed", "agreed"})
_NOTHING_CAME = frozenset({"rejected", "withdrawn", "terminated"})


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when an agreement is in force, both days included; None where it is open."""

    begins: date | None
    ends: date | None

    def touches(self, year: int) -> bool:
        return self._first(year) <= self._last(year)

    def is_partly(self, year: int) -> bool:
        """In force for a part of the year only."""
        whole = (date(year, 1, 1), date(year, 12, 31))
        return self.touches(year) and (self._first(year), self._last(year)) != whole

    def elapsed(self, year: int, today: date) -> float:
        """The share of the year's days in force that lie behind at the end of `today`, 0 to 1."""
        first, last = self._first(year), self._last(year)
        if first > last:
            return 0.0
        gone = (min(today, last) - first).days + 1
        return max(gone, 0) / ((last - first).days + 1)

    def _first(self, year: int) -> date:
        return max(date(year, 1, 1), self.begins or date.min)

    def _last(self, year: int) -> date:
        return min(date(year, 12, 31), self.ends or date.max)


@dataclass(frozen=True, slots=True)
class Obligation:
    """So many of something under `clause`; `place` is its number there, from 0.

    `per`: in each year, or once in the whole term. `by` owes it: a slug, None for all together.
    """

    clause: str
    place: int
    count: int
    per: Literal["year", "whole"] = "whole"
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Achieved:
    """An approved outcome. `by` is the slug of who did it, None for all together."""

    clause: str
    place: int | None
    count: int
    on: date
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """An obligation against what was done for it by the end of `year`.

    `shares` are the parts by who did it, the obligation's own debtor or None (together) among them.
    `expected` is what an even pace would have reached by today; 0 for one of the whole term.
    """

    obligation: Obligation
    year: int
    done: int
    expected: int
    shares: tuple[tuple[str | None, int], ...]
    standing: Standing

    @property
    def left(self) -> int:
        return max(self.obligation.count - self.done, 0)


def counts_for(achieved: Achieved, obligation: Obligation) -> bool:
    """What all did together counts for whoever owes; what the other side did does not."""
    same = (achieved.clause, achieved.place) == (obligation.clause, obligation.place)
    return same and (obligation.by is None or achieved.by in {None, obligation.by})


def counted_on(on: date | None, begins: date | None, ends: date | None, agreed: date) -> date:
    """The day that an outcome counts for: its own, else the last day, unless done before it.

    `agreed` is the day on which the outcome was proposed.
    """
    return on or min(ends or begins or agreed, agreed)


def reckon(
    obligation: Obligation, achieved: Iterable[Achieved], *, year: int, term: Term, today: date
) -> Reckoning:
    """An obligation in one year; one of the whole term is counted from its beginning on."""
    own = (one for one in achieved if counts_for(one, obligation))
    counted = [one for one in own if _falls(one, obligation, year)]
    done = sum(one.count for one in counted)
    expected = _expected(obligation, year=year, term=term, today=today)
    sides: dict[str | None, int] = {}
    for one in counted:
        sides[one.by] = sides.get(one.by, 0) + one.count
    shares = tuple(sorted(sides.items(), key=lambda share: (share[0] is None, share[0] or "")))
    standing = _standing(obligation, done, expected, year=year, term=term, today=today)
    return Reckoning(obligation, year, done, expected, shares, standing)


def _falls(achieved: Achieved, obligation: Obligation, year: int) -> bool:
    if obligation.per == "year":
        return achieved.on.year == year
    return achieved.on.year <= year


def _expected(obligation: Obligation, *, year: int, term: Term, today: date) -> int:
    if obligation.per == "whole":
        return 0
    return int(obligation.count * term.elapsed(year, today))


def _standing(
    obligation: Obligation, done: int, expected: int, *, year: int, term: Term, today: date
) -> Standing:
    if done >= obligation.count:
        return "met"
    if obligation.per == "year":
        over = today > min(date(year, 12, 31), term.ends or date.max)
    else:
        over = term.ends is not None and today > term.ends
    if over:
        return "missed"
    if date(year, 1, 1) > today:
        return "to_come"
    return "behind" if done < expected else "open"


def years(term: Term, *, today: date, achieved: Sequence[Achieved] = ()) -> tuple[int, ...]:
    """The years that there is something to say of: of the term until this one, and of outcomes."""
    held = {term.begins.year} if term.begins else set()
    held |= {min(today, term.ends or today).year}
    told = {one.on.year for one in achieved} | {year for year in held if term.touches(year)}
    span = range(min(told, default=today.year), max(told, default=today.year) + 1)
    return tuple(year for year in span if term.touches(year) or year in told) or (today.year,)


def progress(
    state: str, begins: date | None, ends: date | None, today: date, *, overdue: int = 0
) -> Progress:
    """Where an activity stands; `state` is that of its dossier, `overdue` counts its tasks."""
    if state == "completed":
        return "done"
    if state in _NOTHING_CAME:
        return "ended"
    if late_because(state, begins, ends, today, overdue=overdue):
        return "late"
    if state in _PLANNED or (begins is not None and today < begins):
        return "planned"
    return "under_way"


def late_because(
    state: str, begins: date | None, ends: date | None, today: date, *, overdue: int = 0
) -> Literal["", "not_approved", "not_completed", "tasks"]:
    """Why an activity is late: its first day has come and not all have approved it; its last day
    has passed and its completion is not agreed on; or a task of it is overdue."""
    last = ends or begins
    if state in _PLANNED:
        return "not_approved" if begins is not None and begins <= today else ""
    if state != "in_force":
        return ""
    if last is not None and last < today:
        return "not_completed"
    return "tasks" if overdue else ""
