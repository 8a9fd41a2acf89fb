"""Every page, for whoever may see it, and in which number of questions to the database."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jalin.catalogue.models import Catalogue, Decision, Import
from jalin.institutions.models import Institution, User
from tests import marc
from tests.libraries import import_records
from tests.web.conftest import Site

SignedIn = Callable[[str], Client]
READERS = ("", "stranger", "former", "guest", "partner", "other", "observer", "officer")
LOGIN, SHOWN = 302, 200


def page_addresses(site: Site) -> dict[str, str]:
    pair = site.pair.pk
    return {
        "front or desk": "/",
        "about": "/about/",
        "design": "/design/",
        "search": "/search/?q=abai",
        "record": f"/records/{site.record.publication}/",
        "libraries": "/institutions/",
        "library": "/institutions/jakarta/",
        "catalogue": "/catalogues/jakarta/",
        "comparisons": "/comparisons/",
        "comparison": f"/comparisons/{site.address}/",
        "imports": "/imports/",
        "import": f"/imports/{site.source.pk}/",
        "faults": f"/imports/{site.source.pk}/faults.csv",
        "new import": "/catalogues/jakarta/import/",
        "bench": f"/review/{site.address}/",
        "pair": f"/review/{site.address}/{pair}/",
        "decisions": f"/review/{site.address}/decisions/",
        "invite": "/institutions/jakarta/invite/",
        "people": "/institutions/jakarta/people/",
    }


PUBLIC = {
    "front or desk",
    "about",
    "design",
    "search",
    "record",
    "libraries",
    "library",
    "catalogue",
    "comparisons",
    "comparison",
}


WORK = {"import", "faults", "new import", "bench", "pair", "decisions", "invite", "people"}
# What people who sign in are answered where they are not simply shown the page: by reader, by page.
REFUSED = {
    "guest": {
        **dict.fromkeys(("import", "faults", "new import", "invite", "people"), 404),
        "comparison": 302,
    },
    "observer": {"new import": 403, "invite": 403, "people": 403},
    "officer": {"invite": 403, "people": 403},
    "other": dict.fromkeys(WORK, 404),
    "stranger": dict.fromkeys({*WORK, "imports"}, 404),
}
REFUSED["partner"], REFUSED["former"] = REFUSED["guest"], REFUSED["stranger"]


def expected(page: str, reader: str) -> int:
    """What a reader is answered; people of Astana are led to their own side of a comparison."""
    if not reader:
        return SHOWN if page in PUBLIC else LOGIN
    return REFUSED[reader].get(page, SHOWN)


def test_who_sees_which_page(site: Site, signed_in: SignedIn) -> None:
    for reader in READERS:
        client = signed_in(reader)
        answers = {
            name: client.get(address).status_code for name, address in page_addresses(site).items()
        }
        assert (reader, answers) == (reader, {name: expected(name, reader) for name in answers})


def test_who_decides(site: Site, signed_in: SignedIn) -> None:
    address = f"/review/{site.address}/{site.pair.pk}/decide/"
    answers = {"": 302, "stranger": 404, "other": 404, "observer": 403}
    for reader, status in answers.items():
        answer = signed_in(reader).post(address, {"verdict": "same"})
        assert (reader, answer.status_code) == (reader, status)
    assert Decision.objects.count() == 0
    signed_in("guest").post(address, {"verdict": "same"})
    assert Decision.objects.count() == 1


def test_a_decision_is_undone_where_it_was_made(site: Site, signed_in: SignedIn) -> None:
    client = signed_in("officer")
    bench, pair = f"/review/{site.address}/", site.pair.pk
    assert client.post(f"{bench}{pair}/decide/", {"verdict": "perhaps"}).status_code == 400
    made = client.post(f"{bench}{pair}/decide/", {"verdict": "different"})
    assert made["Location"] == f"{bench}?after={pair}"
    decision = Decision.objects.get()
    assert f"/review/decisions/{decision.pk}/undo/" in client.get(bench).content.decode()
    assert client.get(bench).context["pair"] is None
    undone = client.post(f"/review/decisions/{decision.pk}/undo/")
    assert undone["Location"] == f"{bench}{pair}/"
    assert client.get(bench).context["pair"].pair.pk == pair


@pytest.mark.parametrize("page", ["search", "comparison", "record", "catalogue", "imports"])
def test_as_many_questions_for_fifty_rows_as_for_one(
    page: str,
    ours: Catalogue,
    theirs: Catalogue,
    tmp_path: Path,
    signed_in: SignedIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    few, many = ([marc.record(str(i), f"Buku {i}") for i in range(1, n)] for n in (2, 51))
    import_records(ours, tmp_path, few)
    import_records(theirs, tmp_path, few)
    address = {
        "search": "/search/?q=buku",
        "comparison": "/comparisons/jakarta/astana/",
        "record": f"/records/{ours.records.get().publication}/",
        "catalogue": "/catalogues/jakarta/",
        "imports": "/imports/",
    }[page]
    client = signed_in("officer")
    client.get(address)
    with django_assert_num_queries(limit(page), exact=False) as first:
        client.get(address)
    import_records(ours, tmp_path, many)
    import_records(theirs, tmp_path, many)
    with django_assert_num_queries(len(first.captured_queries)):
        client.get(address)


def limit(page: str) -> int:
    """More questions than this is a mistake somewhere."""
    return {"search": 12, "comparison": 16, "record": 16, "catalogue": 16, "imports": 16}[page]


def test_the_comparison_counts_what_is_left_to_review(site: Site, signed_in: SignedIn) -> None:
    officer = signed_in("officer")
    assert "1 pair needs your eye" in officer.get(f"/comparisons/{site.address}/").text
    officer.post(f"/review/{site.address}/{site.pair.pk}/decide/", {"verdict": "different"})
    assert "needs your eye" not in officer.get(f"/comparisons/{site.address}/").text


def test_a_word_that_was_found_is_marked_in_its_script(site: Site, client: Client) -> None:
    page = client.get("/search/?q=abai&ui=ru").content.decode()
    assert '<span lang="kk"><mark>Абай</mark> жолы</span>' in page
    assert '<span lang="kk-Latn"><mark>Abai</mark> zholy</span>' in page


def test_the_title_in_the_readers_script_comes_first(site: Site, client: Client) -> None:
    for language, first in (("en", "Abai zholy"), ("kk", "Абай жолы")):
        page = client.get(f"/records/{site.record.publication}/?ui={language}")
        assert page.context["title"] == first


def test_a_record_leads_to_the_publication_that_it_belongs_to(site: Site, client: Client) -> None:
    other = site.theirs.records.get(control_number="9")
    answer = client.get(f"/records/{other.pk}/")
    assert answer["Location"] == f"/records/{site.record.publication}/"
    page = client.get(f"{answer['Location']}?record={other.pk}")
    assert page.context["supplied"].record == other
    assert client.get(f"{answer['Location']}?record=999999").status_code == 200
    assert client.get(f"{answer['Location']}?version=99").status_code == 404
    assert client.get("/records/999999/").status_code == 404


def test_filters_are_in_the_address_and_come_off(site: Site, client: Client) -> None:
    page = client.get("/search/?language=kk&held=both")
    assert page.context["found"].total == 1
    chips = {value.label: value.address for value in page.context["chosen"]}
    assert chips == {
        "Held: in more than one library": "?language=kk",
        "Language: Kazakh": "?held=both",
    }


def test_nothing_found_says_what_to_do(site: Site, client: Client) -> None:
    page = client.get("/search/?q=zzzqqq&language=kk").content.decode()
    assert "Nothing found for “zzzqqq”" in page
    assert "Search again without narrowing" in page


def test_suggestions(site: Site, client: Client) -> None:
    assert "Bumi manusia" in client.get("/search/suggest/?q=bumi").json()["suggestions"]
    assert client.get("/search/suggest/?q=").json() == {"suggestions": []}


def test_a_record_to_take_away(site: Site, client: Client) -> None:
    begins = {"mrc": b"00", "xml": b"<?xml", "ris": b"TY  - BOOK\r\n", "bib": b"@book{"}
    for form, start in begins.items():
        answer = client.get(f"/records/{site.record.pk}.{form}")
        assert (form, answer.status_code) == (form, 200)
        assert answer.content.startswith(start)
    assert client.get(f"/records/{site.record.pk}.json").json()["title"] == "Abai zholy"
    assert client.get(f"/records/{site.record.pk}.docx").status_code == 404


def test_a_list_to_take_away(site: Site, client: Client) -> None:
    for part, title in {"both": "Abai", "only_ours": "Bumi", "only_theirs": "Менің"}.items():
        for form in ("csv", "mrc", "xml"):
            answer = client.get(f"/comparisons/{site.address}/list.{form}?part={part}")
            assert title in b"".join(answer).decode()


def test_what_a_search_found_to_take_away(site: Site, client: Client) -> None:
    answer = client.get("/search/export.csv?q=bumi")
    assert b"".join(answer).decode("utf-8-sig").count("Bumi manusia") == 1


def test_addresses_that_were_tampered_with(site: Site, client: Client) -> None:
    for query in ("part=nonsense", "by=nonsense", "by=decade&value=x"):
        assert client.get(f"/comparisons/{site.address}/?{query}").status_code == 404
    for query in ("page=0", "page=-1", "page=x", "page=99999999999", "sort=x", "decade=x", "q=%00"):
        assert client.get(f"/search/?{query}").status_code == 200


def test_markup_in_a_search_stays_text(site: Site, client: Client) -> None:
    page = client.get("/search/?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page


def test_faults_as_a_table(site: Site, signed_in: SignedIn) -> None:
    answer = signed_in("officer").get(f"/imports/{site.source.pk}/faults.csv")
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert lines[0] == "file,offset,identifier,field,code,reason,unreadable"
    assert len(lines) == 2


def test_the_language_is_kept_and_the_page_with_it(site: Site, client: Client) -> None:
    page = client.get("/search/?q=abai&page=1&ui=id")
    assert page.headers["Content-Language"] == "id"
    assert 'href="/search/?q=abai&amp;page=1&amp;ui=kk"' in page.content.decode()
    assert client.get("/about/").headers["Content-Language"] == "id"


def test_light_or_dark_is_kept(client: Client, db: None) -> None:
    answer = client.post("/appearance/", {"theme": "dark", "next": "/about/"})
    assert (answer["Location"], answer.cookies["theme"].value) == ("/about/", "dark")
    assert 'data-theme="dark"' in client.get("/about/").content.decode()
    client.post("/appearance/", {"theme": "", "next": "/about/"})
    assert "data-theme" not in client.get("/about/").content.decode()


def test_nobody_is_led_elsewhere(client: Client, db: None) -> None:
    answer = client.post("/appearance/", {"theme": "dark", "next": "https://example.org/"})
    assert answer["Location"] == "/"


def test_an_invitation_is_taken_up_by_its_button(
    jakarta: Institution, client: Client, signed_in: SignedIn, person: Callable[[str], User]
) -> None:
    from jalin.institutions import actions

    invited = actions.invite(
        actor=person("administrator"), institution=jakarta, email="new@example.org", role="officer"
    )
    address = f"/invitation/{invited.token}/"
    shown = client.get(address)
    # The secret in the address goes nowhere else; with no-referrer the form could not be sent.
    assert (shown.status_code, shown.headers["Referrer-Policy"]) == (200, "same-origin")
    weak = {"name": "Нұрлан", "password": "1234", "timezone_name": "Asia/Almaty"}
    assert client.post(address, weak).status_code == 422
    good = {**weak, "password": "weaving two threads"}
    assert client.post(address, good)["Location"] == "/"
    assert client.get("/").context["user"].email == "new@example.org"
    assert Client().get(address).status_code == 409


def test_an_upload_says_at_its_field_what_is_wrong(site: Site, signed_in: SignedIn) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = signed_in("officer")
    address = "/catalogues/jakarta/import/"
    for content in (b"", b"%PDF-1.7 not a catalogue"):
        answer = client.post(address, {"file": SimpleUploadedFile("a.mrc", content)})
        assert answer.status_code == 422
        assert answer.context["form"].errors["file"]
    assert Import.objects.filter(uploaded=True).count() == 0


def test_an_upload_becomes_an_import(site: Site, signed_in: SignedIn) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("new.mrc", marc.record("44", "Bekisar merah", language="ind"))
    client = signed_in("officer")
    answer = client.post("/catalogues/jakarta/import/", {"file": file, "format": "marc21"})
    source = Import.objects.first()
    assert source is not None
    assert answer["Location"] == f"/imports/{source.pk}/"
    page = client.get(answer["Location"]).content.decode()
    assert "Waiting for its turn" in page
    assert "hx-trigger" in page
    part = client.get(answer["Location"], headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<section id="progress"')
    cancelled = client.post(f"/jobs/{source.job_id}/cancel/")
    assert cancelled["Location"] == f"/imports/{source.pk}/"
    assert "The import was cancelled" in client.get(answer["Location"]).content.decode()


class _Policy(HTMLParser):
    """Collects what the content security policy would refuse, and the ids."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if "style" in given or any(name.startswith("on") for name in given):
            self.refused.append(f"{tag} {given}")
        inline = tag == "script" and "src" not in given
        if (inline and given.get("type") != "application/json") or tag == "style":
            self.refused.append(tag)


def test_no_page_needs_what_the_policy_refuses_or_names_two_things_alike(
    site: Site, signed_in: SignedIn
) -> None:
    client = signed_in("officer")
    for name, address in page_addresses(site).items():
        answer = client.get(address)
        if answer.streaming or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        policy = _Policy()
        policy.feed(answer.content.decode())
        assert (name, policy.refused) == (name, [])
        assert (name, sorted(policy.ids)) == (name, sorted(set(policy.ids)))
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_every_language_is_offered_by_its_own_name(client: Client, db: None) -> None:
    page = client.get("/about/").content.decode()
    for code, name in settings.LANGUAGES:
        assert f'lang="{code}" hreflang="{code}"' in page
        assert name in page


def test_states_are_said_in_the_language_of_the_page(client: Client, db: None) -> None:
    badges = client.get("/design/?ui=ru").context["states"]
    assert [str(badge.get_state_display) for badge in badges][:2] == ["Ожидает", "Читается"]
