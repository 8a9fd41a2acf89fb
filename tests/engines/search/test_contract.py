"""What every search engine must do; each implementation is opened by a function of `ENGINES`."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalin.engines.search import FACETS, Query, SearchIndex, SearchUnavailable, open_index
from jalin.engines.search.reading import MAX_CLAUSES, read
from tests.engines.search.records import add, index_of

ENGINES: Mapping[str, Callable[..., SearchIndex]] = {"embedded": open_index}

ABAI = {
    "title": "Абай жолы",
    "other_title_information": "роман-эпопея",
    "persons": ["Әуезов, Мұхтар"],
    "languages": ["kk"],
    "scripts": ["Cyrl"],
    "country": "KZ",
    "year": 1977,
    "subjects": ["Құнанбайұлы, Абай -- Көркем әдебиет"],
    "publishers": ["Жазушы"],
    "places": ["Алматы"],
}
ABAI_LATIN = {**ABAI, "title": "Abaĭ zholy", "persons": ["Ăuezov, Mu̇khtar"], "scripts": ["Latn"]}
SUKARNO = {
    "title": "Di bawah bendera revolusi",
    "persons": ["Soekarno"],
    "languages": ["id"],
    "scripts": ["Latn"],
    "country": "ID",
    "year": 1959,
    "subjects": ["Indonesia -- Politics and government"],
    "isbns": ["9789799636904"],
    "issns": ["0126-1622"],
    "control_number": "idn 00-123456",
}
ONEGIN = {
    "title": "Евгений Онегин",
    "persons": ["Пушкин, Александр Сергеевич"],
    "languages": ["ru"],
    "scripts": ["Cyrl"],
    "country": "RU",
    "year": 1833,
}
ABOUT_PUSHKIN = {
    "title": "Pushkin",
    "other_title_information": "a biography",
    "persons": ["Binyon, T. J."],
    "languages": ["en"],
    "scripts": ["Latn"],
    "country": "GB",
    "year": 2002,
    "subjects": ["Pushkin, Aleksandr Sergeevich", "Poets, Russian -- Biography"],
}
ON_POETS = {
    "title": "Russian poets",
    "languages": ["en", "ru"],
    "scripts": ["Latn"],
    "country": "GB",
    "year": 1999,
    "subjects": ["Pushkin, Aleksandr Sergeevich", "Poets, Russian -- Biography"],
}
LIBRARY = [ABAI, ABAI_LATIN, SUKARNO, ONEGIN, ABOUT_PUSHKIN, ON_POETS]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Callable[..., SearchIndex]:
    return ENGINES[request.param]


@pytest.fixture
def index(engine: Callable[..., SearchIndex], tmp_path: Path) -> Iterator[SearchIndex]:
    index = engine(tmp_path / "generation-1", writable=True)
    yield index
    index.close()


@pytest.fixture
def library(index: SearchIndex) -> SearchIndex:
    add(index, LIBRARY)
    index.commit()
    return index


def found(index: SearchIndex, text: str = "", **asked: Any) -> list[int]:
    """The publications found, in their order."""
    return [hit.publication for hit in index.search(Query(text, **asked)).hits]


# -- any script finds any script


@pytest.mark.parametrize(
    "typed", ["Абай жолы", "Abaĭ zholy", "Abai joly", "Abay jolı", "اباي جولى"]
)
@pytest.mark.parametrize("held", ["Абай жолы", "Abaĭ zholy", "Abai joly", "Abay jolı", "اباي جولى"])
def test_kazakh_titles_are_found_in_every_script(index: SearchIndex, typed: str, held: str) -> None:
    add(index, [{"title": held}, {"title": "Абылай хан"}])
    index.commit()
    assert found(index, typed) == [0]


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("Soekarno", "Sukarno"),
        ("Sukarno", "Soekarno"),
        ("Пушкин", "Pushkin"),
        ("Pushkin", "Пушкин"),
        ("tjerita", "cerita"),
        ("Djakarta", "Jakarta"),
    ],
)
def test_names_are_found_in_another_spelling(index: SearchIndex, typed: str, held: str) -> None:
    add(index, [{"persons": [held]}, {"title": held}, {"title": "Nothing of it"}])
    index.commit()
    assert sorted(found(index, typed)) == [0, 1]
    assert found(index, f"author:{typed}") == [0]
    assert found(index, f"title:{typed}") == [1]


# -- what a reader types


@pytest.mark.parametrize(
    ("text", "publications"),
    [
        ("", {0, 1, 2, 3, 4, 5}),
        ("pushkin", {3, 4, 5}),
        ("pushkin onegin", {3}),
        ("russian pushkin", {4, 5}),
        ('"russian poets"', {5}),
        ('"poets russian"', {4, 5}),  # a heading holds them so
        ("«Евгений Онегин»", {3}),
        ('"Онегин Евгений"', set()),
        ("pushkin -biography", {3}),
        ("-biography", {0, 1, 2, 3}),
        ('pushkin -"russian poets"', {3, 4}),
        ("title:pushkin", {4}),
        ("author:pushkin", {3}),
        ("subject:pushkin", {4, 5}),
        ("автор:Пушкин", {3}),
        ("pengarang:Soekarno", {2}),
        ("isbn:978-979-96369-0-4", {2}),
        ("978-979-96369-0-4", {2}),
        ("979 96369 0 6", {2}),
        ("9799636906", {2}),
        ("9789799636904", {2}),
        ("ISBN: 979 96369 0 6", {2}),
        ("author: pushkin", {3}),
        ("issn:0126-1622", {2}),
        ("0126-1622", {2}),
        ("id:idn00123456", {2}),
        ("year:1833", {3}),
        ("year:1950-1980", {0, 1, 2}),
        ("year:2000-", {4}),
        ("year:-1900", {3}),
        ("year: 1800-1850", {3}),
        ("year:1300-1850", {3}),
        ("pushkin year:1990-1999", {5}),
        ("Алматы Жазушы", {0, 1}),
        ("zhazushy", {0, 1}),
        ("unheard-of", set()),
        ("...", {0, 1, 2, 3, 4, 5}),
    ],
)
def test_reading_of_a_query(library: SearchIndex, text: str, publications: set[int]) -> None:
    result = library.search(Query(text))
    assert {hit.publication for hit in result.hits} == publications
    assert result.total == len(publications)


def test_a_control_number_that_could_be_an_isbn(tmp_path: Path) -> None:
    index = index_of(tmp_path, [{"title": "Абай", "control_number": "2001627092"}])
    for text in ("2001627092", "id:2001627092", "абай 2001627092"):
        assert index.search(Query(text)).total == 1
    index.close()


def test_a_year_that_is_as_low_as_can_be_is_before_none(tmp_path: Path) -> None:
    years = [None, -(2**15), 1950, None, 2**15 - 1]
    index = index_of(tmp_path, [{"title": "Абай", "year": year} for year in years])
    for sort, order in (("year_asc", [1, 2, 4, 0, 3]), ("year_desc", [4, 2, 1, 0, 3])):
        hits = index.search(Query("абай", sort=sort)).hits  # type: ignore[arg-type]
        assert [hit.publication for hit in hits] == order
    index.close()


ODD = '"«»“”-:*?~^()[]{}+&|!\\/\0\ud7ff\u202e\u0301 \t\nаАбқҚپزaAzZ09ſßİı中'


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.one_of(
        st.text(max_size=60),
        st.text(alphabet=ODD, max_size=60),
        st.lists(
            st.sampled_from(["title:", "year:", "-", '"', "AND", "isbn:", "1970-", "абай", "*"])
        ).map("".join),
    ),
    sort=st.sampled_from(["relevance", "year_desc", "year_asc", "title"]),
)
def test_nothing_typed_is_an_error(library: SearchIndex, text: str, sort: Any) -> None:
    result = library.search(Query(text, sort=sort, filters={"language": (text,)}))
    assert result.total == len(result.hits)
    assert len(library.suggest(text)) <= 8


def test_a_very_long_query_is_answered(library: SearchIndex) -> None:
    assert library.search(Query("абай жолы " * 10_000)).total == 2
    assert library.search(Query('"' + "абай " * 10_000)).total == 0
    phrase, *words = read('"' + "абай " * 100 + '" ' + "абай жолы " * 40).clauses
    assert (len(phrase.words), len(words)) == (MAX_CLAUSES, 2)


# -- the order


def test_exact_forms_come_first(library: SearchIndex) -> None:
    assert found(library, "Абай жолы") == [0, 1]
    assert found(library, "Abaĭ zholy") == [1, 0]


def test_title_before_person_before_subject(library: SearchIndex) -> None:
    add(library, [{"persons": ["Pushkin, Aleksandr"]}], first=10)
    library.commit()
    assert found(library, "pushkin") == [4, 10, 3, 5]


def test_near_spellings_only_where_there_are_no_others(library: SearchIndex) -> None:
    exact = library.search(Query("pushkin"))
    assert (exact.total, exact.approximate) == (3, False)
    near = library.search(Query("sokarno"))
    assert ([hit.publication for hit in near.hits], near.approximate) == ([2], True)
    nothing = library.search(Query("unheard-of"))
    assert (nothing.total, nothing.approximate) == (0, False)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("year_desc", [4, 5, 0, 2, 3, 9]),
        ("year_asc", [3, 2, 0, 5, 4, 9]),
        ("title", [9, 0, 2, 3, 4, 5]),
    ],
)
def test_sorting(index: SearchIndex, sort: Any, expected: list[int]) -> None:
    add(index, [{**r, "publication": n} for n, r in enumerate(LIBRARY) if n != 1])
    add(index, [{"title": "A aardvark"}], first=9)
    index.commit()
    assert found(index, sort=sort) == expected


def test_paging(library: SearchIndex) -> None:
    whole = found(library, "", sort="title")
    pages = [found(library, sort="title", offset=n, limit=2) for n in (0, 2, 4, 6)]
    assert pages == [whole[:2], whole[2:4], whole[4:], []]
    assert library.search(Query(limit=0)).hits == ()
    assert library.search(Query(offset=10**9)).total == 6
    assert found(library, offset=-5, limit=1) == found(library, limit=1)


# -- facets


def brute_force(facet: str, records: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """Counts of a facet's values, reckoned from the records themselves."""
    column = {"language": "languages", "script": "scripts"}
    values = {
        "country": lambda r: [r["country"]],
        "decade": lambda r: [f"{r['year'] // 10 * 10}s"],
        "institution": lambda r: ["KZ-NAC"],
        "held": lambda r: ["one"],
        "subject": lambda r: [s.partition(" -- ")[0] for s in r.get("subjects", [])],
    }
    get = values.get(facet, lambda r: r.get(column.get(facet, ""), []))
    counts = Counter(value for record in records for value in set(get(record)))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


