"""Imports and the jobs behind them. For those who work in or with the institution."""

from dataclasses import dataclass

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from jalin.catalogue.jobs import BuildIndex, LinkCatalogues
from jalin.catalogue.models import Import, ImportFault
from jalin.core.models import Job
from jalin.core.permissions import NotKnown, require
from jalin.institutions.permissions import Person, may_import, standing


@dataclass(frozen=True, slots=True)
class JobView:
    """A job and how far it is. `share` is 0 to 1, None while the total is not known."""

    job: Job
    share: float | None
    per_second: float | None  # of the job's unit
    seconds_left: float | None
    stalled: bool  # its worker has been silent too long; another will take it up
    started_import: Import | None  # when it is one


@dataclass(frozen=True, slots=True)
class FaultKind:
    """How often a thing is wrong in a file. `reason` is a message id, its places not filled."""

    code: str
    reason: str
    fatal: bool
    count: int


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import with its catalogue and institution loaded, its job, and a page of its faults.

    `kinds` are of all its faults, those that kept a record from being read first; `found` counts
    the faults that the page was asked to be narrowed to.
    """

    source: Import
    job: JobView | None
    faults: tuple[ImportFault, ...] = ()
    kinds: tuple[FaultKind, ...] = ()
    found: int = 0
    may_change: bool = False  # cancel it, start it again

    @property
    def fault_count(self) -> int:
        return sum(kind.count for kind in self.kinds)


def imports(
    viewer: Person, *, catalogue: str = "", offset: int = 0, limit: int = 50
) -> tuple[int, tuple[ImportView, ...]]:
    """How many imports the viewer may see, and a page of them, newest first.

    Errors: NotKnown to strangers.
    """
    found = _visible(viewer)
    if catalogue:
        found = found.filter(catalogue__slug=catalogue)
    page = found.order_by("-pk")[offset : offset + limit]
    return found.count(), tuple(ImportView(source, _job_of(source)) for source in page)


def import_detail(
    viewer: Person,
    import_id: int,
    *,
    code: str = "",
    fatal: bool | None = None,
    offset: int = 0,
    limit: int = 100,
) -> ImportView:
    """One import with a page of its faults: all, or those of a `code`, or fatal or not.

    Errors: NotKnown.
    """
    source = _visible(viewer).filter(pk=import_id).first()
    if source is None:
        raise NotKnown
    kinds = _kinds(source)
    chosen = (k for k in kinds if k.code == (code or k.code) and fatal in (None, k.fatal))
    return ImportView(
        source,
        _job_of(source),
        tuple(faults(source, code=code, fatal=fatal)[offset : offset + limit]),
        kinds,
        sum(kind.count for kind in chosen),
        may_import(viewer, source.catalogue.institution_id),
    )


def faults(source: Import, *, code: str = "", fatal: bool | None = None) -> QuerySet[ImportFault]:
    """The faults of an import that the viewer may see, in the order of the file."""
    found = source.faults.all()
    if code:
        found = found.filter(code=code)
    return found if fatal is None else found.filter(fatal=fatal)


def _kinds(source: Import) -> tuple[FaultKind, ...]:
    counted = source.faults.order_by().values("code", "fatal")
    rows = counted.annotate(reason=Min("reason"), count=Count("pk"))
    return tuple(FaultKind(**row) for row in rows.order_by("-fatal", "-count", "code"))


def jobs(viewer: Person, *, active: bool = False, limit: int = 50) -> tuple[JobView, ...]:
    """The newest jobs that the viewer may see; with `active`, those that wait or run."""
    found = _jobs(viewer)
    if active:
        found = found.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING))
    page = list(found.order_by("-pk")[:limit])
    sources = Import.objects.filter(job__in=page).select_related("catalogue__institution")
    by_job = {source.job_id: source for source in sources}
    return tuple(job_view(job, by_job.get(job.pk)) for job in page)


def job_detail(viewer: Person, job_id: int) -> JobView:
    """One job. Errors: NotKnown."""
    job = _jobs(viewer).filter(pk=job_id).first()
    if job is None:
        raise NotKnown
    return job_view(job, Import.objects.filter(job=job).first())


def jobs_after(source: Import) -> tuple[JobView, ...]:
    """What waits or runs that an import still needs, to be found and to be compared, oldest first.

    Nothing any more once a job that began after its reading has compared the catalogues.
    """
    read = source.finished_at
    if read is None:
        return ()
    needed = Job.objects.filter(kind__in=(BuildIndex.kind, LinkCatalogues.kind))
    compared = needed.filter(kind=LinkCatalogues.kind, state=Job.State.SUCCEEDED)
    if compared.filter(started_at__gte=read).exists():
        return ()
    waits = Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, started_at__gte=read)
    return tuple(job_view(job) for job in needed.filter(waits).order_by("pk"))


def job_view(job: Job, source: Import | None = None) -> JobView:
    """How far a job is, by its own row."""
    share = min(job.done / job.total, 1.0) if job.total else None
    seconds = None
    if job.started_at:
        until = job.finished_at or timezone.now()
        seconds = max((until - job.started_at).total_seconds(), 0.001)
    rate = job.done / seconds if seconds and job.done else None
    running = job.state == Job.State.RUNNING
    left = (job.total - job.done) / rate if running and rate and job.total else None
    stalled = running and job.lease_until is not None and job.lease_until < timezone.now()
    return JobView(job, share, rate, left, stalled, source)


def _visible(viewer: Person) -> QuerySet[Import]:
    has = standing(viewer)
    require(True, known=not has.stranger)
    found = Import.objects.select_related("catalogue__institution", "job", "started_by")
    return found if has.in_house else found.filter(catalogue__institution__in=has.institutions)


def _jobs(viewer: Person) -> QuerySet[Job]:
    """House staff see every job; a partner's people those of their own imports."""
    has = standing(viewer)
    require(True, known=not has.stranger)
    if has.in_house:
        return Job.objects.all()
    theirs = Import.objects.filter(catalogue__institution__in=has.institutions)
    return Job.objects.filter(Q(pk__in=theirs.values("job")))


def _job_of(source: Import) -> JobView | None:
    return job_view(source.job, source) if source.job else None
