"""The catalogues and how much is in them. Public."""

from dataclasses import dataclass

from django.db.models import QuerySet

from jalin.catalogue.models import Catalogue, Import
from jalin.core.permissions import NotKnown


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """`catalogue.institution` is loaded; `records` counts those not deleted."""

    catalogue: Catalogue
    records: int
    last_import: Import | None


def catalogues() -> tuple[CatalogueRow, ...]:
    """Every catalogue, the house's first."""
    return tuple(_row(catalogue) for catalogue in _counted())


def catalogue(slug: str) -> CatalogueRow:
    """One catalogue. Errors: NotKnown."""
    for found in _counted().filter(slug=slug):
        return _row(found)
    raise NotKnown


def _counted() -> QuerySet[Catalogue]:
    return Catalogue.objects.select_related("institution", "last_import").order_by(
        "-institution__is_house", "institution__slug", "slug"
    )


def _row(catalogue: Catalogue) -> CatalogueRow:
    return CatalogueRow(catalogue, catalogue.size, catalogue.last_import)
