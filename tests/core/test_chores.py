"""Chores: done by a worker that is idle, each on its own, again and again."""

import logging
from datetime import UTC, datetime

import pytest

from jalin.core import chores
from jalin.core.worker import Worker

NOW = datetime(2026, 4, 21, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "_chores", [])


def test_a_chore_that_fails_keeps_none_from_being_done(caplog: pytest.LogCaptureFixture) -> None:
    done: list[datetime] = []

    def fail(_now: datetime) -> None:
        raise OSError("no mail server")

    def chore(now: datetime) -> None:
        done.append(now)

    chores.register(fail)
    chores.register(chore)
    with caplog.at_level(logging.ERROR):
        chores.run(NOW)
    assert done == [NOW]
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_chore_is_registered_once() -> None:
    done: list[datetime] = []

    def chore(now: datetime) -> None:
        done.append(now)

    chores.register(chore)
    chores.register(chore)
    chores.run(NOW)
    assert done == [NOW]


@pytest.mark.django_db
@pytest.mark.parametrize(("until_idle", "expected"), [(True, 0), (False, 1)])
def test_a_worker_does_them_when_it_stays_and_has_nothing_else(
    until_idle: bool, expected: int
) -> None:
    rounds: list[datetime] = []
    worker = Worker(beats=False)
    looks = iter([True, True, True])

    def chore(now: datetime) -> None:
        rounds.append(now)

    chores.register(chore)
    worker.work(until_idle=until_idle, alive=lambda: next(looks, False))
    assert len(rounds) == expected
