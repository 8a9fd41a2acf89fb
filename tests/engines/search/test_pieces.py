import pyarrow as pa
import pytest

from jalin.engines.search.interface import DOCUMENTS
from jalin.engines.search.pieces import FIRST_WORD, identifier_numbers, piece


def of(*documents: dict[str, object]) -> pa.RecordBatch:
    rows = [
        {name: n if name == "publication" else one.get(name, []) for name in DOCUMENTS.names}
        for n, one in enumerate(documents)
    ]
    return pa.RecordBatch.from_pylist(rows, schema=DOCUMENTS)


def test_words_stand_in_the_order_of_their_fields() -> None:
    made = piece(of({"other": ["b c"], "title": ["A b", "c"]}, {}, {"person": ["a, b"]}))
    words = [
        f"<{n}>" if n < FIRST_WORD else made.chunks[n - FIRST_WORD].as_py()
        for n in made.words.tolist()
    ]
    assert words == ["<1>", "a", "b", "<1>", "c", "<5>", "b", "c", "<3>", "a", "b"]
    assert made.start.tolist() == [0, 8, 8, 11]


def test_a_value_stands_once_for_each_document() -> None:
    made = piece(of({"language": ["kk", "ru", "kk"]}, {"language": ["ru"]})).values["language"]
    pairs = zip(made.document.tolist(), made.names.take(made.code).to_pylist(), strict=True)
    assert list(pairs) == [(0, "kk"), (0, "ru"), (1, "ru")]


def test_no_documents() -> None:
    made = piece(of())
    assert (len(made), made.words.tolist(), made.start.tolist()) == (0, [], [0])


def test_years_beyond_sixteen_bits_are_the_outermost() -> None:
    assert piece(of({"year": [10**9, 1977]})).year.tolist() == [32767, 1977]


def test_numbers_of_identifiers_stay_the_same() -> None:
    texts = ["9789799636904", "01261622", "idn00123456", "", "kz77001а"]
    numbers = identifier_numbers(pa.array(texts)).tolist()
    assert numbers == [identifier_numbers(pa.array([text]))[0] for text in texts]
    assert numbers == identifier_numbers(pa.array(["skipped", *texts])[1:]).tolist()
    assert numbers == NUMBERS


NUMBERS = [9704906686736115925, 6988738868582395726, 3120250749946253373, 0, 17488174145164979630]


@pytest.mark.parametrize("one", ["1234567890", "123456789x"])
def test_identifiers_of_one_more_letter_have_other_numbers(one: str) -> None:
    near = [one, one[:-1], one + "0", "0" + one, one[::-1], one.replace("1", "2")]
    assert len(set(identifier_numbers(pa.array(near)).tolist())) == len(near)
