"""The queue: one worker has a job, and a job outlives its worker."""

from datetime import timedelta
from typing import ClassVar

import pytest
from django.db import transaction
from django.utils import timezone

from jalin.core import jobs
from jalin.core.errors import DomainError
from jalin.core.models import Job
from jalin.core.worker import Worker, claim
from tests.installation import Installation


class Sum(jobs.Params):
    kind: ClassVar[str] = "test_sum"
    numbers: list[int]
    trouble: str = ""


class TooMany(DomainError):
    code = "too-many"
    what = "There are %(count)s numbers."


ended: list[tuple[int, str]] = []


def run_sum(run: jobs.Run, params: Sum) -> jobs.Result:
    match params.trouble:
        case "refused":
            raise TooMany(count=len(params.numbers))
        case "bug":
            raise ZeroDivisionError
        case "interrupted":
            run.stopping.set()
        case "stolen":
            Job.objects.filter(pk=run.job_id).update(worker="another")
    total = 0
    for done, number in enumerate(params.numbers, 1):
        total += number
        run.progress(done, len(params.numbers), unit="numbers")
        run.hold()
    return {"total": total}


@pytest.fixture(autouse=True)
def _kind() -> None:
    kind = jobs.Kind(Sum, run_sum, lambda params, job: ended.append((job.pk, job.state)))
    jobs.register(kind)
    ended.clear()


def run_next() -> Job:
    worker = Worker(beats=False)
    job = claim(worker.name)
    assert job is not None
    worker.run(job)
    job.refresh_from_db()
    return job


@pytest.mark.django_db
def test_a_job_runs_to_its_end() -> None:
    queued = jobs.enqueue(Sum(numbers=[1, 2, 3]))
    job = run_next()
    assert (job.pk, job.state, job.result) == (queued.pk, "succeeded", {"total": 6})
    assert (job.done, job.total, job.unit, job.attempts) == (3, 3, "numbers", 1)
    assert job.lease_until is None
    assert ended == [(job.pk, "succeeded")]
    assert claim("w") is None


@pytest.mark.django_db
def test_what_the_rules_refuse_is_not_tried_again() -> None:
    jobs.enqueue(Sum(numbers=[1], trouble="refused"))
    job = run_next()
    assert (job.state, job.attempts) == ("failed", 1)
    assert job.error == {
        "code": "too-many",
        "what": "There are %(count)s numbers.",
        "why": "",
        "do": "",
        "params": {"count": 1},
        "words": [],
    }
    assert ended == [(job.pk, "failed")]


@pytest.mark.django_db
def test_what_nobody_foresaw_is_tried_three_times(caplog: pytest.LogCaptureFixture) -> None:
    jobs.enqueue(Sum(numbers=[1], trouble="bug"))
    states = []
    for _ in range(3):
        job = run_next()
        states.append((job.state, job.attempts))
        assert job.state == "failed" or job.run_after > timezone.now()
        Job.objects.update(run_after=timezone.now())
    assert states == [("queued", 1), ("queued", 2), ("failed", 3)]
    assert job.error["code"] == "unexpected-failure"
    assert job.error["params"] == {"error": "ZeroDivisionError"}
    assert len(caplog.records) == 3


@pytest.mark.django_db
def test_a_worker_that_stops_puts_its_job_back() -> None:
    jobs.enqueue(Sum(numbers=[1], trouble="interrupted"))
    job = run_next()
    assert (job.state, job.attempts, ended) == ("queued", 0, [])


@pytest.mark.django_db
def test_a_job_that_is_put_back_joins_the_one_that_waits() -> None:
    running = jobs.enqueue(Sum(numbers=[1], trouble="interrupted"), coalesce="sum")
    job = claim("w")
    assert job is not None
    waiting = jobs.enqueue(Sum(numbers=[1]), coalesce="sum")
    assert waiting != running
    Worker("w", beats=False).run(job)
    running.refresh_from_db()
    assert (running.state, ended) == ("cancelled", [(running.pk, "cancelled")])
    assert [found.pk for found in Job.objects.filter(state="queued")] == [waiting.pk]


