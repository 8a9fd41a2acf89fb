"""Imports: nothing lost, nothing doubled, whatever happens on the way."""

import gzip
import os
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from jalin.bibliographic import streams
from jalin.bibliographic.errors import CatalogueFileError
from jalin.catalogue import actions, folders, importing
from jalin.catalogue.errors import AlreadyImported, FileMissing, ImportUnderWay
from jalin.catalogue.models import Catalogue, Import, ImportFault, Record, RecordVersion
from jalin.catalogue.supplied import fields, supplied_bytes
from jalin.core.models import Job
from jalin.core.worker import Worker, claim
from jalin.institutions.permissions import OPERATOR
from tests import marc
from tests.installation import Installation, kill, until
from tests.libraries import import_records, make_catalogue, make_institution, work_off

MANY = 600
COUNTS = ("read", "new", "changed", "unchanged", "unreadable")


def counts(source: Import) -> tuple[int, ...]:
    return tuple(getattr(source, name) for name in COUNTS)


@pytest.fixture
def books() -> list[bytes]:
    return [
        marc.record("1", "Abai zholy", author="Äuezov, Mukhtar", isbn="9780306406157"),
        marc.record("2", "Bumi manusia", author="Toer, Pramoedya Ananta", language="ind"),
        marc.record("3", "Қара сөздер", author="Құнанбайұлы, Абай", year="2001"),
    ]


def test_a_file_becomes_records(ours: Catalogue, tmp_path: Path, books: list[bytes]) -> None:
    source = import_records(ours, tmp_path, books)
    assert (source.state, counts(source)) == ("complete", (3, 3, 0, 0, 0))
    found = list(Record.objects.order_by("pk"))
    assert [supplied_bytes(record) for record in found] == books
    assert [record.publication for record in found] == [record.pk for record in found]
    assert [record.title for record in found] == ["Abai zholy", "Bumi manusia", "Қара сөздер"]
    third = found[2]
    assert (third.year, third.languages, third.country) == (2001, ("kk",), "KZ")
    assert third.persons == ("Құнанбайұлы, Абай",)
    _, supplied = fields(third)
    assert [field.tag for field in supplied] == ["001", "003", "008", "100", "245", "260", "300"]
    ours.refresh_from_db()
    assert (ours.last_import, ours.generation) == (source, 1)


def test_the_same_file_twice_changes_nothing(
    ours: Catalogue, tmp_path: Path, books: list[bytes]
) -> None:
    import_records(ours, tmp_path, books)
    with pytest.raises(AlreadyImported, match="was not imported again; nothing changed"):
        import_records(ours, tmp_path, books)
    assert (Import.objects.count(), RecordVersion.objects.count()) == (1, 3)


def test_the_same_records_in_another_file_are_unchanged(
    ours: Catalogue, tmp_path: Path, books: list[bytes]
) -> None:
    import_records(ours, tmp_path, books)
    source = import_records(ours, tmp_path, [*reversed(books), marc.record("4")])
    assert counts(source) == (4, 1, 0, 3, 0)
    assert (Record.objects.count(), RecordVersion.objects.count()) == (4, 4)
    assert folders.segment(source.pk).stat().st_size == len(marc.record("4"))


@pytest.mark.parametrize(("cut", "readable"), [(len("</collection>"), 3), (60, 2)])
def test_marcxml_that_breaks_off_keeps_what_came_before(
    ours: Catalogue, tmp_path: Path, books: list[bytes], cut: int, readable: int
) -> None:
    elements = b"".join(marc.xml(book) for book in books)
    data = b"<collection>" + elements + b"</collection>"
    path = tmp_path / "cut.xml"
    path.write_bytes(data[:-cut])
    source = actions.start_import(actor=OPERATOR, catalogue=ours, path=path)
    work_off()
    source.refresh_from_db()
    assert (source.state, source.new) == ("complete", readable)
    fault = ImportFault.objects.get()
    if readable == 3:
        assert (fault.code, fault.position, fault.fatal) == ("broken_off", len(data) - cut, False)
    else:
        assert (fault.code, fault.identifier, fault.fatal) == ("broken_xml", "3", True)
    # Its file read once more by another worker tells nothing twice.
    Import.objects.update(state="reading")
    Job.objects.filter(kind="import_file").update(state="queued")
    work_off()
    assert (ImportFault.objects.count(), ours.records.count()) == (1, readable)


