"""The lifecycle of a dossier, as a table."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("dossier", "Draft")
    PROPOSED = "proposed", pgettext_lazy("dossier", "Proposed")
    AGREED = "agreed", pgettext_lazy("dossier", "Agreed, to be signed")
    IN_FORCE = "in_force", pgettext_lazy("dossier", "In force")
    COMPLETED = "completed", pgettext_lazy("dossier", "Completed")
    REJECTED = "rejected", pgettext_lazy("dossier", "Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("dossier", "Withdrawn")
    TERMINATED = "terminated", pgettext_lazy("dossier", "Terminated")


MOVES: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.PROPOSED, State.WITHDRAWN}),
    State.PROPOSED: frozenset({State.AGREED, State.IN_FORCE, State.REJECTED, State.WITHDRAWN}),
    State.AGREED: frozenset({State.PROPOSED, State.IN_FORCE, State.WITHDRAWN}),
    State.IN_FORCE: frozenset({State.COMPLETED, State.TERMINATED}),
    State.COMPLETED: frozenset(),
    State.REJECTED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.TERMINATED: frozenset(),
}
ENDED = (State.COMPLETED, State.REJECTED, State.WITHDRAWN, State.TERMINATED)
OPEN = (State.DRAFT, State.PROPOSED, State.AGREED, State.IN_FORCE)


class Area(models.TextChoices):
    """The six areas of cooperation that a clause may be of."""

    RESEARCH = "research", pgettext_lazy("area", "Joint research")
    EXCHANGE = "exchange", pgettext_lazy("area", "Exchange of books")
    EVENTS = "events", pgettext_lazy("area", "Exhibitions and events")
    TRAINING = "training", pgettext_lazy("area", "Training and staff exchange")
    ARTICLES = "articles", pgettext_lazy("area", "Articles in periodicals")
    DIGITAL = "digital", pgettext_lazy("area", "Digital collections")


class Level(models.TextChoices):
    """What an approval rests on, from the least to the most."""

    CLICK = "click", pgettext_lazy("evidence", "Confirmed while signed in")
    SCAN = "scan", pgettext_lazy("evidence", "Signed on paper, scanned")
    SEAL = "seal", pgettext_lazy("evidence", "Confirmed with a second factor, sealed here")
    CMS_UNVERIFIED = "cms_unverified", pgettext_lazy("evidence", "Signature received, not verified")
    CMS = "cms", pgettext_lazy("evidence", "Detached signature")
    PADES = "pades", pgettext_lazy("evidence", "Signature in the document")
