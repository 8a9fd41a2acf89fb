"""The audit trail: sealed, append-only, and part of the act's transaction."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jalin.core import append_only, audit
from jalin.core.models import AuditChain, AuditEntry
from tests.installation import Installation

pytestmark = pytest.mark.django_db


def write(verb: str = "catalogue.created", number: int = 1) -> AuditEntry:
    return audit.record(chain="c", verb=verb, actor=None, subject=("catalogue", number))


def test_entries_follow_one_another() -> None:
    first, second = write(), write("import.started")
    assert (first.number, second.number) == (1, 2)
    assert (first.previous, second.previous) == ("", first.digest)
    assert audit.verify("c") is None


def test_chains_are_apart() -> None:
    write()
    other = audit.record(chain="d", verb="x", actor=None, subject=("y", 1))
    assert (other.number, other.previous) == (1, "")


@pytest.mark.parametrize(
    "change", [{"verb": "forged"}, {"details": {"count": 2}}, {"subject_id": "9"}]
)
def test_a_changed_entry_is_found(change: dict[str, object]) -> None:
    for number in (1, 2, 3):
        write(number=number)
    AuditEntry.objects.filter(number=2).update(**change)
    assert audit.verify("c") == 2


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_removed_entry_is_found(number: int) -> None:
    for subject in (1, 2, 3):
        write(number=subject)
    AuditEntry.objects.filter(number=number).delete()
    assert audit.verify("c") == number


def test_all_chains_are_verified_in_one_reading(django_assert_num_queries: Any) -> None:
    for chain in ("a", "b", "c", "d", "e"):
        for number in (1, 2, 3):
            audit.record(chain=chain, verb="x", actor=None, subject=("y", number))
    assert list(audit.verify_all()) == []
    AuditEntry.objects.filter(chain__name="b", number=2).update(verb="forged")
    AuditEntry.objects.filter(chain__name="c", number=3).delete()
    AuditEntry.objects.filter(chain__name="d").delete()
    AuditChain.objects.filter(name="e").update(length=4)
    with django_assert_num_queries(2):
        found = dict(audit.verify_all())
    assert found == {"b": 2, "c": 3, "d": 1, "e": 4}
    assert {name: audit.verify(name) for name in "abcde"} == {"a": None, **found}


def test_nothing_is_written_when_the_act_fails() -> None:
    def act() -> None:
        with transaction.atomic():
            write()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert AuditChain.objects.count() == 0


@pytest.fixture
def _triggers() -> Iterator[None]:
    append_only.install(connection, "core_auditentry")
    yield
    append_only.uninstall(connection, "core_auditentry")


@pytest.mark.usefixtures("_triggers")
def test_the_database_refuses_changes() -> None:
    entry = write()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(verb="forged")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.delete()


def test_a_real_site_refuses_them_and_writes_one_chain(installation: Installation) -> None:
    def write_one() -> int:
        with transaction.atomic():
            return write().number

    numbers = installation.in_threads(*[write_one] * 4)
    assert sorted(numbers) == [1, 2, 3, 4]  # type: ignore[type-var]
    assert audit.verify("c") is None
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEntry.objects.update(verb="forged")


def test_outside_a_transaction_is_a_mistake(installation: Installation) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        write()
