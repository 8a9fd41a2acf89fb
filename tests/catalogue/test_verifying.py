"""What was lost or changed behind the program's back is found, and named."""

import shutil
from pathlib import Path

import pytest

from jalin.catalogue import folders, verifying
from jalin.catalogue.models import Catalogue, Import, IndexGeneration, Record, RecordVersion
from jalin.core.models import AuditEntry
from tests import marc
from tests.libraries import import_records


@pytest.fixture
def source(ours: Catalogue, tmp_path: Path) -> Import:
    """Two imports: of the second record there are two versions."""
    import_records(ours, tmp_path, [marc.record("1", "One"), marc.record("2", "Two")])
    return import_records(ours, tmp_path, [marc.record("2", "Second"), marc.record("3", "Three")])


def codes() -> list[str]:
    return [finding.code for finding in verifying.verify()]


def test_all_is_well(source: Import) -> None:
    told: list[tuple[int, int]] = []
    assert list(verifying.verify(lambda done, total: told.append((done, total)))) == []
    assert told == [(4, 4)]


def test_an_empty_site_is_well(jakarta: object) -> None:
    assert codes() == []


def test_a_flipped_byte_is_found(source: Import) -> None:
    changed = RecordVersion.objects.get(record__control_number="2", number=1)
    path = folders.segment(changed.source_id)
    data = bytearray(path.read_bytes())
    data[changed.offset + changed.length - 3] ^= 1
    path.write_bytes(data)
    (finding,) = verifying.verify()
    place = f"{path} at byte {changed.offset}"
    assert finding.code == "bytes"
    assert finding.text == f"{place}: record {changed.record_id}, version 1, is changed."


def test_a_segment_that_is_cut_off(source: Import) -> None:
    path = folders.segment(source.pk)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(size - 1)
    segment, record = verifying.verify()
    assert segment.text == f"{path} has {size - 1} of {size} bytes (import {source.pk})."
    assert record.code == "bytes"


def test_a_segment_that_is_gone(source: Import) -> None:
    folders.segment(source.pk).unlink()
    assert codes() == ["segment"]


def test_a_forged_entry_of_the_audit_trail(source: Import) -> None:
    AuditEntry.objects.filter(verb="catalogue.created").update(verb="catalogue.forged")
    (finding,) = verifying.verify()
    chain = f"catalogue:{source.catalogue_id}"
    assert finding.text == f"Audit trail “{chain}”: entry 1 is changed or missing."


def test_a_record_that_is_not_its_newest_version(source: Import) -> None:
    Record.objects.filter(control_number="2").update(version=1)
    Record.objects.filter(control_number="3").update(sha256=b"x" * 32)
    assert codes() == ["version"] * 3  # not the newest; not as version 1; other bytes


def test_columns_that_lack_or_are_damaged(source: Import) -> None:
    catalogue = Catalogue.objects.get()
    path = folders.columns(catalogue.pk, catalogue.generation)
    path.write_bytes(b"PAR1 of another time")
    assert codes() == ["columns"]
    path.unlink()
    assert codes() == ["columns"]
    Catalogue.objects.update(size=7)
    assert codes() == ["size", "columns"]


def test_an_index_that_lacks_or_is_behind(source: Import) -> None:
    Record.objects.filter(control_number="3").update(deleted=True)
    Catalogue.objects.update(size=2)
    assert codes() == ["index"]
    shutil.rmtree(folders.index(IndexGeneration.objects.get(state="serving").pk))
    assert codes() == ["index"]
    IndexGeneration.objects.all().delete()
    assert codes() == ["index"]
