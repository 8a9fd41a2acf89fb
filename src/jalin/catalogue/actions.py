"""What people do to catalogues. Each action checks who may, locks, changes and audits in one
transaction; files are removed after the commit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from jalin.bibliographic.reading import sniff
from jalin.catalogue import errors, files, jobs
from jalin.catalogue.models import Catalogue, Decision, Import, Record
from jalin.catalogue.states import ACTIVE_IMPORT, IMPORT_MOVES, ImportState, Verdict
from jalin.core import audit
from jalin.core import jobs as queue
from jalin.core.models import Job
from jalin.core.multilingual import cleaned
from jalin.core.permissions import NotKnown, require
from jalin.institutions.models import Institution, User
from jalin.institutions.permissions import (
    Operator,
    Person,
    may_import,
    may_keep_catalogues,
    may_review,
    may_see_work,
    standing,
)

Actor = Person
RELINK_DELAY = timedelta(seconds=5)  # decisions come in a row: one job follows them all


def create_catalogue(
    *,
    actor: Actor,
    institution: Institution,
    names: Mapping[str, str],
    slug: str,
    descriptions: Mapping[str, str] | None = None,
    attribution: str = "",
    licence: str = "",
) -> Catalogue:
    """A new, empty catalogue; `names` and `descriptions` are {BCP 47 tag: text}.

    Errors: NotPermitted, NotKnown, SlugTaken.
    """
    require(may_keep_catalogues(actor, institution.pk), known=_works(actor, institution.pk))
    with transaction.atomic():
        if Catalogue.objects.filter(slug=slug).exists():
            raise errors.SlugTaken(slug=slug)
        catalogue = Catalogue.objects.create(
            institution=institution,
            names=cleaned(names),
            slug=slug,
            descriptions=cleaned(descriptions or {}),
            attribution=attribution,
            licence=licence,
        )
        _audit(actor, catalogue, "catalogue.created", ("catalogue", catalogue.pk))
    return catalogue


def receive_upload(
    *,
    actor: Actor,
    catalogue: Catalogue,
    file_name: str,
    blocks: Iterable[bytes],
    format: str = "",  # noqa: A002 - the field's own word
    encoding: str = "",
) -> Import:
    """Take a file from a browser and import it.

    Errors: NotPermitted, NotKnown, FileTooLarge, and those of `start_import`.
    """
    _may_import(actor, catalogue)
    path = files.keep_upload(blocks, name=file_name, limit=settings.UPLOAD_LIMIT)
    try:
        return start_import(
            actor=actor,
            catalogue=catalogue,
            path=path,
            file_name=file_name,
            uploaded=True,
            format=format,
            encoding=encoding,
        )
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def start_import(
    *,
    actor: Actor,
    catalogue: Catalogue,
    path: Path,
    file_name: str = "",
    uploaded: bool = False,
    format: str = "",  # noqa: A002 - the field's own word
    encoding: str = "",
) -> Import:
    """Queue the import of a file on this machine, of which a first look says that it is one.

    Errors: NotPermitted, NotKnown, FileMissing, AlreadyImported, ImportUnderWay, and
    `CatalogueFileError` for what is no catalogue.
    """
    _may_import(actor, catalogue)
    name = file_name or path.name
    seen = _look(path, name)
    with transaction.atomic():
        Catalogue.objects.select_for_update().get(pk=catalogue.pk)
        _refuse_same(catalogue, name, seen.sha256)
        source = Import.objects.create(
            catalogue=catalogue,
            path=str(path.absolute()),
            uploaded=uploaded,
            file_name=name[:255],
            file_size=seen.size,
            sha256=seen.sha256,
            format=format,
            encoding=encoding,
            carrier=seen.carrier,
            started_by_id=_id(actor),
        )
        source.job = jobs.import_file(source.pk, catalogue.pk, actor=_id(actor))
        source.save(update_fields=["job"])
        details: audit.Details = {"sha256": seen.sha256, "bytes": seen.size}
        _audit(actor, catalogue, "import.started", ("import", source.pk), details)
    return source


def cancel_job(*, actor: Actor, job_id: int) -> Job:
    """End a job that waits, or ask a running one to end. Errors: NotKnown, NotPermitted,
    NothingToCancel."""
    with transaction.atomic():
        job = _lock_job(actor, job_id)
        if job.ended:
            raise errors.NothingToCancel
        queue.cancel(job)
        audit.record(chain="jobs", verb="job.cancelled", actor=_id(actor), subject=("job", job.pk))
    return job


def retry_job(*, actor: Actor, job_id: int) -> Job:
    """Start a failed or cancelled job again from where it got to. Errors: NotKnown, NotPermitted,
    NothingToRetry, ImportUnderWay."""
    try:
        with transaction.atomic():
            job = _lock_job(actor, job_id)
            if job.state not in {Job.State.FAILED, Job.State.CANCELLED}:
                raise errors.NothingToRetry
            for source in Import.objects.filter(job=job):
                move(source, ImportState.WAITING)
            queue.retry(job)
            subject = ("job", job.pk)
            audit.record(chain="jobs", verb="job.retried", actor=_id(actor), subject=subject)
    except IntegrityError as error:
        source = Import.objects.get(job=job_id)
        raise errors.ImportUnderWay(file=source.file_name) from error
    return job


def decide(
    *, actor: Actor, left: int, right: int, verdict: str, at: datetime | None = None
) -> Decision:
    """Say that two records (ids) are the same, different, or to be looked at later.

    A decision that was in force on the pair is undone by it. Errors: NotKnown, NotPermitted,
    SameCatalogue.
    """
    now = at or timezone.now()
    with transaction.atomic():
        first, second = _lock_pair(left, right)
        institutions = [first.catalogue.institution_id, second.catalogue.institution_id]
        require(may_review(actor, institutions), known=may_see_work(actor, institutions))
        pair = {
            "left": first.catalogue,
            "left_key": first.key,
            "right": second.catalogue,
            "right_key": second.key,
        }
        Decision.objects.filter(**pair, undone_at=None).update(undone_at=now)
        decision = Decision.objects.create(
            **pair, verdict=Verdict(verdict), decided_by_id=_id(actor), decided_at=now
        )
        details = {"verdict": str(verdict)}
        subject = ("decision", decision.pk)
        _audit(actor, first.catalogue, "decision.made", subject, details)
        _relink(actor)
    return decision


def undo_decision(*, actor: Actor, decision_id: int, at: datetime | None = None) -> Decision:
    """Take a decision back: the pair waits for review again. Errors: NotKnown, NotPermitted,
    AlreadyUndone."""
    with transaction.atomic():
        decision = Decision.objects.select_for_update().filter(pk=decision_id).first()
        if decision is None:
            raise NotKnown
        institutions = [decision.left.institution_id, decision.right.institution_id]
        require(may_review(actor, institutions), known=may_see_work(actor, institutions))
        if decision.undone_at is not None:
            raise errors.AlreadyUndone
        decision.undone_at = at or timezone.now()
        decision.save(update_fields=["undone_at"])
        _audit(actor, decision.left, "decision.undone", ("decision", decision.pk))
        _relink(actor)
    return decision


def rematch(*, actor: Actor) -> Job:
    """Match all catalogues again, as after a change of the rules.

    Errors: NotKnown, NotPermitted.
    """
    has = standing(actor)
    staff = any(may_import(actor, institution) for institution in has.institutions)
    require(has.operator or (has.in_house and staff), known=not has.stranger)
    with transaction.atomic():
        job = jobs.link(actor=_id(actor), afresh=True)
        audit.record(chain="jobs", verb="job.rematch", actor=_id(actor), subject=("job", job.pk))
    return job


def move(source: Import, state: ImportState) -> None:
    """Bring an import into another state, as its lifecycle allows; the caller has it locked."""
    if state not in IMPORT_MOVES[source.state]:
        message = f"an import does not go from {source.state} to {state}"
        raise ValueError(message)
    source.state = state
    source.finished_at = None if state in ACTIVE_IMPORT else timezone.now()
    source.save(update_fields=["state", "finished_at"])


def remove_upload(source: Import) -> None:
    """After the commit: an uploaded file whose bytes are all kept is not needed any more."""
    if source.uploaded:
        transaction.on_commit(partial(Path(source.path).unlink, missing_ok=True))


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a first look at a file tells."""

    carrier: str
    sha256: str
    size: int  # bytes


