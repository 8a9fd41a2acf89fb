import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalin.script import keys, tokens
from jalin.script.bulk import FOLDED, folded_chunks
from tests.script.bulk.texts import TEXTS


def one_by_one(chunk: str) -> tuple[str | None, ...]:
    words = tokens(chunk)
    first = [keys(word, 1)[0] for word in words]
    more = [key for word in words for key in keys(word, 1)[1:]]
    names = [
        key for word in words for key in keys(word, 1, person=True) if key not in keys(word, 1)
    ]
    return " ".join(words), " ".join(first), " ".join(more) or None, " ".join(names) or None


def in_bulk(chunks: list[str]) -> list[tuple[str | None, ...]]:
    found = folded_chunks(chunks)
    found.validate(full=True)
    assert found.schema.equals(FOLDED)
    return [tuple(row.values()) for row in found.to_pylist()]


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, max_size=8))
def test_chunks_in_bulk_are_the_same_as_one_by_one(chunks: list[str]) -> None:
    assert in_bulk(chunks) == list(map(one_by_one, chunks))


@pytest.mark.parametrize(
    "chunk",
    [
        "時代語言",
        "ראקאוויי",
        "オクヤマ",
        "한국",
        "المكتبة",
        "ǅ",
        "ŉ",
        "ǰ",
        "",
        "'",
        "l'a`",
        "\u200fقرشي،",
        "'’d'orvanne’s'",
    ],
)
def test_a_chunk_by_itself(chunk: str) -> None:
    assert in_bulk([chunk]) == [one_by_one(chunk)]


def test_columns_of_chunks_are_lists_of_them() -> None:
    chunks = ["әуезов", "d'orvanne", "", "достоевская"]
    wanted = folded_chunks(chunks)
    assert folded_chunks(pa.array(["abai", *chunks]).slice(1)).equals(wanted)
    assert folded_chunks(pl.Series(chunks)).equals(wanted)