@pytest.mark.parametrize("facet", FACETS)
def test_facets_are_counted_exactly(library: SearchIndex, facet: str) -> None:
    everything = library.search(Query()).facets[facet]
    assert list(everything) == brute_force(facet, LIBRARY)
    some = library.search(Query("pushkin")).facets[facet]
    assert list(some) == brute_force(facet, [ONEGIN, ABOUT_PUSHKIN, ON_POETS])


def test_values_of_a_facet_widen_and_facets_narrow(library: SearchIndex) -> None:
    two = {"language": ("kk", "ru")}
    assert set(found(library, filters=two)) == {0, 1, 3, 5}
    assert set(found(library, filters={**two, "country": ("GB",)})) == {5}
    assert set(found(library, filters={"decade": ("1970s",), "script": ("Latn",)})) == {1}
    assert found(library, filters={"subject": ("Poets, Russian",)}) == [4, 5]
    assert found(library, filters={"subject": ("Poets, Russian -- Biography",)}) == [4, 5]
    assert found(library, filters={"subject": ("Poets, Russian -- History",)}) == []
    assert found(library, filters={"language": ("xx",)}) == []
    assert set(found(library, filters={"language": (), "unknown": ("a",)})) == {0, 1, 2, 3, 4, 5}


def test_a_facet_is_counted_without_its_own_filter(library: SearchIndex) -> None:
    facets = library.search(Query(filters={"language": ("kk",), "script": ("Cyrl",)})).facets
    assert dict(facets["language"]) == {"kk": 1, "ru": 1}  # all that are in Cyrillic
    assert dict(facets["script"]) == {"Cyrl": 1, "Latn": 1}  # all that are in Kazakh
    assert dict(facets["country"]) == {"KZ": 1}


