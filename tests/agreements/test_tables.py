"""Agreements out to a table and in from one: all of it or nothing."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jalin.agreements.drafting_errors import TableRefused
from jalin.agreements.queries.exported import exported
from jalin.agreements.queries.register import Narrowed, today
from jalin.agreements.tables.columns import COLUMNS, day
from jalin.agreements.tables.reading import rows
from jalin.agreements.tables.taking import plan, take
from jalin.agreements.tables.writing import as_csv, as_workbook
from jalin.dossiers.models import Dossier
from tests.dossiers.cases import House, house, in_force

pytestmark = pytest.mark.django_db
HEAD = "title_en;title_kk;type;parties;begins;ends;notice_count;notice_unit;renewal;areas"


@pytest.fixture
def cast() -> House:
    return house()


def table(*lines: str, head: str = HEAD) -> bytes:
    # The cells hold semicolons; tabs part them.
    return "\n".join([head.replace(";", "\t"), *lines]).encode("utf-8-sig")


GOOD = "Memorandum\tМеморандум\tmemorandum\tjakarta;astana\t20.04.2021\t2026-04-19\t6\tmonth\texpress\tevents;digital"  # noqa: E501


def test_rows_become_drafts(cast: House) -> None:
    planned = plan(cast.officer, rows("a.csv", table(GOOD, GOOD.replace("2021", "2020"))))
    assert (planned.is_sound, planned.new, planned.changed) == (True, 2, 0)
    assert Dossier.objects.count() == 0
    take(cast.officer, planned)
    drafts = Dossier.objects.filter(state="draft", issuer=cast.jakarta)
    assert drafts.count() == 2
    content = drafts.order_by("pk")[0].drafts.get().content
    assert (content["begins"], content["languages"]) == ("2021-04-20", ["kk", "en"])
    assert [clause["area"] for clause in content["clauses"]] == ["events", "digital"]
    assert set(content["clauses"][0]["title"]) == {"kk", "en"}


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"parties": "jakarta;nowhere"}, "parties"),
        ({"parties": "jakarta"}, "parties"),
        ({"parties": "astana;elsewhere"}, "parties"),
        ({"parties": ""}, "parties"),
        ({"begins": "2027-01-01"}, "ends"),
        ({"begins": "soon"}, "begins"),
        ({"type": "treaty"}, "type"),
        ({"areas": "events;sport"}, "areas"),
        ({"notice_count": "six"}, "notice_count"),
        ({"renewal": "tacit"}, "renewal_months"),
        ({"title_en": "", "title_kk": ""}, "title_en"),
        ({"id": "b1946ac9-2492-4d23-8b5c-000000000000"}, "id"),
        ({"id": "' OR 1=1"}, "id"),
    ],
)
def test_what_is_wrong_is_said_at_its_row_and_column(
    cast: House, cells: dict[str, str], column: str
) -> None:
    good = dict(zip(HEAD.split(";"), GOOD.split("\t"), strict=True))
    planned = plan(cast.officer, [(2, good), (3, {**good, **cells})])
    assert [bool(line.problems) for line in planned.lines] == [False, True]
    assert column in {name for name, _ in planned.lines[1].problems}


def test_one_wrong_row_keeps_all_out(cast: House) -> None:
    client = Client()
    client.force_login(cast.officer)
    data = table(GOOD, GOOD.replace("astana", "nowhere"))
    answer = _choose(client, "a.csv", data)
    assert answer.status_code == 422
    assert b"nowhere" in answer.content
    assert b'name="rows"' not in answer.content
    assert Dossier.objects.count() == 0


def _choose(client: Client, name: str, data: bytes) -> Any:
    return client.post("/agreements/import/", {"file": SimpleUploadedFile(name, data)})


def test_looked_at_first_then_taken_in(cast: House) -> None:
    client = Client()
    client.force_login(cast.officer)
    shown = _choose(client, "a.csv", table(GOOD))
    assert (shown.status_code, Dossier.objects.count()) == (200, 0)
    taken = client.post("/agreements/import/", {"rows": shown.context["rows"]})
    assert (taken.status_code, Dossier.objects.count()) == (302, 1)


@pytest.mark.parametrize("said", ["", "[]", "{}", "[[1]]", '[["x", {}]]', "[[1, []]]", "null"])
def test_rows_that_are_none_are_not_taken(cast: House, said: str) -> None:
    client = Client()
    client.force_login(cast.officer)
    assert client.post("/agreements/import/", {"rows": said}).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b""),
        ("a.csv", b"\xff\xfe\x00a"),
        ("a.csv", b"title_en,parties\n\0"),
        ("a.csv", b"one,two\n1,2\n"),
        ("a.csv", b"title_en,parties\n"),
        ("a.csv", b'title_en,parties\n"' + b"x" * 200_000 + b'",b\n'),
        ("a.csv", b"title_en,parties\n" + b"a,b\n" * 501),
        ("a.csv", b"x" * ((1 << 20) + 1)),
        ("a.xlsx", b"PK\x03\x04 not a workbook"),
        ("a.xlsx", b"title_en,parties\na,b\n"),
    ],
)
def test_what_is_no_table_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(TableRefused):
        rows(name, data)


def test_out_and_in_again_changes_nothing(cast: House) -> None:
    in_force(cast, scope={"en": "=1+1"}, notice={"count": 60, "unit": "day"})
    out = exported(cast.officer, Narrowed(), today=today())
    for name, data in (("a.csv", as_csv(out)), ("a.xlsx", as_workbook(out))):
        planned = plan(cast.officer, rows(name, data))
        assert [(line.is_same, line.problems) for line in planned.lines] == [(True, ())]
    changed = as_csv(out).decode("utf-8-sig").replace(",60,day", ",30,day").encode()
    planned = plan(cast.officer, rows("a.csv", changed))
    assert [column for column, _ in planned.lines[0].problems] == ["id"]


def test_a_row_with_the_id_of_a_draft_changes_it(cast: House) -> None:
    take(cast.officer, plan(cast.officer, rows("a.csv", table(GOOD))))
    out = as_csv(exported(cast.officer, Narrowed(), today=today())).decode("utf-8-sig")
    changed = out.replace("Memorandum", "Agreement").encode()
    planned = plan(cast.officer, rows("a.csv", changed))
    assert (planned.is_sound, planned.new, planned.changed) == (True, 0, 1)
    take(cast.officer, planned)
    dossier = Dossier.objects.get()
    assert dossier.title["en"] == "Agreement"
    assert len(dossier.drafts.get().content["clauses"]) == 2


def test_formulas_stay_text(cast: House) -> None:
    in_force(cast, title={"en": '=HYPERLINK("https://example.org")'})
    out = exported(cast.officer, Narrowed(), today=today())
    assert b"'=HYPERLINK" in as_csv(out)
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(out)))
    column = COLUMNS.index("title_en") + 1
    cell = book["agreements"].cell(row=2, column=column)
    assert (cell.data_type, cell.value) == ("s", '\'=HYPERLINK("https://example.org")')
    assert [row[1].value for row in book["clauses"].iter_rows(min_row=2)] == [
        "research", "exchange", "events", "training", "articles", "digital",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("2021-04-20", "2021-04-20"), ("20.04.2021", "2021-04-20"), ("1/4/2021", "2021-04-01"),
     ("20.04.21", "20.04.21"), ("soon", "soon")],
)  # fmt: skip
def test_days_are_read_as_people_write_them(cell: str, expected: str) -> None:
    assert day(cell) == expected


def test_who_takes_tables_out_and_in(cast: House) -> None:
    in_force(cast)
    expected = {"officer": (200, 200), "guest": (200, 200), "observer": (200, 403)}
    for name, statuses in expected.items():
        client = Client()
        client.force_login(getattr(cast, name))
        out = client.get("/agreements/export.csv").status_code
        assert (out, client.get("/agreements/import/").status_code) == statuses
    assert client.get("/agreements/export.pdf").status_code == 404
    assert Client().get("/agreements/export.csv").status_code == 302
    empty = client.get("/agreements/export.csv?empty=1").content.decode("utf-8-sig").split("\r\n")
    assert len(empty) == 2
