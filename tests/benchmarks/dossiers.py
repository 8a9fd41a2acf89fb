"""Ten thousand dossiers with 200,000 audit entries on SQLite: lists of desks, and the whole trail.

The rows are written in bulk, as the acts would have written them; every entry is sealed. The peer
of the verification is the sealing of as many entries in memory: what SHA-256 and canonical JSON
alone cost.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

DOSSIERS = 10_000
ENTRIES = 20  # of each
ROUNDS = 9
_PARTNERS = 40
_STATES = ("in_force",) * 12 + ("completed",) * 4 + ("proposed", "agreed", "rejected", "draft")
_BEGAN = datetime(2021, 4, 20, tzinfo=UTC)


def main() -> Iterator[str]:
    """Lines for `make bench`; the site is one of its own, in another process."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.benchmarks.dossiers", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            yield from (line.rstrip("\n") for line in process.stdout)


def measure() -> Iterator[str]:
    """The figures, of a site that is set up and empty."""
    from jalin.core import audit
    from jalin.dossiers.calendar import feed
    from jalin.dossiers.queries import lists

    officer, guest, token = _fill()
    yield f"{DOSSIERS:,} dossiers, {DOSSIERS * ENTRIES:,} audit entries; medians of {ROUNDS}"
    asked: tuple[tuple[str, Callable[[], Any]], ...] = (
        ("register, first page", lambda: lists.rows(officer)),
        ("register, last page", lambda: lists.rows(officer, offset=DOSSIERS - 550)),
        (
            "register, agreements in force",
            lambda: lists.rows(officer, kind="agreement", state="in_force"),
        ),
        ("waits for an officer", lambda: lists.waiting_for(officer)),
        ("waits for a guest", lambda: lists.waiting_for(guest)),
        ("proposed by an officer", lambda: lists.proposed_by(officer)),
        ("new to an officer", lambda: lists.fresh(officer)),
        ("due to an officer", lambda: lists.due(officer)),
        ("calendar of an officer", lambda: feed(token)),
    )
    for name, ask in asked:
        yield f"{name:32} {1000 * _median(ask):8.1f} ms"
    began = time.process_time()
    broken = list(audit.verify_all())
    seconds = time.process_time() - began
    assert broken == []
    yield f"{'audit trail verified':32} {seconds:8.2f} s (at most 10)"
    yield f"{'sealing alone, in memory':32} {_sealing():8.2f} s"


def _median(ask: Callable[[], Any]) -> float:
    """Seconds of the process."""
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        ask()
        times.append(time.process_time() - began)
    return statistics.median(times)


