"""Long work as jobs: what an area registers, queues, cancels and starts again.

A kind of job has typed parameters and a handler that can be started again from the beginning or
from where it got to, because a worker may be killed at any moment. See `jalin.core.worker`.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar, Generic, TypeVar

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from jalin.core.errors import DomainError, gettext_noop
from jalin.core.models import Job


class Params(BaseModel):
    """The parameters of a kind of job."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ClassVar[str]


P = TypeVar("P", bound=Params)
Result = Mapping[str, Any]


class Cancelled(Exception):
    """Somebody cancelled the job: raised at the handler's next `check`."""


class Interrupted(Exception):
    """The worker is to stop: the job goes back to the queue and is no failed attempt."""


class LeaseLost(Exception):
    """Another worker has the job: this one must not write anything any more."""


class WorkerLost(DomainError):
    code = "worker-lost"
    what = gettext_noop("The job was given up.")
    why = gettext_noop("Its worker was lost %(attempts)s times.")
    do = gettext_noop("Start it again. If it is lost again, look at the memory and disk.")


class UnexpectedFailure(DomainError):
    code = "unexpected-failure"
    what = gettext_noop("The job failed.")
    why = gettext_noop("Something happened that the program does not know (%(error)s).")
    do = gettext_noop(
        "Start it again. If it fails again, tell your administrator the job's number."
    )


@dataclass(frozen=True, slots=True)
class Kind(Generic[P]):
    """What is registered. `ended` runs in the transaction that ends a job, however it ends."""

    params: type[P]
    run: "Callable[[Run, P], Result]"
    ended: Callable[[P, Job], None] | None = None


_kinds: dict[str, Kind[Any]] = {}


def register(kind: Kind[Any]) -> None:
    _kinds[kind.params.kind] = kind


def kind_of(job: Job) -> Kind[Any]:
    return _kinds[job.kind]


def enqueue(
    params: Params,
    *,
    actor: int | None = None,
    coalesce: str = "",
    exclusive: str = "",
    delay: timedelta = timedelta(),
) -> Job:
    """Queue a job within the caller's transaction.

    Where one with the same `coalesce` waits already, that one is given back. Of the jobs with the
    same `exclusive`, one runs at a time.
    """
    values = {
        "kind": params.kind,
        "params": params.model_dump(mode="json"),
        "exclusive": exclusive,
        "run_after": timezone.now() + delay,
        "created_by_id": actor,
    }
    if not coalesce:
        return Job.objects.create(**values)
    # Of two wishes at the same moment the constraint lets one in, and the other finds it.
    job, _ = Job.objects.get_or_create(coalesce=coalesce, state=Job.State.QUEUED, defaults=values)
    return job


def cancel(job: Job) -> None:
    """End a waiting job; ask a running one to end. `job` is locked by the caller."""
    if job.state == Job.State.QUEUED:
        end(job, Job.State.CANCELLED)
    elif job.state == Job.State.RUNNING:
        job.cancel_requested = True
        job.save(update_fields=["cancel_requested"])


def retry(job: Job) -> None:
    """Queue a failed or cancelled job again, with all its attempts. Locked by the caller.

    It stays as it is where another with its `coalesce` waits already.
    """
    job.state = Job.State.QUEUED
    job.attempts, job.cancel_requested = 0, False
    job.error, job.finished_at, job.run_after = {}, None, timezone.now()
    if not _queued(job):
        job.refresh_from_db()


def put_back(job: Job) -> None:
    """Let a job that ran wait again; what waits already for the same does the work of both.

    `job` is locked by the caller, and has the attempts and the time that it is to have.
    """
    job.state, job.lease_until, job.worker = Job.State.QUEUED, None, ""
    if not _queued(job):
        end(job, Job.State.CANCELLED)


def _queued(job: Job) -> bool:
    """Save a job that is to wait; False when another with its `coalesce` waits already."""
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError:
        if not job.coalesce:
            raise
        return False
    return True


def end(
    job: Job, state: str, *, result: Result | None = None, error: DomainError | None = None
) -> None:
    """Bring a job to its end, and tell its kind, in one transaction."""
    with transaction.atomic():
        job.state, job.finished_at, job.lease_until = state, timezone.now(), None
        job.result = dict(result or {})
        job.error = as_json(error) if error else {}
        if state == Job.State.SUCCEEDED and job.total:
            job.done = job.total
        job.save()
        kind = _kinds.get(job.kind)
        if kind and kind.ended:
            kind.ended(kind.params.model_validate(job.params), job)


def as_json(error: DomainError) -> dict[str, Any]:
    """An error to keep: its message ids and parameters, translated where they are shown."""
    params = {
        name: value if isinstance(value, str | int | float) else str(value)
        for name, value in error.params.items()
    }
    return {
        "code": error.code,
        "what": error.what,
        "why": error.why,
        "do": error.do,
        "params": params,
        "words": sorted(error.words),
    }


@dataclass
class Run:
    """What a handler has of its job: to tell progress, and to be told to stop."""

    job_id: int
    worker: str
    attempt: int
    stopping: threading.Event = field(default_factory=threading.Event)
    cancelled: threading.Event = field(default_factory=threading.Event)
    lost: threading.Event = field(default_factory=threading.Event)
    _told: float = 0.0

    def check(self) -> None:
        """Between two steps of the work. Errors: Cancelled, Interrupted, LeaseLost."""
        if self.lost.is_set():
            raise LeaseLost
        if self.cancelled.is_set():
            raise Cancelled
        if self.stopping.is_set():
            raise Interrupted

    def progress(self, done: int, total: int = 0, *, unit: str = "", message: str = "") -> None:
        """Tell how far the work is, and `check`. Written at most twice a second."""
        self.check()
        if time.monotonic() - self._told < 0.5 and done != total:
            return
        self._told = time.monotonic()
        self._update(done=done, total=total, unit=unit, message=message)

    def hold(self) -> None:
        """First in each transaction of the work: makes sure that the job is still ours.

        A worker that was thought dead and wakes up is stopped here before it writes.
        """
        self._update()

    def _update(self, **values: object) -> None:
        now = timezone.now()
        values |= {"heartbeat_at": now, "lease_until": now + lease()}
        if not self.own().update(**values):
            self.lost.set()
            raise LeaseLost

    def own(self) -> Any:
        """The job's row, as long as it is ours."""
        return Job.objects.filter(
            pk=self.job_id, worker=self.worker, attempts=self.attempt, state=Job.State.RUNNING
        )


def lease() -> timedelta:
    """How long a silent worker keeps its job."""
    return timedelta(seconds=settings.JOB_LEASE)