def test_a_changed_record_has_two_versions(
    ours: Catalogue, tmp_path: Path, books: list[bytes]
) -> None:
    import_records(ours, tmp_path, books)
    changed = marc.record("2", "Bumi manusia : sebuah roman", language="ind")
    source = import_records(ours, tmp_path, [books[0], changed])
    assert counts(source) == (2, 0, 1, 1, 0)
    record = Record.objects.get(control_number="2")
    versions = record.versions.order_by("number")
    assert [supplied_bytes(version) for version in versions] == [books[1], changed]
    assert (record.version, record.title) == (2, "Bumi manusia : sebuah roman")
    assert Record.objects.count() == 3


def test_an_older_file_may_come_again_after_a_newer_one(
    ours: Catalogue, tmp_path: Path, books: list[bytes]
) -> None:
    import_records(ours, tmp_path, books)
    import_records(ours, tmp_path, [marc.record("1", "Abai")])
    source = import_records(ours, tmp_path, books)
    assert counts(source) == (3, 0, 1, 2, 0)
    assert Record.objects.get(control_number="1").version == 3


def test_repeated_keys_are_kept_apart(ours: Catalogue, tmp_path: Path) -> None:
    twice = [marc.record("1", "One"), marc.record("1", "Another"), marc.record("1", "One")]
    source = import_records(ours, tmp_path, twice)
    assert counts(source) == (3, 2, 0, 1, 0)
    assert sorted(Record.objects.values_list("title", flat=True)) == ["Another", "One"]
    again = import_records(ours, tmp_path, [*twice, marc.record("2")])
    assert counts(again) == (4, 1, 0, 3, 0)


def test_an_unreadable_record_is_told_and_kept(
    ours: Catalogue, tmp_path: Path, books: list[bytes]
) -> None:
    broken = b"00080nam a2200049 a 4500this is no directory\x1e\x1d"
    source = import_records(ours, tmp_path, [books[0], broken, books[1]])
    assert counts(source)[:2] == (2, 2)
    assert source.unreadable == 1
    fault = ImportFault.objects.get(fatal=True)
    assert fault.position == len(books[0])
    kept = folders.segment(source.pk).read_bytes()
    start, length = fault.supplied_offset, fault.supplied_length
    assert start is not None
    assert length is not None
    assert kept[start : start + length] == broken


def test_a_compressed_file(ours: Catalogue, tmp_path: Path, books: list[bytes]) -> None:
    path = tmp_path / "ours.mrc.gz"
    path.write_bytes(gzip.compress(b"".join(books)))
    source = actions.start_import(actor=OPERATOR, catalogue=ours, path=path)
    work_off()
    source.refresh_from_db()
    assert counts(source) == (3, 3, 0, 0, 0)


