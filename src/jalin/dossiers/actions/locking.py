"""What every act on a dossier begins with."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from jalin.core import audit
from jalin.core.permissions import NotKnown, require
from jalin.dossiers.errors import WrongState
from jalin.dossiers.models import Dossier
from jalin.dossiers.permissions import acting_institution, may_read
from jalin.dossiers.states import MOVES, State
from jalin.institutions.models import Institution
from jalin.institutions.permissions import Person


def locked(dossier: Dossier) -> Dossier:
    """The dossier as it is now, locked until the transaction ends.

    On SQLite a transaction is begun IMMEDIATE (the settings say so), which locks as much.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a dossier is locked within a transaction")
    return Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)


def acting(person: Person, dossier: Dossier) -> Institution:
    """The party that the person acts for. Errors: NotKnown, NotPermitted."""
    known = may_read(person, dossier)
    if not known:
        raise NotKnown
    institution = acting_institution(person, dossier)
    require(institution is not None)
    assert institution is not None  # noqa: S101  for the type checker
    return institution


def moved(dossier: Dossier, state: State) -> None:
    """Move the locked dossier to another state. Raises WrongState."""
    if state not in MOVES[dossier.state]:
        raise WrongState(state=State(dossier.state).label)
    dossier.state = state


def require_state(dossier: Dossier, *states: State) -> None:
    if dossier.state not in states:
        raise WrongState(state=State(dossier.state).label)


def told(
    dossier: Dossier,
    person: Person,
    verb: str,
    at: datetime | None = None,
    **details: str | int | bool | None,
) -> None:
    """Note in the dossier's audit chain what was done; ids and digests, no names."""
    audit.record(
        chain=dossier.chain,
        verb=verb,
        actor=getattr(person, "pk", None),
        subject=("dossier", dossier.uuid),
        details=details,
        at=at or timezone.now(),
    )
