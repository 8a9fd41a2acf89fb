"""The document of an agreement: what it prints, in which languages, and that it is made once."""

import hashlib
import re
import subprocess
import unicodedata
from datetime import date
from typing import Any

import pytest

from jalin.agreements.document import document_of, made, printed_of
from jalin.agreements.document_pages import grouped, pages
from jalin.agreements.kind import terms_of
from jalin.agreements.terms import AgreementTerms
from jalin.core import audit
from jalin.dossiers import actions, files
from jalin.dossiers.models import Document, Version
from jalin.institutions.models import Institution
from tests.dossiers.cases import House, agreed, agreement_terms, house, proposed
from tests.verapdf import faults

pytestmark = pytest.mark.django_db

_TITLES = {
    "id": "Nota kesepahaman",
    "kk": "Өзара түсіністік туралы меморандум",
    "kk-Arab": "ٴوزارا تۇسىنىستىك تۋرالى مەموراندۋم",
    "ru": "Меморандум о взаимопонимании",
    "en": "Memorandum of understanding",
    "ar": "مذكرة تفاهم",
}


def _version(cast: House, **more: Any) -> Version:
    return agreed(cast, **more).versions.get()


def _data(version: Version) -> dict[str, Any]:
    terms = terms_of(version)
    parties = {one.slug: one for one in Institution.objects.all()}
    return pages(terms, parties, printed_of(version))


def _said(piece: dict[str, Any] | None) -> str:
    return "\n".join(" ".join(lines) for lines in piece["paragraphs"]) if piece else ""


def _printed(pdf: bytes) -> str:
    out = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return unicodedata.normalize("NFC", out.stdout.decode())


@pytest.mark.parametrize(
    "languages", [["ru"], ["id", "kk"], ["id", "kk", "en"], ["ar", "en"], list(_TITLES)]
)
def test_is_accepted_by_verapdf_in_every_layout(languages: list[str]) -> None:
    texts = {tag: f"{title}.\n\n{title}" for tag, title in _TITLES.items()}
    version = _version(
        house(),
        languages=languages,
        title=_TITLES,
        preamble=texts,
        scope=texts,
        closing=texts,
        confidential=texts,
        amends="https://example.org/id/dossiers/1",
        signatories=[
            {"party": "jakarta", "name": "Signatory", "position": _TITLES, "deputy": "Ян Әли"},
            {"party": "astana", "name": "Guest", "deputy": "خالد", "deputy_position": _TITLES},
        ],
    )
    assert faults(made(version)) == []


def test_is_made_once_and_noted() -> None:
    dossier = agreed(house())
    version = dossier.versions.get()
    first = document_of(version)
    assert document_of(version) == first
    assert first.role == Document.Role.TEXT
    assert hashlib.sha256(files.read(first.sha256)).hexdigest() == first.sha256
    assert audit.verify(dossier.chain) is None
    assert [one.sha256 for one in Document.objects.all()] == [first.sha256]


def test_its_bytes_follow_from_the_version() -> None:
    version = _version(house())
    assert made(version) == made(Version.objects.get(pk=version.pk))


def test_prints_the_digest_and_the_address_for_verification() -> None:
    version = _version(house())
    data = _data(version)
    assert data["proof"]["address"] == f"http://127.0.0.1:8000/verify/{version.digest}"
    assert grouped(version.digest) in [value for _, value in data["proof"]["facts"]]
    assert version.digest in "".join(_printed(made(version)).split())


def test_each_clause_is_an_article_of_every_language() -> None:
    data = _data(_version(house(), languages=["id", "kk", "en"]))
    found = {
        column["tongue"]["lang"]: [
            (_said(section["above"]), _said(section["heading"]))
            for section in column["sections"]
            if section["above"]
        ][1]
        for column in data["columns"]
    }
    assert found == {
        "id": ("Pasal 2", "Pertukaran buku"),  # the clause has no title in it: its area
        "kk": ("2-бап", "Кітап алмасу"),
        "en": ("Article 2", "Exchange"),
    }


@pytest.mark.parametrize(
    ("languages", "beside"),
    [(["en"], False), (["id", "kk"], True), (["id", "kk", "en"], True), (list(_TITLES), False)],
)
def test_two_or_three_languages_stand_side_by_side(languages: list[str], beside: bool) -> None:
    assert _data(_version(house(), languages=languages))["beside"] is beside


def test_the_columns_have_the_same_sections() -> None:
    data = _data(_version(house(), languages=["id", "kk"], preamble={"id": "Para pihak"}))
    counts = [len(column["sections"]) for column in data["columns"]]
    assert counts == [8, 8]
    assert _said(data["columns"][1]["sections"][0]["body"]) == "Бұл тілдегі мәтіні жоқ."


