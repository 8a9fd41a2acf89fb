"""The pages of agreements: beginning, the drafting desk, the page, what is public."""

from typing import Any

import pytest
from django.test import Client

from jalin.agreements.actions import begin_agreement, publish
from jalin.agreements.kind import terms_of
from jalin.dossiers import actions
from jalin.dossiers.models import Dossier
from jalin.dossiers.queries.versions import newest_version
from tests.dossiers.cases import House, agreement_terms, house, in_force, person, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> House:
    return house()


def client_of(user: Any) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


@pytest.fixture
def draft(cast: House) -> Dossier:
    return begin_agreement(
        actor=cast.officer,
        issuer=cast.jakarta,
        partners=[cast.astana],
        content={**agreement_terms(), "languages": ["id", "kk"]},
    )


def desk(dossier: Dossier) -> str:
    return f"/agreements/{dossier.uuid}/draft/"


def written(dossier: Dossier) -> dict[str, Any]:
    content: dict[str, Any] = dossier.drafts.get().content
    return content


NEW = {
    "title": "Nota",
    "type": "memorandum",
    "issuer_slug": "jakarta",
    "partner_slugs": ["astana"],
    "languages": ["id", "kk"],
    "zone": "Asia/Jakarta",
    "from_library": "on",
    "areas": ["events", "digital"],
}


def test_a_new_agreement_begins_with_the_library(cast: House) -> None:
    answer = client_of(cast.officer).post("/agreements/new/?ui=id", NEW)
    dossier = Dossier.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, desk(dossier))
    content = written(dossier)
    assert content["title"] == {"id": "Nota"}
    assert content["parties"] == ["jakarta", "astana"]
    assert [(clause["key"], clause["area"]) for clause in content["clauses"]] == [
        ("events", "events"),
        ("digital", "digital"),
    ]
    assert set(content["preamble"]) == {"id", "kk"}


@pytest.mark.parametrize(
    "wrong",
    [{"partner_slugs": []}, {"partner_slugs": ["nobody"]}, {"issuer_slug": "astana"},
     {"languages": []}, {"title": ""}, {"partner_slugs": ["jakarta"]}],
)  # fmt: skip
def test_a_wrong_beginning_is_said_and_begins_nothing(cast: House, wrong: dict[str, Any]) -> None:
    answer = client_of(cast.officer).post("/agreements/new/", NEW | wrong)
    assert (answer.status_code, Dossier.objects.count()) == (422, 0)


def test_who_may_begin(cast: House) -> None:
    statuses = {
        name: client_of(getattr(cast, name)).get("/agreements/new/").status_code
        for name in ("officer", "guest", "outsider", "observer")
    }
    statuses["nobody"] = client_of(person("nobody", None)).get("/agreements/new/").status_code
    assert statuses == {
        "officer": 200, "guest": 200, "outsider": 200, "observer": 403, "nobody": 404,
    }  # fmt: skip
    assert Client().get("/agreements/new/").status_code == 302


def test_what_is_typed_is_kept_and_what_is_not_shown_stays(cast: House, draft: Dossier) -> None:
    client = client_of(cast.officer)
    first = client.post(desk(draft), {"title.kk": "Меморандум", "shown": ["kk"], "do": "save"})
    assert (first.status_code, first["Location"]) == (302, f"{desk(draft)}?show=kk")
    assert written(draft)["title"]["kk"] == "Меморандум"
    assert written(draft)["title"]["id"] == "Nota kesepahaman"
    saved = client.post(desk(draft), {"title.id": "Baru"}, headers={"HX-Request": "true"})
    assert saved.status_code == 200
    assert b'id="seen"' in saved.content
    assert written(draft)["title"]["id"] == "Baru"
    assert Dossier.objects.get().title["id"] == "Baru"


def test_buttons_work_without_scripts(cast: House, draft: Dossier) -> None:
    client = client_of(cast.officer)
    answer = client.post(desk(draft), {"do": "take:training-online", "shown": ["id"]})
    assert answer["Location"] == f"{desk(draft)}?show=id#clause-6"
    assert written(draft)["clauses"][6]["key"] == "training-2"
    page = client.get(f"{desk(draft)}?show=id&show=kk").content.decode()
    assert 'name="clauses.6.text.kk"' in page
    shown = client.post(desk(draft), {"do": "show:kk", "shown": ["id"]})
    assert shown["Location"] == f"{desk(draft)}?show=id&show=kk"


