"""The register: what is found in it, by whom, and at what cost; its pictures."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jalin.agreements.actions import begin_agreement, publish
from jalin.agreements.models import Entry
from jalin.agreements.pictures.labels import labels
from jalin.agreements.pictures.timeline import timeline
from jalin.agreements.pictures.world import world
from jalin.agreements.queries.register import Narrowed, Place, places, register
from jalin.dossiers.models import Dossier
from tests.dossiers.cases import House, agreement_terms, house, in_force, proposed

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def cast() -> House:
    return house()


def found(person: object, **narrowed: object) -> list[int]:
    rows = register(person, Narrowed(**narrowed), today=TODAY).rows  # type: ignore[arg-type]
    return [row.dossier.pk for row in rows]


def test_each_sees_what_is_theirs(cast: House) -> None:
    shown = in_force(cast)
    draft = begin_agreement(
        actor=cast.officer, issuer=cast.jakarta, partners=[cast.astana], content=agreement_terms()
    )
    assert found(cast.officer) == [draft.pk, shown.pk]
    assert found(cast.guest) == [shown.pk]
    assert (found(cast.observer), found(cast.outsider), found(None)) == ([], [], [])
    publish(actor=cast.officer, dossier=shown, public=True)
    assert found(None) == [shown.pk]


def test_it_is_found_by_words_in_any_script(cast: House) -> None:
    dossier = in_force(cast, title={"kk": "Абай туралы меморандум", "en": "Memorandum"})
    for text in ("Abai", "абай мемор", "MEMORANDUM astana"):
        assert found(cast.officer, text=text) == [dossier.pk]
    assert found(cast.officer, text="Tashkent") == []


@pytest.mark.parametrize(
    ("narrowed", "is_there"),
    [
        ({"state": "in_force"}, True),
        ({"state": "proposed"}, False),
        ({"type": "memorandum", "area": "digital", "partner": "astana"}, True),
        ({"type": "intent"}, False),
        ({"partner": "elsewhere"}, False),
        ({"country": "KZ"}, True),
        ({"country": "RU"}, False),
        ({"due": 30}, False),
        ({"sort": "notice"}, True),
    ],
)
def test_it_is_narrowed(cast: House, narrowed: dict[str, object], is_there: bool) -> None:
    in_force(cast)
    assert bool(found(cast.officer, **narrowed)) == is_there


def test_notice_is_due_for_terms_that_renewed_themselves_too(cast: House) -> None:
    first = in_force(cast, ends="2027-06-01")  # six months before
    second = in_force(
        cast,
        type="implementing",
        ends="2021-12-20",
        renewal={"how": "tacit", "months": 12},
        notice={"count": 10, "unit": "day"},
    )
    assert sorted(found(cast.officer, due=30)) == [first.pk, second.pk]
    rows = register(cast.officer, Narrowed(sort="notice"), today=TODAY).rows
    assert {(row.notice, row.ends) for row in rows} == {
        (date(2026, 12, 1), date(2027, 6, 1)),
        (date(2026, 12, 10), date(2026, 12, 20)),
    }


def test_a_change_that_waits_does_not_move_the_entry(cast: House) -> None:
    from jalin.dossiers import actions

    dossier = in_force(cast)
    actions.propose(
        actor=cast.guest, dossier=dossier, content=agreement_terms(type="contract", clauses=[])
    )
    assert Entry.objects.get(dossier=dossier).type == "memorandum"


def test_a_page_of_the_register_costs_the_same_for_many(cast: House) -> None:
    client = Client()
    client.force_login(cast.officer)
    proposed(cast)
    one = _queries(client)
    for _ in range(49):
        proposed(cast)
    assert _queries(client) == one
    assert one < 25


def _queries(client: Client) -> int:
    client.get("/agreements/")  # what is found once is found
    with CaptureQueriesContext(connection) as seen:
        answer = client.get("/agreements/")
    assert answer.status_code == 200
    return len(seen)


def test_the_countries_of_the_parties(cast: House) -> None:
    in_force(cast)
    proposed(cast, type="intent")
    counted = places(cast.officer, Narrowed(), today=TODAY)
    assert [(place.country, place.in_force, place.others) for place in counted] == [
        ("ID", 1, 1),
        ("KZ", 1, 1),
    ]


def test_the_map_has_a_thread_to_each_partner() -> None:
    given = [Place("ID", 2, 1), Place("KZ", 1, 0), Place("ZZ", 1, 0)]
    drawn = world(given, "ID", str.lower)
    assert [(dot.name, dot.own, bool(dot.thread), dot.total) for dot in drawn.dots] == [
        ("id", True, False, 3),
        ("kz", False, True, 1),
    ]
    assert [place.country for place in drawn.missing] == ["ZZ"]
    assert world([], "ID", str.lower).box == "0 0 1000 472"


def test_names_do_not_cover_one_another() -> None:
    frame = (0.0, 0.0, 400.0, 200.0)
    marks = [(100.0, 100.0, 8.0), (130.0, 100.0, 8.0), (395.0, 20.0, 5.0)]
    placed = labels(marks, ["South Korea", "Japan", "Fiji"], 14, frame)
    assert [label.anchor for label in placed] == ["end", "start", "end"]


def test_the_timeline_runs_over_whole_years(cast: House) -> None:
    in_force(cast, begins="2024-01-01", ends="2027-12-31")
    rows = register(cast.officer, Narrowed(), today=TODAY).rows
    drawn = timeline(rows, TODAY)
    assert [tick.year for tick in drawn.ticks] == [2024, 2025, 2026, 2027]
    bar = drawn.bars[0]
    assert (bar.x, bar.solid, bar.open_start, bar.open_end) == (0.0, True, False, False)
    assert bar.width == pytest.approx(1000, abs=1)
    assert drawn.today == pytest.approx(1000 * (TODAY - date(2024, 1, 1)).days / 1461, abs=0.1)
    assert timeline([], TODAY).bars == ()


@pytest.mark.parametrize(
    "address",
    ["?look=map", "?look=timeline", "?q=%00&state=x&type=y&area=z&due=-1&sort=w&page=999999999",
     "?page=²&country=ZZ", "?column=type&sort=notice", "?partner=%27&look=map"],
)  # fmt: skip
def test_odd_addresses_are_answered(cast: House, address: str) -> None:
    in_force(cast)
    for person in (None, cast.officer, cast.guest):
        client = Client()
        if person is not None:
            client.force_login(person)
        assert client.get(f"/agreements/{address}").status_code == 200
    assert client.get("/agreements/?look=list").status_code == 404


def test_ten_days_are_near(cast: House) -> None:
    ends = TODAY + timedelta(days=20)
    in_force(cast, ends=ends.isoformat(), notice={"count": 10, "unit": "day"})
    row = register(cast.officer, Narrowed(), today=TODAY).rows[0]
    assert (row.notice, row.notice_near) == (TODAY + timedelta(days=10), True)
    assert Dossier.objects.count() == 1
