from pathlib import Path

from jalin.engines.search import Query, open_index
from tests.engines.search.records import add


def order_of(folder: Path, titles: list[str]) -> list[str]:
    index = open_index(folder, writable=True)
    add(index, [{"title": title} if title else {} for title in titles])
    index.commit()
    hits = index.search(Query(sort="title", limit=100)).hits
    index.close()
    return [titles[hit.publication] for hit in hits]


def test_titles_of_any_script_sort_as_their_keys_do(tmp_path: Path) -> None:
    titles = ["中国", "Zaman", "Абай жолы туралы", "Abaĭ zholy", "Абай", "1984", ""]
    assert order_of(tmp_path, titles) == titles[::-1]


def test_a_word_comes_before_longer_ones_that_begin_so(tmp_path: Path) -> None:
    titles = ["An", "An apple", "An apple tree", "An applecart", "Ana", "Banana", "Banana a"]
    assert order_of(tmp_path, titles[::-1]) == titles


def test_a_book_without_title_does_not_sort_by_its_author(tmp_path: Path) -> None:
    index = open_index(tmp_path, writable=True)
    add(index, [{"title": "B"}, {"persons": ["Zola"]}, {"title": "A", "persons": ["Zola"]}])
    index.commit()
    assert [hit.publication for hit in index.search(Query(sort="title")).hits] == [1, 2, 0]
    index.close()
