"""Matching, clusters, comparison and search, and what people decided about them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from jalin.catalogue import actions, jobs, queries
from jalin.catalogue.errors import AlreadyUndone, SameCatalogue
from jalin.catalogue.models import (
    Catalogue,
    Comparison,
    Import,
    IndexGeneration,
    MatchPair,
    Record,
)
from jalin.core.models import Job
from jalin.core.permissions import NotKnown
from jalin.core.worker import Worker, claim
from jalin.engines.search import Query
from jalin.institutions.permissions import OPERATOR
from tests import marc
from tests.libraries import import_records, make_catalogue, make_institution, work_off

BEFORE = datetime(2025, 1, 1, tzinfo=UTC)
AUTHOR = "Toer, Pramoedya Ananta"
SHARED = {"author": AUTHOR, "language": "ind", "country": "io ", "year": "1980"}


def shared(number: str, title: str = "Bumi manusia") -> bytes:
    return marc.record(number, title, **SHARED, isbn="9780306406157")


@pytest.fixture
def compared(ours: Catalogue, theirs: Catalogue, tmp_path: Path) -> tuple[Catalogue, Catalogue]:
    """One publication in both, one only ours, two only theirs."""
    import_records(ours, tmp_path, [shared("1"), marc.record("2", "Only ours", year="1975")])
    only = [
        marc.record("11", "Only theirs", language="rus", country="ru ", year="1991"),
        marc.record("12", "Another of theirs", language="rus", country="ru ", year="1992"),
    ]
    import_records(theirs, tmp_path, [shared("10"), *only])
    return ours, theirs


def titles(page: queries.ListPage) -> list[str]:
    return [row.record.title for row in page.rows]


def found(text: str) -> list[tuple[str, list[str]]]:
    page = queries.search(Query(text))
    return [(row.record.title, [held.slug for held in row.holders]) for row in page.rows]


def record(catalogue: Catalogue, number: str) -> Record:
    return Record.objects.get(catalogue=catalogue, control_number=number)


def test_the_counts_from_either_side(compared: tuple[Catalogue, Catalogue]) -> None:
    view = queries.comparison("jakarta", "astana")
    c = view.counts
    assert (c.ours, c.theirs, c.both, c.only_ours, c.only_theirs) == (2, 3, 1, 1, 2)
    turned = queries.comparison("astana", "jakarta").counts
    assert (turned.ours, turned.theirs, turned.only_ours) == (3, 2, 2)
    assert (view.ours, view.theirs) == compared


def test_the_lists_agree_with_the_breakdowns(compared: tuple[Catalogue, Catalogue]) -> None:
    view = queries.comparison("jakarta", "astana")
    for dimension, values in view.breakdowns.items():
        for value in values:
            lists = {
                part: queries.comparison_list(
                    "jakarta", "astana", part, by=dimension, value=value.value
                )
                for part in ("both", "only_ours", "only_theirs")
            }
            counts = {part: page.total for part, page in lists.items()}
            assert counts == {part: len(page.rows) for part, page in lists.items()}
            assert counts == {
                "both": value.both,
                "only_ours": value.ours - value.both,
                "only_theirs": value.theirs - value.both,
            }, (dimension, value)


def test_lists_are_by_title_and_paged(compared: tuple[Catalogue, Catalogue]) -> None:
    page = queries.comparison_list("jakarta", "astana", "only_theirs")
    assert (page.total, titles(page)) == (2, ["Another of theirs", "Only theirs"])
    second = queries.comparison_list("jakarta", "astana", "only_theirs", offset=1, limit=1)
    assert (second.total, titles(second)) == (2, ["Only theirs"])
    narrow = queries.comparison_list("jakarta", "astana", "only_theirs", text="another")
    assert titles(narrow) == ["Another of theirs"]


@pytest.mark.parametrize(("by", "value"), [("decade", "x"), ("decade", "1 OR 1"), ("shape", "y")])
def test_a_breakdown_that_is_none_is_not_known(
    compared: tuple[Catalogue, Catalogue], by: str, value: str
) -> None:
    with pytest.raises(NotKnown):
        queries.comparison_list("jakarta", "astana", "both", by=by, value=value)  # type: ignore[arg-type]


def test_the_search_shows_one_publication_with_both_holders(
    compared: tuple[Catalogue, Catalogue],
) -> None:
    assert found("bumi manusia") == [("Bumi manusia", ["jakarta", "astana"])]
    facets = queries.search(Query("")).facets
    assert dict(facets["held"]) == {"one": 3, "both": 1}
    assert dict(facets["institution"]) == {"astana": 3, "jakarta": 2}


def test_the_record_says_why_it_was_matched(compared: tuple[Catalogue, Catalogue]) -> None:
    detail = queries.record_detail(record(compared[0], "1").pk)
    assert [match.other for match in detail.matches] == [record(compared[1], "10")]
    assert "title_equal" in detail.matches[0].reasons
    assert [member.catalogue.slug for member in detail.publication.members] == ["jakarta", "astana"]


def test_what_a_person_told_apart_stays_apart_across_new_imports(
    compared: tuple[Catalogue, Catalogue], tmp_path: Path
) -> None:
    ours, theirs = compared
    left, right = record(ours, "1"), record(theirs, "10")
    joined = left.publication
    decision = actions.decide(actor=OPERATOR, left=right.pk, right=left.pk, verdict="different")
    work_off()
    assert queries.comparison("jakarta", "astana").counts.both == 0
    assert len(found("bumi manusia")) == 2
    # The number of the old publication still leads somewhere.
    assert queries.publication(joined or 0).record == left
    import_records(theirs, tmp_path, [shared("10", "Bumi manusia : roman"), marc.record("13")])
    assert queries.comparison("jakarta", "astana").counts.both == 0
    actions.undo_decision(actor=OPERATOR, decision_id=decision.pk)
    work_off()
    assert queries.comparison("jakarta", "astana").counts.both == 1
    with pytest.raises(AlreadyUndone):
        actions.undo_decision(actor=OPERATOR, decision_id=decision.pk)


def test_what_a_person_called_the_same_is_one_publication(
    compared: tuple[Catalogue, Catalogue],
) -> None:
    ours, theirs = compared
    left, right = record(ours, "2"), record(theirs, "11")
    actions.decide(actor=OPERATOR, left=left.pk, right=right.pk, verdict="same")
    work_off()
    assert queries.comparison("jakarta", "astana").counts.both == 2
    right.refresh_from_db()
    assert right.publication == left.pk
    assert queries.publication(right.pk).number == left.pk
    assert [held for _, held in found("only theirs")] == [["jakarta", "astana"]]


def test_a_new_decision_takes_the_place_of_the_old_one(
    compared: tuple[Catalogue, Catalogue],
) -> None:
    ours, theirs = compared
    ends = {"left": record(ours, "1").pk, "right": record(theirs, "10").pk}
    for verdict in ("later", "different", "same"):
        actions.decide(actor=OPERATOR, **ends, verdict=verdict)
    count, rows = queries.decisions(OPERATOR, "jakarta", "astana")
    assert (count, [row.decision.verdict for row in rows]) == (1, ["same"])
    assert (rows[0].ours, rows[0].theirs) == (record(ours, "1"), record(theirs, "10"))


def test_two_records_of_one_catalogue_are_not_decided_on(
    compared: tuple[Catalogue, Catalogue],
) -> None:
    ours, _ = compared
    with pytest.raises(SameCatalogue):
        actions.decide(
            actor=OPERATOR,
            left=record(ours, "1").pk,
            right=record(ours, "2").pk,
            verdict="same",
        )


def test_the_review_goes_from_pair_to_pair(
    ours: Catalogue, theirs: Catalogue, tmp_path: Path
) -> None:
    import_records(ours, tmp_path, [marc.record(str(n), f"Ours {n}") for n in range(3)])
    import_records(theirs, tmp_path, [marc.record(str(n), f"Theirs {n}") for n in range(3)])
    MatchPair.objects.all().delete()
    comparison = Comparison.objects.get()
    for n, probability in enumerate((0.5, 0.7, 0.6)):
        MatchPair.objects.create(
            comparison=comparison,
            left=record(ours, str(n)),
            right=record(theirs, str(n)),
            probability=probability,
            band="review",
        )
    order = []
    after = None
    while pair := queries.next_pair(OPERATOR, "jakarta", "astana", after=after):
        order.append(pair.ours.title)
        after = pair.pair.pk
    assert order == ["Ours 1", "Ours 2", "Ours 0"]
    first = queries.next_pair(OPERATOR, "astana", "jakarta")
    assert first is not None
    assert (first.ours.title, first.theirs.title) == ("Theirs 1", "Ours 1")
    lines = {line.element: line for line in first.lines}
    assert (lines["title"].equal, lines["year"].equal) == (False, True)
    ends = {"left": first.ours.pk, "right": first.theirs.pk}
    actions.decide(actor=OPERATOR, **ends, verdict="later")
    state = queries.review_state(OPERATOR, "jakarta", "astana")
    assert (state.left, state.later, state.decided) == (2, 1, 0)
    put_off = queries.next_pair(OPERATOR, "jakarta", "astana", later=True)
    assert put_off is not None
    assert put_off.pair == first.pair


def test_deleted_records_are_not_compared_nor_found(
    compared: tuple[Catalogue, Catalogue], tmp_path: Path
) -> None:
    ours, _ = compared
    import_records(ours, tmp_path, [marc.record("2", "Only ours", year="1975", status="d")])
    assert queries.comparison("jakarta", "astana").counts.only_ours == 0
    assert found("only ours") == []
    assert queries.catalogue("jakarta").records == 1


def test_a_third_catalogue_leaves_the_pairs_of_the_first_two(
    compared: tuple[Catalogue, Catalogue], tmp_path: Path
) -> None:
    third = make_catalogue(make_institution("tashkent", country="UZ"))
    before = {path.name for path in tmp_path.glob("derived/pairs/*")}
    import_records(third, tmp_path, [shared("20")])
    after = {path.name for path in tmp_path.glob("derived/pairs/*")}
    assert before < after
    assert len(after) == 3
    assert [row.counts.both for row in queries.comparisons()] == [1, 1, 1]
    assert found("bumi manusia") == [("Bumi manusia", ["jakarta", "astana", "tashkent"])]


def test_old_generations_go_away(compared: tuple[Catalogue, Catalogue], tmp_path: Path) -> None:
    for _ in range(3):
        actions.rematch(actor=OPERATOR)
        work_off()
    assert IndexGeneration.objects.filter(state="serving").count() == 1
    assert len(list(tmp_path.glob("derived/index/*"))) == IndexGeneration.objects.count() <= 3


def test_an_export_gives_the_bytes_as_supplied(compared: tuple[Catalogue, Catalogue]) -> None:
    both = b"".join(queries.export_list("jakarta", "astana", "both", "supplied"))
    assert both == shared("1")
    xml = b"".join(queries.export_list("jakarta", "astana", "only_ours", "marcxml"))
    assert xml.count(b"<record") == 1
    assert b"Only ours" in xml
    table = b"".join(queries.export_list("jakarta", "astana", "only_theirs", "csv")).decode()
    assert table.startswith("\ufeffinstitution,catalogue,key,title")
    assert len(table.splitlines()) == 3
    assert queries.export_record(record(compared[0], "1").pk, "supplied") == shared("1")


def test_a_spreadsheet_takes_no_title_for_a_formula(ours: Catalogue, tmp_path: Path) -> None:
    import_records(ours, tmp_path, [marc.record("1", "@SUM(1+1)")])
    table = queries.export_record(Record.objects.get().pk, "csv").decode()
    assert ",'@SUM(1+1)," in table


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_questions_is_not_that_of_rows(
    count: int,
    ours: Catalogue,
    theirs: Catalogue,
    tmp_path: Path,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    books = [shared(str(n), f"Bumi manusia {n}") for n in range(count)]
    import_records(ours, tmp_path, books)
    import_records(theirs, tmp_path, [*books[:-1], marc.record("x", "Other")])
    with django_assert_num_queries(3):
        queries.search(Query("", limit=50))
    with django_assert_num_queries(1):
        queries.catalogues()
    with django_assert_num_queries(1):
        queries.comparisons()
    with django_assert_num_queries(3):
        queries.comparison_list("jakarta", "astana", "only_ours", by="language", value="id")
    with django_assert_num_queries(2):
        queries.imports(OPERATOR)
    with django_assert_num_queries(2):
        queries.jobs(OPERATOR)


def test_without_any_import_there_is_nothing_to_search(ours: Catalogue) -> None:
    page = queries.search(Query("abai"))
    assert (page.available, page.total, page.rows) == (False, 0, ())
    assert queries.suggest("ab") == []
    with pytest.raises(NotKnown):
        queries.comparison("jakarta", "astana")


def kinds_after(source: Import) -> list[str]:
    return [view.job.kind for view in queries.jobs_after(source)]


def test_an_import_waits_for_its_own_jobs_only(ours: Catalogue, tmp_path: Path) -> None:
    path = marc.write(tmp_path / "a.mrc", [shared("1")])
    source = actions.start_import(actor=OPERATOR, catalogue=ours, path=path)
    jobs.link(actor=None)  # somebody decided on a pair while it was read
    assert kinds_after(source) == []
    Job.objects.filter(kind="link_catalogues").update(state=Job.State.RUNNING, started_at=BEFORE)
    worker = Worker(beats=False)
    reading = claim(worker.name)
    assert reading is not None
    worker.run(reading)
    source.refresh_from_db()
    assert kinds_after(source) == ["build_index", "link_catalogues"]
    Job.objects.filter(state=Job.State.RUNNING).update(state=Job.State.SUCCEEDED)
    assert kinds_after(source) == ["build_index", "link_catalogues"]
    work_off()
    assert kinds_after(source) == []
    jobs.link(actor=None)
    assert kinds_after(source) == []


def test_one_catalogue_alone_is_indexed_once(ours: Catalogue, tmp_path: Path) -> None:
    import_records(ours, tmp_path, [marc.record("1"), marc.record("2")])
    assert list(IndexGeneration.objects.values_list("state", "publications")) == [("serving", 2)]
