"""What lists show is made of whole columns, and keeps out what a database does not take."""

import pyarrow as pa
import pytest

from jalin.bibliographic.columns import SCHEMA
from jalin.catalogue.models import Record
from jalin.catalogue.shown import FIELDS, shown
from jalin.core.fields import joined


def shows(**values: object) -> dict[str, object]:
    """What is shown of a record with these values, between two that say nothing."""
    columns = []
    for field in SCHEMA:
        empty: object = [] if pa.types.is_list(field.type) else None
        if not field.nullable and empty is None:
            empty = "" if pa.types.is_string(field.type) else pa.scalar(0).cast(field.type).as_py()
        row = [empty, values.get(field.name, empty), empty]
        columns.append(pa.array(row, field.type))
    _, found, _ = shown(pa.RecordBatch.from_arrays(columns, schema=SCHEMA))
    return dict(zip(FIELDS, found, strict=True))


def test_each_is_a_field_of_the_record() -> None:
    assert set(FIELDS) < {field.name for field in Record._meta.get_fields()}


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        (("Abai zholy", None, None, None), "Abai zholy"),
        (("Abai zholy", "roman", None, None), "Abai zholy : roman"),
        (("Abai zholy", "roman", "2", "Jol"), "Abai zholy. 2, Jol : roman"),
        (("Abai zholy", None, None, "Jol"), "Abai zholy. Jol"),
        ((None, "roman", "2", None), "2 : roman"),
        (("A\x00bai", "", "\x00", ""), "Abai"),
        ((None, None, None, None), ""),
    ],
)
def test_a_title_is_punctuated_as_isbd_does(parts: tuple[str | None, ...], title: str) -> None:
    names = ("title", "other_title_information", "part_number", "part_name")
    assert shows(**dict(zip(names, parts, strict=True)))["title"] == title


@pytest.mark.parametrize(
    ("texts", "stored"),
    [
        ([], ()),
        ([None, "", "\x00"], ()),
        (["Әуезов, М.", None, "Abai"], ("Әуезов, М.", "Abai")),
        (["a\x1fb", "\x00c"], ("a b", "c")),
    ],
)
def test_texts_are_stored_without_empty_ones(
    texts: list[str | None], stored: tuple[str, ...]
) -> None:
    found = shows(persons=texts, publishers=texts)
    assert found["persons"] == joined(stored)
    assert found["publisher"] == " ; ".join(text.replace(" b", "\x1fb") for text in stored)


def test_what_is_too_long_is_cut() -> None:
    found = shows(title="«" + "Ұ" * 200, control_number="я" * 101, country="KZX")
    assert found["sort_title"] == "ұ" * 120
    assert (found["control_number"], found["country"]) == ("я" * 100, "KZ")
