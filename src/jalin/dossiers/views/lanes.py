"""The two lanes of a dossier: ours and theirs, which meet at each step that both have taken."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from jalin.dossiers.queries.course import Course
from jalin.dossiers.states import ENDED, State
from jalin.dossiers.views.sides import Sides

Mark = Literal["done", "open", "awaited", "none"]  # open: waits for the reader's own side


@dataclass(frozen=True, slots=True)
class Lane:
    """What one side has done of a step; `left` counts the parties of the side that have not."""

    mark: Mark = "none"
    at: datetime | None = None
    left: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    label: Promise | str
    ours: Lane
    theirs: Lane
    met: bool  # both have, so that the lanes meet
    current: bool = False
    day: date | datetime | None = None  # when it came, or will come
    harm: bool = False
    reached: bool = False  # both lanes lead to it already, though it is not over


TEXT = pgettext_lazy("step", "Text")
APPROVAL = pgettext_lazy("step", "Approval")
SIGNING = pgettext_lazy("step", "Signing")
UNDER_WAY = pgettext_lazy("step", "Under way")
IN_FORCE = pgettext_lazy("step", "In force")
COMPLETED = pgettext_lazy("step", "Completed")


def steps(course: Course, sides: Sides) -> tuple[Step, ...]:
    """Four steps, of which the last is the end that it has or shall have."""
    text, approval = _text(course, sides), _approval(course, sides)
    third = _signing(course, sides) if course.kind.is_signed else _under_way(course)
    found = [text, approval, third, _end(course)]
    here = next((at for at, step in enumerate(found) if not step.met), None)
    if course.dossier.state in ENDED:
        here = len(found) - 1
    return tuple(replace(step, current=at == here) for at, step in enumerate(found))


def _text(course: Course, sides: Sides) -> Step:
    times = {party.pk: course.written(party.pk) for party in course.parties}
    theirs = [time for party in sides.theirs if (time := times.get(party.pk))]
    ours = times.get(sides.ours.pk)
    drafting = not course.versions
    return Step(
        TEXT,
        Lane("done", ours) if ours else Lane("open" if drafting and sides.may_act else "none"),
        Lane("done", max(theirs)) if theirs else Lane(),
        met=bool(course.versions),
    )


def _approval(course: Course, sides: Sides) -> Step:
    times = {party.pk: course.approved(party.pk) for party in course.parties}
    asked = course.pending is not None
    ours, theirs = _lanes(sides, times, asked=asked)
    return Step(APPROVAL, ours, theirs, met=_all(times))


def _signing(course: Course, sides: Sides) -> Step:
    times = {party.pk: course.signed(party.pk) for party in course.parties}
    ours, theirs = _lanes(sides, times, asked=bool(course.to_sign))
    return Step(SIGNING, ours, theirs, met=_all(times) and course.pending is None)


def _under_way(course: Course) -> Step:
    began = course.dossier.in_force_id is not None
    over = course.dossier.state in (State.COMPLETED, State.TERMINATED)
    day = course.dossier.begins
    return Step(UNDER_WAY, Lane(), Lane(), met=began and over, day=day, reached=began)


def _end(course: Course) -> Step:
    dossier = course.dossier
    over = dossier.changed_at
    if dossier.state in (State.REJECTED, State.WITHDRAWN, State.TERMINATED):
        return Step(State(dossier.state).label, Lane(), Lane(), met=False, day=over, harm=True)
    if not course.kind.is_signed:
        met = dossier.state == State.COMPLETED
        return Step(COMPLETED, Lane(), Lane(), met=met, day=over if met else dossier.ends)
    met = dossier.in_force_id is not None and course.pending is None
    return Step(IN_FORCE, Lane(), Lane(), met=met, day=dossier.begins)


def _lanes(sides: Sides, times: dict[int, datetime | None], *, asked: bool) -> tuple[Lane, Lane]:
    own = times.get(sides.ours.pk)
    others = [times.get(party.pk) for party in sides.theirs]
    left = sum(1 for time in others if time is None)
    given = [time for time in others if time is not None]
    waits: Mark = "open" if sides.may_act else "awaited"
    ours = Lane("done", own) if own else Lane(waits if asked else "none")
    if others and not left:
        return ours, Lane("done", max(given))
    return ours, Lane("awaited" if asked else "none", left=left)


def _all(times: dict[int, datetime | None]) -> bool:
    return bool(times) and all(times.values())
