"""Lifecycles, as tables."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ImportState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("import", "Waiting")
    READING = "reading", pgettext_lazy("import", "Reading")
    COMPLETE = "complete", pgettext_lazy("import", "Complete")
    FAILED = "failed", pgettext_lazy("import", "Failed")
    CANCELLED = "cancelled", pgettext_lazy("import", "Cancelled")


IMPORT_MOVES: dict[str, frozenset[str]] = {
    ImportState.WAITING: frozenset({"reading", "failed", "cancelled"}),
    ImportState.READING: frozenset({"complete", "failed", "cancelled", "waiting"}),
    ImportState.COMPLETE: frozenset(),
    ImportState.FAILED: frozenset({"waiting"}),
    ImportState.CANCELLED: frozenset({"waiting"}),
}
ACTIVE_IMPORT = (ImportState.WAITING, ImportState.READING)


class GenerationState(models.TextChoices):
    """Of derived data: only a complete one is served, and one at a time."""

    BUILDING = "building"
    SERVING = "serving"
    RETIRED = "retired"


class Verdict(models.TextChoices):
    SAME = "same", pgettext_lazy("verdict", "Same")
    DIFFERENT = "different", pgettext_lazy("verdict", "Different")
    LATER = "later", pgettext_lazy("verdict", "Later")
