"""The bundled sample catalogues: what they promise about themselves."""

import gzip
import re

import pytest
from pymarc import MARCReader, Record

from jalin.samples import ASTANA, ATTRIBUTION, FOLDER, JAKARTA, SAMPLES, Sample
from jalin.script import script_of


def records(sample: Sample) -> list[Record]:
    supplied = gzip.decompress(sample.path.read_bytes())
    return list(MARCReader(supplied, to_unicode=True))


@pytest.fixture(scope="module")
def catalogues() -> dict[str, list[Record]]:
    return {sample.slug: records(sample) for sample in SAMPLES}


def test_every_record_reads_and_is_the_library_of_congresss_own(
    catalogues: dict[str, list[Record]],
) -> None:
    for found in catalogues.values():
        for record in found:
            assert record is not None
            source = record["040"]
            assert source.get_subfields("a", "c") == ["DLC", "DLC"]


def test_counts(catalogues: dict[str, list[Record]]) -> None:
    assert {slug: len(found) for slug, found in catalogues.items()} == COUNTS
    size = sum(sample.path.stat().st_size for sample in SAMPLES)
    assert size < 3_000_000


def test_identifiers_are_of_the_sample_agencies(catalogues: dict[str, list[Record]]) -> None:
    for sample, agency in ((JAKARTA, "X-JKT"), (ASTANA, "X-AST")):
        found = catalogues[sample.slug]
        assert {record["003"].data for record in found} == {agency}
        assert len({record["001"].data for record in found}) == len(found)


def test_several_hundred_publications_are_in_both(catalogues: dict[str, list[Record]]) -> None:
    numbers = {number_of(record) for record in catalogues[JAKARTA.slug]}
    copies = [record for record in catalogues[ASTANA.slug] if number_of(record) in numbers]
    assert len(copies) == SHARED
    assert all(is_derived(record) for record in copies)
    assert sum(script_of(record["245"].value()) == "Cyrl" for record in copies) == SHARED_CYRILLIC


def test_cyrillic_is_derived_and_says_so(catalogues: dict[str, list[Record]]) -> None:
    for record in catalogues[ASTANA.slug]:
        if script_of(record["245"].value()) == "Cyrl":
            assert is_derived(record)
            assert record["040"].get_subfields("d")[-1] == "X-AST"
    assert not any(is_derived(record) for record in catalogues[JAKARTA.slug])


def test_attribution_lies_beside_the_files() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "Books All 2016" in readme
    assert "not the holdings of\nany library named" in readme
    for sample in SAMPLES:
        assert sample.path.name in readme
        assert sample.attribution == ATTRIBUTION


def is_derived(record: Record) -> bool:
    return any("Derived by Jalin" in field.value() for field in record.get_fields("588"))


def number_of(record: Record) -> str:
    """The number of the Library's record that this one is, or is derived from."""
    for field in record.get_fields("588"):
        if found := re.search(r"Library of Congress record (\S+);", field.value()):
            return found[1]
    return next(
        field["a"].removeprefix("(DLC)")
        for field in record.get_fields("035")
        if field.get("a", "").startswith("(DLC)")
    )


COUNTS = {"sample-jakarta": 3418, "sample-astana": 3527}
SHARED = 470
SHARED_CYRILLIC = 219
