"""Dossiers in lists: desks and registers. As many queries for fifty rows as for one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext

from jalin.dossiers import contracts
from jalin.dossiers.models import (
    Approval,
    CalendarEntry,
    Dossier,
    Look,
    Message,
    Party,
    Rejection,
    Task,
    Version,
)
from jalin.dossiers.permissions import acts_for, visible, works_for
from jalin.dossiers.queries.course import Course, courses
from jalin.dossiers.states import OPEN, State
from jalin.institutions.models import Institution
from jalin.institutions.permissions import Person, Standing, standing

MOST = 200  # lines of one list of a desk
FRESH = timedelta(days=30)  # what is older is not new any more, seen or not


@dataclass(frozen=True, slots=True)
class Row:
    """`unread`: it changed, or somebody wrote, since the person last looked."""

    course: Course
    unread: bool
    tasks_left: int

    @property
    def dossier(self) -> Dossier:
        return self.course.dossier

    @property
    def waits_for(self) -> tuple[Institution, ...]:
        """Who is to approve, or else to sign."""
        return self.course.to_approve or self.course.to_sign


@dataclass(frozen=True, slots=True)
class Due:
    """A day that is near: of a task, or one that the terms in force set (`code`)."""

    on: date
    label: str
    dossier: Dossier
    overdue: bool
    task: Task | None = None
    code: str = ""


def selected(
    person: Person,
    *,
    has: Standing | None = None,
    kind: str = "",
    state: str = "",
    agreement: Dossier | None = None,
    area: str = "",
    party: Institution | None = None,
) -> QuerySet[Dossier]:
    """The dossiers that the person may read, narrowed, those changed last first."""
    wanted = {"kind": kind, "state": state, "clause__agreement": agreement, "clause__area": area}
    found = visible(person, has=has).filter(**{by: what for by, what in wanted.items() if what})
    if party is not None:
        found = found.filter(parties__institution=party, parties__is_reader=False)
    return found.order_by("-changed_at", "-pk")


def rows(
    person: Person,
    *,
    kind: str = "",
    state: str = "",
    agreement: Dossier | None = None,
    area: str = "",
    party: Institution | None = None,
    offset: int = 0,
    limit: int = 50,
) -> list[Row]:
    """A page of `selected`."""
    found = selected(person, kind=kind, state=state, agreement=agreement, area=area, party=party)
    return rows_of(person, found[offset : offset + limit])


def rows_of(person: Person, dossiers: QuerySet[Dossier]) -> list[Row]:
    """The rows of a slice of dossiers that the person may read."""
    page = list(dossiers.select_related("issuer", "clause__agreement"))
    shown = Dossier.objects.filter(pk__in=[dossier.pk for dossier in page])
    unread = set(_unread(person, shown).values_list("pk", flat=True))
    left = Task.objects.filter(dossier__in=page, done_at=None).order_by()
    tasks = dict(left.values_list("dossier").annotate(Count("pk")))
    return [
        Row(course, course.dossier.pk in unread, tasks.get(course.dossier.pk, 0))
        for course in courses(page)
    ]


def waiting_for(person: Person, *, limit: int = MOST) -> list[Row]:
    """What the person's side is to approve or to sign, those that wait longest first."""
    has = standing(person)
    open_ = _pending(person, has).filter(Exists(_asked(has))).order_by("changed_at", "pk")
    return [row for row in rows_of(person, open_[:limit]) if _is_asked(has, row)]


def proposed_by(person: Person, *, limit: int = MOST) -> list[Row]:
    """What the person's side has approved, and others are still to approve or to sign."""
    has = standing(person)
    given = Approval.objects.filter(
        version=OuterRef("newest"), institution__in=_own(has), is_signature=False
    )
    found = rows_of(person, _pending(person, has).filter(Exists(given))[:limit])
    return [row for row in found if not _is_asked(has, row)]


def drafts(person: Person, *, limit: int = 50) -> list[Row]:
    """What the person's side is writing: dossiers in draft, and changes not yet proposed."""
    has = standing(person)
    found = selected(person, has=has).filter(state__in=OPEN)
    return rows_of(person, found.filter(drafts__institution__in=_own(has)).distinct()[:limit])


def fresh(person: Person, *, limit: int = 20) -> list[Row]:
    """What changed or was said by others since the person looked, in the last days."""
    return rows_of(person, _unread(person, selected(person), limit=limit))


def due(person: Person, *, days: int = 30, today: date | None = None) -> list[Due]:
    """Tasks of the person or of nobody on their side, and days set by terms in force, by day.

    What is overdue comes first: tasks, and what should be over by now and is not completed.
    """
    day = today or timezone.localdate()
    has = standing(person)
    found = [*_tasks_due(person, has, day, days), *_days_due(person, has, day, days)]
    return sorted(found, key=lambda each: (each.on, each.dossier.pk, each.label))


