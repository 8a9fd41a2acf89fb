"""What stands under an agreement: its activities by where they stand, and its obligations.

Read in a constant number of queries, however many activities there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.utils import timezone

from jalin.agreements.activities import activity_terms, agreement_in_force
from jalin.agreements.obligations import (
    PROGRESS,
    Achieved,
    Obligation,
    Progress,
    Reckoning,
    Term,
    counted_on,
    late_because,
    progress,
    reckon,
    years,
)
from jalin.agreements.terms import AgreementTerms
from jalin.agreements.terms import Clause as ClauseTerms
from jalin.dossiers.activity import ActivityTerms
from jalin.dossiers.clauses import refusal
from jalin.dossiers.models import Clause, Dossier, Task, Version
from jalin.dossiers.permissions import visible
from jalin.dossiers.states import ENDED
from jalin.dossiers.terms import Measure
from jalin.institutions.models import Institution
from jalin.institutions.permissions import Person


@dataclass(frozen=True, slots=True)
class Row:
    """An activity. `terms` are those in force, before that the newest; None for a draft.

    `waits_for` are the parties that have not approved what is proposed, be it the activity itself,
    a change of it, or (`completion_waits`) its completion.
    """

    dossier: Dossier
    clause: Clause
    progress: Progress
    late_because: str
    terms: ActivityTerms | None
    waits_for: tuple[Institution, ...]
    completion_waits: bool
    tasks_open: int
    tasks_late: int

    @property
    def area(self) -> str:
        return self.clause.area

    @property
    def done_on(self) -> date | None:
        """The day that it counts for as a whole, as its outcomes do."""
        if self.progress != "done" or self.dossier.in_force is None:
            return None
        agreed = self.dossier.in_force.at.date()
        return counted_on(None, self.dossier.begins, self.dossier.ends, agreed)

    @property
    def last(self) -> date | None:
        return self.dossier.ends or self.dossier.begins


@dataclass(frozen=True, slots=True)
class Owed:
    """An obligation as it is written, and as it stands in the year."""

    what: Mapping[str, str]
    reckoning: Reckoning


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause: what it obliges to, and how many activities stand under it."""

    clause: Clause
    owed: tuple[Owed, ...]
    activities: int
    refusal: str  # a message id; "" where something may begin under it


@dataclass(frozen=True, slots=True)
class Board:
    agreement: Dossier
    terms: AgreementTerms | None
    year: int
    years: tuple[int, ...]
    today: date
    rows: tuple[Row, ...]
    clauses: tuple[ClauseRow, ...]
    achieved: tuple[Achieved, ...]

    @property
    def columns(self) -> tuple[tuple[Progress, tuple[Row, ...]], ...]:
        """By where they stand, the soonest first; of those done, the year's, the last first."""
        return tuple((name, self._column(name)) for name in PROGRESS)

    @property
    def ended(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.progress == "ended")

    @property
    def term(self) -> Term:
        return term_of(self.agreement, self.terms, self.today)

    @property
    def is_partly(self) -> bool:
        """Whether the agreement is in force for a part of the year only."""
        return self.term.is_partly(self.year)

    def _column(self, name: Progress) -> tuple[Row, ...]:
        found = [row for row in self.rows if row.progress == name]
        if name == "done":
            found = [row for row in found if row.done_on and row.done_on.year == self.year]
        found.sort(key=lambda row: (row.last or date.max, row.dossier.pk), reverse=name == "done")
        return tuple(found)


def board(
    person: Person, agreement: Dossier, *, year: int | None = None, today: date | None = None
) -> Board:
    """The board for someone who may read the agreement; they see the activities they may read.

    Obligations are counted from all activities, so that the sum is the same for everybody.
    """
    day = today or timezone.now().date()
    terms = agreement_in_force(agreement)
    clauses = tuple(agreement.clauses.order_by("position"))
    dossiers = _activities(clauses)
    written = _versions(dossiers)
    achieved = tuple(_achieved(dossiers, written))
    told = years(term_of(agreement, terms, day), today=day, achieved=achieved)
    chosen = year if year in told else told[-1]
    own = visible(person).filter(pk__in=[one.pk for one in dossiers])
    seen = set(own.values_list("pk", flat=True))
    tasks = _tasks(dossiers, day)
    by_key = {clause.pk: clause for clause in clauses}
    rows = tuple(
        _row(one, by_key[one.clause_id], written, tasks, day)
        for one in dossiers
        if one.pk in seen and one.clause_id is not None
    )
    return Board(
        agreement,
        terms,
        chosen,
        told,
        day,
        rows,
        _clauses(agreement, terms, clauses, rows, achieved, chosen, day),
        achieved,
    )


def term_of(agreement: Dossier, terms: AgreementTerms | None, today: date) -> Term:
    """The days in force; tacit renewals move the end."""
    return Term(agreement.begins, terms.end_after(today) if terms else agreement.ends)


