"""Many people at the same dossier at the same moment, on both databases.

Whatever the interleaving: what is in force was approved by every party, and signed by every party,
with one digest; no approval stands twice; the audit trail holds.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from itertools import permutations

from jalin.core import audit
from jalin.core.errors import DomainError
from jalin.core.models import AuditEntry
from jalin.dossiers import actions
from jalin.dossiers.models import Approval, Dossier, Version
from jalin.dossiers.queries.versions import newest_version
from jalin.dossiers.states import ENDED, Level, State
from jalin.institutions.models import Institution, User
from tests.dossiers.cases import (
    agreed,
    agreement_terms,
    digest_of,
    house,
    in_force,
    proposed,
)
from tests.installation import Installation

ROUNDS = 16
Act = Callable[[], object]


def require_sound(dossier: Dossier) -> None:
    """What holds at any moment, as the tables have it."""
    found = Dossier.objects.get(pk=dossier.pk)
    versions = list(Version.objects.filter(dossier=found).order_by("number"))
    assert [version.number for version in versions] == list(range(1, len(versions) + 1))
    assert audit.verify(found.chain) is None
    parties = set(found.parties.filter(is_reader=False).values_list("institution", flat=True))
    came = AuditEntry.objects.filter(chain__name=found.chain, verb="came_in_force")
    for entry in came:  # every version that ever was in force
        version = versions[entry.details["number"] - 1]
        approvals = Approval.objects.filter(version=version, digest=version.digest)
        for signed in (False, True):
            by = approvals.filter(is_signature=signed).values_list("institution", flat=True)
            assert set(by) >= parties
            assert signed or len(by) == len(set(by))
    if found.state in (State.IN_FORCE, State.COMPLETED, State.TERMINATED):
        assert found.in_force is not None
        assert found.in_force.number == came.order_by("-number")[0].details["number"]
    else:
        assert found.in_force is None
        assert not came.exists()
    if found.state == State.AGREED:
        newest = versions[-1]
        by = newest.approvals.filter(is_signature=False).values_list("institution", flat=True)
        assert set(by) == parties


def approve(person: User, dossier: Dossier, digest: str) -> Act:
    return lambda: actions.approve(actor=person, dossier=_own(dossier), digest=digest)


def sign(person: User, institution: Institution, dossier: Dossier, digest: str) -> Act:
    return lambda: actions.record_signature(
        actor=person,
        dossier=_own(dossier),
        digest=digest,
        institution=institution,
        level=Level.SCAN,
        signatory_name=person.name,
    )


def change(person: User, dossier: Dossier, text: str) -> Act:
    content = agreement_terms(scope={"en": text})
    return lambda: actions.propose(actor=person, dossier=_own(dossier), content=content)


def withdraw(person: User, dossier: Dossier) -> Act:
    return lambda: actions.withdraw(actor=person, dossier=_own(dossier), reason="A mistake")


def reject(person: User, dossier: Dossier, digest: str) -> Act:
    return lambda: actions.reject(actor=person, dossier=_own(dossier), digest=digest, reason="No")


def terminate(person: User, dossier: Dossier) -> Act:
    return lambda: actions.terminate(actor=person, dossier=_own(dossier), reason="Over")


def _own(dossier: Dossier) -> Dossier:
    """Each thread has the dossier as its page was loaded, not the others' object."""
    return Dossier.objects.get(pk=dossier.pk)


def at_once(site: Installation, *acts: Act) -> list[object]:
    """Results; what was refused was refused for a reason that a person is told."""
    results = site.in_threads(*acts)
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, DomainError):
            raise result
    return results


def refusals(results: list[object]) -> list[str]:
    return sorted(each.code for each in results if isinstance(each, DomainError))


def test_both_clicks_of_one_side_approve_once(installation: Installation) -> None:
    cast = house()
    for _ in range(ROUNDS):
        dossier = proposed(cast)
        digest = digest_of(dossier)
        results = at_once(installation, *[approve(cast.guest, dossier, digest)] * 3)
        assert len(refusals(results)) == 2
        dossier.refresh_from_db()
        assert dossier.state == State.AGREED
        require_sound(dossier)


