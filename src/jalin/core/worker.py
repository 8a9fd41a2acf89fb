"""The worker: leases one job at a time and keeps the lease by heartbeats.

A worker that is killed says nothing; when its lease lapses, the next worker takes up the job.
SQLite lets one claim at a time (IMMEDIATE transactions); on PostgreSQL workers skip what another
has locked.
"""

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, IntegrityError, close_old_connections, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from jalin.core import chores, jobs
from jalin.core.errors import DomainError
from jalin.core.models import Job

log = logging.getLogger(__name__)
POLL = 0.5  # seconds between two looks into an empty queue


def _name() -> str:
    """Host, process, and what tells it from an earlier process with the same number."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


@dataclass
class Worker:
    """One process's worker. `stop()` may be called from a signal handler."""

    name: str = field(default_factory=_name)
    stopping: threading.Event = field(default_factory=threading.Event)
    chores_at: float = 0.0  # by the monotonic clock
    beats: bool = True  # False: the caller's transaction is open, and nobody else sees the job

    def stop(self) -> None:
        self.stopping.set()

    def work(self, *, until_idle: bool = False, alive: Callable[[], bool] = lambda: True) -> None:
        """Run jobs until stopped or not `alive`; with `until_idle`, until none is left."""
        while not self.stopping.is_set() and alive():
            close_old_connections()
            try:
                job = claim(self.name)
            except DatabaseError:
                log.exception("The queue cannot be read; trying again.")
                self.stopping.wait(5)
                continue
            if job is not None:
                self.run(job)
            elif until_idle and not _unfinished():
                return
            else:
                if not until_idle:
                    self._chores()
                self.stopping.wait(POLL)

    def _chores(self) -> None:
        """What is to be done now and then, while there is nothing else to do."""
        if time.monotonic() >= self.chores_at:
            chores.run(timezone.now())
            self.chores_at = time.monotonic() + chores.EVERY

    def run(self, job: Job) -> None:
        """Run one claimed job to its end, whatever that is."""
        run = jobs.Run(job.pk, self.name, job.attempts, stopping=self.stopping)
        with _Heartbeat(run) if self.beats else nullcontext():
            try:
                kind = jobs.kind_of(job)
                result = kind.run(run, kind.params.model_validate(job.params))
            except jobs.LeaseLost:
                log.warning("Job %s went to another worker.", job.pk)
            except jobs.Interrupted:
                self._put_back(run)
            except jobs.Cancelled:
                self._end(run, Job.State.CANCELLED)
            except DomainError as error:
                self._end(run, Job.State.FAILED, error=error)
            except Exception as error:
                log.exception("Job %s (%s) failed.", job.pk, job.kind)
                self._try_again(run, error)
            else:
                self._end(run, Job.State.SUCCEEDED, result=result)

    def _end(
        self,
        run: jobs.Run,
        state: str,
        *,
        result: jobs.Result | None = None,
        error: DomainError | None = None,
    ) -> None:
        with transaction.atomic():
            if job := run.own().select_for_update().first():
                jobs.end(job, state, result=result, error=error)

    def _put_back(self, run: jobs.Run) -> None:
        with transaction.atomic():
            if job := run.own().select_for_update().first():
                job.attempts -= 1
                jobs.put_back(job)

    def _try_again(self, run: jobs.Run, error: Exception) -> None:
        with transaction.atomic():
            job = run.own().select_for_update().first()
            if job is None:
                return
            if job.attempts >= job.max_attempts:
                failure = jobs.UnexpectedFailure(error=type(error).__name__)
                jobs.end(job, Job.State.FAILED, error=failure)
                return
            job.run_after = timezone.now() + timedelta(seconds=5 * 4 ** (job.attempts - 1))
            jobs.put_back(job)


def claim(worker: str) -> Job | None:
    """Lease the next job that may run to `worker`; None when there is none."""
    try:
        with transaction.atomic():
            job = _next()
            if job is None:
                return None
            if job.cancel_requested:
                jobs.end(job, Job.State.CANCELLED)
                return None
            if job.attempts >= job.max_attempts:
                jobs.end(job, Job.State.FAILED, error=jobs.WorkerLost(attempts=job.attempts))
                return None
            return _lease(job, worker)
    except IntegrityError:  # another worker took a job that excludes this one, at the same moment
        return None


def _next() -> Job | None:
    now = timezone.now()
    waiting = Q(state=Job.State.QUEUED, run_after__lte=now)
    abandoned = Q(state=Job.State.RUNNING, lease_until__lt=now)
    running = Job.objects.filter(state=Job.State.RUNNING).exclude(exclusive="")
    free = Q(state=Job.State.RUNNING) | Q(exclusive="")
    free |= ~Q(exclusive__in=running.values("exclusive"))
    found = Job.objects.filter(waiting | abandoned).filter(free).order_by("run_after", "pk")
    skip = connection.features.has_select_for_update_skip_locked
    return found.select_for_update(skip_locked=skip).first()


def _lease(job: Job, worker: str) -> Job:
    now = timezone.now()
    job.state, job.worker = Job.State.RUNNING, worker
    job.attempts += 1
    job.started_at = job.heartbeat_at = now
    job.lease_until = now + jobs.lease()
    job.save()
    return job


def _unfinished() -> bool:
    unfinished: QuerySet[Job] = Job.objects.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING))
    return unfinished.exists()


class _Heartbeat(threading.Thread):
    """Renews the lease, and tells the run when it is cancelled or lost."""

    def __init__(self, run: jobs.Run) -> None:
        super().__init__(daemon=True, name=f"heartbeat-{run.job_id}")
        self._run = run
        self._over = threading.Event()

    def __enter__(self) -> "_Heartbeat":
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        beat, look = settings.JOB_HEARTBEAT, min(0.5, settings.JOB_HEARTBEAT)
        waited = 0.0
        try:
            while not self._over.wait(look):
                waited += look
                self._look()
                if waited >= beat:
                    waited = 0.0
                    self._beat()
        finally:
            connection.close()

    def _look(self) -> None:
        try:
            asked = self._run.own().values_list("cancel_requested", flat=True).first()
        except DatabaseError:  # busy: the next look will tell
            return
        if asked is None:
            self._run.lost.set()
        elif asked:
            self._run.cancelled.set()

    def _beat(self) -> None:
        try:
            self._run.hold()
        except jobs.LeaseLost:
            return  # `lost` is set: the handler stops at its next check
        except DatabaseError:
            log.warning("No heartbeat for job %s: the database is busy.", self._run.job_id)
