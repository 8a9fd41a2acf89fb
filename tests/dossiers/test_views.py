"""Who may do what at the addresses of a dossier: owner, other party, readers, strangers."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from jalin.dossiers import actions
from jalin.dossiers.models import Dossier
from jalin.dossiers.states import State
from jalin.institutions.models import Role, User
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


@pytest.fixture
def cast() -> House:
    return house()


@pytest.fixture
def dossier(cast: House) -> Dossier:
    """Proposed by Jakarta, answered by Astana, with a file and a task; the embassy may read it."""
    found = proposed(cast)
    changed = agreement_terms(scope={"kk": "Қазақстан"})
    actions.propose(actor=cast.guest, dossier=found, content=changed, note="Сәл өзгертілді")
    actions.admit_reader(actor=cast.officer, dossier=found, institution=cast.embassy)
    actions.attach(actor=cast.guest, dossier=found, name="пікір.pdf", content=[b"%PDF-1.7 "])
    actions.add_task(actor=cast.officer, dossier=found, title="Check", side=cast.jakarta)
    return found


# Of each person: the status of pages that are read, and of what is done.
WHO: dict[str, tuple[Callable[[House], User | None], int, int]] = {
    "owner": (lambda cast: cast.officer, 200, 200),
    "other party": (lambda cast: cast.guest, 200, 200),
    "own observer": (lambda cast: person("looker", cast.jakarta, Role.OBSERVER), 200, 403),
    "reader": (lambda cast: cast.observer, 200, 403),
    "stranger": (lambda cast: cast.outsider, 404, 404),
    "no member": (lambda _: person("nobody", None), 404, 404),
    "not signed in": (lambda _: None, 302, 302),
}
READ = ("history/", "versions/1..2/", "files/FILE/")
READERS = "readers/"
WORK = ("say/", "attach/", "tasks/")
DECIDE = ("approve/", "reject/", "withdraw/")
TICK = ("tasks/TASK/done/", "tasks/TASK/reopen/")


def at(dossier: Dossier, rest: str) -> str:
    document, task = dossier.documents.get(), dossier.tasks.get()
    rest = rest.replace("FILE", str(document.pk)).replace("TASK", str(task.pk))
    return f"/dossiers/{dossier.uuid}/{rest}"


def signed_in(cast: House, who: str) -> tuple[Client, int, int]:
    find, reads, does = WHO[who]
    client, user = Client(), find(cast)
    if user is not None:
        client.force_login(user)
    return client, reads, does


@pytest.mark.parametrize("who", WHO)
def test_who_may_read(cast: House, dossier: Dossier, who: str) -> None:
    client, reads, _ = signed_in(cast, who)
    found = {}
    for rest in READ:
        answer = client.get(at(dossier, rest))
        found[rest] = answer.status_code
        answer.close()
    assert found == dict.fromkeys(READ, reads)


@pytest.mark.parametrize("who", WHO)
def test_who_may_work(cast: House, dossier: Dossier, who: str) -> None:
    client, _, does = signed_in(cast, who)
    found = {rest: client.get(at(dossier, rest)).status_code for rest in WORK}
    assert found == dict.fromkeys(WORK, does)
    posted = {rest: client.post(at(dossier, rest), {}).status_code for rest in WORK}
    assert posted == dict.fromkeys(WORK, does)  # with nothing filled in it is shown again
    ticked = {rest: client.post(at(dossier, rest)).status_code for rest in TICK}
    assert ticked == dict.fromkeys(TICK, 302 if does == 200 else does)


@pytest.mark.parametrize("who", WHO)
def test_who_may_decide(cast: House, dossier: Dossier, who: str) -> None:
    client, _, does = signed_in(cast, who)
    found = {rest: client.get(at(dossier, rest)).status_code for rest in DECIDE}
    allowed = {"approve/": 200, "reject/": 200, "withdraw/": 200}
    if who == "other party":  # they proposed it: nothing of theirs is asked
        allowed |= {"approve/": 409, "reject/": 409}
    assert found == (allowed if does == 200 else dict.fromkeys(DECIDE, does))
    assert client.get(at(dossier, READERS)).status_code == does
    ending = client.get(at(dossier, "terminate/")).status_code
    assert ending == (409 if does == 200 else does)  # it is not in force


@pytest.mark.parametrize("who", [name for name, rule in WHO.items() if rule[2] != 200])
def test_whoever_may_not_decide_changes_nothing(cast: House, dossier: Dossier, who: str) -> None:
    client, _, does = signed_in(cast, who)
    given = {"digest": digest_of(dossier), "reason": "No."}
    for rest in (*DECIDE, "terminate/"):
        assert client.post(at(dossier, rest), given).status_code == does
    dossier.refresh_from_db()
    assert dossier.state == State.PROPOSED
    assert dossier.messages.count() == 0


def test_only_posts_change_a_task(cast: House, dossier: Dossier) -> None:
    client, _, _ = signed_in(cast, "owner")
    assert {client.get(at(dossier, rest)).status_code for rest in TICK} == {405}


@pytest.mark.parametrize("who", ["owner", "other party", "reader", "own observer"])
def test_the_page_is_there_for_who_may_read(cast: House, dossier: Dossier, who: str) -> None:
    client, _, _ = signed_in(cast, who)
    page = client.get(at(dossier, ""), follow=True)
    assert page.status_code == 200
    assert "Memorandum of understanding" in page.content.decode()


def test_a_stranger_cannot_tell_that_it_is_there(cast: House, dossier: Dossier) -> None:
    client, _, _ = signed_in(cast, "stranger")
    nothing = "/dossiers/00000000-0000-4000-8000-000000000000/"
    for rest in ("", "history/", "approve/", "versions/1..2/"):
        there = client.get(f"/dossiers/{dossier.uuid}/{rest}")
        not_there = client.get(f"{nothing}{rest}")
        assert (there.status_code, not_there.status_code) == (404, 404)
    for uri in (f"/id/dossiers/{dossier.uuid}", nothing.replace("/dossiers", "/id/dossiers")[:-1]):
        assert client.get(uri).status_code == 404
        anonymous = Client().get(uri)
        assert anonymous.url == f"{reverse('account_login')}?next={uri}"


def test_a_draft_is_not_there_for_the_other_party(cast: House) -> None:
    dossier = actions.begin(
        actor=cast.officer,
        kind="agreement",
        issuer=cast.jakarta,
        partners=[cast.astana],
        title={"en": "Draft"},
    )
    client = Client()
    client.force_login(cast.guest)
    for rest in ("", "history/", "say/", "withdraw/"):
        assert client.get(f"/dossiers/{dossier.uuid}/{rest}").status_code == 404


def test_the_uri_leads_to_the_page(cast: House, dossier: Dossier) -> None:
    client, _, _ = signed_in(cast, "reader")
    page = client.get(f"/id/dossiers/{dossier.uuid}", follow=True)
    assert page.status_code == 200
    assert page.redirect_chain[-1][0] == reverse("agreement", args=(dossier.uuid,))


def test_versions_that_are_not_there(cast: House, dossier: Dossier) -> None:
    client, _, _ = signed_in(cast, "owner")
    assert client.get(at(dossier, "versions/1..9/")).status_code == 404
    assert client.get(at(dossier, "versions/2..1/")).url == at(dossier, "versions/1..2/")


def test_what_differs_stands_side_by_side(cast: House, dossier: Dossier) -> None:
    client, _, _ = signed_in(cast, "owner")
    page = client.get(at(dossier, "versions/1..2/")).content.decode()
    assert page.count("<ins>Қазақстан</ins>") == 1
    assert '<tr lang="kk">' in page


def test_the_history_says_who_did_what(cast: House, dossier: Dossier) -> None:
    client, _, _ = signed_in(cast, "reader")
    page = client.get(at(dossier, "history/")).content.decode()
    said = ["Version 2 proposed", "Version 1 proposed", "Begun", "A file attached", "A task added"]
    assert [text for text in said if text not in page] == []


def test_a_page_takes_as_many_queries_for_much_as_for_little(
    cast: House, dossier: Dossier, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client, _, _ = signed_in(cast, "owner")
    client.get(at(dossier, ""), follow=True)
    for number in range(20):
        text = f"{number} @Guest"
        actions.say(actor=cast.officer, dossier=dossier, text=text, mentions=[cast.guest])
        actions.add_task(actor=cast.guest, dossier=dossier, title=text, side=cast.astana)
        actions.attach(actor=cast.guest, dossier=dossier, name="a.txt", content=[b"a"])
    with django_assert_max_num_queries(45):  # type: ignore[attr-defined]
        client.get(reverse("agreement", args=(dossier.uuid,)))


def test_in_force_it_can_be_ended_and_not_refused(cast: House) -> None:
    dossier = in_force(cast)
    client, _, _ = signed_in(cast, "owner")
    statuses = {
        rest: client.get(f"/dossiers/{dossier.uuid}/{rest}").status_code
        for rest in ("approve/", "reject/", "withdraw/", "terminate/")
    }
    assert statuses == {"approve/": 409, "reject/": 409, "withdraw/": 409, "terminate/": 200}
    assert dossier.begins == date(2021, 4, 20)


def test_another_institution_is_let_in(cast: House) -> None:
    dossier = proposed(cast)
    client = Client()
    client.force_login(cast.guest)
    assert dossier.parties.filter(is_reader=True).count() == 0
    wrong = client.post(f"/dossiers/{dossier.uuid}/readers/", {"institution": "999999"})
    assert wrong.status_code == 200
    given = {"institution": str(cast.embassy.pk)}
    client.post(f"/dossiers/{dossier.uuid}/readers/", given)
    assert dossier.parties.get(is_reader=True).institution == cast.embassy


def test_a_reader_reads_no_more_and_that_is_undone(cast: House, dossier: Dossier) -> None:
    client = Client()
    client.force_login(cast.guest)
    at_readers = f"/dossiers/{dossier.uuid}/readers/"
    page = client.post(f"{at_readers}embassy/dismiss/", follow=True).content.decode()
    assert f'action="{at_readers}embassy/admit/"' in page
    assert dossier.parties.filter(is_reader=True).count() == 0
    assert client.post(f"{at_readers}embassy/dismiss/").status_code == 404
    assert client.post(f"{at_readers}nobody/admit/").status_code == 404
    client.post(f"{at_readers}embassy/admit/")
    assert dossier.parties.get(is_reader=True).institution == cast.embassy


@pytest.mark.parametrize("who", [name for name, rule in WHO.items() if rule[2] != 200])
def test_who_may_not_act_changes_no_reader(cast: House, dossier: Dossier, who: str) -> None:
    client, _, does = signed_in(cast, who)
    for rest in ("embassy/dismiss/", "elsewhere/admit/"):
        assert client.post(f"/dossiers/{dossier.uuid}/readers/{rest}").status_code == does
    assert dossier.parties.get(is_reader=True).institution == cast.embassy


def test_who_only_reads_lets_nobody_in(cast: House, dossier: Dossier) -> None:
    client = Client()
    client.force_login(cast.observer)
    elsewhere = {"institution": str(cast.outsider.memberships.get().institution_id)}
    assert client.post(f"/dossiers/{dossier.uuid}/readers/", elsewhere).status_code == 403
    assert dossier.parties.filter(is_reader=True).count() == 1


@pytest.mark.parametrize(
    "rest", [f"files/{10**30}/", "files/0/", f"versions/1..{10**30}/", "versions/0..1/"]
)
def test_numbers_that_nothing_has(cast: House, dossier: Dossier, rest: str) -> None:
    client, _, _ = signed_in(cast, "owner")
    assert client.get(at(dossier, rest)).status_code == 404


def test_a_task_that_is_not_there(cast: House, dossier: Dossier) -> None:
    client, _, _ = signed_in(cast, "owner")
    assert client.post(at(dossier, f"tasks/{10**30}/done/")).status_code == 404
