"""`jalin import`: bring a catalogue file into the site."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jalin.bibliographic.chunk import FORMATS
from jalin.cli import setup
from jalin.cli.keeper import worker_until_idle

if TYPE_CHECKING:
    from jalin.catalogue.models import Import


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--catalogue", required=True, metavar="SLUG", help="The catalogue it belongs to.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="If looking is not enough.")
@click.option("--encoding", default="", help="If looking is not enough, e.g. cp1251.")
@click.option("--wait", is_flag=True, help="Show progress until the import has ended.")
def command(file: Path, catalogue: str, format_: str | None, encoding: str, wait: bool) -> None:
    """Import the records of FILE into a catalogue of the site.

    The import is a job: a running site reads the file at once and shows how far it is. With --wait
    this command reads it itself if nobody else does. The same file twice changes nothing.

    Exit codes: 0 queued, or with --wait imported; 1 refused or failed; 2 wrong options.
    """
    setup.django()
    from jalin.catalogue import actions
    from jalin.catalogue.models import Catalogue
    from jalin.institutions.permissions import OPERATOR

    found = Catalogue.objects.filter(slug=catalogue).first()
    if found is None:
        known = ", ".join(Catalogue.objects.values_list("slug", flat=True)) or "none"
        setup.fail(f"There is no catalogue “{catalogue}”.", f"The site has: {known}.")
    with setup.told():
        source = actions.start_import(
            actor=OPERATOR, catalogue=found, path=file, format=format_ or "", encoding=encoding
        )
    click.echo(f"Import {source.pk} of “{source.file_name}” is queued.")
    if wait:
        sys.exit(_watch(source))


def _watch(source: "Import") -> int:
    """Show the job's progress to its end, with a worker of our own; the exit code."""
    from rich.progress import Progress

    from jalin.core.models import Job

    with worker_until_idle() as worker:
        with Progress(transient=True) as progress:
            task = progress.add_task("Reading")
            while True:
                job = Job.objects.get(pk=source.job_id or 0)
                progress.update(task, completed=job.done, total=job.total or None)
                if job.ended:
                    break
                time.sleep(0.3)
        worker.wait()  # what follows an import: the index, and the comparison
    source.refresh_from_db()
    if job.state != Job.State.SUCCEEDED:
        error = job.error or {"what": "The import was cancelled.", "why": "", "do": ""}
        params = error.get("params", {})
        setup.fail(*(error[part] % params if error[part] else "" for part in ("what", "why", "do")))
    counts = (source.read, source.new, source.changed, source.unchanged, source.unreadable)
    click.echo("{} read: {} new, {} changed, {} unchanged; {} unreadable".format(*counts))
    return 0