def _sealing() -> float:
    from jalin.core import audit
    from jalin.core.models import AuditEntry

    entries = list(AuditEntry.objects.select_related("chain")[: DOSSIERS * ENTRIES // 10])
    began = time.process_time()
    for entry in entries:
        audit.digest(entry)
    return 10 * (time.process_time() - began)


def _fill() -> tuple[Any, Any, str]:
    """An officer of the house, a guest of the first partner, the officer's calendar."""
    from django.db import transaction

    from jalin.dossiers import actions
    from jalin.dossiers.calendar import calendar_link
    from jalin.dossiers.models import CalendarEntry, Task
    from jalin.institutions.models import Institution, Role
    from tests.dossiers.cases import institution, person

    with transaction.atomic():
        house = institution("house", "ID", is_house=True)
        partners = [institution(f"partner-{n}", "KZ") for n in range(_PARTNERS)]
        officer, guest = (
            person("officer", house, Role.OFFICER),
            person("guest", partners[0], Role.GUEST),
        )
        dossiers = _dossiers(house, partners)
        _versions(dossiers, house)
        _trail(dossiers)
        in_force = [dossier for dossier in dossiers if dossier.state == "in_force"]
        CalendarEntry.objects.bulk_create(
            CalendarEntry(dossier=dossier, begins=dossier.begins, ends=dossier.ends)
            for dossier in in_force
        )
        Task.objects.bulk_create(
            Task(
                dossier=dossier,
                title="Task",
                side=house,
                due=date.today() + timedelta(days=at % 400),  # noqa: DTZ011
                created_at=_BEGAN,
            )
            for at, dossier in enumerate(in_force)
        )
    assert Institution.objects.count() == _PARTNERS + 1
    actions.renew_calendar(actor=officer)
    return officer, guest, calendar_link(officer).rpartition("/")[2].removesuffix(".ics")


def _dossiers(house: Any, partners: list[Any]) -> list[Any]:
    from jalin.dossiers.models import Dossier, Party

    made = [
        Dossier(
            kind="agreement" if at % 5 == 0 else "activity",
            state="draft",
            title={"en": f"Dossier {at}", "kk": f"Іс {at}"},
            begins=date.today() + timedelta(days=at % 800 - 400),  # noqa: DTZ011
            ends=date.today() + timedelta(days=at % 800 - 300),  # noqa: DTZ011
            issuer=house,
            created_at=_BEGAN,
            changed_at=_BEGAN + timedelta(hours=at % 48_000),
        )
        for at in range(DOSSIERS)
    ]
    Dossier.objects.bulk_create(made, batch_size=500)
    Party.objects.bulk_create(
        (
            Party(dossier=dossier, institution=side, position=position)
            for at, dossier in enumerate(made)
            for position, side in enumerate((house, partners[at % _PARTNERS]))
        ),
        batch_size=500,
    )
    return made


def _versions(dossiers: list[Any], house: Any) -> None:
    """Two versions of each but drafts, both approved by the house, the last by both."""
    from jalin.agreements.terms import AgreementTerms
    from jalin.dossiers.models import Approval, Dossier, Version
    from jalin.dossiers.terms import canonical, digest
    from tests.dossiers.cases import agreement_terms

    data = canonical(AgreementTerms.model_validate(agreement_terms()))
    versions = Version.objects.bulk_create(
        (
            Version(
                dossier=dossier,
                number=number,
                terms=data,
                digest=digest(data),
                institution=house,
                at=_BEGAN,
            )
            for dossier in dossiers
            for number in (1, 2)
        ),
        batch_size=500,
    )
    newest = versions[1::2]
    partner = {p["dossier"]: p["institution"] for p in _partner_rows(house)}
    signed = {"in_force": (False, True), "completed": (False, True), "agreed": (False,)}
    approvals = []
    for at, (dossier, version) in enumerate(zip(dossiers, newest, strict=True)):
        dossier.state = _STATES[at % len(_STATES)]
        sides = [(house.pk, False)]
        for is_signature in signed.get(dossier.state, ()):
            sides += [(partner[dossier.pk], is_signature)]
            sides += [(house.pk, True)] if is_signature else []
        if dossier.state in ("in_force", "completed"):
            dossier.in_force = version
        approvals += [
            Approval(
                version=version,
                institution_id=side,
                is_signature=is_signature,
                digest=version.digest,
                at=_BEGAN,
            )
            for side, is_signature in sides
        ]
    Approval.objects.bulk_create(approvals, batch_size=500)
    Dossier.objects.bulk_update(dossiers, ["state", "in_force"], batch_size=200)


def _partner_rows(house: Any) -> Any:
    from jalin.dossiers.models import Party

    return Party.objects.exclude(institution=house).values("dossier", "institution")


def _trail(dossiers: list[Any]) -> None:
    from jalin.core import audit
    from jalin.core.models import AuditChain, AuditEntry

    chains = AuditChain.objects.bulk_create(
        (AuditChain(name=dossier.chain, length=ENTRIES) for dossier in dossiers), batch_size=500
    )
    entries = []
    for dossier, chain in zip(dossiers, chains, strict=True):
        for number in range(1, ENTRIES + 1):
            entry = AuditEntry(
                chain=chain,
                number=number,
                at=_BEGAN + timedelta(hours=number),
                actor_id=1,
                verb="proposed",
                subject_type="dossier",
                subject_id=str(dossier.uuid),
                details={"number": number, "digest": "0" * 64},
                previous=chain.head,
            )
            entry.digest = chain.head = audit.digest(entry)
            entries.append(entry)
    AuditEntry.objects.bulk_create(entries, batch_size=2000)
    AuditChain.objects.bulk_update(chains, ["head"], batch_size=200)


def _run(folder: str) -> None:
    """Set a site up in `folder`, and print its figures."""
    import os

    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "JALIN_DATA_DIR": folder}
    os.environ.pop("JALIN_DATABASE_URL", None)
    from jalin.cli import setup

    setup.django()
    setup.migrate()
    for line in measure():
        print(line, flush=True)


if __name__ == "__main__":
    _run(str(Path(sys.argv[1])))
