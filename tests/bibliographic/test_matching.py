"""Golden pairs, named by what makes them hard, and what must hold for all pairs."""

import random
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalin.bibliographic.blocking import candidates
from jalin.bibliographic.matching import PAIRS, explain, match, match_within
from jalin.bibliographic.model import Model, shipped
from jalin.bibliographic.reasons import WORDS
from tests.bibliographic.rows import row, table

ABAI_CYRILLIC = row(
    title="Абай жолы",
    other_title_information="роман-эпопея",
    statement_of_responsibility="Мұхтар Әуезов",
    persons=["Әуезов, Мұхтар"],
    places=["Алматы"],
    publishers=["Жазушы"],
    year=1989,
    extent="606 б.",
    pages=606,
    languages=["kk"],
    scripts=["Cyrl"],
)
ABAI_ROMANISED = row(
    title="Abaĭ zholy",
    other_title_information="roman-ėpopei͡a",
    statement_of_responsibility="Mu̇khtar Ăuezov",
    persons=["Ăuezov, Mu̇khtar"],
    places=["Almaty"],
    publishers=["Zhazushy"],
    year=1989,
    extent="606 p.",
    pages=606,
    languages=["kk"],
)
LASKAR = row(
    title="Laskar pelangi",
    statement_of_responsibility="Andrea Hirata",
    persons=["Hirata, Andrea"],
    places=["Yogyakarta"],
    publishers=["Bentang"],
    year=2005,
    extent="xiv, 533 hlm.",
    pages=533,
    isbns=["9789793062792"],
    languages=["id"],
)
HISTORY = row(
    title="History of the Kazakh steppe",
    statement_of_responsibility="edited by John Smith",
    persons=["Smith, John"],
    places=["London"],
    publishers=["Curzon Press"],
    year=1998,
    extent="320 p.",
    pages=320,
    languages=["en"],
)
POEMS = row(
    title="Poems", persons=["Moore, Thomas"], places=["London"], year=1880, languages=["en"]
)


def _ask(one: dict[str, Any], other: dict[str, Any]) -> tuple[str, list[str]]:
    """The band of the two, and the reasons; "different" where they are not even told."""
    found = match(table(one), table(other))
    if not found.num_rows:
        return "different", []
    return found["band"][0].as_py(), found["reasons"][0].as_py()


SAME = {
    "Cyrillic and ALA-LC romanisation": (ABAI_CYRILLIC, ABAI_ROMANISED),
    "initials instead of forenames": (HISTORY, {**HISTORY, "persons": ["Smith, J."]}),
    "the year is missing": (LASKAR, {**LASKAR, "year": None, "year_certain": None}),
    "the subtitle is part of the title": (
        {**HISTORY, "other_title_information": "from Genghis Khan to the Soviets"},
        {**HISTORY, "title": "History of the Kazakh steppe from Genghis Khan to the Soviets"},
    ),
    "a slip of the pen in the title": (
        LASKAR,
        {**LASKAR, "title": "Laskar pelagi", "isbns": [], "extent": "533 hlm."},
    ),
    "edition stated on one side only": (LASKAR, {**LASKAR, "edition": "Cet. ke-1"}),
    "title in the linked 880 field": (
        ABAI_CYRILLIC,
        {**ABAI_ROMANISED, "title": "Abaidyn jolu", "vernacular_title": "Абай жолы"},
    ),
}
NOT_SAME = {
    "volume 1 and volume 2": ({**HISTORY, "volume": "1"}, {**HISTORY, "volume": "2"}),
    "second and third edition": (
        {**HISTORY, "edition": "2nd ed."},
        {**HISTORY, "edition": "Third edition", "year": 2001},
    ),
    "an ISBN that belongs to the set": (
        {**HISTORY, "isbns": ["9780700710000"], "title": "The steppe in antiquity", "volume": "1"},
        {**HISTORY, "isbns": ["9780700710000"], "title": "The steppe in our time", "volume": "2"},
    ),
    "one word of the title": (
        {**HISTORY, "title": "Catfish in South Carolina"},
        {**HISTORY, "title": "Crawfish in South Carolina", "pages": 316, "extent": "316 p."},
    ),
    "a generic title by two poets": (POEMS, {**POEMS, "persons": ["Arnold, Matthew"]}),
    "reports of two years": (
        row(title="Annual report 1961", bodies=["National Library"], year=1962, languages=["en"]),
        row(title="Annual report 1962", bodies=["National Library"], year=1963, languages=["en"]),
    ),
    "a reprint fifty years later": (
        HISTORY,
        {**HISTORY, "year": 2048, "publishers": ["Kraus Reprint"], "places": ["New York"]},
    ),
    "a translation": (
        LASKAR,
        {
            **LASKAR,
            "title": "The rainbow troops",
            "original_title": "Laskar pelangi",
            "languages": ["en"],
            "places": ["New York"],
            "publishers": ["Farrar"],
            "isbns": ["9780374246310"],
            "year": 2013,
            "pages": 304,
            "extent": "304 p.",
        },
    ),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_the_same_publication(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    assert _ask(*pair)[0] == "same"


@pytest.mark.parametrize("pair", NOT_SAME.values(), ids=NOT_SAME)
def test_not_the_same_publication(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    assert _ask(*pair)[0] != "same"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"volume": "2"}, "volume_differs"),
        ({"edition": "3-е изд."}, "edition_differs"),
        ({"part_name": "Documents"}, "part_differs"),
    ],
)
def test_a_conflict_of_volume_part_or_edition_is_a_veto(
    change: dict[str, str], reason: str
) -> None:
    one = {**HISTORY, "volume": "1", "edition": "2nd ed.", "part_name": "Atlas"}
    band, reasons = _ask(one, {**one, **change})
    assert band == "different"
    assert reasons == [] or reason in reasons


