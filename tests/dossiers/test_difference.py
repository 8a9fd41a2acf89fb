"""What differs between two terms, as a reader is told: fields by name, texts word by word."""

from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jalin.agreements.terms import AgreementTerms
from jalin.dossiers.activity import ActivityTerms
from jalin.dossiers.difference import Change, Span, difference, spans_of
from tests.dossiers.cases import agreement_terms, institution

pytestmark = pytest.mark.django_db


def agreement(**more: Any) -> AgreementTerms:
    return AgreementTerms.model_validate(agreement_terms(**more))


def activity(**more: Any) -> ActivityTerms:
    said = {
        "title": {"en": "Exhibition"},
        "parties": ["jakarta", "astana"],
        "area": "events",
        "agreement": "http://127.0.0.1:8000/id/dossiers/1",
        "clause": "events",
        **more,
    }
    return ActivityTerms.model_validate(said)


def told(changes: list[Change]) -> list[tuple[str, str, str]]:
    return [(change.path, change.old, change.new) for change in changes]


def clauses(*keys: str, **more: dict[str, Any]) -> list[dict[str, Any]]:
    made = [{"key": key, "area": "events", "title": {"en": key.title()}} for key in keys]
    return [clause | more.get(str(clause["key"]), {}) for clause in made]


def test_equal_terms_do_not_differ() -> None:
    assert difference(agreement(), agreement()) == []


def test_words_are_marked() -> None:
    old = "Әр Тарап жыл сайын 250 атау жібереді."
    new = "Әр Тарап жыл сайын кемінде 300 атау жібереді, тізіммен."
    assert spans_of(old, new) == (
        Span("same", "Әр Тарап жыл сайын "),
        Span("removed", "250 "),
        Span("added", "кемінде 300 "),
        Span("same", "атау жібереді"),
        Span("added", ", тізіммен"),
        Span("same", "."),
    )


def test_a_stop_between_two_changes_is_not_common() -> None:
    assert spans_of("one, two end", "three, four end") == (
        Span("removed", "one, two"),
        Span("added", "three, four"),
        Span("same", " end"),
    )


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_sides_can_be_read_from_the_spans(old: str, new: str) -> None:
    spans = spans_of(old, new)
    change = Change("", "", old, new, spans)
    assert "".join(span.text for span in change.left) == old
    assert "".join(span.text for span in change.right) == new
    assert all(span.text for span in spans)


def test_the_longest_texts_are_compared_at_once() -> None:
    old = "сөз " * 25_000
    assert spans_of(old, old + "соңы")[-1] == Span("added", old + "соңы")
    half = "бір екі үш " * 900
    assert spans_of(half, half + "соңы")[-1] == Span("added", "соңы")


def test_texts_differ_in_each_language_on_its_own() -> None:
    old = agreement(scope={"id": "Buku", "kk": "Кітап", "en": "Books"})
    new = agreement(scope={"id": "Buku", "kk": "Кітаптар", "ru": "Книги"})
    changes = difference(old, new)
    assert told(changes) == [
        ("scope.kk", "Кітап", "Кітаптар"),
        ("scope.en", "Books", ""),
        ("scope.ru", "", "Книги"),
    ]
    assert [change.language for change in changes] == ["kk", "en", "ru"]
    assert changes[0].label.endswith(" › Kazakh")
    with translation.override("ru"):
        assert difference(old, new)[0].label.endswith(" › казахский")


def test_a_clause_is_compared_with_that_of_its_key() -> None:
    old = agreement(clauses=clauses("a", "b", "c"))
    new = agreement(clauses=clauses("x", "b", "c", b={"text": {"en": "New"}}))
    changes = difference(old, new)
    assert told(changes) == [
        ("clauses.a.area", "Exhibitions and events", ""),
        ("clauses.a.title.en", "A", ""),
        ("clauses.b.text.en", "", "New"),
        ("clauses.x.area", "", "Exhibitions and events"),
        ("clauses.x.title.en", "", "X"),
    ]
    assert " › B › " in changes[2].label


def test_languages_are_said_by_their_names() -> None:
    changes = difference(agreement(), agreement(languages=["id", "kk"]))
    assert told(changes) == [
        ("languages", "Indonesian, Kazakh, and English", "Indonesian and Kazakh")
    ]


def test_another_order_is_told_once() -> None:
    old, new = (agreement(clauses=clauses(*keys)) for keys in ("abc", "cab"))
    assert told(difference(old, new)) == [("clauses", "A, B, and C", "C, A, and B")]


def test_parts_without_a_key_are_paired_by_what_is_alike() -> None:
    def measures(*counts: int) -> ActivityTerms:
        return activity(outputs=[{"what": {"en": "books"}, "count": count} for count in counts])

    assert told(difference(measures(1, 2, 3), measures(2, 3))) == [
        ("outputs.1.what.en", "books", ""),
        ("outputs.1.count", "1", ""),
        ("outputs.1.per", "In all", ""),
    ]
    assert told(difference(measures(1, 2, 3), measures(1, 9, 3))) == [("outputs.2.count", "2", "9")]
    assert told(difference(measures(1), measures(1, 2)))[-2][1:] == ("", "2")


def test_values_are_said_as_a_person_reads_them() -> None:
    institution("jakarta", "ID")
    institution("astana", "KZ")
    cost = {"institution": "jakarta", "money": {"amount": "1500.50", "currency": "USD"}}
    old = activity(begins="2026-05-01", starts_at="09:00")
    new = activity(
        begins="2026-05-02",
        starts_at="10:30",
        budget=[cost],
        done=True,
        outcomes=[{"what": {"en": "guests"}, "count": 12000, "by": "astana"}],
    )
    changes = {change.path: change for change in difference(old, new)}
    assert (changes["begins"].label, changes["begins"].new) == ("First day", "2 May 2026")
    assert changes["budget.1.money"].new == "1500.50 USD"
    assert changes["budget.1.institution"].new == "Jakarta"
    assert changes["budget.1.money"].label == "Budget › Jakarta › Amount"
    assert changes["outcomes.1.by"].new == "Astana"
    assert (changes["done"].old, changes["done"].new) == ("No", "Yes")
    assert changes["outcomes.1.count"].new in ("12,000", "12 000", "12\xa0000")
    assert changes["starts_at"].old != changes["starts_at"].new
    assert difference(activity(place={}), activity(place={})) == []


@pytest.mark.parametrize("language", ["en", "id", "kk", "ru"])
def test_every_field_has_a_name(language: str) -> None:
    old = activity()
    new = activity(
        title={"kk": "Көрме"},
        description={"en": "D"},
        begins="2026-05-01",
        ends="2026-05-02",
        starts_at="10:00",
        ends_at="11:00",
        zone="Asia/Almaty",
        place={"en": "Hall"},
        online="https://example.org/",
        participants=[{"institution": "jakarta", "count": 2, "names": ["A"]}],
        budget=[{"institution": "jakarta", "money": {"amount": "1", "currency": "USD"}}],
        outputs=[{"what": {"en": "books"}, "count": 1}],
        outcomes=[{"what": {"en": "books"}, "count": 1, "on": "2026-05-02", "by": "astana"}],
        done=True,
    )
    with translation.override(language):
        labels = {change.path: change.label for change in difference(old, new)}
    assert all(label and not label.islower() for label in labels.values()), labels
