"""What the form of the drafting desk says, and what its buttons do to a draft."""

import pytest

from jalin.agreements import library
from jalin.agreements.drafting.changes import change
from jalin.agreements.drafting.content import merged, said, tidied, to_propose
from jalin.agreements.drafting.problems import problems
from jalin.agreements.terms import AgreementTerms
from jalin.dossiers.terms import AREAS
from tests.dossiers.cases import agreement_terms


def test_the_names_of_fields_are_paths() -> None:
    given = {
        "csrfmiddlewaretoken": ["x"],
        "title.id": ["Nota"],
        "languages": ["", "id", "kk"],
        "signing.in_order": ["0", "1"],
        "signing.accepted": [""],
        "clauses.1.area": ["events"],
        "clauses.0.area": ["digital"],
        "clauses.0.obligations.0.count": ["3"],
        "parties": ["elsewhere"],
        "amends": ["https://example.org/"],
    }
    assert said(given.items()) == {
        "title": {"id": "Nota"},
        "languages": ["id", "kk"],
        "signing": {"in_order": "1", "accepted": []},
        "clauses": [{"area": "digital", "obligations": [{"count": "3"}]}, {"area": "events"}],
    }


@pytest.mark.parametrize(
    "name",
    ["title.id.x.y.z.a.b", "title..", "clauses.99999999999.area", "clauses.-1.area", "__class__.x"],
)
def test_odd_names_do_no_harm(name: str) -> None:
    content = said([("title", ["plain"]), (name, ["x"]), ("clauses.0.area", ["events"])])
    assert set(content) <= {"title", "clauses"}


def test_languages_that_were_not_shown_stay() -> None:
    before = {
        "title": {"id": "Nota", "kk": "Меморандум"},
        "clauses": [
            {"key": "a", "title": {"id": "Satu", "kk": "Бір"}},
            {"key": "b", "title": {"id": "Dua", "kk": "Екі"}},
        ],
    }
    given = {"title": {"id": "Baru"}, "clauses": [{"key": "b", "title": {"id": "Dua baru"}}]}
    assert merged(before, given) == {
        "title": {"id": "Baru", "kk": "Меморандум"},
        "clauses": [{"key": "b", "title": {"id": "Dua baru", "kk": "Екі"}}],
    }


def test_what_says_nothing_is_left_out_and_places_stay() -> None:
    content = {"title": {"id": " Nota ", "kk": ""}, "clauses": [{}, {"area": ""}], "zone": " "}
    assert tidied(content) == {"title": {"id": "Nota"}, "clauses": [{}, {}]}
    assert to_propose({"notice": {"unit": "month"}, "renewal": {"how": "none", "months": "3"}}) == {
        "renewal": {"how": "none"},
        "clauses": [],
        "signatories": [],
    }


def test_problems_are_said_at_their_fields() -> None:
    content = agreement_terms(
        title={},
        begins="soon",
        notice={"count": "many", "unit": "month"},
        renewal={"how": "tacit"},
        clauses=[{"key": "a", "title": {"en": "A"}}, {"key": "b", "area": "x", "title": {}}],
    )
    missing = "Choose the area of cooperation: a clause without one cannot be proposed."
    assert problems(content) == {
        "title": "This is missing.",
        "begins": "This is no date.",
        "clauses.0.area": missing,
        "clauses.1.area": missing,
        "clauses.1.title": "This is missing.",
        "notice.count": "This is no whole number.",
        "renewal.months": "For how many months does it renew itself?",
    }
    assert problems(agreement_terms()) == {}
    assert problems(agreement_terms(ends="2020-01-01")) == {"ends": "It ends before it begins."}
    assert problems(agreement_terms(ends="2020-01-01", type="treaty")) == {
        "type": "Choose one of the list.",
        "ends": "It ends before it begins.",
    }


def test_buttons_change_the_parts_of_a_draft() -> None:
    content = {"languages": ["id", "kk"], "clauses": [], "signatories": [{"party": "jakarta"}]}
    assert change(content, "take:exchange-annual") == "clause-0"
    assert change(content, "take:exchange-annual") == "clause-1"
    assert change(content, "add-clause") == "clause-2"
    assert [clause["key"] for clause in content["clauses"]] == ["exchange", "exchange-2", "clause"]
    assert set(content["clauses"][0]["title"]) == {"id", "kk"}
    assert change(content, "up:2") == "clause-1"
    assert change(content, "up:0") == "clause-0"
    assert [clause["key"] for clause in content["clauses"]] == ["exchange", "clause", "exchange-2"]
    assert change(content, "add-obligation:1") == "clause-1"
    assert content["clauses"][1]["obligations"] == [{"per": "year"}]
    assert change(content, "remove-obligation:1:0") == "clause-1"
    assert content["clauses"][1]["obligations"] == []
    assert change(content, "remove-clause:2") == "clauses"
    assert change(content, "remove-signatory:0") == "signatories"
    assert content["signatories"] == []


@pytest.mark.parametrize("said_", ["", "x", "take:", "take:nothing", "up:99", "remove-clause:-1",
                                   "remove-obligation:0", "add-obligation:7", "up:²"])  # fmt: skip
def test_what_no_button_says_changes_nothing(said_: str) -> None:
    content = {"clauses": [{"key": "a"}]}
    change(content, said_)
    assert content["clauses"][0]["key"] == "a"
    assert len(content["clauses"]) == 1


def test_a_passage_is_added_to_what_is_written() -> None:
    content = {"languages": ["en"], "closing": {"en": "First."}}
    change(content, "take:closing-costs")
    assert content["closing"]["en"].startswith("First.\n\nEach Party bears")


def test_the_library_has_every_area_in_four_languages() -> None:
    found = library.passages()
    assert {each.area for each in found if each.area} == set(AREAS)
    assert {each.place for each in found if each.place} == set(library.PLACES)
    for each in found:
        assert set(each.title) == set(each.text) == set(library.LANGUAGES)
        assert (each.area == "") == (each.place != "")
    keys = [each.key for each in found]
    assert len(keys) == len(set(keys))


def test_the_library_makes_terms_that_can_be_proposed() -> None:
    content = {**agreement_terms(clauses=[]), "languages": ["id", "kk", "ru", "en"]}
    for each in library.passages():
        change(content, f"take:{each.key}")
    terms = AgreementTerms.model_validate(to_propose(content))
    assert {clause.area for clause in terms.clauses} == set(AREAS)
