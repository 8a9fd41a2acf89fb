"""The audit trail: entries that follow one another, each with the digest of the one before.

An entry is written in the transaction of the act that it tells of. The database refuses to change
or remove one (see the migration); whoever gets past that breaks the chain, which `verify` finds.
Digests are SHA-256 of canonical JSON (RFC 8785).
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import rfc8785
from django.db import connection, transaction
from django.utils import timezone

from jalin.core.models import AuditChain, AuditEntry

Details = Mapping[str, str | int | bool | None]


def record(
    *,
    chain: str,
    verb: str,
    actor: int | None,
    subject: tuple[str, object],
    details: Details | None = None,
    at: datetime | None = None,
) -> AuditEntry:
    """Add an entry to `chain`, within the caller's transaction.

    `actor` is the id of a user, None for the system; `subject` a type and an id. `details` hold
    ids, counts and digests, no personal data. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        message = "an audit entry belongs to the transaction of its act"
        raise RuntimeError(message)
    AuditChain.objects.get_or_create(name=chain)
    head = AuditChain.objects.select_for_update().get(name=chain)
    entry = AuditEntry(
        chain=head,
        number=head.length + 1,
        at=at or timezone.now(),
        actor_id=actor,
        verb=verb,
        subject_type=subject[0],
        subject_id=str(subject[1]),
        details=dict(details or {}),
        previous=head.head,
    )
    entry.digest = digest(entry)
    entry.save(force_insert=True)
    head.length, head.head = entry.number, entry.digest
    head.save(update_fields=["length", "head"])
    return entry


def digest(entry: AuditEntry) -> str:
    """What seals an entry: the digest of all it says and of the entry before."""
    said: dict[str, Any] = {
        "chain": entry.chain.name,
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor_id,
        "verb": entry.verb,
        "subject": [entry.subject_type, entry.subject_id],
        "details": entry.details,
        "previous": entry.previous,
    }
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()


def verify(chain: str) -> int | None:
    """The number of the first entry that was tampered with or is missing; None when all is well."""
    with transaction.atomic():
        head = AuditChain.objects.get(name=chain)
        previous, number = "", 0
        for entry in head.entries.select_related("chain").order_by("number").iterator():
            number += 1
            sound = entry.number == number and entry.previous == previous
            if not sound or entry.digest != digest(entry):
                return number
            previous = entry.digest
        return None if (number, previous) == (head.length, head.head) else number + 1
