"""The audit trail: entries that follow one another, each with the digest of the one before.

An entry is written in the transaction of the act that it tells of. The database refuses to change
or remove one (see the migration); whoever gets past that breaks the chain, which `verify` finds.
Digests are SHA-256 of canonical JSON (RFC 8785).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

import rfc8785
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from jalin.core.models import AuditChain, AuditEntry

Details = Mapping[str, str | int | bool | None]
#: What an entry says, beside the name of its chain, in the order of `_said`.
_FIELDS = (
    "number",
    "at",
    "actor_id",
    "verb",
    "subject_type",
    "subject_id",
    "details",
    "previous",
)


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
    return _sealed(_said(entry.chain.name, [getattr(entry, name) for name in _FIELDS]))


def _said(chain: str, fields: Iterable[Any]) -> dict[str, Any]:
    number, at, actor, verb, subject_type, subject_id, details, previous = fields
    return {
        "chain": chain,
        "number": number,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": actor,
        "verb": verb,
        "subject": [subject_type, subject_id],
        "details": details,
        "previous": previous,
    }


def _sealed(said: Mapping[str, Any]) -> str:
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()


def verify(chain: str) -> int | None:
    """The number of the first entry that was tampered with or is missing; None when all is well.

    Raises AuditChain.DoesNotExist.
    """
    head = AuditChain.objects.get(name=chain)
    return next((number for _, number in _broken(AuditChain.objects.filter(pk=head.pk))), None)


def verify_all() -> Iterator[tuple[str, int]]:
    """Each chain that does not hold, with the number of its first entry that is wrong or missing.

    Reads everything once, as it was when the reading began, and holds no lock.
    """
    return _broken(AuditChain.objects.all())


def _broken(chains: QuerySet[AuditChain]) -> Iterator[tuple[str, int]]:
    """The heads stand in the rows of the entries: one statement sees one moment."""
    entries = AuditEntry.objects.filter(chain__in=chains).order_by("chain_id", "number")
    rows = entries.values_list("chain__name", "chain__length", "chain__head", *_FIELDS, "digest")
    for name, found in groupby(rows.iterator(chunk_size=5000), key=itemgetter(0)):
        if (number := _first_wrong(name, found)) is not None:
            yield name, number
    empty = chains.filter(length__gt=0).filter(
        ~Exists(AuditEntry.objects.filter(chain=OuterRef("pk")))
    )
    for name in empty.values_list("name", flat=True):
        yield name, 1


def _first_wrong(chain: str, rows: Iterable[tuple[Any, ...]]) -> int | None:
    """`rows` are the length and head of the chain, then the fields of an entry and its digest."""
    previous, number, length, head = "", 0, 0, ""
    for _, length, head, *fields, sealed in rows:  # noqa: B007  of the last row as of each
        number += 1
        sound = fields[0] == number and fields[-1] == previous
        if not sound or sealed != _sealed(_said(chain, fields)):
            return number
        previous = sealed
    return None if (number, previous) == (length, head) else number + 1
