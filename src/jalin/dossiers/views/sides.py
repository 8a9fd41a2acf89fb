"""Which party of a dossier is ours on a page, for whoever looks; the others are theirs."""

from dataclasses import dataclass

from django.http import HttpRequest

from jalin.dossiers.permissions import acts_for, signs_for, works_for
from jalin.dossiers.queries.course import Course
from jalin.institutions.models import Institution
from jalin.institutions.standpoint import standing_here, standpoint


@dataclass(frozen=True, slots=True)
class Sides:
    """`ours` is the party that the reader belongs to, else the house, else the first."""

    ours: Institution
    theirs: tuple[Institution, ...]
    is_own: bool  # the reader belongs to `ours`
    may_act: bool  # for `ours`: propose, approve, refuse, end
    may_work: bool  # for `ours`: talk, attach, do tasks
    may_sign: bool  # for `ours`

    def is_ours(self, institution: int | None) -> bool:
        return institution == self.ours.pk


def sides(request: HttpRequest, course: Course) -> Sides:
    """From the side of whoever asks."""
    has = standing_here(request)
    own = standpoint(request)
    acting = [party for party in course.parties if acts_for(has, party.pk)]
    working = [party for party in course.parties if works_for(has, party.pk)]
    belonging = [party for party in course.parties if party.pk in has.institutions]
    house = [party for party in course.parties if own is not None and party.pk == own.pk]
    ours = [*acting, *working, *belonging, *house, *course.parties, course.dossier.issuer][0]
    return Sides(
        ours=ours,
        theirs=tuple(party for party in course.parties if party.pk != ours.pk),
        is_own=ours.pk in has.institutions,
        may_act=bool(acting),
        may_work=bool(working),
        may_sign=signs_for(has, ours.pk),
    )