def test_a_chosen_value_is_named_even_where_it_counts_nothing(library: SearchIndex) -> None:
    facets = library.search(Query("onegin", filters={"language": ("kk", "ru")})).facets
    assert dict(facets["language"]) == {"ru": 1, "kk": 0}


def test_facets_can_be_left_out(library: SearchIndex) -> None:
    assert library.search(Query("pushkin", with_facets=False)).facets == {}


# -- suggestions


@pytest.mark.parametrize("typed", ["абай", "Abai", "abaĭ", "اباي", "аба", "Абай ж", "abai jo"])
def test_suggestions_in_any_script(library: SearchIndex, typed: str) -> None:
    assert {"Абай жолы", "Abaĭ zholy"} <= set(library.suggest(typed))


def test_suggestions_are_titles_persons_and_subjects(library: SearchIndex) -> None:
    assert set(library.suggest("push")) == {
        "Pushkin",
        "Pushkin, Aleksandr Sergeevich",
        "Пушкин, Александр Сергеевич",
    }
    assert library.suggest("push", limit=1) == ["Pushkin, Aleksandr Sergeevich"]
    assert library.suggest("") == []
    assert library.suggest("unheard-of") == []


# -- writing


def test_a_commit_is_seen_by_readers_and_nothing_before_it(
    engine: Callable[..., SearchIndex], tmp_path: Path
) -> None:
    writer = engine(tmp_path, writable=True)
    add(writer, LIBRARY[:2])
    writer.commit()
    readers = [engine(tmp_path), engine(tmp_path)]
    add(writer, LIBRARY[2:], first=2)
    assert [reader.count() for reader in readers] == [2, 2]
    writer.commit()
    assert [reader.count() for reader in readers] == [6, 6]
    assert [found(reader, "soekarno") for reader in readers] == [[2], [2]]
    writer.delete([2, 3])
    assert [reader.count() for reader in readers] == [6, 6]
    writer.commit()
    assert [reader.search(Query("soekarno")).total for reader in readers] == [0, 0]
    assert dict(readers[0].search(Query()).facets["language"]) == {"kk": 2, "en": 2, "ru": 1}
    writer.close()


