"""From a draft to its end: what each act leads to, and what it refuses."""

import pytest
from django.db import DatabaseError, transaction

from jalin.core import audit
from jalin.core.permissions import NotKnown, NotPermitted
from jalin.dossiers import actions
from jalin.dossiers.errors import (
    AlreadyApproved,
    ClauseNotInForce,
    NothingChanged,
    NotTheNewest,
    ReasonMissing,
    TermsRefused,
    WrongState,
)
from jalin.dossiers.models import Dossier, Version
from jalin.dossiers.queries.versions import newest_version, pending, terms_of
from jalin.dossiers.states import State
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


def test_a_draft_is_its_issuers_alone(cast: House) -> None:
    dossier = actions.begin(
        actor=cast.officer,
        kind="agreement",
        issuer=cast.jakarta,
        partners=[cast.astana],
        title={"en": "Memorandum"},
    )
    for person in (cast.guest, cast.observer, cast.outsider, None):
        with pytest.raises(NotKnown):
            actions.save_draft(actor=person, dossier=dossier, content={})
    actions.save_draft(actor=cast.officer, dossier=dossier, content={"title": {"en": "M"}})
    assert dossier.drafts.get().content == {"title": {"en": "M"}}


def test_approved_by_both_and_signed_by_both_is_in_force(cast: House) -> None:
    dossier = proposed(cast)
    assert dossier.state == State.PROPOSED
    actions.approve(actor=cast.guest, dossier=dossier, digest=digest_of(dossier))
    assert dossier.state == State.AGREED
    dossier = in_force(cast)
    assert dossier.state == State.IN_FORCE
    assert dossier.in_force is not None
    assert [clause.key for clause in dossier.clauses.all()] == [
        *("research", "exchange", "events", "training", "articles", "digital")
    ]
    assert audit.verify(dossier.chain) is None


def test_a_changed_clause_must_be_approved_by_all_again(cast: House) -> None:
    dossier = proposed(cast)
    first = digest_of(dossier)
    changed = agreement_terms(scope={"kk": "Қазақстан"})
    actions.propose(actor=cast.guest, dossier=dossier, content=changed, note="Сәл өзгертілді")
    with pytest.raises(NotTheNewest):
        actions.approve(actor=cast.guest, dossier=dossier, digest=first)
    with pytest.raises(AlreadyApproved):
        actions.approve(actor=cast.guest, dossier=dossier, digest=digest_of(dossier))
    actions.approve(actor=cast.officer, dossier=dossier, digest=digest_of(dossier))
    assert dossier.state == State.AGREED


def test_a_change_leaves_what_is_in_force(cast: House) -> None:
    agreement = in_force(cast)
    clause = agreement.clauses.get(key="events")
    activity = actions.begin(
        actor=cast.officer,
        kind="activity",
        issuer=cast.jakarta,
        partners=[cast.astana],
        title={"en": "Exhibition"},
        clause=clause,
    )
    actions.propose(actor=cast.officer, dossier=activity, content=activity_terms(agreement))
    actions.approve(actor=cast.guest, dossier=activity, digest=digest_of(activity))
    assert activity.state == State.IN_FORCE
    first = activity.in_force
    done = activity_terms(agreement, done=True, outcomes=[{"what": {"en": "guests"}, "count": 90}])
    actions.propose(actor=cast.guest, dossier=activity, content=done)
    assert (activity.state, activity.in_force) == (State.IN_FORCE, first)
    actions.reject(actor=cast.officer, dossier=activity, digest=digest_of(activity), reason="91")
    assert (activity.state, activity.in_force, pending(activity)) == (State.IN_FORCE, first, None)
    done["outcomes"][0]["count"] = 91
    actions.propose(actor=cast.guest, dossier=activity, content=done)
    actions.approve(actor=cast.officer, dossier=activity, digest=digest_of(activity))
    assert activity.state == State.COMPLETED