def test_says_for_how_long_and_how_it_is_renewed() -> None:
    version = _version(
        house(),
        languages=["en", "kk"],
        zone="Asia/Jakarta",
        ends="2026-04-19",
        renewal={"how": "tacit", "months": 60},
    )
    facts = {
        column["tongue"]["lang"]: {
            _said(label): _said(value) for label, value in column["sections"][6]["facts"]
        }
        for column in _data(version)["columns"]
    }
    assert facts["en"] == {
        "Entry into force": "20 April 2021",
        "Last day": "19 April 2026",
        "Time zone": "Asia/Jakarta",
        "Renewal": "by itself, each time for 60 months, unless a party gives notice",
        "Notice": "6 months before the last day; last day for notice: 19 October 2025",
        "Authentic texts": "English, Kazakh",
    }
    assert facts["kk"]["Күшіне енуі"] == "2021 жылғы 20 сәуір"


def test_says_what_is_not_fixed_yet() -> None:
    version = _version(house(), languages=["ru"], begins=None, ends=None)
    section = _data(version)["columns"][0]["sections"][6]
    facts = {_said(label): _said(value) for label, value in section["facts"]}
    assert facts["Вступление в силу"] == "в день последней подписи"
    assert facts["Последний день действия"] == "бессрочно"
    assert facts["Уведомление"] == "за 6 месяцев"


def test_an_obligation_says_how_many_how_often_and_whose() -> None:
    clause = {
        "key": "exchange",
        "area": "exchange",
        "title": {"en": "Exchange"},
        "obligations": [
            {"what": {"en": "titles"}, "count": 1500, "per": "year", "by": "astana"},
            {"what": {"en": "placements"}, "count": 4},
        ],
    }
    section = _data(_version(house(), languages=["en"], clauses=[clause]))["columns"][0][
        "sections"
    ][0]
    assert [[_said(part) for part in item.values()] for item in section["items"]] == [
        ["1,500", "titles", "each year", "Astana"],
        ["4", "placements", "in all", "the parties"],
    ]


def test_a_party_that_names_nobody_has_a_place_to_sign() -> None:
    data = _data(_version(house(), signatories=[{"party": "jakarta", "name": "Signatory"}]))
    assert [
        (_said(place["party"][0]), _said(place["name"])) for place in data["signatures"]["places"]
    ] == [("Jakarta", "Signatory"), ("Astana", "…")]


def test_hostile_terms_are_printed_as_text() -> None:
    hostile = '#panic("ran") $x$ \\ \u202e001\u202c \U0001f91d ' + "W" * 200
    texts = {"en": hostile, "ar": hostile}
    version = _version(
        house(),
        languages=["en", "ar"],
        title=texts,
        preamble=texts,
        signatories=[{"party": "jakarta", "name": hostile[:200], "position": texts}],
    )
    pdf = made(version)
    assert faults(pdf) == []
    printed = "".join(_printed(pdf).split())
    assert '#panic("ran")$x$' in printed
    assert "‹U+202E›001‹U+202C›" in printed


def test_prints_texts_of_a_hundred_thousand_characters_whole() -> None:
    text = {"id": "Para pihak bekerja sama. " * 3_999, "kk": "Тараптар ынтымақтасады. " * 4_100}
    printed = _printed(made(_version(house(), languages=["id", "kk"], preamble=text)))
    assert "".join(printed.split()).count("ынтымақтасады.") == 4_100


_LONG = {"id": "kata panjang sekali " * 2_000}
_CLAUSE = {"key": "events", "area": "events", "title": {"id": "Pameran"}}


@pytest.mark.parametrize(
    "more",
    [
        {"title": _LONG},
        {"clauses": [{**_CLAUSE, "title": _LONG, "text": _LONG}]},
        {"clauses": [{**_CLAUSE, "obligations": [{"what": _LONG, "count": 3}]}]},
        {"signatories": [{"party": "jakarta", "name": "S", "deputy": "D", "position": _LONG}]},
    ],
    ids=["title", "clause", "obligation", "position"],
)
@pytest.mark.parametrize("languages", [["id"], ["id", "kk"]], ids=["alone", "beside"])
def test_nothing_runs_off_a_page(languages: list[str], more: dict[str, Any]) -> None:
    pdf = made(_version(house(), languages=languages, **more))
    out = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    )
    words = out.stdout.decode()
    assert words.count("panjang") >= 2_000
    assert max(float(end) for end in re.findall(r'yMax="([\d.]+)"', words)) < 842
    assert max(float(end) for end in re.findall(r'xMax="([\d.]+)"', words)) < 595


def test_a_changed_version_has_a_document_of_its_own() -> None:
    cast = house()
    dossier = proposed(cast)
    first = document_of(dossier.versions.get())
    actions.propose(actor=cast.guest, dossier=dossier, content=agreement_terms(ends="2030-04-19"))
    second = document_of(dossier.versions.get(number=2))
    assert (first.version.number, second.version.number) == (1, 2)
    assert first.sha256 != second.sha256


def test_the_date_is_that_of_the_version() -> None:
    version = _version(house())
    at = version.at.strftime("D:%Y%m%d%H%M%S")
    assert at.encode() in made(version)


def test_the_example_is_terms() -> None:
    assert AgreementTerms.model_validate(agreement_terms()).begins == date(2021, 4, 20)
