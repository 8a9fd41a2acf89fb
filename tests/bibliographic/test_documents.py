from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from jalin.bibliographic.documents import documents, pieces_of_files
from jalin.engines.search import DOCUMENTS
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
    assert {name: found for name, found in document.items() if name != "publication"} == {
        "title": ["Абай жолы"],
        "other_title": ["роман-эпопея"],
        "person": ["Әуезов, Мұхтар"],
        "heading": ["Құнанбайұлы, Абай -- Көркем әдебиет", "Құнанбайұлы, Абай"],
        "other": ["Жазушы"],
        "identifier": ["9785605005193", "01343254", "kz77001а"],
        "institution": ["KZ-NAC"],
        "language": ["kk"],
        "script": ["Cyrl"],
        "country": ["KZ"],
        "decade": ["1970s"],
        "subject": ["Құнанбайұлы, Абай"],
        "held": ["one"],
        "year": [1977],
    }


def test_an_empty_record_is_an_empty_document() -> None:
    (document,) = of({})
    known = {"publication": 0, "institution": ["KZ-NAC"], "held": ["one"]}
    assert document == {name: known.get(name, []) for name in DOCUMENTS.names}


def test_no_records_are_no_documents() -> None:
    assert of() == []


def test_a_document_unites_the_records_of_a_publication() -> None:
    latin = {**RECORD, "title": "Abaĭ zholy", "scripts": ["Latn"], "institution": "ID-JkPNRI"}
    other = {"title": "Other", "year": 1999}
    first, second = of(RECORD, other, latin, publication=[5, 2, 5])
    assert (first["publication"], second["publication"]) == (5, 2)
    assert first["title"] == ["Абай жолы", "Abaĭ zholy"]
    assert first["institution"] == ["KZ-NAC", "ID-JkPNRI"]
    assert (first["held"], second["held"]) == (["both"], ["one"])
    assert (first["script"], first["language"], first["year"]) == (
        ["Cyrl", "Latn"],
        ["kk"],
        [1977],
    )
    assert first["person"] == ["Әуезов, Мұхтар"]


def test_two_records_of_one_institution_are_held_by_one() -> None:
    (document,) = of(RECORD, RECORD, publication=[1, 1])
    assert (document["held"], document["subject"]) == (["one"], ["Құнанбайұлы, Абай"])


def test_a_statement_of_responsibility_counts_where_no_heading_names_anyone() -> None:
    stated = {"title": "T", "statement_of_responsibility": "oleh Pramoedya"}
    with_heading, without = of({**stated, "persons": ["Toer"]}, stated)
    assert (with_heading["other"], without["other"]) == ([], ["oleh Pramoedya"])


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


@pytest.mark.parametrize("workers", [0, 1])
def test_pieces_of_files_count_their_records(tmp_path: Path, workers: int) -> None:
    paths = [tmp_path / "a.mrc", tmp_path / "b.mrc"]
    for first, path in zip((0, 3), paths, strict=True):
        path.write_bytes(
            b"".join(iso2709(f"001 {n}\n245 10 $aTitle {n}") for n in range(first, first + 3))
        )
    made = list(pieces_of_files(paths, institution="KZ-NAC", workers=workers))
    assert [n for piece in made for n in piece.publication.tolist()] == list(range(6))
    titles = [title for piece in made for (title,) in piece.texts["title"].to_pylist()]
    assert titles == [f"Title {n}" for n in range(6)]
    assert {name for piece in made for name in piece.values["institution"].names.to_pylist()} == {
        "KZ-NAC"
    }