def test_what_was_not_committed_is_lost(engine: Callable[..., SearchIndex], tmp_path: Path) -> None:
    writer = engine(tmp_path, writable=True)
    add(writer, LIBRARY[:2])
    writer.commit()
    add(writer, LIBRARY[2:], first=2)
    writer.close()
    again = engine(tmp_path, writable=True)
    assert again.count() == 2
    again.close()


def test_an_empty_index_answers(index: SearchIndex) -> None:
    index.commit()
    result = index.search(Query("абай"))
    assert (result.total, result.hits, index.suggest("абай")) == (0, (), [])
    assert result.facets == dict.fromkeys(FACETS, ())


def test_reading_what_is_not_there(engine: Callable[..., SearchIndex], tmp_path: Path) -> None:
    with pytest.raises(SearchUnavailable, match="there is no index"):
        engine(tmp_path / "missing")


def test_writing_where_another_writes(engine: Callable[..., SearchIndex], tmp_path: Path) -> None:
    first = engine(tmp_path, writable=True)
    with pytest.raises(SearchUnavailable):
        engine(tmp_path, writable=True)
    first.close()
    engine(tmp_path, writable=True).close()


def test_writing_to_what_was_opened_for_reading(
    engine: Callable[..., SearchIndex], tmp_path: Path
) -> None:
    writer = engine(tmp_path, writable=True)
    writer.commit()
    writer.close()
    reader = engine(tmp_path)
    for write in (reader.commit, lambda: reader.delete([1]), lambda: add(reader, [ABAI])):
        with pytest.raises(SearchUnavailable, match="reading only"):
            write()