def test_a_clause_without_an_area_is_refused_at_its_field(cast: House, draft: Dossier) -> None:
    client = client_of(cast.officer)
    client.post(desk(draft), {"do": "add-clause"})
    answer = client.post(
        desk(draft), {"do": "propose", "clauses.0.key": "x", "clauses.0.title.id": "Tanpa bidang"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'aria-describedby="f-clauses-0-area-e"' in page
    assert 'href="#f-clauses-0-area"' in page
    assert "Tanpa bidang" in page
    assert draft.versions.count() == 0


def test_proposing_makes_a_version_that_the_other_side_answers(cast: House, draft: Dossier) -> None:
    answer = client_of(cast.officer).post(desk(draft), {"do": "propose", "note": "Silakan"})
    assert answer.status_code == 302
    first = newest_version(draft)
    assert first is not None
    assert (first.number, first.note, draft.drafts.count()) == (1, "Silakan", 0)
    guest = client_of(cast.guest)
    assert guest.get(desk(draft)).status_code == 200
    same = guest.post(desk(draft), {"do": "propose"})
    assert same.status_code == 409  # it says what version 1 says
    changed = guest.post(desk(draft), {"do": "propose", "clauses.0.key": "research",
                                       "clauses.0.text.kk": "Бірлескен жоба"})  # fmt: skip
    assert changed.status_code == 302
    second = newest_version(draft)
    assert second is not None
    assert second.number == 2
    assert terms_of(second).clauses[0].text == {"kk": "Бірлескен жоба"}


def test_a_colleagues_draft_is_not_written_over(cast: House, draft: Dossier) -> None:
    seen = draft.drafts.get().saved_at.isoformat()
    client_of(cast.administrator).post(desk(draft), {"title.id": "Dari rekan"})
    given = {"title.id": "Dari saya", "seen": seen}
    quiet = client_of(cast.officer).post(desk(draft), given, headers={"HX-Request": "true"})
    assert b'class="err"' in quiet.content
    told = client_of(cast.officer).post(desk(draft), given)
    assert told.status_code == 409
    assert "Dari saya" in told.content.decode()
    assert written(draft)["title"]["id"] == "Dari rekan"
    client_of(cast.officer).post(desk(draft), {**given, "do": "overwrite"})
    assert written(draft)["title"]["id"] == "Dari saya"


def test_a_draft_that_fell_behind_says_so(cast: House) -> None:
    dossier = proposed(cast)
    actions.save_draft(actor=cast.officer, dossier=dossier, content=agreement_terms())
    actions.propose(actor=cast.guest, dossier=dossier, content=agreement_terms(zone="Asia/Almaty"))
    client = client_of(cast.officer)
    assert b'value="afresh"' in client.get(desk(dossier)).content
    assert client.post(desk(dossier), {"do": "afresh"}).status_code == 302
    assert written(dossier)["zone"] == "Asia/Almaty"


@pytest.mark.parametrize(
    ("who", "page", "writes"),
    [("officer", 200, 200), ("guest", 200, 200), ("observer", 200, 403), ("outsider", 404, 404),
     ("", 302, 302)],
)  # fmt: skip
def test_who_reads_and_who_writes(cast: House, who: str, page: int, writes: int) -> None:
    dossier = in_force(cast)
    actions.admit_reader(actor=cast.officer, dossier=dossier, institution=cast.embassy)
    client = client_of(getattr(cast, who) if who else None)
    assert client.get(f"/agreements/{dossier.uuid}/").status_code == page
    assert client.get(desk(dossier)).status_code == writes
    assert client.post(desk(dossier), {"title.en": "X"}).status_code == (
        302 if writes == 200 else writes
    )
    for act in ("publish", "successor", "amendment"):
        status = client.post(f"/agreements/{dossier.uuid}/{act}/").status_code
        allowed = writes == 200 and not (act == "publish" and who == "guest")
        expected = 302 if allowed or not who else 403 if page == 200 else 404
        assert status == expected


def test_a_draft_is_not_there_for_the_other_side(cast: House, draft: Dossier) -> None:
    for user in (cast.guest, cast.observer, cast.outsider):
        client = client_of(user)
        assert client.get(f"/agreements/{draft.uuid}/").status_code == 404
        assert client.get(desk(draft)).status_code == 404
        assert client.get(f"/agreements/{draft.uuid}/public/").status_code == 404
    assert client_of(cast.officer).get(f"/agreements/{draft.uuid}/").status_code == 200


def test_the_public_page_has_nothing_confidential(cast: House) -> None:
    dossier = in_force(
        cast,
        confidential={"en": "A secret number"},
        signatories=[{"party": "jakarta", "name": "Signatory", "email": "secret@example.org"},
                     {"party": "astana", "name": "Guest"}],
    )  # fmt: skip
    address = f"/agreements/{dossier.uuid}/public/"
    assert Client().get(address).status_code == 404
    publish(actor=cast.officer, dossier=dossier, public=True)
    page = Client().get(address).content.decode()
    assert "secret" not in page
    assert "Research" in page
    assert (
        "A secret number"
        in client_of(cast.guest).get(f"/agreements/{dossier.uuid}/").content.decode()
    )
    publish(actor=cast.officer, dossier=dossier, public=False)
    assert Client().get(address).status_code == 404


def test_a_successor_is_prefilled(cast: House) -> None:
    old = in_force(cast)
    answer = client_of(cast.guest).post(f"/agreements/{old.uuid}/successor/")
    made = Dossier.objects.get(successor_of=old)
    assert answer["Location"] == desk(made)
    assert (made.issuer, made.drafts.get().content["begins"]) == (cast.astana, "2099-04-20")


def test_a_proposal_beside_another_is_shown_and_refused(cast: House, draft: Dossier) -> None:
    in_force(cast)
    client = client_of(cast.officer)
    assert b"Another agreement is about the same" in client.get(desk(draft)).content
    answer = client.post(desk(draft), {"do": "propose"})
    assert answer.status_code == 409
    assert draft.versions.count() == 0
