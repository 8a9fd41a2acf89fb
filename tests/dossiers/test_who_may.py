"""Every act by everyone: parties act, cataloguers work, readers read, to others it is not there."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from jalin.core.models import AuditEntry
from jalin.core.permissions import NotKnown, NotPermitted
from jalin.dossiers import actions
from jalin.dossiers.errors import DossierError
from jalin.dossiers.models import Dossier, Task
from jalin.dossiers.permissions import may_read, visible
from jalin.dossiers.queries import lists
from jalin.institutions.models import Role
from jalin.institutions.permissions import OPERATOR, Person
from tests.dossiers.cases import (
    House,
    agreement_terms,
    digest_of,
    house,
    in_force,
    person,
    proposed,
)

pytestmark = pytest.mark.django_db
ACTING = ("officer", "administrator", "signatory", "curator", "guest")
WORKING = (*ACTING, "cataloguer")
READING = (*WORKING, "onlooker", "embassy_observer", "embassy_officer")
OUTSIDE = ("outsider", "former", "later", "closed", "nobody", "anonymous", "none")


class Everyone:
    """A dossier that Jakarta proposed to Astana and lets the embassy read, and all who may come."""

    def __init__(self) -> None:
        self.cast: House = house()
        self.dossier: Dossier = proposed(self.cast)
        cast = self.cast
        actions.admit_reader(actor=cast.officer, dossier=self.dossier, institution=cast.embassy)
        former = person("former", cast.jakarta, Role.OFFICER)
        former.memberships.update(valid_to=date(2021, 1, 1))
        later = person("later", cast.jakarta, Role.OFFICER)
        later.memberships.update(valid_from=date(2090, 1, 1))
        closed = person("closed", cast.jakarta, Role.OFFICER)
        closed.is_active = False
        closed.save()
        self.people: dict[str, Person] = {
            "officer": cast.officer,
            "administrator": cast.administrator,
            "signatory": cast.signatory,
            "curator": person("curator", cast.jakarta, Role.CURATOR),
            "guest": cast.guest,
            "cataloguer": person("cataloguer", cast.astana, Role.CATALOGUER),
            "onlooker": person("onlooker", cast.astana, Role.OBSERVER),
            "embassy_observer": cast.observer,
            "embassy_officer": person("diplomat", cast.embassy, Role.OFFICER),
            "outsider": cast.outsider,
            "former": former,
            "later": later,
            "closed": closed,
            "nobody": person("nobody", None),
            "anonymous": AnonymousUser(),
            "none": None,
        }


@pytest.fixture
def everyone() -> Everyone:
    return Everyone()


def _task(all_: Everyone) -> Task:
    return actions.add_task(
        actor=all_.cast.officer, dossier=all_.dossier, title="T", side=all_.cast.jakarta
    )


#: Each act, and whether whoever only works may do it, too.
ACTS: dict[str, tuple[bool, Callable[[Everyone, Any], object]]] = {
    "save_draft": (
        False,
        lambda e, who: actions.save_draft(actor=who, dossier=e.dossier, content={}),
    ),
    "propose": (
        False,
        lambda e, who: actions.propose(
            actor=who, dossier=e.dossier, content=agreement_terms(scope={"en": "M"})
        ),
    ),
    "approve": (
        False,
        lambda e, who: actions.approve(actor=who, dossier=e.dossier, digest=digest_of(e.dossier)),
    ),
    "reject": (
        False,
        lambda e, who: actions.reject(
            actor=who, dossier=e.dossier, digest=digest_of(e.dossier), reason="No"
        ),
    ),
    "terminate": (
        False,
        lambda e, who: actions.terminate(actor=who, dossier=e.dossier, reason="No"),
    ),
    "admit_reader": (
        False,
        lambda e, who: actions.admit_reader(
            actor=who, dossier=e.dossier, institution=e.cast.embassy
        ),
    ),
    "dismiss_reader": (
        False,
        lambda e, who: actions.dismiss_reader(
            actor=who, dossier=e.dossier, institution=e.cast.jakarta
        ),
    ),
    "say": (True, lambda e, who: actions.say(actor=who, dossier=e.dossier, text="?")),
    "attach": (
        True,
        lambda e, who: actions.attach(
            actor=who, dossier=e.dossier, name="a.txt", content=[b"text"]
        ),
    ),
    "add_task": (
        True,
        lambda e, who: actions.add_task(
            actor=who, dossier=e.dossier, title="T", side=e.cast.jakarta
        ),
    ),
    "finish_task": (True, lambda e, who: actions.finish_task(actor=who, task=_task(e))),
    "reopen_task": (True, lambda e, who: actions.reopen_task(actor=who, task=_task(e))),
}


def outcome(act: Callable[[], object]) -> type[Exception] | None:
    """What refused for want of a right; what the state refuses was permitted."""
    try:
        act()
    except (NotKnown, NotPermitted) as error:
        return type(error)
    except DossierError:
        return None
    return None


@pytest.mark.parametrize("name", ACTS)
def test_each_act_by_everyone(everyone: Everyone, name: str) -> None:
    for_workers, act = ACTS[name]
    permitted = WORKING if for_workers else ACTING
    for who, someone in everyone.people.items():
        expected = NotPermitted if who in READING else NotKnown
        found = outcome(lambda someone=someone: act(everyone, someone))  # type: ignore[misc]
        assert found is (None if who in permitted else expected), who


def test_only_who_reads_looks(everyone: Everyone) -> None:
    for who, someone in everyone.people.items():
        found = outcome(
            lambda someone=someone: actions.look(  # type: ignore[misc]
                actor=someone, dossier=everyone.dossier
            )
        )
        assert found is (None if who in READING else NotKnown), who
        assert may_read(someone, everyone.dossier) is (who in READING), who


def test_lists_show_what_may_be_read(everyone: Everyone) -> None:
    for who, someone in everyone.people.items():
        read = [everyone.dossier] if who in READING else []
        assert list(visible(someone)) == read, who
        assert [row.dossier for row in lists.rows(someone)] == read, who
        assert lists.due(someone) == [], who
    assert list(visible(OPERATOR)) == [everyone.dossier]


@pytest.mark.parametrize("who", ["officer", "guest"])
def test_only_the_proposer_or_issuer_takes_back(everyone: Everyone, who: str) -> None:
    """The other party answers, or refuses."""
    someone = everyone.people[who]
    found = outcome(
        lambda: actions.withdraw(actor=someone, dossier=everyone.dossier, reason="A mistake")
    )
    assert found is (None if who == "officer" else NotPermitted)


def test_a_draft_is_there_for_its_issuer_alone(everyone: Everyone) -> None:
    cast = everyone.cast
    draft = actions.begin(
        actor=cast.officer,
        kind="agreement",
        issuer=cast.jakarta,
        partners=[cast.astana],
        title={"en": "Draft"},
    )
    for who, someone in everyone.people.items():
        own = who in ("officer", "administrator", "signatory", "curator")
        assert may_read(someone, draft) is own, who
        assert (draft in visible(someone)) is own, who


def test_nobody_begins_in_the_name_of_another(everyone: Everyone) -> None:
    cast = everyone.cast
    for who, someone in everyone.people.items():
        found = outcome(
            lambda someone=someone: actions.begin(  # type: ignore[misc]
                actor=someone, kind="agreement", issuer=cast.jakarta, title={"en": "M"}
            )
        )
        own = who in ("officer", "administrator", "signatory", "curator")
        assert found is (None if own else NotPermitted), who


def test_a_stranger_is_not_mentioned_and_gets_no_task(everyone: Everyone) -> None:
    cast, dossier = everyone.cast, everyone.dossier
    message = actions.say(
        actor=cast.officer, dossier=dossier, text="@", mentions=[cast.outsider, cast.guest]
    )
    assert list(message.mentions.all()) == [cast.guest]
    for wrong in ({"owner": cast.outsider}, {"side": cast.embassy}):
        with pytest.raises(NotPermitted):
            actions.add_task(
                **{"actor": cast.officer, "dossier": dossier, "title": "T", "side": cast.jakarta}
                | wrong
            )


def test_a_file_of_another_dossier_is_not_handed_on(everyone: Everyone) -> None:
    cast = everyone.cast
    other = in_force(cast)
    secret = actions.attach(
        actor=cast.officer, dossier=other, name="secret.txt", content=[b"secret"]
    )
    message = actions.say(
        actor=cast.officer, dossier=everyone.dossier, text="See", documents=[secret]
    )
    assert list(message.documents.all()) == []


def test_a_reader_is_dismissed_and_a_party_is_not(everyone: Everyone) -> None:
    cast, dossier = everyone.cast, everyone.dossier
    for institution in (cast.embassy, cast.embassy, cast.astana):
        actions.dismiss_reader(actor=cast.guest, dossier=dossier, institution=institution)
    assert not may_read(cast.observer, dossier)
    assert may_read(cast.guest, dossier)
    dismissed = AuditEntry.objects.filter(verb="reader_dismissed")
    assert [entry.details for entry in dismissed] == [{"institution": cast.embassy.pk}]
