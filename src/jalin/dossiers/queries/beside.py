"""What stands beside the terms of a dossier: thread, tasks, files, history. Each one query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.functional import Promise

from jalin.core.models import AuditEntry
from jalin.dossiers import contracts
from jalin.dossiers.models import Document, Dossier, Look, Message, Party, Task
from jalin.institutions.models import User
from jalin.institutions.permissions import in_force


@dataclass(frozen=True, slots=True)
class Event:
    """What was done, when, by whom (None: the program, or a person who was erased)."""

    verb: str
    at: datetime
    actor: User | None
    institution: int | None  # that the actor acts for, of the parties
    details: Mapping[str, Any] = field(default_factory=dict)
    verbs: Mapping[str, Promise | str] = field(default_factory=dict)  # of the dossier's kind


def thread(dossier: Dossier) -> list[Message]:
    """The oldest first."""
    return list(
        dossier.messages.select_related("author", "institution").prefetch_related(
            "mentions", "documents"
        )
    )


def tasks(dossier: Dossier) -> list[Task]:
    """Those that are left first, by their day."""
    found = dossier.tasks.select_related("side", "owner", "done_by")
    return sorted(found, key=lambda task: task.done_at is not None)


def documents(dossier: Dossier) -> list[Document]:
    """The newest first, without those in the thread alone."""
    return list(dossier.documents.select_related("institution", "version"))


def last_look(dossier: Dossier, person: User) -> datetime | None:
    return Look.objects.filter(dossier=dossier, user=person).values_list("at", flat=True).first()


def people(dossier: Dossier) -> list[User]:
    """Who may be mentioned: the people of the parties and readers today."""
    institutions = dossier.parties.values("institution")
    members = in_force(timezone.now().date()).filter(institution__in=institutions)
    return list(
        User.objects.filter(pk__in=members.values("user"), is_active=True)
        .prefetch_related(Prefetch("memberships", in_force(timezone.now().date())))
        .order_by("name")
    )


def history(dossier: Dossier, *, limit: int | None = None) -> list[Event]:
    """The newest first."""
    entries = (
        AuditEntry.objects.filter(chain__name=dossier.chain)
        .select_related("actor")
        .order_by("-number")[:limit]
    )
    found = list(entries)
    verbs = contracts.kind(dossier.kind).verbs
    sides = _sides(dossier, {entry.actor_id for entry in found if entry.actor_id})
    return [
        Event(
            entry.verb,
            entry.at,
            entry.actor,
            sides.get(entry.actor_id or 0),
            entry.details,
            verbs,
        )
        for entry in found
    ]


def _sides(dossier: Dossier, actors: Iterable[int]) -> dict[int, int]:
    """Of each actor the party whose member they are or were."""
    parties = Party.objects.filter(dossier=dossier).values("institution")
    rows = User.objects.filter(
        pk__in=list(actors), memberships__institution__in=parties
    ).values_list("pk", "memberships__institution")
    return dict(rows)
