"""Pages of activities and boards, as each person sees them."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from jalin.dossiers import actions
from jalin.dossiers.models import Dossier
from jalin.dossiers.queries.versions import newest_version, terms_of
from jalin.dossiers.states import State
from jalin.institutions.models import Role
from tests.agreements.activity_cases import activity, approved, completed, lines, sent
from tests.dossiers.cases import AREAS, House, digest_of, house, in_force, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> House:
    return house()


@pytest.fixture
def agreement(cast: House) -> Dossier:
    return in_force(cast)


def terms(dossier: Dossier) -> dict[str, object]:
    version = newest_version(dossier)
    assert version is not None
    return terms_of(version).model_dump(mode="json", exclude_none=True)


def as_(client: Client, person: object, language: str = "en") -> Client:
    client.force_login(person)  # type: ignore[arg-type]
    client.cookies["django_language"] = language
    return client


# --- who sees and does what

PAGES: list[tuple[str, Callable[[Dossier, Dossier], str], bool]] = [
    ("board", lambda a, _: f"/agreements/{a.uuid}/board/", False),
    ("board table", lambda a, _: f"/agreements/{a.uuid}/board.csv", False),
    ("obligations", lambda a, _: f"/agreements/{a.uuid}/obligations.csv", False),
    ("activity", lambda _, b: f"/activities/{b.uuid}/", False),
    ("clauses", lambda a, _: f"/agreements/{a.uuid}/activities/new/", True),
    ("new", lambda a, _: f"/agreements/{a.uuid}/activities/new/?clause=events", True),
    ("change", lambda _, b: f"/activities/{b.uuid}/change/", True),
    ("outcomes", lambda _, b: f"/activities/{b.uuid}/outcomes/", True),
]


@pytest.mark.parametrize(("name", "address", "acts"), PAGES, ids=[page[0] for page in PAGES])
def test_who_sees_a_page(
    cast: House,
    agreement: Dossier,
    client: Client,
    name: str,
    address: Callable[[Dossier, Dossier], str],
    acts: bool,
) -> None:
    dossier = approved(cast, agreement)
    path = address(agreement, dossier)
    anonymous = client.get(path)
    assert (anonymous.status_code, anonymous.headers["Location"].split("?")[0]) == (
        302,
        "/account/login/",
    )
    for who in (cast.officer, cast.administrator, cast.guest):
        assert as_(client, who).get(path).status_code == 200
    for who in (cast.outsider, cast.observer):
        assert as_(client, who).get(path).status_code == 404
    for read in (agreement, dossier):
        actions.admit_reader(actor=cast.officer, dossier=read, institution=cast.embassy)
    assert as_(client, cast.observer).get(path).status_code == (403 if acts else 200)


def test_who_only_looks_on_or_is_a_stranger_sends_nothing(
    cast: House, agreement: Dossier, client: Client
) -> None:
    dossier = approved(cast, agreement)
    for read in (agreement, dossier):
        actions.admit_reader(actor=cast.officer, dossier=read, institution=cast.embassy)
    looking_on = person("looking-on", cast.jakarta, Role.OBSERVER)
    outcome = {"seen": "1", **lines("outcomes", {"what": "titles", "count": "1"}, initial=1)}
    paths = {
        f"/agreements/{agreement.uuid}/activities/new/?clause=events": sent(),
        f"/activities/{dossier.uuid}/change/": sent(),
        f"/activities/{dossier.uuid}/outcomes/": outcome,
    }
    for path, given in paths.items():
        answers = [
            as_(client, who).post(path, given).status_code
            for who in (cast.outsider, cast.observer, looking_on)
        ]
        assert (path, answers) == (path, [404, 403, 403])
        client.logout()
        assert client.post(path, given).status_code == 302
    assert (Dossier.objects.filter(kind="activity").count(), dossier.versions.count()) == (1, 1)


def test_an_agreement_is_no_activity_nor_an_activity_an_agreement(
    cast: House, agreement: Dossier, client: Client
) -> None:
    dossier = approved(cast, agreement)
    as_(client, cast.officer)
    assert client.get(f"/activities/{agreement.uuid}/").status_code == 404
    assert client.get(f"/agreements/{dossier.uuid}/board/").status_code == 404


def test_an_observer_is_offered_nothing_to_do(
    cast: House, agreement: Dossier, client: Client
) -> None:
    actions.admit_reader(actor=cast.officer, dossier=agreement, institution=cast.embassy)
    activity(cast, agreement)
    page = as_(client, cast.observer).get(f"/agreements/{agreement.uuid}/board/").content.decode()
    assert "Something of events" in page
    assert "/activities/new/" not in page


# --- proposing


def test_she_proposes_an_activity(cast: House, agreement: Dossier, client: Client) -> None:
    given = sent(
        title_id="Pembacaan Abai",
        description_en="Poems in three languages.",
        begins="2027-02-01",
        ends="2027-02-02",
        starts_at="10:00",
        ends_at="12:30",
        place="Jakarta",
        online="https://meet.example.org/abai",
        count_jakarta="1",
        names_jakarta="Ratna Dewi\nSari\n",
        count_astana="5",
        note="Silakan",
        costs=[
            {"institution": "jakarta", "amount": "1500000.50", "currency": "IDR", "what": "room"},
            {"institution": "astana", "amount": "", "currency": "KZT", "what": ""},
        ],
        outputs=[{"count": "60", "what": "guests"}, {"count": "", "what": ""}],
    )
    path = f"/agreements/{agreement.uuid}/activities/new/?clause=events"
    response = as_(client, cast.officer).post(path, given)
    dossier = Dossier.objects.get(kind="activity")
    assert response.headers["Location"] == f"/activities/{dossier.uuid}/"
    assert (dossier.state, dossier.clause.key) == (State.PROPOSED, "events")  # type: ignore[union-attr]
    assert terms(dossier) == {
        "form": "activity/1",
        "title": {"id": "Pembacaan Abai", "en": "Reading of Abai"},
        "parties": ["jakarta", "astana"],
        "begins": "2027-02-01",
        "ends": "2027-02-02",
        "area": "events",
        "agreement": agreement.uri,
        "clause": "events",
        "description": {"en": "Poems in three languages."},
        "starts_at": "10:00:00",
        "ends_at": "12:30:00",
        "zone": "Asia/Jakarta",
        "place": {"en": "Jakarta"},
        "online": "https://meet.example.org/abai",
        "participants": [
            {"institution": "jakarta", "count": 2, "names": ["Ratna Dewi", "Sari"]},
            {"institution": "astana", "count": 5, "names": []},
        ],
        "budget": [
            {
                "institution": "jakarta",
                "money": {"amount": "1500000.5", "currency": "IDR"},
                "what": {"en": "room"},
            }
        ],
        "outputs": [{"what": {"en": "guests"}, "count": 60, "per": "whole"}],
        "outcomes": [],
        "done": False,
    }
    page = client.get(response.headers["Location"]).content.decode()
    assert "Poems in three languages." in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title_en": " "}, "Give it a title."),
        ({"begins": "2027-02-02", "ends": "2027-02-01"}, "The last day is before the first."),
        ({"ends": "2027-02-01"}, "The first day is missing."),
        ({"online": "http://meet.example.org"}, "The link must begin with https://."),
        ({"online": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"begins": "yesterday"}, "Enter a valid date."),
        ({"zone": "Mars/Olympus"}, "Select a valid choice."),
        ({"count_astana": "-1"}, "Ensure this value is greater than or equal to 0."),
        ({"outputs": [{"count": "5", "what": ""}]}, "Say of what."),
        ({"outputs": [{"count": "", "what": "guests"}]}, "Say how many."),
        (
            {"costs": [{"institution": "astana", "amount": "", "currency": "KZT", "what": "x"}]},
            "Say how much.",
        ),
        (
            {"costs": [{"institution": "nowhere", "amount": "1", "currency": "KZT"}]},
            "Select a valid choice.",
        ),
        (
            {"costs": [{"institution": "astana", "amount": "1", "currency": "XXX"}]},
            "Select a valid choice.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    cast: House, agreement: Dossier, client: Client, wrong: dict[str, object], said: str
) -> None:
    path = f"/agreements/{agreement.uuid}/activities/new/?clause=events"
    response = as_(client, cast.officer).post(path, sent(**wrong))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Dossier.objects.filter(kind="activity").count() == 0


def test_lines_that_were_tampered_with_are_refused(
    cast: House, agreement: Dossier, client: Client
) -> None:
    path = f"/agreements/{agreement.uuid}/activities/new/?clause=events"
    given = sent() | {"outputs-TOTAL_FORMS": "many"}
    assert as_(client, cast.officer).post(path, given).status_code == 422
    assert Dossier.objects.filter(kind="activity").count() == 0


def test_a_draft_is_kept_and_proposed_later(
    cast: House, agreement: Dossier, client: Client
) -> None:
    path = f"/agreements/{agreement.uuid}/activities/new/?clause=digital"
    as_(client, cast.officer).post(path, {**sent(place="Jakarta"), "draft": "1"})
    dossier = Dossier.objects.get(kind="activity")
    assert (dossier.state, dossier.versions.count()) == (State.DRAFT, 0)
    assert as_(client, cast.guest).get(f"/activities/{dossier.uuid}/").status_code == 404
    as_(client, cast.officer)
    assert client.get(f"/activities/{dossier.uuid}/").status_code == 200
    page = client.get(f"/activities/{dossier.uuid}/change/").content.decode()
    assert 'value="Reading of Abai"' in page
    client.post(f"/activities/{dossier.uuid}/change/", sent(place="Jakarta", seen="0"))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.versions.count()) == (State.PROPOSED, 1)


def test_why_a_clause_cannot_be_chosen_is_said_before_a_form_is_filled_in(
    cast: House, agreement: Dossier, client: Client
) -> None:
    actions.terminate(actor=cast.guest, dossier=agreement, reason="Ended")
    as_(client, cast.officer)
    base = f"/agreements/{agreement.uuid}/activities/new/"
    page = client.get(base).content.decode()
    assert page.count("The agreement was terminated.") == len(AREAS)
    for answer in (
        client.get(f"{base}?clause=events"),
        client.post(f"{base}?clause=events", sent()),
    ):
        assert answer.status_code == 409
        assert "Nothing can begin under “Events”" in answer.content.decode()
        assert "<form class" not in answer.content.decode()
    assert Dossier.objects.filter(kind="activity").count() == 0


def test_a_proposal_whose_clause_has_ended_says_so(
    cast: House, agreement: Dossier, client: Client
) -> None:
    dossier = activity(cast, agreement)
    actions.terminate(actor=cast.guest, dossier=agreement, reason="Ended")
    as_(client, cast.guest)
    page = client.get(f"/activities/{dossier.uuid}/").content.decode()
    assert "The agreement was terminated." in page
    assert f"/dossiers/{dossier.uuid}/approve/" not in page
    page = client.get(f"/activities/{dossier.uuid}/change/").content.decode()
    assert "The agreement was terminated." in page
    assert 'name="title_en"' not in page


# --- answering


def test_a_guest_answers_in_kazakh_and_the_other_texts_stay(
    cast: House, agreement: Dossier, client: Client
) -> None:
    dossier = activity(
        cast,
        agreement,
        title={"id": "Pembacaan Abai", "kk-Arab": "اباي"},
        place={"id": "Jakarta"},
        outputs=[{"what": {"id": "tamu"}, "count": 60, "per": "year", "by": "jakarta"}],
    )
    given = sent(
        title_en="",
        title_id="Pembacaan Abai",
        title_kk="Абай оқулары",
        place="Джакарта, төртінші қабат",
        zone="UTC",
        outputs=[{"row": "0", "count": "80", "what": "қонақ"}],
        initial={"outputs": 1},
        note="Қонақ көп болады",
    )
    as_(client, cast.guest, "kk").post(f"/activities/{dossier.uuid}/change/", given)
    found = terms(dossier)
    assert found["title"] == {"id": "Pembacaan Abai", "kk": "Абай оқулары", "kk-Arab": "اباي"}
    assert found["place"] == {"id": "Jakarta", "kk": "Джакарта, төртінші қабат"}
    assert found["outputs"] == [
        {"what": {"id": "tamu", "kk": "қонақ"}, "count": 80, "per": "year", "by": "jakarta"}
    ]
    version = newest_version(dossier)
    assert version is not None
    assert (version.number, version.note) == (2, "Қонақ көп болады")


def test_an_answer_that_changes_nothing_is_told(
    cast: House, agreement: Dossier, client: Client
) -> None:
    dossier = activity(cast, agreement, zone="Asia/Jakarta")
    given = sent(title_en="Something of events")
    response = as_(client, cast.guest).post(f"/activities/{dossier.uuid}/change/", given)
    assert response.status_code == 422
    assert "These terms are the same as those of version 1." in response.content.decode()


@pytest.mark.parametrize("seen", ["1", "", "x", "3"])
def test_an_answer_to_terms_that_are_not_the_newest_is_not_taken(
    cast: House, agreement: Dossier, client: Client, seen: str
) -> None:
    """Else it would silently take back what the other side changed meanwhile."""
    dossier = activity(cast, agreement)
    changed = {**terms(dossier), "begins": "2027-01-01"}
    actions.propose(actor=cast.officer, dossier=dossier, content=changed)
    path = f"/activities/{dossier.uuid}/change/"
    response = as_(client, cast.guest).post(path, sent(title_kk="Абай", seen=seen))
    page = response.content.decode()
    assert (response.status_code, dossier.versions.count()) == (422, 2)
    assert "Meanwhile version 2 was proposed, with other terms." in page
    assert 'name="seen" value="2"' in page
    assert 'value="Абай"' in page


@pytest.mark.parametrize("count", ["1500", "999999999999"])
def test_a_thousand_lines_are_not_read(
    cast: House, agreement: Dossier, client: Client, count: str
) -> None:
    path = f"/agreements/{agreement.uuid}/activities/new/?clause=events"
    given = sent(title_en="") | {"outputs-TOTAL_FORMS": count}
    page = as_(client, cast.officer).post(path, given).content.decode()
    assert page.count('name="outputs-') < 100


def test_an_activity_that_has_ended_is_not_changed(
    cast: House, agreement: Dossier, client: Client
) -> None:
    dossier = completed(cast, agreement)
    as_(client, cast.guest)
    for page in ("change", "outcomes"):
        assert client.get(f"/activities/{dossier.uuid}/{page}/").status_code == 409
        assert client.post(f"/activities/{dossier.uuid}/{page}/", sent()).status_code == 409


# --- what came of it


def outcome_lines(*rows: dict[str, object], seen: int = 1) -> dict[str, object]:
    return {"seen": str(seen), **lines("outcomes", *rows, initial=1)}


def test_what_came_of_it_is_said_by_one_and_approved_by_the_other(
    cast: House, agreement: Dossier, client: Client
) -> None:
    dossier = approved(
        cast,
        agreement,
        "exchange",
        begins="2026-02-01",
        outputs=[{"what": {"en": "titles", "id": "judul"}, "count": 100}],
    )
    path = f"/activities/{dossier.uuid}/outcomes/"
    page = as_(client, cast.guest).get(path).content.decode()
    assert re.search(r'name="outcomes-0-what" value="titles"', page)
    assert '<option value="0" selected>titles</option>' in page
    proof = SimpleUploadedFile("list.pdf", b"%PDF-1.7\n")
    row = {"row": "0", "what": "titles", "count": "84", "measure": "0", "by": "astana"}
    response = client.post(path, {**outcome_lines(row), "outcomes-0-proof": proof})
    assert response.status_code == 302
    document = dossier.documents.get()
    assert terms(dossier)["outcomes"] == [
        {
            "what": {"en": "titles", "id": "judul"},
            "count": 84,
            "clause_measure": 0,
            "by": "astana",
            "documents": [document.sha256],
        }
    ]
    page = as_(client, cast.officer).get(f"/activities/{dossier.uuid}/").content.decode()
    assert f"/dossiers/{dossier.uuid}/files/{document.pk}/" in page
    actions.approve(actor=cast.officer, dossier=dossier, digest=digest_of(dossier))
    assert dossier.state == State.COMPLETED
    page = client.get(f"/agreements/{agreement.uuid}/board/?year=2026").content.decode()
    assert "84 of 100" in page


def test_so_far_does_not_complete_it_and_can_be_corrected(
    cast: House, agreement: Dossier, client: Client
) -> None:
    dossier = approved(cast, agreement, "exchange")
    path = f"/activities/{dossier.uuid}/outcomes/"
    row = {"what": "titles", "count": "84", "measure": "0", "by": ""}
    as_(client, cast.guest).post(path, {**outcome_lines(row), "so_far": "1"})
    assert terms(dossier)["done"] is False
    page = as_(client, cast.officer).get(path).content.decode()
    assert 'value="84"' in page
    corrected = {"row": "0", "what": "titles", "count": "85", "measure": "0", "by": ""}
    client.post(path, {**outcome_lines(corrected, seen=2), "so_far": "1"})
    assert [version.number for version in dossier.versions.all()] == [1, 2, 3]
    assert terms(dossier)["outcomes"][0]["count"] == 85  # type: ignore[index]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({}, "Say at least one thing that came of it."),
        ({"what": "titles", "count": ""}, "Say how many."),
        ({"what": "", "count": "5"}, "Say of what."),
        ({"what": "titles", "count": "-5"}, "greater than or equal to 0"),
        ({"what": "titles", "count": "5", "measure": "7"}, "Select a valid choice."),
        ({"what": "titles", "count": "5", "by": "nowhere"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_with_outcomes_is_said(
    cast: House, agreement: Dossier, client: Client, row: dict[str, object], said: str
) -> None:
    dossier = approved(cast, agreement)
    path = f"/activities/{dossier.uuid}/outcomes/"
    response = as_(client, cast.guest).post(path, outcome_lines(row))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert dossier.versions.count() == 1


def test_an_executable_named_pdf_is_refused_in_the_readers_language(
    cast: House, agreement: Dossier, client: Client
) -> None:
    dossier = approved(cast, agreement)
    proof = SimpleUploadedFile("list.pdf", b"MZ\x90\x00")
    row = {"what": "titles", "count": "84"}
    response = as_(client, cast.guest).post(
        f"/activities/{dossier.uuid}/outcomes/", {**outcome_lines(row), "outcomes-0-proof": proof}
    )
    assert response.status_code == 422
    assert "Its content is not what its name says." in response.content.decode()
    assert (dossier.versions.count(), dossier.documents.count()) == (1, 0)


# --- the board


def test_the_board_says_what_is_planned_under_way_late_and_done(
    cast: House, agreement: Dossier, client: Client
) -> None:
    today = timezone.now().date()
    day = timedelta(days=1)
    approved(cast, agreement, "events", begins=str(today + day))
    approved(cast, agreement, "training", begins=str(today - day), ends=str(today + day))
    approved(cast, agreement, "research", begins=str(today - 9 * day), ends=str(today - day))
    completed(cast, agreement, "articles", begins=str(today))
    completed(cast, agreement, "exchange", begins="2022-03-01")
    rejected = activity(cast, agreement, "digital")
    actions.reject(actor=cast.guest, dossier=rejected, digest=digest_of(rejected), reason="Not now")
    page = as_(client, cast.officer).get(f"/agreements/{agreement.uuid}/board/").content.decode()
    columns = re.findall(r'<section class="column (\w+)".*?</section>', page, re.DOTALL)
    assert columns == ["planned", "under_way", "late", "done"]
    cards = re.findall(r'<li class="act-card (\w+)">.*?Something of (\w+)', page, re.DOTALL)
    assert cards == [
        ("planned", "events"),
        ("under_way", "training"),
        ("late", "research"),
        ("done", "articles"),
    ]
    assert "Not now" in page
    past = client.get(f"/agreements/{agreement.uuid}/board/?year=2022").content.decode()
    assert re.findall(r'act-card (done)">.*?Something of (\w+)', past, re.DOTALL) == [
        ("done", "exchange")
    ]
    assert len(re.findall(r'<svg class="strip a-', page)) == 4


@pytest.mark.parametrize("year", ["1999", "99999999", "-1", "²", "x", ""])
def test_a_year_that_is_none_shows_the_last(
    cast: House, agreement: Dossier, client: Client, year: str
) -> None:
    response = as_(client, cast.officer).get(f"/agreements/{agreement.uuid}/board/?year={year}")
    assert response.status_code == 200
    assert f"The year {timezone.now().year}" in response.content.decode()


def test_the_board_of_a_draft_agreement_says_why_it_is_empty(cast: House, client: Client) -> None:
    draft = actions.begin(
        actor=cast.officer,
        kind="agreement",
        issuer=cast.jakarta,
        partners=[cast.astana],
        title={"en": "Memorandum"},
    )
    page = as_(client, cast.officer).get(f"/agreements/{draft.uuid}/board/").content.decode()
    assert "The agreement has no clauses in force" in page


def test_tables_to_take_away(cast: House, agreement: Dossier, client: Client) -> None:
    completed(cast, agreement, "events", 3, begins="2026-02-01", title={"en": "=cmd|' /C calc'!A0"})
    as_(client, cast.officer)
    response = client.get(f"/agreements/{agreement.uuid}/board.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert [(row["Activity"], row["Stands"], row["Came of it"]) for row in rows] == [
        ("'=cmd|' /C calc'!A0", "Done", "titles: 3")
    ]
    response = client.get(f"/agreements/{agreement.uuid}/obligations.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    years = timezone.now().year - 2021 + 1
    assert len(rows) == len(AREAS) * years
    done = [(row["Clause"], row["Year"], row["Done"]) for row in rows if row["Done"] != "0"]
    assert done == [("Events", "2026", "3")]


@pytest.mark.parametrize("page", ["board/", "board.csv"])
def test_the_number_of_queries_does_not_grow(
    cast: House,
    agreement: Dossier,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    page: str,
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    as_(client, cast.officer)
    path = f"/agreements/{agreement.uuid}/{page}"
    completed(cast, agreement, "events")
    activity(cast, agreement, "digital", begins="2026-01-01")
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(path)
    for number in range(48):
        kind = AREAS[number % 6]
        made = approved if number % 2 else activity
        dossier = made(cast, agreement, kind, begins="2026-01-01", ends="2026-03-01")
        actions.add_task(actor=cast.officer, dossier=dossier, title="Call", side=cast.astana)
    with django_assert_num_queries(len(few)):
        client.get(path)
