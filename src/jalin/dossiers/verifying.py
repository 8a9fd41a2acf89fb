"""Is all that was agreed still there and unchanged? Beside the audit trail, which is every area's.

What is checked: the terms of each version against their digest, each approval against its version,
what is in force against the approvals it rests on, and the bytes of every file.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F

from jalin.dossiers import files
from jalin.dossiers.models import Approval, Document, Version
from jalin.dossiers.terms import digest


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is stable: terms | approval | force | file."""

    code: str
    text: str


def verify() -> Iterator[Finding]:
    """Everything that is not as it should be."""
    yield from _terms()
    yield from _approvals()
    yield from _in_force()
    yield from _files()


def _terms() -> Iterator[Finding]:
    found = Version.objects.values_list("dossier__uuid", "number", "terms", "digest")
    for uuid, number, terms, sealed in found.order_by("pk").iterator():
        if digest(bytes(terms)) != sealed:
            yield Finding("terms", f"Dossier {uuid}, version {number}: the terms are changed.")


def _approvals() -> Iterator[Finding]:
    other = Approval.objects.exclude(digest=F("version__digest")).order_by("pk")
    for pk, uuid in other.values_list("pk", "version__dossier__uuid"):
        yield Finding("approval", f"Dossier {uuid}: approval {pk} is of other terms.")


def _in_force() -> Iterator[Finding]:
    """What is or was in force has the approval of each party that its terms name."""
    given = defaultdict[int, set[str]](set)
    approvals = Approval.objects.filter(is_signature=False, version__in_force_of__isnull=False)
    for version, slug in approvals.values_list("version", "institution__slug"):
        given[version].add(slug)
    in_force = Version.objects.filter(in_force_of__isnull=False).order_by("pk")
    for pk, uuid, number, terms in in_force.values_list(
        "pk", "dossier__uuid", "number", "terms"
    ).iterator():
        if missing := _parties(bytes(terms)) - given[pk]:
            names = ", ".join(sorted(missing))
            text = f"Dossier {uuid}: version {number} is in force without approval by {names}."
            yield Finding("force", text)


def _parties(terms: bytes) -> set[str]:
    """The parties that terms name; none where they cannot be read, which `_terms` tells."""
    try:
        return set(json.loads(terms)["parties"])
    except (ValueError, KeyError, TypeError):
        return set()


def _files() -> Iterator[Finding]:
    """Bytes that several documents share are read once."""
    for sha256 in Document.objects.order_by("sha256").values_list("sha256", flat=True).distinct():
        path = files.path_of(sha256)
        if not path.is_file():
            yield Finding("file", f"{path} is missing.")
            continue
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                yield Finding("file", f"{path} is changed.")
