"""The kinds of job of this area: their parameters, and how they are queued."""

from datetime import timedelta
from typing import ClassVar

from jalin.core import jobs
from jalin.core.models import Job

LINKING = "link"  # one job at a time changes what is served


class ImportFile(jobs.Params):
    """Read the file of an import into its catalogue."""

    kind: ClassVar[str] = "import_file"
    source: int  # id of the Import


class BuildIndex(jobs.Params):
    """Make everything searchable, with the publications as they are."""

    kind: ClassVar[str] = "build_index"


class LinkCatalogues(jobs.Params):
    """Match the catalogues that changed, cluster, compare, index, and serve all of it at once."""

    kind: ClassVar[str] = "link_catalogues"
    afresh: bool = False  # match all pairs of catalogues again


def import_file(source: int, catalogue: int, *, actor: int | None) -> Job:
    """Queue the reading of an import; of one catalogue one import is read at a time."""
    return jobs.enqueue(ImportFile(source=source), actor=actor, exclusive=f"import:{catalogue}")


def after_import(*, actor: int | None) -> None:
    """Queue what makes an import searchable at once, and then compared."""
    index(actor=actor)
    link(actor=actor)


def index(*, actor: int | None) -> Job:
    """Queue the search index, of the publications as they are."""
    return jobs.enqueue(BuildIndex(), actor=actor, coalesce=BuildIndex.kind, exclusive=LINKING)


def link(*, actor: int | None, afresh: bool = False, delay: timedelta = timedelta()) -> Job:
    """Queue matching and what follows from it; a second wish joins the job that waits."""
    params = LinkCatalogues(afresh=afresh)
    key = f"{params.kind}:{'afresh' if afresh else ''}"
    return jobs.enqueue(params, actor=actor, coalesce=key, exclusive=LINKING, delay=delay)