@pytest.mark.django_db
def test_a_job_that_is_put_back_is_joined_by_the_next_wish() -> None:
    first = jobs.enqueue(Sum(numbers=[1], trouble="interrupted"), coalesce="sum")
    assert run_next().state == "queued"
    assert jobs.enqueue(Sum(numbers=[1]), coalesce="sum") == first


@pytest.mark.django_db
def test_a_failed_job_is_not_started_again_beside_one_that_waits() -> None:
    jobs.enqueue(Sum(numbers=[1], trouble="refused"), coalesce="sum")
    failed = run_next()
    waiting = jobs.enqueue(Sum(numbers=[1]), coalesce="sum")
    jobs.retry(failed)
    assert (failed.state, failed.error["code"]) == ("failed", "too-many")
    jobs.cancel(waiting)
    jobs.retry(failed)
    assert (failed.state, failed.error) == ("queued", {})


@pytest.mark.django_db
def test_a_worker_that_lost_its_job_writes_nothing() -> None:
    jobs.enqueue(Sum(numbers=[1], trouble="stolen"))
    job = run_next()
    assert (job.state, job.worker, job.result, ended) == ("running", "another", {}, [])


@pytest.mark.django_db
def test_a_job_whose_lease_lapsed_is_taken_up_and_given_up_at_last() -> None:
    jobs.enqueue(Sum(numbers=[1]))
    for attempt in (1, 2, 3):
        job = claim(f"worker {attempt}")
        assert job is not None
        assert (job.attempts, job.worker) == (attempt, f"worker {attempt}")
        assert claim("too early") is None
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert claim("worker 4") is None
    job.refresh_from_db()
    assert (job.state, job.error["code"]) == ("failed", "worker-lost")
    assert ended == [(job.pk, "failed")]


@pytest.mark.django_db
def test_cancelling() -> None:
    waiting = jobs.enqueue(Sum(numbers=[1]))
    jobs.cancel(waiting)
    assert (waiting.state, ended) == ("cancelled", [(waiting.pk, "cancelled")])
    running = jobs.enqueue(Sum(numbers=[1]))
    claimed = claim("w")
    assert claimed is not None
    jobs.cancel(claimed)
    assert (claimed.state, claimed.cancel_requested) == ("running", True)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert claim("another") is None  # its worker died before it saw the wish
    running.refresh_from_db()
    assert running.state == "cancelled"


@pytest.mark.django_db
def test_a_retried_job_has_all_its_attempts_again() -> None:
    jobs.enqueue(Sum(numbers=[1], trouble="refused"))
    job = run_next()
    jobs.retry(job)
    assert (job.state, job.attempts, job.error, job.finished_at) == ("queued", 0, {}, None)


@pytest.mark.django_db
def test_a_wish_joins_the_one_that_waits_but_not_the_one_that_runs() -> None:
    first = jobs.enqueue(Sum(numbers=[1]), coalesce="sum")
    assert jobs.enqueue(Sum(numbers=[1]), coalesce="sum") == first
    claim("w")
    assert jobs.enqueue(Sum(numbers=[1]), coalesce="sum") != first


@pytest.mark.django_db
def test_jobs_that_exclude_each_other_wait() -> None:
    first = jobs.enqueue(Sum(numbers=[1]), exclusive="index")
    jobs.enqueue(Sum(numbers=[2]), exclusive="index")
    other = jobs.enqueue(Sum(numbers=[3]), exclusive="other")
    claimed = [claim("a"), claim("b"), claim("c")]
    assert [job and job.pk for job in claimed] == [first.pk, other.pk, None]


def test_of_many_workers_one_gets_a_job(installation: Installation) -> None:
    def take(name: str) -> list[int]:
        taken = []
        while job := claim(name):
            taken.append(job.pk)
        return taken

    with transaction.atomic():
        queued = [jobs.enqueue(Sum(numbers=[n])).pk for n in range(20)]
    lists = installation.in_threads(*[lambda n=n: take(f"worker {n}") for n in range(4)])
    assert sorted(pk for taken in lists for pk in taken) == queued  # type: ignore[union-attr]


def test_of_many_wishes_one_waits(installation: Installation) -> None:
    def wish() -> int:
        return jobs.enqueue(Sum(numbers=[1]), coalesce="one").pk

    found = installation.in_threads(*[wish] * 6)
    assert Job.objects.count() == 1
    assert set(found) == {Job.objects.get().pk}
