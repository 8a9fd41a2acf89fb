"""Any acts of any people in any order: a machine that keeps its own account of what must be.

Its account is the rule in its simplest form (who has approved and signed which terms); the site
must come to the same state, and must refuse what the rule refuses.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from jalin.core import audit
from jalin.core.errors import DomainError
from jalin.dossiers import actions
from jalin.dossiers.models import Dossier, Version
from jalin.dossiers.states import Level, State
from tests.dossiers.cases import House, agreement_terms, house, proposed

PARTIES = ("jakarta", "astana")
SIGNING = {"in_order": False}  # the order of signatures is tested where they are checked
SIGNATORIES = {"jakarta": "Signatory", "astana": "Guest"}  # as the terms name them
party = st.sampled_from(PARTIES)
text = st.sampled_from(["A", "B", "C"])


class Agreement(RuleBasedStateMachine):
    """One agreement between two parties; `texts` are the versions that were proposed."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.cast: House = house()
        self.dossier: Dossier = proposed(self.cast, signing=SIGNING)
        self.texts = ["first"]
        self.proposer = "jakarta"
        self.approved = {"jakarta"}
        self.signed = set[str]()
        self.open = True  # the newest version is to be decided on
        self.state: str = State.PROPOSED
        self.in_force: int | None = None  # the number of a version

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @rule(by=party, scope=text)
    def propose(self, by: str, scope: str) -> None:
        content = agreement_terms(scope={"en": scope}, signing=SIGNING)
        allowed = self.state in (State.PROPOSED, State.AGREED, State.IN_FORCE)
        different = scope != self.texts[-1]
        if self._did(allowed and different, "propose", by, content=content):
            self.texts.append(scope)
            self.proposer, self.approved, self.signed, self.open = by, {by}, set(), True
            if self.state != State.IN_FORCE:
                self.state = State.PROPOSED

    @rule(by=party, newest=st.booleans())
    def approve(self, by: str, newest: bool) -> None:
        version = self._version(newest)
        allowed = (
            self.state in (State.PROPOSED, State.IN_FORCE)
            and self._is_newest(version)
            and self.open
            and by not in self.approved
        )
        if self._did(allowed, "approve", by, digest=version.digest):
            self.approved.add(by)
            if self.state == State.PROPOSED and self.approved == set(PARTIES):
                self.state = State.AGREED

    @rule(by=party, newest=st.booleans())
    def sign(self, by: str, newest: bool) -> None:
        version = self._version(newest)
        allowed = (
            self.state in (State.AGREED, State.IN_FORCE)
            and self._is_newest(version)
            and self.open
            and self.approved == set(PARTIES)
        )
        evidence = {
            "institution": getattr(self.cast, by),
            "level": Level.SCAN,
            "signatory_name": SIGNATORIES[by],
        }
        if self._did(allowed, "record_signature", by, digest=version.digest, **evidence):
            self.signed.add(by)
            if self.signed == set(PARTIES):
                self.state, self.in_force, self.open = State.IN_FORCE, len(self.texts), False

    @rule(by=party, newest=st.booleans())
    def reject(self, by: str, newest: bool) -> None:
        version = self._version(newest)
        allowed = (
            self.state in (State.PROPOSED, State.IN_FORCE)
            and self._is_newest(version)
            and self.open
        )
        if self._did(allowed, "reject", by, digest=version.digest, reason="No"):
            self.open = False
            if self.state == State.PROPOSED:
                self.state = State.REJECTED

    @rule(by=party)
    def withdraw(self, by: str) -> None:
        """A side takes back its own; the issuer, whose dossier it is, anything that is open."""
        allowed = self.open and by in (self.proposer, "jakarta")
        allowed = allowed and self.state in (State.PROPOSED, State.AGREED, State.IN_FORCE)
        if self._did(allowed, "withdraw", by, reason="A mistake"):
            self.open = False
            if self.state != State.IN_FORCE:
                self.state = State.WITHDRAWN

    @rule(by=party)
    def terminate(self, by: str) -> None:
        if self._did(self.state == State.IN_FORCE, "terminate", by, reason="Over"):
            self.state, self.open = State.TERMINATED, False

    @rule(act=st.sampled_from(["propose", "withdraw", "terminate"]))
    def outside(self, act: str) -> None:
        more: dict[str, Any] = (
            {"content": agreement_terms()} if act == "propose" else {"reason": "?"}
        )
        assert not self._did(False, act, "outside", **more)

    @invariant()
    def as_it_must_be(self) -> None:
        found = Dossier.objects.get(pk=self.dossier.pk)
        assert found.state == self.state
        assert (found.in_force.number if found.in_force else None) == self.in_force
        assert found.versions.count() == len(self.texts)

    @invariant()
    def the_trail_holds(self) -> None:
        assert audit.verify(self.dossier.chain) is None

    def _version(self, newest: bool) -> Version:
        number = len(self.texts) if newest else 1
        return Version.objects.get(dossier=self.dossier, number=number)

    def _is_newest(self, version: Version) -> bool:
        """Terms are known by their digest: the same again are the same terms."""
        return version.digest == self._version(True).digest

    def _did(self, allowed: bool, act: str, by: str, **more: Any) -> bool:
        """Whether the act was done; it must be exactly when it is allowed."""
        people = {
            "jakarta": self.cast.officer,
            "astana": self.cast.guest,
            "outside": self.cast.outsider,
        }
        call: Callable[..., object] = getattr(actions, act)
        try:
            call(actor=people[by], dossier=Dossier.objects.get(pk=self.dossier.pk), **more)
        except DomainError:
            assert not allowed, f"{by} may {act} in {self.state}"
            return False
        assert allowed, f"{by} may not {act} in {self.state}"
        return True


@pytest.mark.django_db
def test_any_acts_in_any_order() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Agreement,
        settings=settings(
            max_examples=40,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],  # making a failure smaller takes minutes
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
