"""What a site looks after when it starts, or is found wanting."""

from jalin.catalogue import indexing, jobs
from jalin.catalogue.models import Record
from jalin.core.models import Job


def renew_index() -> Job | None:
    """Queue the search index anew where there are records and none that can be opened.

    So it is after an update that writes indexes in another way, and when a disk has lost it.
    """
    if indexing.serving() is not None or not Record.objects.filter(deleted=False).exists():
        return None
    unfinished = Job.objects.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING))
    if unfinished.filter(kind__in=(jobs.BuildIndex.kind, jobs.LinkCatalogues.kind)).exists():
        return None
    return jobs.index(actor=None)