def test_each_decision_keeps_its_reasons_in_words() -> None:
    band, reasons = _ask(ABAI_CYRILLIC, ABAI_ROMANISED)
    assert band == "same"
    assert explain(reasons)[:2] == ["titles equal in another script", "same person"]
    assert "same year" in explain(reasons)


def test_reasons_are_known_words() -> None:
    assert explain(["year_same", "a code of a later model"]) == [
        "same year",
        "a code of a later model",
    ]
    assert len(set(WORDS.values())) == len(WORDS)


def test_a_catalogue_matched_within_itself_gives_each_pair_once() -> None:
    found = match_within(table(LASKAR, HISTORY, LASKAR, POEMS))
    assert found.select(["left", "right", "band"]).to_pylist() == [
        {"left": 0, "right": 2, "band": "same"}
    ]


UNTITLED = row(key="TEST:1", pages=12)


def test_identical_records_are_the_same_whatever_they_say() -> None:
    elsewhere = {**UNTITLED, "offset": 900, "length": 80, "encoding": "marc-8"}
    assert _ask(UNTITLED, elsewhere) == ("same", ["identical"])
    for other in ({**UNTITLED, "key": "TEST:2"}, {**UNTITLED, "pages": 13}):
        assert _ask(UNTITLED, other) == ("different", [])


def test_a_catalogue_is_the_same_as_itself() -> None:
    generic = [row(key=f"TEST:{i}", title="Report", year=1990) for i in range(50)]
    rows = table(*generic, {**HISTORY, "key": "TEST:50", "volume": "1"}, UNTITLED)
    found = match(rows, rows)
    same = [p for p in found.to_pylist() if p["band"] == "same" and p["left"] == p["right"]]
    assert [p["left"] for p in same] == list(range(52))
    assert found.equals(found.sort_by([("left", "ascending"), ("right", "ascending")]))


def test_columns_that_do_not_bear_on_matching_may_be_missing() -> None:
    some = table(UNTITLED).drop_columns(["offset", "length", "control_number", "issns"])
    assert match(some, some)["reasons"].to_pylist() == [["identical"]]


def test_repeated_identical_records_are_connected_by_few_pairs() -> None:
    ours, theirs = table(*[UNTITLED] * 40), table(*[UNTITLED] * 30)
    found = match(ours, theirs)
    assert set(found["left"].to_pylist()) == set(range(40))
    assert set(found["right"].to_pylist()) == set(range(30))
    assert len(found) == 40 + 30 - 1
    within = match_within(ours).select(["left", "right"]).to_pylist()
    assert within == [{"left": 0, "right": i} for i in range(1, 40)]


def test_empty_catalogues_match_nothing() -> None:
    for ours, theirs in ((table(), table()), (table(LASKAR), table()), (table(), table(LASKAR))):
        assert match(ours, theirs) == PAIRS.empty_table()


def test_records_of_which_nothing_is_known_match_nothing() -> None:
    assert candidates(table(row(), row()), table(row(), row())).tolist() == []


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    match(table(LASKAR, HISTORY), table(LASKAR), progress=lambda *done: told.append(done))
    assert told[-1][0] == told[-1][1] > 0


def test_a_block_that_is_too_large_is_divided_by_year() -> None:
    alike = [row(title="Report", year=1900 + i) for i in range(50)]
    found = candidates(table(*alike), table(*alike), cap=60)
    assert {(i, i) for i in range(50)} <= set(map(tuple, found.tolist()))
    assert len(found) < 50 * 50


def test_the_shipped_model_is_read_and_written_alike() -> None:
    assert Model.from_json(shipped().to_json()).to_json() == shipped().to_json()


POOL = [
    *(ABAI_CYRILLIC, ABAI_ROMANISED, LASKAR, HISTORY, POEMS),
    *(one for pair in NOT_SAME.values() for one in pair),
]
some_rows = st.lists(st.sampled_from(POOL), min_size=1, max_size=8)


def _found(pairs: pa.Table) -> set[tuple[int, int, float, str]]:
    return {(p["left"], p["right"], p["probability"], p["band"]) for p in pairs.to_pylist()}


@settings(max_examples=15, deadline=None)
@given(some_rows, some_rows)
def test_matching_is_symmetric(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> None:
    there = _found(match(table(*ours), table(*theirs)))
    back = _found(match(table(*theirs), table(*ours)))
    assert {(a, b, round(p, 5), band) for a, b, p, band in there} == {
        (a, b, round(p, 5), band) for b, a, p, band in back
    }


@settings(max_examples=15, deadline=None)
@given(some_rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    ours: list[dict[str, Any]], chance: random.Random
) -> None:
    theirs = [ABAI_CYRILLIC, LASKAR, HISTORY]
    order = list(range(len(ours)))
    chance.shuffle(order)
    straight = _found(match(table(*ours), table(*theirs)))
    mixed = _found(match(table(*(ours[i] for i in order)), table(*theirs)))
    assert straight == {(order[a], b, p, band) for a, b, p, band in mixed}