def _look(path: Path, name: str) -> _Looked:
    """Errors: FileMissing, and `CatalogueFileError` for what is no catalogue."""
    try:
        carrier = sniff(path).carrier
        return _Looked(carrier, files.sha256(path), path.stat().st_size)
    except OSError as error:
        raise errors.FileMissing(file=name) from error


def _refuse_same(catalogue: Catalogue, name: str, digest: str) -> None:
    same = Import.objects.filter(catalogue=catalogue, sha256=digest)
    if same.filter(state__in=ACTIVE_IMPORT).exists():
        raise errors.ImportUnderWay(file=name)
    newest = Import.objects.filter(catalogue=catalogue, state=ImportState.COMPLETE).first()
    if newest is not None and newest.sha256 == digest:
        finished = newest.finished_at or newest.created_at
        raise errors.AlreadyImported(file=name, date=f"{finished:%Y-%m-%d}")


def _may_import(actor: Actor, catalogue: Catalogue) -> None:
    institution = catalogue.institution_id
    require(may_import(actor, institution), known=_works(actor, institution))


def _works(actor: Actor, institution: int) -> bool:
    return isinstance(actor, Operator) or may_see_work(actor, [institution])


def _lock_job(actor: Actor, job_id: int) -> Job:
    """The job, locked, for one who may change it."""
    job = Job.objects.select_for_update().filter(pk=job_id).first()
    if job is None:
        raise NotKnown
    source = Import.objects.select_related("catalogue").filter(job=job).first()
    if source is not None:
        _may_import(actor, source.catalogue)
        return job
    has = standing(actor)
    require(may_import(actor, has.house or 0), known=has.in_house)
    return job


def _lock_pair(left: int, right: int) -> tuple[Record, Record]:
    """Both records, that of the catalogue with the smaller id first."""
    found = Record.objects.select_for_update(of=("self",)).filter(pk__in=(left, right))
    pair = sorted(found.select_related("catalogue"), key=lambda record: record.catalogue_id)
    if len(pair) != 2:
        raise NotKnown
    if pair[0].catalogue_id == pair[1].catalogue_id:
        raise errors.SameCatalogue
    return pair[0], pair[1]


def _relink(actor: Actor) -> None:
    jobs.link(actor=_id(actor), delay=RELINK_DELAY)


def _id(actor: Actor) -> int | None:
    return actor.pk if isinstance(actor, User) else None


def _audit(
    actor: Actor,
    catalogue: Catalogue,
    verb: str,
    subject: tuple[str, object],
    details: audit.Details | None = None,
) -> None:
    chain = f"catalogue:{catalogue.pk}"
    audit.record(chain=chain, verb=verb, actor=_id(actor), subject=subject, details=details)