@pytest.mark.parametrize("guard", ["limit", "ratio"])
def test_a_file_that_is_too_large_inside_is_not_begun(
    ours: Catalogue,
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    guard: str,
) -> None:
    if guard == "limit":
        settings.DECOMPRESSED_LIMIT = 5 << 20
    else:
        monkeypatch.setattr(streams, "MOST_SIZE", 5 << 20)
    path = tmp_path / "bomb.mrc.gz"
    path.write_bytes(gzip.compress(marc.record("1") + bytes(6 << 20)))
    source = actions.start_import(actor=OPERATOR, catalogue=ours, path=path)
    work_off()
    source.refresh_from_db()
    ours.refresh_from_db()
    assert (source.state, source.position, ours.generation) == ("failed", -1, 0)
    assert (Record.objects.count(), folders.segment(source.pk).exists()) == (0, False)
    job = Job.objects.get()  # nothing follows
    code = {"limit": "file-too-large-inside", "ratio": "grows_beyond_measure"}[guard]
    assert (job.error["code"], job.error["params"]["file"]) == (code, "bomb.mrc.gz")


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n" + b"x" * 5000, b"\0" * 100_000], ids=["empty", "pdf", "zeros"]
)
def test_what_is_no_catalogue_is_refused_at_once(
    ours: Catalogue, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "no.mrc"
    path.write_bytes(data)
    with pytest.raises(CatalogueFileError):
        actions.start_import(actor=OPERATOR, catalogue=ours, path=path)
    assert (Import.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["missing.mrc", "."])
def test_what_is_no_file_is_refused_at_once(ours: Catalogue, tmp_path: Path, name: str) -> None:
    with pytest.raises((FileMissing, CatalogueFileError)):
        actions.start_import(actor=OPERATOR, catalogue=ours, path=tmp_path / name)


@pytest.mark.parametrize(("data", "code"), [(None, "file-missing"), (b"new", "file-changed")])
def test_a_file_that_is_not_the_same_any_more_fails_the_import(
    ours: Catalogue, tmp_path: Path, books: list[bytes], data: bytes | None, code: str
) -> None:
    path = marc.write(tmp_path / "x.mrc", books)
    source = actions.start_import(actor=OPERATOR, catalogue=ours, path=path)
    path.unlink()
    if data:
        path.write_bytes(data)
    work_off()
    source.refresh_from_db()
    assert source.state == "failed"
    assert source.job is not None
    assert source.job.error["code"] == code


def test_an_upload_is_kept_until_it_is_read(
    ours: Catalogue,
    tmp_path: Path,
    books: list[bytes],
    django_capture_on_commit_callbacks: object,
) -> None:
    data = b"".join(books)
    source = actions.receive_upload(
        actor=OPERATOR, catalogue=ours, file_name="../../ours.MRC", blocks=[data[:100], data[100:]]
    )
    path = Path(source.path)
    assert (path.parent, path.suffix) == (tmp_path / "uploads", ".mrc")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (data, 0o600)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        work_off()
    assert not path.exists()
    assert Record.objects.count() == 3


def test_a_refused_upload_leaves_nothing(ours: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(CatalogueFileError):
        actions.receive_upload(
            actor=OPERATOR, catalogue=ours, file_name="x.pdf", blocks=[b"%PDF-1.7 " * 100]
        )
    assert list((tmp_path / "uploads").iterdir()) == []


def test_a_cancelled_import_keeps_what_was_read_and_goes_on_later(
    ours: Catalogue, tmp_path: Path, books: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = marc.write(tmp_path / "x.mrc", books)
    source = actions.start_import(actor=OPERATOR, catalogue=ours, path=path)
    assert source.job is not None
    actions.cancel_job(actor=OPERATOR, job_id=source.job.pk)
    source.refresh_from_db()
    assert (source.state, Record.objects.count()) == ("cancelled", 0)
    actions.retry_job(actor=OPERATOR, job_id=source.job.pk)
    work_off()
    source.refresh_from_db()
    assert (source.state, counts(source)) == ("complete", (3, 3, 0, 0, 0))


def big(folder: Path, records: int = MANY, size: int = 40_000) -> Path:
    """A file of several parts: few records, each with much text."""
    one = marc.record("XXXXXXXX", note="y" * size)
    return marc.write(
        folder / "big.mrc", (one.replace(b"XXXXXXXX", b"%08d" % n) for n in range(records))
    )


def start_big(tmp_path: Path, records: int = MANY) -> Import:
    with transaction.atomic():
        catalogue = make_catalogue(make_institution("jakarta", is_house=True))
    return actions.start_import(actor=OPERATOR, catalogue=catalogue, path=big(tmp_path, records))


def check_whole(source: Import, records: int = MANY) -> None:
    source.refresh_from_db()
    assert (source.state, counts(source)) == ("complete", (records, records, 0, 0, 0))
    assert (Record.objects.count(), RecordVersion.objects.count()) == (records, records)
    size = sum(RecordVersion.objects.values_list("length", flat=True))
    assert source.segment_length == size
    data = Path(source.path).read_bytes()
    segment = folders.segment(source.pk)
    assert segment.stat().st_size == size
    assert segment.read_bytes() == data


def test_a_worker_killed_in_the_middle_costs_nothing(
    installation: Installation, tmp_path: Path
) -> None:
    source = start_big(tmp_path)
    first = installation.worker()
    until(lambda: Import.objects.get(pk=source.pk).position >= 0)
    kill(first)
    source.refresh_from_db()
    assert source.state == "reading"
    assert 0 < source.read < MANY
    assert Record.objects.count() == source.read
    # What a crash left behind the committed bytes counts for nothing.
    with folders.segment(source.pk).open("ab") as segment:
        segment.write(b"torn")
    until(lambda: (job := claim("second")) and job.pk == source.job_id)
    Worker("second").run(Job.objects.get(pk=source.job_id))
    check_whole(source)
    assert Job.objects.get(kind="import_file").attempts == 2


@pytest.mark.parametrize("installation", ["sqlite"], indirect=True)
def test_a_running_import_is_cancelled_between_parts(
    installation: Installation, tmp_path: Path
) -> None:
    many = 3 * MANY  # so many that the wish to end is heard before the last part
    source = start_big(tmp_path, many)
    installation.worker()
    until(lambda: Import.objects.get(pk=source.pk).position >= 0)
    actions.cancel_job(actor=OPERATOR, job_id=source.job_id or 0)
    until(lambda: Import.objects.get(pk=source.pk).state == "cancelled")
    source.refresh_from_db()
    assert Record.objects.count() == source.read < many
    actions.retry_job(actor=OPERATOR, job_id=source.job_id or 0)
    until(lambda: Import.objects.get(pk=source.pk).state == "complete")
    check_whole(source, many)


def test_the_same_file_at_the_same_moment_is_imported_once(
    installation: Installation, tmp_path: Path, books: list[bytes]
) -> None:
    catalogue = make_catalogue(make_institution("jakarta", is_house=True))
    path = marc.write(tmp_path / "x.mrc", books)

    def start() -> int:
        return actions.start_import(actor=OPERATOR, catalogue=catalogue, path=path).pk

    found = installation.in_threads(*[start] * 4)
    assert [isinstance(result, ImportUnderWay) for result in found].count(True) == 3
    assert Import.objects.count() == 1


def test_two_imports_of_a_catalogue_follow_one_another(
    installation: Installation, tmp_path: Path, books: list[bytes]
) -> None:
    catalogue = make_catalogue(make_institution("jakarta", is_house=True))
    for name, records in (("a.mrc", books[:2]), ("b.mrc", books[1:])):
        path = marc.write(tmp_path / name, records)
        actions.start_import(actor=OPERATOR, catalogue=catalogue, path=path)
    claimed = [claim("one"), claim("two")]
    assert [job and job.kind for job in claimed] == ["import_file", None]
    worker = Worker("one", beats=False)
    assert claimed[0] is not None
    worker.run(claimed[0])
    second = claim("two")
    assert second is not None
    Worker("two", beats=False).run(second)
    assert Record.objects.count() == 3
    assert [counts(source) for source in Import.objects.order_by("pk")] == [
        (2, 2, 0, 0, 0),
        (2, 1, 0, 1, 0),
    ]


def test_a_large_file_is_read_by_several_processes(
    ours: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [marc.record(str(number), f"Title {number}") for number in range(300)]
    monkeypatch.setattr(importing, "LARGE", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    source = import_records(ours, tmp_path, [*records, b"00060nam a2200000 a 4500broken\x1e\x1d"])
    assert (source.state, source.new, source.unreadable) == ("complete", 300, 1)
    assert ours.records.get(control_number="299").title == "Title 299"
