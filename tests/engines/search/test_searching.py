"""Searching compared with the plainest way to do it: every word of every document, one by one."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalin.engines.search import Query, open_index
from jalin.engines.search.embedded import EmbeddedIndex
from jalin.script import keys, tokens
from tests.engines.search.records import add

WORDS = (
    *("абай", "Abaĭ", "жолы", "zholy", "joly", "Пушкин", "Pushkin", "Pushkina", "d'orvanne"),
    *("Soekarno", "sukarno", "the", "the", "the", "1984", "اباي", "中国", "l`été", "Шоқан", "x"),
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join) | st.text(max_size=8)
DOCUMENTS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=12)
QUERIES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)


def holds(text: str, words: list[str], *, person: bool = False) -> bool:
    """Whether the words stand side by side in the text, in any spelling."""
    found = [set(keys(token, 1, person=person)) for token in tokens(text)]
    wanted = [set(keys(word, 1, person=person)) for word in words]
    places = range(len(found) - len(wanted) + 1)
    return any(all(w & f for w, f in zip(wanted, found[n:], strict=False)) for n in places)


def in_document(document: tuple[str, str, str], words: list[str]) -> bool:
    title, person, place = document
    return holds(title, words) or holds(person, words, person=True) or holds(place, words)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("indexes")


def index_of(folder: Path, documents: list[tuple[str, str, str]]) -> EmbeddedIndex:
    index = EmbeddedIndex(folder / str(len(list(folder.iterdir()))), writable=True)
    rows: list[dict[str, Any]] = [
        {"title": title, "persons": [person], "places": [place]}
        for title, person, place in documents
    ]
    for n, row in enumerate(rows):
        add(index, [row], first=n)
    index.commit()
    return index


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(documents=DOCUMENTS, words=QUERIES)
def test_words_and_phrases(
    folders: Path, documents: list[tuple[str, str, str]], words: list[str]
) -> None:
    index = index_of(folders, documents)
    typed = [token for word in words for token in tokens(word)]
    everywhere = [
        n for n, one in enumerate(documents) if all(in_document(one, [word]) for word in typed)
    ]
    side_by_side = [n for n, one in enumerate(documents) if in_document(one, typed)]
    not_there = [n for n, one in enumerate(documents) if not in_document(one, typed[:1])]
    for text, expected in (
        (" ".join(words), everywhere),
        (f'"{" ".join(words)}"', side_by_side),
        (f"-{words[0]}", not_there),
    ):
        result = index.search(Query(text))
        if not result.approximate:
            assert sorted(hit.publication for hit in result.hits) == expected
            assert result.total == len(expected)
    index.close()


def test_an_order_does_not_depend_on_how_much_is_asked_for(folders: Path) -> None:
    titles = [f"the book {'of the ' * (n % 7)}{n}" for n in range(300)]
    index = index_of(folders, [(title, "", "") for title in titles])
    for sort in ("relevance", "title", "year_asc", "year_desc"):
        whole = [h.publication for h in index.search(Query("the", sort=sort, limit=300)).hits]
        paged = [
            hit.publication
            for offset in range(0, 300, 20)
            for hit in index.search(Query("the", sort=sort, offset=offset)).hits
        ]
        assert paged == whole
    index.close()


def test_the_title_that_says_least_else_comes_first(folders: Path) -> None:
    titles = ("Abai and his times, a study", "Abai", "On Abai")
    index = index_of(folders, [(title, "", "") for title in titles])
    assert [hit.publication for hit in index.search(Query("абай")).hits] == [1, 2, 0]
    index.close()


def test_near_spellings_are_of_words_that_some_document_has(tmp_path: Path) -> None:
    index = open_index(tmp_path, writable=True)
    add(index, [{"title": "Sukarno"}, {"title": "Абай"}])
    index.commit()
    assert index.search(Query("sokarno")).approximate
    index.delete([0])
    index.commit()
    result = index.search(Query("sokarno"))
    assert (result.total, result.approximate) == (0, False)
    index.close()
