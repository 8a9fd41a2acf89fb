"""Desks and registers: what waits for whom, is due, is new, in a constant number of queries."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jalin.dossiers import actions
from jalin.dossiers.models import Dossier
from jalin.dossiers.queries import lists
from jalin.dossiers.queries.lists import Row
from jalin.dossiers.states import Level, State
from jalin.institutions.models import User
from tests.dossiers.cases import (
    House,
    activity_terms,
    agreed,
    agreement_terms,
    digest_of,
    house,
    in_force,
    proposed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> House:
    return house()


def dossiers(found: list[Row]) -> list[Dossier]:
    return [row.dossier for row in found]


def activity(cast: House, agreement: Dossier, **more: object) -> Dossier:
    """An activity that Jakarta has proposed under the clause of events."""
    begun = actions.begin(
        actor=cast.officer,
        kind="activity",
        issuer=cast.jakarta,
        partners=[cast.astana],
        title={"en": "Exhibition"},
        clause=agreement.clauses.get(key="events"),
    )
    actions.propose(actor=cast.officer, dossier=begun, content=activity_terms(agreement, **more))
    return begun


def test_what_one_side_proposed_waits_for_the_other(cast: House) -> None:
    dossier = proposed(cast)
    assert dossiers(lists.waiting_for(cast.guest)) == [dossier]
    assert dossiers(lists.proposed_by(cast.officer)) == [dossier]
    assert lists.waiting_for(cast.officer) == lists.proposed_by(cast.guest) == []
    assert lists.waiting_for(cast.outsider) == lists.proposed_by(cast.outsider) == []


def test_what_is_agreed_waits_for_those_who_have_not_signed(cast: House) -> None:
    dossier = agreed(cast)
    assert dossiers(lists.waiting_for(cast.guest)) == dossiers(lists.waiting_for(cast.signatory))
    actions.record_signature(
        actor=cast.signatory,
        dossier=dossier,
        digest=digest_of(dossier),
        institution=cast.jakarta,
        level=Level.SCAN,
        signatory_name="Signatory",
    )
    assert dossiers(lists.waiting_for(cast.guest)) == [dossier]
    assert lists.waiting_for(cast.signatory) == []
    assert [row.waits_for for row in lists.rows(cast.officer)] == [(cast.astana,)]


def test_a_signature_that_does_not_suffice_keeps_it_waiting(cast: House) -> None:
    """The terms take what is in the document; what came is a scan."""
    dossier = agreed(cast, signing={"accepted": ["pades"]})
    for actor, side in ((cast.signatory, cast.jakarta), (cast.guest, cast.astana)):
        actions.record_signature(
            actor=actor,
            dossier=dossier,
            digest=digest_of(dossier),
            institution=side,
            level=Level.SCAN,
            signatory_name=actor.name,
        )
    assert dossier.state == State.AGREED
    assert dossiers(lists.waiting_for(cast.guest)) == [dossier]
    assert dossiers(lists.waiting_for(cast.officer)) == [dossier]


def test_what_waits_for_others_hides_nothing_that_waits_for_me(cast: House) -> None:
    mine = proposed(cast)
    for _ in range(3):
        proposed(cast, scope={"en": "Other"})
    changed = agreement_terms(scope={"en": "More"})
    actions.propose(actor=cast.guest, dossier=mine, content=changed)
    assert dossiers(lists.waiting_for(cast.officer, limit=1)) == [mine]
    assert mine not in dossiers(lists.proposed_by(cast.officer))
    assert len(lists.proposed_by(cast.officer)) == 3


def test_what_is_in_force_waits_only_for_a_change(cast: House) -> None:
    dossier = in_force(cast)
    assert lists.waiting_for(cast.officer) == lists.waiting_for(cast.guest) == []
    changed = agreement_terms(scope={"en": "More"})
    actions.propose(actor=cast.guest, dossier=dossier, content=changed)
    assert dossiers(lists.waiting_for(cast.officer)) == [dossier]
    actions.reject(actor=cast.officer, dossier=dossier, digest=digest_of(dossier), reason="No")
    assert lists.waiting_for(cast.officer) == lists.proposed_by(cast.guest) == []


def test_drafts_are_those_of_the_own_side(cast: House) -> None:
    dossier = proposed(cast)
    assert lists.drafts(cast.officer) == []
    actions.save_draft(actor=cast.guest, dossier=dossier, content={"title": {"kk": "М"}})
    assert dossiers(lists.drafts(cast.guest)) == [dossier]
    assert lists.drafts(cast.officer) == []


def test_new_is_what_others_did_since_the_person_looked(cast: House) -> None:
    dossier = proposed(cast)
    assert dossiers(lists.fresh(cast.guest)) == [dossier]
    actions.look(actor=cast.guest, dossier=dossier)
    assert lists.fresh(cast.guest) == []
    actions.say(actor=cast.guest, dossier=dossier, text="Сәлем")
    assert lists.fresh(cast.guest) == []
    actions.say(actor=cast.officer, dossier=dossier, text="Halo")
    assert dossiers(lists.fresh(cast.guest)) == [dossier]
    assert [row.unread for row in lists.rows(cast.guest)] == [True]
    old = timezone.now() - timedelta(days=40)
    dossier.messages.update(at=old)
    Dossier.objects.update(changed_at=old)
    assert lists.fresh(cast.guest) == lists.fresh(cast.officer) == []


def test_due_are_tasks_of_the_side_and_days_of_what_is_in_force(cast: House) -> None:
    today = date(2026, 4, 20)
    agreement = in_force(cast)
    held = activity(cast, agreement)
    actions.approve(actor=cast.guest, dossier=held, digest=digest_of(held))
    for title, side, owner, due in (
        ("Frames", cast.jakarta, None, date(2026, 4, 22)),
        ("Permit", cast.jakarta, cast.officer, date(2026, 4, 1)),
        ("Hall", cast.astana, None, date(2026, 4, 22)),
        ("Later", cast.jakarta, None, date(2027, 4, 22)),
    ):
        actions.add_task(
            actor=cast.officer, dossier=held, title=title, side=side, owner=owner, due=due
        )
    mine = [(each.label, each.on, each.overdue) for each in lists.due(cast.officer, today=today)]
    assert mine == [
        ("Permit", date(2026, 4, 1), True),
        ("Frames", date(2026, 4, 22), False),
        ("Begins", date(2026, 5, 1), False),
    ]
    theirs = [each.label for each in lists.due(cast.guest, today=today)]
    assert theirs == ["Hall", "Begins"]
    signatorys = [each.label for each in lists.due(cast.signatory, today=today)]
    assert signatorys == ["Frames", "Begins"]
    late = [each.label for each in lists.due(cast.guest, today=date(2026, 6, 1), days=0)]
    assert late == ["Hall", "Should be completed by now"]
    assert lists.due(cast.outsider, today=today) == lists.due(cast.observer, today=today) == []


def test_what_ended_is_not_due(cast: House) -> None:
    dossier = in_force(cast)
    actions.add_task(
        actor=cast.officer, dossier=dossier, title="T", side=cast.jakarta, due=date(2026, 1, 1)
    )
    actions.terminate(actor=cast.officer, dossier=dossier, reason="Over")
    assert lists.due(cast.officer, today=date(2026, 1, 1)) == []


def test_a_register_is_narrowed(cast: House) -> None:
    agreement = in_force(cast)
    held = activity(cast, agreement)
    assert dossiers(lists.rows(cast.guest)) == [held, agreement]
    assert dossiers(lists.rows(cast.guest, kind="activity")) == [held]
    assert dossiers(lists.rows(cast.guest, state=State.IN_FORCE)) == [agreement]
    assert dossiers(lists.rows(cast.guest, agreement=agreement, area="events")) == [held]
    assert dossiers(lists.rows(cast.guest, area="research")) == []
    assert dossiers(lists.rows(cast.guest, party=cast.jakarta, offset=1)) == [agreement]
    assert dossiers(lists.rows(cast.outsider)) == []


def under_way(cast: House) -> None:
    """A dossier that waits for Astana, written in by Jakarta; and one the other way round."""
    sides = ((cast.officer, cast.guest), (cast.guest, cast.officer))
    for actor, other in sides:
        dossier = proposed(cast)
        if actor == cast.guest:
            changed = agreement_terms(scope={"en": "More"})
            actions.propose(actor=actor, dossier=dossier, content=changed)
        actions.save_draft(actor=other, dossier=dossier, content={})
        actions.say(actor=actor, dossier=dossier, text="?")
        actions.add_task(
            actor=actor, dossier=dossier, title="T", side=cast.jakarta, due=timezone.localdate()
        )


def test_fifty_rows_cost_as_many_queries_as_one(cast: House) -> None:
    asked: tuple[Callable[[User], Sequence[object]], ...] = (
        lists.rows,
        lists.waiting_for,
        lists.proposed_by,
        lists.drafts,
        lists.fresh,
        lists.due,
    )

    def measured() -> list[tuple[int, int]]:
        found = []
        for ask in asked:
            with CaptureQueriesContext(connection) as queries:
                rows = len(ask(cast.officer))
            found.append((rows, len(queries)))
        return found

    under_way(cast)
    first = measured()
    for _ in range(49):
        under_way(cast)
    many = measured()
    assert [rows for rows, _ in first] == [2, 1, 1, 1, 2, 2]
    assert [rows for rows, _ in many] == [50, 50, 50, 50, 20, 100]
    assert [queries for _, queries in many] == [queries for _, queries in first]