def test_a_clause_not_in_force_refuses_and_says_why(cast: House) -> None:
    agreement = in_force(cast)
    clause = agreement.clauses.get(key="events")
    actions.terminate(actor=cast.guest, dossier=agreement, reason="Реорганизация")
    clause.refresh_from_db()
    with pytest.raises(ClauseNotInForce) as refused:
        actions.begin(
            actor=cast.officer,
            kind="activity",
            issuer=cast.jakarta,
            partners=[cast.astana],
            title={"en": "Exhibition"},
            clause=clause,
        )
    assert refused.value.params["reason"] == "The agreement was terminated."


@pytest.mark.parametrize("who", ["observer", "outsider"])
def test_who_is_no_party_learns_nothing(cast: House, who: str) -> None:
    dossier, person = agreed(cast), getattr(cast, who)
    digest = digest_of(dossier)
    acts = (
        lambda: actions.approve(actor=person, dossier=dossier, digest=digest),
        lambda: actions.propose(actor=person, dossier=dossier, content=agreement_terms()),
        lambda: actions.reject(actor=person, dossier=dossier, digest=digest, reason="no"),
        lambda: actions.withdraw(actor=person, dossier=dossier, reason="no"),
        lambda: actions.terminate(actor=person, dossier=dossier, reason="no"),
        lambda: actions.say(actor=person, dossier=dossier, text="?"),
        lambda: actions.look(actor=person, dossier=dossier),
    )
    for act in acts:
        with pytest.raises(NotKnown):
            act()


def test_a_reader_reads_and_does_nothing(cast: House) -> None:
    dossier = agreed(cast)
    actions.admit_reader(actor=cast.officer, dossier=dossier, institution=cast.embassy)
    actions.look(actor=cast.observer, dossier=dossier)
    with pytest.raises(NotPermitted):
        actions.say(actor=cast.observer, dossier=dossier, text="?")
    with pytest.raises(NotPermitted):
        actions.terminate(actor=cast.observer, dossier=dossier, reason="no")


def test_ends_need_a_reason_and_the_right_state(cast: House) -> None:
    dossier = proposed(cast)
    with pytest.raises(ReasonMissing):
        actions.reject(actor=cast.guest, dossier=dossier, digest=digest_of(dossier), reason=" ")
    with pytest.raises(WrongState):
        actions.terminate(actor=cast.guest, dossier=dossier, reason="no")
    actions.reject(actor=cast.guest, dossier=dossier, digest=digest_of(dossier), reason="Later")
    assert dossier.state == State.REJECTED
    with pytest.raises(WrongState):
        actions.propose(actor=cast.officer, dossier=dossier, content=agreement_terms())


def test_the_same_terms_are_no_new_version(cast: House) -> None:
    dossier = proposed(cast)
    with pytest.raises(NothingChanged):
        actions.propose(actor=cast.guest, dossier=dossier, content=agreement_terms())


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": {}},
        {"title": {"english": "M"}},
        {"parties": ["jakarta"]},
        {"parties": ["jakarta", "astana", "nowhere"]},
        {"clauses": [{"key": "a", "title": {"en": "No area"}}]},
        {"begins": "2030-01-01", "ends": "2029-01-01"},
        {"surprise": 1},
    ],
)
def test_terms_that_are_not_right_change_nothing(cast: House, wrong: dict[str, object]) -> None:
    dossier = proposed(cast)
    with pytest.raises(TermsRefused):
        actions.propose(actor=cast.guest, dossier=dossier, content=agreement_terms(**wrong))
    assert dossier.versions.count() == 1


def test_what_was_proposed_is_never_changed(cast: House) -> None:
    version = newest_version(proposed(cast))
    assert version is not None
    assert terms_of(version).title["en"] == "Memorandum of understanding"
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(note="other")


def test_a_dossier_in_force_has_a_version(cast: House) -> None:
    dossier = proposed(cast)
    with pytest.raises(DatabaseError), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(state=State.IN_FORCE)
