"""What a dossier's page tells each side: how far it is, what is next, what changed."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from jalin.core.permissions import NotKnown
from jalin.dossiers import actions
from jalin.dossiers.models import Dossier
from jalin.dossiers.views.pages import page_context
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


def seen(dossier: Dossier, user: User | AnonymousUser) -> dict[str, Any]:
    request = RequestFactory().get("/")
    request.user = user
    return page_context(request, Dossier.objects.get(pk=dossier.pk))


def lanes(context: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(str(step.label), step.ours.mark, step.theirs.mark) for step in context["steps"]]


def test_to_strangers_it_is_not_there(cast: House) -> None:
    dossier = proposed(cast)
    for user in (cast.outsider, AnonymousUser()):
        with pytest.raises(NotKnown):
            seen(dossier, user)


def test_both_see_the_same_from_their_own_side(cast: House) -> None:
    dossier = proposed(cast)
    assert lanes(seen(dossier, cast.officer))[:2] == [
        ("Text", "done", "none"),
        ("Approval", "done", "awaited"),
    ]
    assert lanes(seen(dossier, cast.guest))[:2] == [
        ("Text", "none", "done"),
        ("Approval", "open", "done"),
    ]
    assert seen(dossier, cast.guest)["sides"].ours == cast.astana


def test_the_next_step_is_of_who_can_take_it(cast: House) -> None:
    dossier = agreed(cast)
    titles = {
        name: seen(dossier, getattr(cast, name))["step"].title
        for name in ("signatory", "guest", "officer")
    }
    assert titles == {
        "signatory": "Your signature is missing",
        "guest": "Your signature is missing",
        "officer": "The signature of Jakarta and Astana is missing",
    }


def test_in_force_the_lanes_have_met(cast: House) -> None:
    context = seen(in_force(cast), cast.guest)
    assert [step.met for step in context["steps"]] == [True] * 4
    assert (context["step"].title, context["step"].waits) == ("In force", False)


def test_an_activity_is_under_way_and_then_completed(cast: House) -> None:
    agreement = in_force(cast)
    activity = actions.begin(
        actor=cast.officer,
        kind="activity",
        issuer=cast.jakarta,
        partners=[cast.astana],
        title={"en": "Exhibition"},
        clause=agreement.clauses.get(key="events"),
    )
    terms = activity_terms(agreement)
    actions.propose(actor=cast.officer, dossier=activity, content=terms)
    actions.approve(actor=cast.guest, dossier=activity, digest=digest_of(activity))
    under_way = seen(activity, cast.guest)["steps"]
    assert [(step.met, step.reached, step.current) for step in under_way] == [
        (True, False, False),
        (True, False, False),
        (False, True, True),
        (False, False, False),
    ]
    outcome = {"what": {"en": "visitors"}, "count": 900}
    done = {**terms, "done": True, "outcomes": [outcome]}
    actions.propose(actor=cast.guest, dossier=activity, content=done)
    actions.approve(actor=cast.officer, dossier=activity, digest=digest_of(activity))
    assert [step.met for step in seen(activity, cast.officer)["steps"]] == [True] * 4


def test_what_changed_since_one_looked(cast: House) -> None:
    dossier = proposed(cast)
    assert seen(dossier, cast.officer)["changes"] is None
    changed = agreement_terms(scope={"kk": "Қазақстан"})
    actions.propose(actor=cast.guest, dossier=dossier, content=changed)
    changes = seen(dossier, cast.officer)["changes"]
    assert (changes.old.number, changes.new.number, changes.since_look) == (1, 2, True)
    assert [change.path for change in changes.all] == ["scope.kk"]
    again = seen(dossier, cast.officer)["changes"]  # still to be decided on
    assert (again.old.number, again.new.number, again.since_look) == (1, 2, False)


def test_what_is_in_force_and_known_has_not_changed(cast: House) -> None:
    dossier = in_force(cast)
    seen(dossier, cast.guest)
    assert seen(dossier, cast.guest)["changes"] is None


def test_a_reader_has_no_forms(cast: House) -> None:
    dossier = proposed(cast)
    actions.admit_reader(actor=cast.officer, dossier=dossier, institution=cast.embassy)
    context = seen(dossier, cast.observer)
    assert {"message_form", "task_form"} & set(context) == set()
    assert (context["acts"], context["step"].button) == ((), "")
