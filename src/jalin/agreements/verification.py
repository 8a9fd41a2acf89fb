"""Whether a file is a document of an agreement here, unaltered, and who signed it.

Anyone may ask who has the file, or the digest of the terms that it prints: both are known only from
the document itself.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jalin.agreements.evidence import status_text
from jalin.agreements.kind import AGREEMENT
from jalin.agreements.sealing import trust
from jalin.dossiers import files
from jalin.dossiers.models import Approval, Document, Dossier, Version
from jalin.dossiers.states import Level
from jalin.engines.signing import (
    DocumentUnreadable,
    Signature,
    adds_only_signatures,
    validate_pdf,
)
from jalin.institutions.models import Institution

_ROLES = (
    Document.Role.TEXT,
    Document.Role.SIGNED,
    Document.Role.SIGNATURE,
    Document.Role.SCAN,
    Document.Role.EVIDENCE,
)
_IN_DOCUMENT = (Document.Role.TEXT, Document.Role.SIGNED)
_END = re.compile(rb"%%EOF(?:\r\n|\n|\r)?")
_DIGEST = re.compile(rb"(?<![0-9a-fA-F])[0-9a-f]{64}(?![0-9a-fA-F])")
_MOST = 200  # revisions of a file, and digests in it, that are looked for


class Outcome(models.TextChoices):
    UNALTERED = "unaltered", _("This is the document, unaltered.")
    EXTENDED = "extended", _("This is the document, with signatures that are not recorded here.")
    ALTERED = "altered", _("This file was altered. It is not the document.")
    UNKNOWN = "unknown", _("This file is not known here, or it was altered.")
    TERMS = "terms", _("These terms are known here.")


@dataclass(frozen=True, slots=True)
class Signed:
    """That somebody signed, as it was recorded here."""

    name: str
    institution: Institution
    level: Level
    at: datetime
    details: dict[str, Any]  # see `evidence.details_of`
    document: Document | None

    @property
    def status(self) -> str | Promise:
        said = self.details
        return status_text(said.get("status", ""), trusted=bool(said.get("trusted")))


@dataclass(frozen=True, slots=True)
class Verification:
    """`sha256` is of the file; `in_file` are the signatures in it, `signed` those recorded here.

    `version` is what the file is, or (ALTERED) what it says that it is. `is_newest`: nobody has
    signed in the document since.
    """

    outcome: Outcome
    sha256: str = ""
    version: Version | None = None
    document: Document | None = None
    is_newest: bool = True
    in_file: tuple[Signature, ...] = ()
    signed: tuple[Signed, ...] = ()

    @property
    def dossier(self) -> Dossier | None:
        return self.version.dossier if self.version else None

    @property
    def is_good(self) -> bool:
        return self.outcome in (Outcome.UNALTERED, Outcome.EXTENDED, Outcome.TERMS)


def verify(file: bytes) -> Verification:
    """What a file is: by its digest, by the revisions in it, else by the terms that it names."""
    sha256 = hashlib.sha256(file).hexdigest()
    in_file = _signatures(file)
    document = _known([sha256])
    if document is not None:
        return _found(Outcome.UNALTERED, sha256, document, in_file)
    document = _known(_revisions(file))
    if document is not None:
        return _found(_added(document, file, in_file), sha256, document, in_file)
    version = _claimed(file)
    outcome = Outcome.ALTERED if version else Outcome.UNKNOWN
    return Verification(outcome, sha256, version, in_file=in_file)


def verify_terms(digest: str) -> Verification:
    """Which agreement has the terms of this SHA-256, as the document's QR code gives it."""
    version = _of_terms([digest.lower()])
    if version is None:
        return Verification(Outcome.UNKNOWN)
    return Verification(Outcome.TERMS, version=version, signed=recorded(version))


def recorded(version: Version) -> tuple[Signed, ...]:
    """The signatures under a version, in the order in which they came."""
    found = version.approvals.filter(is_signature=True).select_related("institution", "evidence")
    return tuple(_signed(approval) for approval in found)


def _signed(approval: Approval) -> Signed:
    return Signed(
        approval.signatory_name,
        approval.institution,
        Level(approval.level),
        approval.at,
        approval.details,
        approval.evidence,
    )


def _found(
    outcome: Outcome, sha256: str, document: Document, in_file: tuple[Signature, ...]
) -> Verification:
    version = document.version
    assert version is not None  # noqa: S101  `_known` asks for one
    is_newest = document.role not in _IN_DOCUMENT or not _later(document)
    return Verification(outcome, sha256, version, document, is_newest, in_file, recorded(version))


def _later(document: Document) -> bool:
    """Whether somebody signed in the document since."""
    signed = Document.objects.filter(version=document.version_id, role=Document.Role.SIGNED)
    return signed.filter(pk__gt=document.pk).exists()


def _known(digests: Iterable[str]) -> Document | None:
    """The newest document of an agreement with one of these digests."""
    found = Document.objects.filter(
        sha256__in=list(digests),
        role__in=_ROLES,
        version__isnull=False,
        dossier__kind=AGREEMENT.code,
    )
    return found.select_related("version__dossier").order_by("-pk").first()


def _revisions(file: bytes) -> Iterator[str]:
    """The digest of each beginning of a PDF that is a file of its own (ISO 32000-1, 7.5.6)."""
    hashed, start = hashlib.sha256(), 0
    for _number, match in zip(range(_MOST), _END.finditer(file), strict=False):
        for end in sorted({match.start() + len(b"%%EOF"), match.end()}):
            hashed.update(file[start:end])
            start = end
            yield hashed.hexdigest()


def _added(document: Document, file: bytes, in_file: tuple[Signature, ...]) -> Outcome:
    """What a file is that begins as `document` and goes on: where that is the newest, signed on.

    Where others signed in the document since, and the file is not what they left, it was altered.
    """
    if document.role not in _IN_DOCUMENT or _later(document):
        return Outcome.ALTERED
    base = files.read(document.sha256)
    new = [one for one in in_file if one.covers is None or one.covers.length > len(base)]
    is_sound = bool(new) and all(one.status == "valid" for one in new)
    if (
        is_sound
        and all(one.status != "invalid" for one in in_file)
        and adds_only_signatures(base, file)
    ):
        return Outcome.EXTENDED
    return Outcome.ALTERED


def _claimed(file: bytes) -> Version | None:
    """The version whose terms a file names, as our documents and signatures in them do."""
    found = dict.fromkeys(match.group().decode() for match in _DIGEST.finditer(file))
    return _of_terms(list(found)[:_MOST])


def _of_terms(digests: list[str]) -> Version | None:
    """The version of these terms that was signed, else the newest."""
    found = Version.objects.filter(digest__in=digests, dossier__kind=AGREEMENT.code)
    signed = models.Count("approvals", filter=models.Q(approvals__is_signature=True))
    counted = found.annotate(signed=signed).select_related("dossier")
    return counted.order_by("-signed", "-pk").first()


def _signatures(file: bytes) -> tuple[Signature, ...]:
    if not file.startswith(b"%PDF-"):
        return ()
    try:
        return tuple(validate_pdf(file, trust=trust()))
    except DocumentUnreadable:
        return ()
