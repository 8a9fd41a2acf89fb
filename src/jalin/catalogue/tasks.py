"""The jobs of this area, for the worker. What they need is loaded when one runs, so that the site
and its commands start quickly.
"""

from jalin.catalogue.jobs import BuildIndex, ImportFile, LinkCatalogues
from jalin.core.jobs import Kind, Result, Run, register
from jalin.core.models import Job


def register_kinds() -> None:
    """Tell the worker what this area can do."""
    register(Kind(ImportFile, import_file, import_ended))
    register(Kind(BuildIndex, build_index))
    register(Kind(LinkCatalogues, link_catalogues))


def import_file(run: Run, params: ImportFile) -> Result:
    from jalin.catalogue import importing

    return importing.read_file(run, params)


def import_ended(params: ImportFile, job: Job) -> None:
    from jalin.catalogue import importing

    importing.ended(params, job)


def build_index(run: Run, params: BuildIndex) -> Result:
    from jalin.catalogue import linking

    return linking.build_index(run, params)


def link_catalogues(run: Run, params: LinkCatalogues) -> Result:
    from jalin.catalogue import linking

    return linking.link(run, params)
