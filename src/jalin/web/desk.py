"""What of the dossiers stands on a person's desk: what waits, what was proposed, what is due."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from jalin.dossiers.models import Dossier
from jalin.dossiers.queries import lists
from jalin.dossiers.queries.lists import Due, Row
from jalin.dossiers.views import steps
from jalin.dossiers.views.sides import Sides, sides
from jalin.dossiers.views.steps import NextStep
from jalin.institutions.standpoint import standing_here

MOST = 8  # of one kind: a desk shows what to begin with
DUE_DAYS = 45


@dataclass(frozen=True, slots=True)
class Line:
    """A dossier on the desk, from the reader's side."""

    row: Row
    sides: Sides
    step: NextStep

    @property
    def dossier(self) -> Dossier:
        return self.row.dossier

    @property
    def others(self) -> str:
        return steps.names(self.sides.theirs)

    @property
    def awaited(self) -> str:
        return steps.names(self.row.waits_for)


@dataclass(frozen=True, slots=True)
class DossierDesk:
    """Each list begins with what is most pressing; `more` counts what is left out of waiting."""

    waiting: Sequence[Line]
    more: int
    writing: Sequence[Line]
    proposed: Sequence[Line]
    due: Sequence[Due]
    fresh: Sequence[Line]

    @property
    def count(self) -> int:
        """How many wait."""
        return len(self.waiting) + self.more


def dossier_desk(request: HttpRequest) -> DossierDesk:
    """In a constant number of queries. Empty for who belongs to no institution."""
    person = request.user
    if standing_here(request).stranger:
        return DossierDesk((), 0, (), (), (), ())
    waiting = lists.waiting_for(person)
    writing = lists.drafts(person, limit=MOST)
    known = {row.dossier.pk for row in (*waiting, *writing)}
    fresh = [row for row in lists.fresh(person, limit=MOST * 2) if row.dossier.pk not in known]
    return DossierDesk(
        waiting=_lines(request, waiting[:MOST]),
        more=len(waiting[MOST:]),
        writing=_lines(request, writing),
        proposed=_lines(request, lists.proposed_by(person, limit=MOST)),
        due=lists.due(person, days=DUE_DAYS)[:MOST],
        fresh=_lines(request, fresh[:MOST]),
    )


def _lines(request: HttpRequest, rows: Sequence[Row]) -> list[Line]:
    found = []
    for row in rows:
        side = sides(request, row.course)
        found.append(Line(row, side, steps.next_step(row.course, side)))
    return found
