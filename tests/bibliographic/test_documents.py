from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalin.bibliographic import vocabulary
from jalin.bibliographic.bulk_keys import folded_chunks
from jalin.bibliographic.documents import documents, of_files
from jalin.engines.search import DOCUMENTS
from jalin.script import keys, tokens
from tests.bibliographic.normalise.written import iso2709
from tests.engines.search.records import columns

RECORD = {
    "title": "Абай жолы",
    "other_title_information": "роман-эпопея",
    "persons": ["Әуезов, Мұхтар"],
    "languages": ["kk"],
    "scripts": ["Cyrl"],
    "country": "KZ",
    "year": 1977,
    "subjects": ["Құнанбайұлы, Абай -- Көркем әдебиет", "Құнанбайұлы, Абай"],
    "publishers": ["Жазушы"],
    "isbns": ["9785605005193"],
    "issns": ["0134-3254"],
    "control_number": "KZ 77-001/А",
}


def of(*records: dict[str, Any], publication: list[int] | None = None) -> list[dict[str, Any]]:
    numbers = publication if publication is not None else list(range(len(records)))
    names = [record.get("institution", "KZ-NAC") for record in records]
    made = documents(columns(records), publication=numbers, institution=names)
    assert made.schema.equals(DOCUMENTS)
    made.validate(full=True)
    rows: list[dict[str, Any]] = made.to_pylist()
    return rows


def test_a_record_is_a_document() -> None:
    (document,) = of(RECORD, publication=[7])
    assert document["publication"] == 7
    assert document["exact_words"].split() == ["абай", "жолы", "әуезов", "мұхтар"]
    assert document["identifiers"].split() == ["9785605005193", "01343254", "kz77001а"]
    assert document["shown"] == ["Абай жолы", "Әуезов, Мұхтар", "Құнанбайұлы, Абай"]
    facets = ("institution", "language", "script", "country", "decade", "subject", "held", "years")
    assert {name: document[name] for name in facets} == {
        "institution": ["KZ-NAC"],
        "language": ["kk"],
        "script": ["Cyrl"],
        "country": ["KZ"],
        "decade": ["1970s"],
        "subject": ["Құнанбайұлы, Абай"],
        "held": ["one"],
        "years": [1977],
    }


def test_keys_are_first_readings_in_order_and_then_the_others() -> None:
    (document,) = of({"title": "Bung Soekarno", "persons": ["Soekarno"]})
    (bung,), (first, second) = keys("bung", 1), keys("soekarno", 1)
    assert document["title_keys"].split() == [bung, first, "|", second]
    names = keys("soekarno", 1, person=True)
    assert set(document["person_keys"].split()) - {"|"} == set(names)


def test_an_empty_record_is_an_empty_document() -> None:
    (document,) = of({})
    assert document == {
        "publication": 0,
        "institution": ["KZ-NAC"],
        "held": ["one"],
        "title_order": 0,
    } | {
        field.name: [] if pa.types.is_list(field.type) else ""
        for field in DOCUMENTS
        if field.name not in {"publication", "institution", "held", "title_order"}
    }


def test_documents_sort_as_their_titles_do_in_any_script() -> None:
    titles = ["", "1984", "Абай", "Abaĭ zholy", "Абай жолы туралы", "Zaman", "中国"]
    order = [row["title_order"] for row in of(*({"title": title} for title in titles))]
    assert order == sorted(order)


def test_no_records_are_no_documents() -> None:
    assert of() == []


def test_a_document_unites_the_records_of_a_publication() -> None:
    latin = {**RECORD, "title": "Abaĭ zholy", "scripts": ["Latn"], "institution": "ID-JkPNRI"}
    other = {"title": "Other", "year": 1999}
    first, second = of(RECORD, other, latin, publication=[5, 2, 5])
    assert (first["publication"], second["publication"]) == (5, 2)
    assert first["exact_words"].split()[:4] == ["абай", "жолы", "abaĭ", "zholy"]
    assert first["institution"] == ["KZ-NAC", "ID-JkPNRI"]
    assert (first["held"], second["held"]) == (["both"], ["one"])
    assert (first["script"], first["language"], first["years"]) == (
        ["Cyrl", "Latn"],
        ["kk"],
        [1977],
    )
    assert first["shown"][:2] == ["Абай жолы", "Abaĭ zholy"]


def test_two_records_of_one_institution_are_held_by_one() -> None:
    (document,) = of(RECORD, RECORD, publication=[1, 1])
    assert (document["held"], document["subject"]) == (["one"], ["Құнанбайұлы, Абай"])


def test_a_statement_of_responsibility_counts_where_no_heading_names_anyone() -> None:
    stated = {"title": "T", "statement_of_responsibility": "oleh Pramoedya"}
    with_heading, without = of({**stated, "persons": ["Toer"]}, stated)
    assert "oleh" not in with_heading["other_keys"].split()
    assert "oleh" in without["other_keys"].split()


def test_publications_and_institutions_may_come_in_any_form() -> None:
    table = columns([RECORD, {"title": "B"}])
    forms = [
        documents(table, publication=publication, institution=institution)
        for publication in ([3, 4], np.array([3, 4]), pa.array([3, 4]), range(3, 5))
        for institution in ("X", ["X", "X"], pa.array(["X", "X"]), pa.chunked_array([["X"], ["X"]]))
    ]
    forms.append(
        documents(table.to_batches()[0], publication=pa.chunked_array([[3], [4]]), institution="X")
    )
    assert all(form.equals(forms[0]) for form in forms)


TEXTS = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="абқұһзшщ aäbcjoeuwxyzʹ'’`-︠︡́ĭſßİ中ابی\0\n|", max_size=30),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_words_and_keys_are_those_of_the_script(texts: list[tuple[str, str]]) -> None:
    found = of(*({"title": title, "persons": [person]} for title, person in texts))
    for document, (title, person) in zip(found, texts, strict=True):
        assert document["exact_words"].split() == [*tokens(title), *tokens(person)]
        wanted = {key for word in tokens(title) for key in keys(word, 1)}
        assert set(document["title_keys"].split()) - {"|"} == wanted
        wanted = {key for word in tokens(person) for key in keys(word, 1, person=True)}
        assert set(document["person_keys"].split()) - {"|"} == wanted


def test_a_vocabulary_that_is_full_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "MOST_CHUNKS", 3)
    made = vocabulary.Vocabulary(folded_chunks)
    texts = [["Абай жолы", "a b c d"], ["Sukarno"], ["a d"], []]
    for text in texts:
        lists = made.lists({"title": pa.array([text], pa.list_(pa.string()))})
        assert lists["title"].words().to_pylist() == [" ".join(text).lower()]


@pytest.mark.parametrize("workers", [0, 1])
def test_documents_of_files_count_their_records(tmp_path: Path, workers: int) -> None:
    paths = [tmp_path / "a.mrc", tmp_path / "b.mrc"]
    for first, path in zip((0, 3), paths, strict=True):
        path.write_bytes(
            b"".join(iso2709(f"001 {n}\n245 10 $aTitle {n}") for n in range(first, first + 3))
        )
    rows = [
        row
        for batch in of_files(paths, institution="KZ-NAC", workers=workers)
        for row in batch.to_pylist()
    ]
    assert [row["publication"] for row in rows] == list(range(6))
    assert [row["shown"] for row in rows] == [[f"Title {n}"] for n in range(6)]
    assert {tuple(row["institution"]) for row in rows} == {("KZ-NAC",)}