def test_an_approval_beside_a_change_is_of_one_or_the_other(installation: Installation) -> None:
    """Either the change came first and the approval was refused, or the approval was overtaken."""
    cast = house()
    for number in range(ROUNDS):
        dossier = proposed(cast)
        digest = digest_of(dossier)
        acts = [
            approve(cast.guest, dossier, digest),
            change(cast.officer, dossier, f"Changed {number}"),
        ]
        results = at_once(installation, *acts)
        assert refusals(results) in ([], ["not-the-newest"])
        dossier.refresh_from_db()
        assert dossier.state == State.PROPOSED
        require_sound(dossier)


def test_two_changes_are_two_versions_and_none_is_lost(installation: Installation) -> None:
    cast = house()
    for number in range(ROUNDS):
        dossier = proposed(cast)
        acts = [
            change(cast.guest, dossier, f"Guest {number}"),
            change(cast.officer, dossier, f"Officer {number}"),
        ]
        assert refusals(at_once(installation, *acts)) == []
        newest = newest_version(dossier)
        assert newest is not None
        assert newest.number == 3
        assert newest.approvals.count() == 1
        require_sound(dossier)


def test_signatures_beside_a_change_or_a_withdrawal(installation: Installation) -> None:
    """In force by both signatures, or not at all; a late signature is refused."""
    cast = house()
    for number in range(ROUNDS):
        dossier = agreed(cast, scope={"en": f"Round {number}"})
        digest = digest_of(dossier)
        acts = [
            sign(cast.signatory, cast.jakarta, dossier, digest),
            sign(cast.guest, cast.astana, dossier, digest),
            change(cast.officer, dossier, f"Late {number}")
            if number % 2
            else withdraw(cast.officer, dossier),
        ]
        random.Random(number).shuffle(acts)
        at_once(installation, *acts)
        require_sound(dossier)
        dossier.refresh_from_db()
        if dossier.state == State.IN_FORCE:  # the next round is about the same time and scope
            actions.terminate(actor=cast.officer, dossier=dossier, reason="Next round")


def test_rejecting_and_approving_do_not_both_win(installation: Installation) -> None:
    cast = house()
    for _ in range(ROUNDS):
        dossier = proposed(cast)
        digest = digest_of(dossier)
        acts = [approve(cast.guest, dossier, digest), reject(cast.guest, dossier, digest)]
        results = at_once(installation, *acts)
        assert refusals(results) == ["wrong-state"]
        dossier.refresh_from_db()
        assert dossier.state in (State.AGREED, State.REJECTED)
        require_sound(dossier)


def test_a_change_of_what_is_in_force_beside_its_end(installation: Installation) -> None:
    cast = house()
    for number in range(ROUNDS // 2):
        dossier = in_force(cast, scope={"en": f"Round {number}"})
        first = dossier.in_force
        change(cast.guest, dossier, f"Change {number}")()
        digest = digest_of(dossier)
        acts = [
            approve(cast.officer, dossier, digest),
            terminate(cast.guest, dossier),
            sign(cast.signatory, cast.jakarta, dossier, digest),
            sign(cast.guest, cast.astana, dossier, digest),
        ]
        random.Random(number).shuffle(acts)
        at_once(installation, *acts)
        require_sound(dossier)
        dossier.refresh_from_db()
        assert dossier.state == State.TERMINATED
        assert dossier.in_force == first or dossier.in_force.digest == digest


def test_every_order_of_the_same_acts_is_sound(installation: Installation) -> None:
    """Not at once but one after another: all orders of approving, changing, signing, ending."""
    cast = house()
    for order in permutations(range(5)):
        if random.Random(str(order)).random() > 0.2:
            continue
        dossier = agreed(cast, scope={"en": str(order)})
        digest = digest_of(dossier)
        acts = [
            sign(cast.signatory, cast.jakarta, dossier, digest),
            sign(cast.guest, cast.astana, dossier, digest),
            change(cast.guest, dossier, f"Order {order}"),
            approve(cast.officer, dossier, digest),
            withdraw(cast.officer, dossier),
        ]
        for at in order:
            with suppress(DomainError):
                acts[at]()
            require_sound(dossier)
        dossier.refresh_from_db()
        if dossier.state not in ENDED:
            actions.terminate(actor=cast.officer, dossier=dossier, reason="Next order")
