"""The import of a file: from the pipeline's parts to segments, rows and columns.

Each part is stored in one transaction, after its bytes are durable in the segment and its columns
lie beside; the import then knows how far it is. So a killed worker costs one part, and the next
worker goes on behind the last one that was committed.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import pyarrow.compute as pc
from django.conf import settings
from django.db import transaction

from jalin.bibliographic import streams
from jalin.bibliographic.chunk import FORMATS, Fault, Format
from jalin.bibliographic.pipeline import Part, process
from jalin.catalogue import actions, columns, files, folders, jobs
from jalin.catalogue.errors import FileChanged, FileMissing, FileTooLargeInside
from jalin.catalogue.models import Catalogue, Import, ImportFault
from jalin.catalogue.rows import Incoming, store
from jalin.catalogue.segments import SegmentWriter
from jalin.catalogue.states import ImportState
from jalin.core.errors import DomainError, gettext_noop
from jalin.core.jobs import Cancelled, Result, Run
from jalin.core.models import Job

READING = gettext_noop("Reading the records")
LARGE = 32 << 20  # bytes of a file for which starting processes pays
MOST = 3  # processes: reading is then quicker than storing
COUNTS = ("read", "new", "changed", "unchanged", "unreadable")


def read_file(run: Run, params: jobs.ImportFile) -> Result:
    """The handler of `import_file`. Errors: CatalogueFileError, and those of `Run.check`."""
    source = Import.objects.select_related("catalogue").get(pk=params.source)
    if source.state == ImportState.COMPLETE:  # killed between the last commit and the job's end
        return _result(source)
    with transaction.atomic():
        run.hold()
        if source.state == ImportState.WAITING:
            actions.move(source, ImportState.READING)
    try:
        path = _same_file(source)
        if source.position < 0:
            _check_size(run, source, path)
        _read(run, source, path)
    except (Cancelled, DomainError):
        if source.position >= 0:
            _serve(run, source)  # what was read so far is there, and must be found like the rest
        raise
    _serve(run, source, complete=True)
    columns.discard_parts(source.pk)
    return _result(source)


def ended(params: jobs.ImportFile, job: Job) -> None:
    """An import that did not end well shares the fate of its job."""
    fates = {Job.State.CANCELLED: ImportState.CANCELLED, Job.State.FAILED: ImportState.FAILED}
    if fate := fates.get(Job.State(job.state)):
        actions.move(Import.objects.select_for_update().get(pk=params.source), fate)


def _read(run: Run, source: Import, path: Path) -> None:
    with SegmentWriter(folders.segment(source.pk), source.segment_length) as segment:
        parts = process(
            [path],
            format=_format(source),
            encoding=source.encoding or None,
            workers=_workers(source),
        )
        for part in parts:
            run.check()
            _store(run, source, segment, part)
            run.progress(part.bytes_done, part.bytes_total, unit="bytes", message=READING)


def _check_size(run: Run, source: Import, path: Path) -> None:
    """Before anything is stored, look how large a compressed file is inside.

    Errors: FileTooLargeInside, CatalogueFileError.
    """
    most = settings.DECOMPRESSED_LIMIT
    if not streams.is_within(path, most, file=source.file_name, check=run.check):
        raise FileTooLargeInside(file=source.file_name, limit=most >> 20)


def _workers(source: Import) -> int:
    """Processes that read ahead of the storing: of a large plain file, where there are cores."""
    if source.carrier != "iso2709" or source.file_size < LARGE:
        return 0
    return min(len(os.sched_getaffinity(0)) - 1 if hasattr(os, "sched_getaffinity") else 0, MOST)


def _same_file(source: Import) -> Path:
    """The file that was there when the import was queued. Errors: FileMissing, FileChanged."""
    path = Path(source.path)
    try:
        digest = files.sha256(path)
    except OSError as error:
        raise FileMissing(file=source.file_name) from error
    if digest != source.sha256:
        raise FileChanged(file=source.file_name)
    return path


def _format(source: Import) -> Format | None:
    """What a person said the file is; None: look."""
    return next((format_ for format_ in FORMATS if format_ == source.format), None)


def _store(run: Run, source: Import, segment: SegmentWriter, part: Part) -> None:
    """Store what of `part` lies behind the position that the import has reached."""
    incoming = _incoming(part, source.position)
    faults = _new_faults(part.faults, source)
    if not incoming.columns.num_rows and not faults:
        return
    with transaction.atomic():
        run.hold()
        Catalogue.objects.select_for_update().get(pk=source.catalogue_id)
        stored = store(source, segment, incoming)
        ImportFault.objects.bulk_create(_fault_rows(source, segment, part, faults))
        segment.sync()
        if len(part.record_offset):
            offset = int(part.record_offset[0])
            columns.keep_part(source.pk, offset, incoming.columns, stored.record_ids)
        source.position = max(source.position, _last_place(part))
        source.segment_length = segment.length
        source.read += incoming.columns.num_rows
        source.new += stored.new
        source.changed += stored.changed
        source.unchanged += stored.unchanged
        source.unreadable += sum(fault.fatal for fault in faults)
        source.save(update_fields=["position", "segment_length", *COUNTS])


def _last_place(part: Part) -> int:
    """Where the last record of the part begins, or a fault behind it lies."""
    last = int(part.record_offset[-1]) if len(part.record_offset) else -1
    return max(last, *(fault.offset for fault in part.faults), -1)


def _incoming(part: Part, position: int) -> Incoming:
    batch = part.columns.filter(pc.greater(part.columns.column("offset"), position))
    starts = dict(zip(part.record_offset.tolist(), part.record_start.tolist(), strict=True))
    data = memoryview(part.supplied)
    places = zip(
        batch.column("offset").to_pylist(), batch.column("length").to_pylist(), strict=True
    )
    return Incoming(batch, [data[starts[at] : starts[at] + size] for at, size in places])


def _new_faults(faults: Sequence[Fault], source: Import) -> list[Fault]:
    """Those that are not told yet; one of the whole file has no place, and is told once."""
    told = set(source.faults.filter(position=-1).values_list("code", flat=True))
    return [
        fault
        for fault in faults
        if (fault.offset > source.position if fault.offset >= 0 else fault.code not in told)
    ]


def _fault_rows(
    source: Import, segment: SegmentWriter, part: Part, faults: Sequence[Fault]
) -> list[ImportFault]:
    """The rows of `faults`; the bytes of a record that cannot be read are kept, too."""
    offsets = part.record_offset.tolist()
    place = {
        offset: (start, length)
        for offset, start, length in zip(
            offsets, part.record_start.tolist(), part.record_length.tolist(), strict=True
        )
    }
    data = memoryview(part.supplied)
    rows = []
    for fault in faults:
        row = ImportFault(
            source=source,
            position=fault.offset,
            identifier=fault.identifier[:200].replace("\x00", ""),
            field=fault.field[:10],
            code=fault.code,
            reason=fault.reason,
            params=fault.params,
            fatal=fault.fatal,
        )
        if fault.fatal and fault.offset in place:
            start, length = place[fault.offset]
            (row.supplied_offset,) = segment.append([data[start : start + length]])
            row.supplied_length = length
        rows.append(row)
    return rows


def _serve(run: Run, source: Import, *, complete: bool = False) -> None:
    """Write the catalogue's next generation of columns, and queue what follows from it."""
    catalogue = source.catalogue
    catalogue.refresh_from_db()
    generation = catalogue.generation + 1
    before = folders.columns(catalogue.pk, catalogue.generation)
    columns.join(source.pk, before=before, after=folders.columns(catalogue.pk, generation))
    with transaction.atomic():
        run.hold()
        catalogue.generation = generation
        catalogue.size = catalogue.records.filter(deleted=False).count()
        if complete:
            catalogue.last_import = source
            actions.move(source, ImportState.COMPLETE)
            actions.remove_upload(source)
        catalogue.save(update_fields=["generation", "size", "last_import"])
        jobs.after_import(actor=source.started_by_id)
    folders.columns(catalogue.pk, generation - 2).unlink(missing_ok=True)


def _result(source: Import) -> Result:
    return {name: getattr(source, name) for name in COUNTS}