def _activities(clauses: Sequence[Clause]) -> list[Dossier]:
    found = Dossier.objects.filter(kind="activity", clause__in=clauses)
    return list(
        found.select_related("in_force", "issuer")
        .prefetch_related("parties__institution")
        .order_by("begins", "pk")
    )


@dataclass(frozen=True, slots=True)
class _Written:
    newest: Version
    terms: ActivityTerms


def _versions(dossiers: Sequence[Dossier]) -> dict[int, _Written]:
    """The newest version of each dossier."""
    of_them = Version.objects.filter(dossier__in=dossiers).values("dossier")
    newest = of_them.annotate(newest=Max("pk")).values("newest")
    found = Version.objects.filter(pk__in=newest).prefetch_related("approvals", "rejections")
    kept = {one.pk: one for one in dossiers}
    written = {}
    for version in found:
        version.dossier = kept[version.dossier_id]
        written[version.dossier_id] = _Written(version, activity_terms(version))
    return written


def _in_force(dossier: Dossier, written: Mapping[int, _Written]) -> ActivityTerms | None:
    """The terms in force, without reading again those that are the newest."""
    if dossier.in_force is None:
        return None
    newest = written.get(dossier.pk)
    if newest is not None and newest.newest.pk == dossier.in_force_id:
        return newest.terms
    dossier.in_force.dossier = dossier
    return activity_terms(dossier.in_force)


def _achieved(dossiers: Iterable[Dossier], written: Mapping[int, _Written]) -> Iterable[Achieved]:
    for dossier in dossiers:
        terms = _in_force(dossier, written)
        if terms is None or dossier.in_force is None:
            continue
        agreed = dossier.in_force.at.date()
        for one in terms.outcomes:
            on = counted_on(one.on, terms.begins, terms.ends, agreed)
            yield Achieved(terms.clause, one.clause_measure, one.count, on, one.by)


def _tasks(dossiers: Sequence[Dossier], today: date) -> dict[int, tuple[int, int]]:
    """How many tasks of a dossier are open, and overdue."""
    counted = (
        Task.objects.filter(dossier__in=dossiers, done_at=None)
        .order_by()
        .values("dossier")
        .annotate(left=Count("pk"), late=Count("pk", filter=Q(due__lt=today)))
    )
    return {one["dossier"]: (one["left"], one["late"]) for one in counted}


def _row(
    dossier: Dossier,
    clause: Clause,
    written: Mapping[int, _Written],
    tasks: Mapping[int, tuple[int, int]],
    today: date,
) -> Row:
    newest, in_force = written.get(dossier.pk), _in_force(dossier, written)
    waits_for = _waits_for(dossier, newest)
    left, overdue = tasks.get(dossier.pk, (0, 0))
    place = (dossier.state, dossier.begins, dossier.ends, today)
    return Row(
        dossier,
        clause,
        progress(*place, overdue=overdue),
        late_because(*place, overdue=overdue),
        in_force or (newest.terms if newest else None),
        waits_for,
        bool(waits_for and newest and newest.terms.done),
        left,
        overdue,
    )


def _waits_for(dossier: Dossier, newest: _Written | None) -> tuple[Institution, ...]:
    if newest is None or dossier.state in ENDED or dossier.in_force_id == newest.newest.pk:
        return ()
    if newest.newest.rejections.all():
        return ()
    approved = {one.institution_id for one in newest.newest.approvals.all()}
    parties = [party for party in dossier.parties.all() if not party.is_reader]
    return tuple(party.institution for party in parties if party.institution_id not in approved)


def _clauses(
    agreement: Dossier,
    terms: AgreementTerms | None,
    clauses: Sequence[Clause],
    rows: Sequence[Row],
    achieved: Sequence[Achieved],
    year: int,
    today: date,
) -> tuple[ClauseRow, ...]:
    term = term_of(agreement, terms, today)
    found = []
    for clause in clauses:
        clause.agreement = agreement
        said = terms.clause(clause.key) if terms else None
        owed = tuple(
            Owed(measure.what, reckon(owing, achieved, year=year, term=term, today=today))
            for measure, owing in obligations_of(said)
        )
        under = sum(row.clause.pk == clause.pk for row in rows)
        if clause.is_current or under:
            found.append(ClauseRow(clause, owed, under, refusal(clause, today=today)))
    return tuple(found)


def obligations_of(clause: ClauseTerms | None) -> tuple[tuple[Measure, Obligation], ...]:
    """What a clause obliges to, as written and as it is reckoned with."""
    if clause is None:
        return ()
    return tuple(
        (one, Obligation(clause.key, place, one.count, one.per, one.by))
        for place, one in enumerate(clause.obligations)
    )
