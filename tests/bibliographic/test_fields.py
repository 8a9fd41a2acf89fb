"""One record as supplied, and written anew."""

import io

import pymarc
import pytest
from lxml import etree

from jalin.bibliographic.errors import EmptyFile
from jalin.bibliographic.fields import (
    NAMESPACE,
    Field,
    Record,
    marcxml_element,
    record_of,
    to_iso2709,
)
from tests.bibliographic.normalise.written import iso2709

TEXT = """
    001 42
    008 000114s1999    kz            000 0 kaz d
    245 10 $aАбай жолы <1 & 2> :$broman /$cM. Auezov.
    880 10 $6245-01/(N$aАбай
    """


def collection(*records: Record) -> bytes:
    """A file of MARCXML (MARC 21 XML Schema 1.1; ISO 25577)."""
    root = etree.Element(f"{{{NAMESPACE}}}collection", nsmap={None: NAMESPACE})
    root.extend(marcxml_element(record) for record in records)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def record() -> Record:
    found = record_of(iso2709(TEXT))
    assert found is not None
    return found


def test_fields_are_those_of_the_record() -> None:
    title = [("a", "Абай жолы <1 & 2> :"), ("b", "roman /"), ("c", "M. Auezov.")]
    assert record().fields[0] == Field("001", "", "", [("", "42")])
    assert record().fields[2] == Field("245", "1", "0", title)


def test_written_as_iso_2709_it_reads_the_same() -> None:
    data = to_iso2709(record())
    assert data is not None
    (read,) = pymarc.MARCReader(io.BytesIO(data))
    assert read.as_dict()["fields"] == pymarc.Record(iso2709(TEXT)).as_dict()["fields"]
    again = record_of(data)
    assert again is not None
    assert again.fields == record().fields


def test_written_as_marcxml_it_is_escaped_and_reads_the_same() -> None:
    data = collection(record(), record())
    root = etree.fromstring(data)
    assert root.tag == "{http://www.loc.gov/MARC21/slim}collection"
    assert len(root) == 2
    again = record_of(data)
    assert again is not None
    assert again.fields == record().fields


def test_what_xml_forbids_is_left_out() -> None:
    odd = Record("marc21", " " * 24, [Field("500", " ", " ", [("a", "a\x00\x0b\ufffeb")])])
    assert '<subfield code="a">ab</subfield>' in collection(odd).decode()


@pytest.mark.parametrize(("length", "count"), [(9_998, 1), (9_000, 12)])
def test_what_is_too_long_for_iso_2709_is_not_written(length: int, count: int) -> None:
    field = Field("500", " ", " ", [("a", "x" * length)])
    assert to_iso2709(Record("marc21", " " * 24, [field] * count)) is None


def test_no_record_in_bytes_that_hold_none() -> None:
    with pytest.raises(EmptyFile):
        record_of(b"")
