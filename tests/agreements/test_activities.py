"""Activities under a clause: who may begin one, what of it counts, and what leaves no trace."""

from datetime import date

import pytest

from jalin.agreements.activities import Proof, Result, choices, propose_outcomes
from jalin.agreements.board import board
from jalin.core import audit
from jalin.core.permissions import NotKnown, NotPermitted
from jalin.dossiers import actions
from jalin.dossiers.errors import ClauseNotInForce, FileRefused, TermsRefused, WrongState
from jalin.dossiers.models import Document, Dossier
from jalin.dossiers.queries.versions import newest_version, terms_of
from jalin.dossiers.states import State
from tests.agreements.activity_cases import activity, approved, completed
from tests.dossiers.cases import AREAS, House, digest_of, house, in_force

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def cast() -> House:
    return house()


@pytest.fixture
def agreement(cast: House) -> Dossier:
    return in_force(cast)


@pytest.mark.parametrize("area", AREAS)
def test_each_area_is_proposed_answered_carried_out_and_counted(
    cast: House, agreement: Dossier, area: str
) -> None:
    dossier = activity(cast, agreement, area, begins="2026-05-01", ends="2026-05-31")
    version = newest_version(dossier)
    assert version is not None
    content = terms_of(version).model_dump(mode="json", exclude_none=True)
    changed = {**content, "ends": "2026-06-10"}
    actions.propose(actor=cast.guest, dossier=dossier, content=changed, note="Он күн ұзарту")
    assert dossier.state == State.PROPOSED
    actions.approve(actor=cast.officer, dossier=dossier, digest=digest_of(dossier))
    assert (dossier.state, dossier.ends) == (State.IN_FORCE, date(2026, 6, 10))
    outcome = {"what": {"kk": "атау"}, "count": 40, "clause_measure": 0, "by": "astana"}
    propose_outcomes(actor=cast.guest, dossier=dossier, results=[Result(outcome)], done=True)
    found = board(cast.guest, agreement, today=date(2026, 7, 1))
    assert (found.rows[0].progress, found.rows[0].completion_waits) == ("late", True)
    actions.approve(actor=cast.officer, dossier=dossier, digest=digest_of(dossier))
    found = board(cast.guest, agreement, today=date(2026, 7, 1))
    assert found.rows[0].progress == "done"
    owed = {one.clause.key: one.owed[0].reckoning for one in found.clauses}
    assert {key: reckoning.done for key, reckoning in owed.items()} == {
        key: 40 if key == area else 0 for key in AREAS
    }
    assert owed[area].shares == (("astana", 40),)
    assert audit.verify(dossier.chain) is None


def test_an_outcome_that_only_one_side_has_said_does_not_count(
    cast: House, agreement: Dossier
) -> None:
    dossier = approved(cast, agreement)
    outcome = {"what": {"en": "titles"}, "count": 9, "clause_measure": 0}
    propose_outcomes(actor=cast.officer, dossier=dossier, results=[Result(outcome)], done=False)
    assert board(cast.guest, agreement).achieved == ()
    actions.approve(actor=cast.guest, dossier=dossier, digest=digest_of(dossier))
    found = board(cast.guest, agreement)
    assert ([one.count for one in found.achieved], dossier.state) == ([9], State.IN_FORCE)


def test_a_draft_is_not_on_the_other_sides_board(cast: House, agreement: Dossier) -> None:
    from jalin.agreements.activities import begin_activity

    begin_activity(
        actor=cast.officer,
        clause=agreement.clauses.get(key="digital"),
        content={"title": {"en": "Not yet"}},
        propose=False,
    )
    assert [len(board(who, agreement).rows) for who in (cast.officer, cast.guest)] == [1, 0]


def test_who_may_read_the_agreement_reads_what_is_done_under_it(
    cast: House, agreement: Dossier
) -> None:
    actions.admit_reader(actor=cast.officer, dossier=agreement, institution=cast.embassy)
    dossier = activity(cast, agreement)
    assert [row.dossier for row in board(cast.observer, agreement).rows] == [dossier]
    with pytest.raises(NotPermitted):
        activity(cast, agreement, actor=cast.observer)


@pytest.mark.parametrize("who", ["observer", "outsider"])
def test_to_a_stranger_there_is_no_agreement_to_act_under(
    cast: House, agreement: Dossier, who: str
) -> None:
    with pytest.raises(NotKnown):
        activity(cast, agreement, actor=getattr(cast, who))
    assert Dossier.objects.filter(kind="activity").count() == 0


def test_a_clause_that_is_not_in_force_refuses_and_says_why(
    cast: House, agreement: Dossier
) -> None:
    actions.terminate(actor=cast.guest, dossier=agreement, reason="Реорганизация")
    assert {one.refusal for one in choices(agreement)} == {"The agreement was terminated."}
    with pytest.raises(ClauseNotInForce):
        activity(cast, agreement)
    assert Dossier.objects.filter(kind="activity").count() == 0