def _tasks_due(person: Person, has: Standing, day: date, days: int) -> Iterator[Due]:
    own = [institution for institution in has.institutions if works_for(has, institution)]
    mine = Q(owner=None) | Q(owner_id=getattr(person, "pk", None))
    found = Task.objects.filter(mine, side__in=own, done_at=None).filter(
        due__lte=day + timedelta(days=days),
        dossier__in=visible(person, has=has).filter(state__in=OPEN),
    )
    for task in found.select_related("dossier", "side", "owner"):
        assert task.due is not None  # noqa: S101  asked for by its day
        yield Due(task.due, task.title, task.dossier, task.due < day, task=task)


def _days_due(person: Person, has: Standing, day: date, days: int) -> Iterator[Due]:
    near = Q(begins__gte=day, begins__lte=day + timedelta(days=days))
    late = Q(code="", ends__lt=day, dossier__kind__in=_carried_out())
    in_force = visible(person, has=has).filter(state=State.IN_FORCE)
    found = CalendarEntry.objects.filter(near | late, dossier__in=in_force)
    for entry in found.select_related("dossier"):
        overdue = entry.ends < day
        label = gettext("Should be completed by now") if overdue else entry_label(entry)
        on = entry.ends if overdue else entry.begins
        yield Due(on, label, entry.dossier, overdue, code=entry.code)


def entry_label(entry: CalendarEntry) -> str:
    """What a day of a dossier is; the first day of what the dossier is about where it is none."""
    named = contracts.kind(entry.dossier.kind).entries.get(entry.code)
    return str(named) if named else gettext("Begins")


def _carried_out() -> list[str]:
    """The kinds that are to be completed, under a clause."""
    return [kind.code for kind in contracts.kinds() if kind.stands_under_clause]


def _own(has: Standing) -> list[int]:
    """The institutions that the person acts for."""
    return [institution for institution in has.institutions if acts_for(has, institution)]


def _pending(person: Person, has: Standing) -> QuerySet[Dossier]:
    """Dossiers with a version that is to be decided on: `newest`."""
    newest = Version.objects.filter(dossier=OuterRef("pk")).order_by("-number").values("pk")[:1]
    return (
        selected(person, has=has)
        .filter(state__in=(State.PROPOSED, State.AGREED, State.IN_FORCE))
        .annotate(newest=Subquery(newest))
        .filter(Q(in_force=None) | ~Q(newest=F("in_force")))
        .exclude(Exists(Rejection.objects.filter(version=OuterRef("newest"))))
    )


def _asked(has: Standing) -> QuerySet[Party]:
    """The person's parties that are to approve, or to sign what all have approved.

    For a subquery about a dossier of `_pending`, as `_is_asked` has it about one that is loaded.
    """
    given = Approval.objects.filter(
        version=OuterRef(OuterRef("newest")), institution=OuterRef("institution")
    )
    of_any = Approval.objects.filter(
        version=OuterRef(OuterRef(OuterRef("newest"))), institution=OuterRef("institution")
    )
    parties = Party.objects.filter(dossier=OuterRef("dossier"), is_reader=False)
    agreed = ~Exists(parties.filter(~Exists(of_any.filter(is_signature=False))))
    all_signed = ~Exists(parties.filter(~Exists(of_any.filter(is_signature=True))))
    own = Party.objects.filter(dossier=OuterRef("pk"), is_reader=False, institution__in=_own(has))
    return own.filter(
        ~Exists(given.filter(is_signature=False))
        | (agreed & (all_signed | ~Exists(given.filter(is_signature=True))))
    )


def _is_asked(has: Standing, row: Row) -> bool:
    return _acting(has, row.waits_for)


def _acting(has: Standing, institutions: Sequence[Institution]) -> bool:
    return any(acts_for(has, institution.pk) for institution in institutions)


def _unread(
    person: Person, dossiers: QuerySet[Dossier], *, limit: int | None = None
) -> QuerySet[Dossier]:
    """Those that changed, or in which others wrote, after the person looked."""
    user = getattr(person, "pk", None)
    looked = Look.objects.filter(dossier=OuterRef("pk"), user=user).values("at")[:1]
    since = timezone.now() - FRESH
    others = Message.objects.filter(dossier=OuterRef("pk"), at__gt=since).exclude(author=user)
    found = dossiers.annotate(looked=Subquery(looked)).filter(
        Q(changed_at__gt=since) & (Q(looked=None) | Q(looked__lt=F("changed_at")))
        | Exists(others.filter(Q(at__gt=OuterRef("looked"))))
        | Q(Exists(others), looked=None)
    )
    return found[:limit] if limit else found