def test_a_proposal_cannot_be_approved_any_more_and_what_runs_can_be_completed(
    cast: House, agreement: Dossier
) -> None:
    proposed, running = activity(cast, agreement), approved(cast, agreement, "training")
    actions.terminate(actor=cast.guest, dossier=agreement, reason="Реорганизация")
    with pytest.raises(ClauseNotInForce):
        actions.approve(actor=cast.guest, dossier=proposed, digest=digest_of(proposed))
    proposed.refresh_from_db()
    assert proposed.state == State.PROPOSED
    result = Result({"what": {"en": "placements"}, "count": 2})
    propose_outcomes(actor=cast.guest, dossier=running, results=[result], done=True)
    actions.approve(actor=cast.officer, dossier=running, digest=digest_of(running))
    assert running.state == State.COMPLETED


def test_terms_that_are_refused_leave_no_activity(cast: House, agreement: Dossier) -> None:
    with pytest.raises(TermsRefused):
        activity(cast, agreement, begins="2026-05-31", ends="2026-05-01")
    assert Dossier.objects.filter(kind="activity").count() == 0


@pytest.mark.parametrize(
    "other", [{"clause": "digital"}, {"area": "digital"}, {"agreement": "https://x.example/1"}]
)
def test_an_answer_cannot_move_it_under_another_clause(
    cast: House, agreement: Dossier, other: dict[str, str]
) -> None:
    dossier = activity(cast, agreement)
    version = newest_version(dossier)
    assert version is not None
    content = terms_of(version).model_dump(mode="json", exclude_none=True)
    with pytest.raises(TermsRefused):
        actions.propose(actor=cast.guest, dossier=dossier, content={**content, **other})
    assert dossier.versions.count() == 1


def test_what_shows_an_outcome_is_approved_with_it(cast: House, agreement: Dossier) -> None:
    dossier = approved(cast, agreement)
    outcome = {"what": {"en": "visitors"}, "count": 300}
    result = Result(outcome, [Proof("list.pdf", [PDF])])
    version = propose_outcomes(actor=cast.guest, dossier=dossier, results=[result], done=True)
    kept = Document.objects.get(dossier=dossier)
    assert terms_of(version).model_dump()["outcomes"][0]["documents"] == (kept.sha256,)


def test_a_file_that_is_refused_leaves_nothing(cast: House, agreement: Dossier) -> None:
    dossier = approved(cast, agreement)
    good = Result({"what": {"en": "visitors"}, "count": 1}, [Proof("list.pdf", [PDF])])
    bad = Result({"what": {"en": "visitors"}, "count": 2}, [Proof("list.pdf", [b"MZ\x90"])])
    with pytest.raises(FileRefused):
        propose_outcomes(actor=cast.guest, dossier=dossier, results=[good, bad], done=True)
    assert (dossier.versions.count(), dossier.documents.count()) == (1, 0)


def test_outcomes_come_once_it_is_in_force_and_not_after_its_end(
    cast: House, agreement: Dossier
) -> None:
    result = Result({"what": {"en": "visitors"}, "count": 1})
    for dossier in (activity(cast, agreement), completed(cast, agreement)):
        with pytest.raises(WrongState):
            propose_outcomes(actor=cast.guest, dossier=dossier, results=[result], done=True)


def test_who_reports_does_not_approve_another_change_by_that(
    cast: House, agreement: Dossier
) -> None:
    dossier = approved(cast, agreement, begins="2026-05-01")
    version = newest_version(dossier)
    assert version is not None
    content = terms_of(version).model_dump(mode="json", exclude_none=True)
    later = {**content, "begins": "2026-09-01"}
    actions.propose(actor=cast.officer, dossier=dossier, content=later)
    result = Result({"what": {"en": "visitors"}, "count": 1})
    reported = propose_outcomes(actor=cast.guest, dossier=dossier, results=[result], done=True)
    assert terms_of(reported).begins == date(2026, 5, 1)


def test_what_was_done_still_counts_when_the_clause_is_gone(
    cast: House, agreement: Dossier
) -> None:
    completed(cast, agreement, "events", 12, begins="2026-02-01")
    actions.terminate(actor=cast.officer, dossier=agreement, reason="Ended")
    found = board(cast.officer, agreement, today=date(2026, 7, 1))
    events = next(one for one in found.clauses if one.clause.key == "events")
    assert (events.owed[0].reckoning.done, events.refusal) == (12, "The agreement was terminated.")


def test_an_overdue_task_makes_it_late(cast: House, agreement: Dossier) -> None:
    dossier = approved(cast, agreement, begins="2026-05-01", ends="2099-05-31")
    task = actions.add_task(
        actor=cast.guest, dossier=dossier, title="Шақыру", side=cast.astana, due=date(2026, 6, 1)
    )
    found = board(cast.officer, agreement, today=date(2026, 6, 2)).rows[0]
    assert (found.progress, found.late_because, found.tasks_late) == ("late", "tasks", 1)
    actions.finish_task(actor=cast.guest, task=task)
    found = board(cast.officer, agreement, today=date(2026, 6, 2)).rows[0]
    assert (found.progress, found.tasks_open) == ("under_way", 0)
