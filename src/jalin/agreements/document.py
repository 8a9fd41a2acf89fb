"""The document of a version of an agreement, made once and kept, and the evidence of signature."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jalin.agreements.document_evidence import Evidence, sheet
from jalin.agreements.document_pages import Printed, pages
from jalin.agreements.kind import terms_of
from jalin.agreements.signatories import places
from jalin.agreements.terms import AgreementTerms
from jalin.dossiers import files
from jalin.dossiers.actions.locking import locked, told
from jalin.dossiers.models import Document, Dossier, Version
from jalin.dossiers.queries.versions import newest_version
from jalin.engines.typesetting import typeset
from jalin.institutions.models import Institution

_SOURCES = Path(__file__).parent / "typeset"


def document_of(version: Version) -> Document:
    """The PDF that prints the terms of `version`: the one that all its parties sign.

    Made when it is first asked for, of the same bytes whoever asks. Errors: TypesettingUnavailable.
    """
    found = version.documents.filter(role=Document.Role.TEXT).first()
    if found is not None:
        return found
    kept = files.keep(f"{version.dossier.uuid}-{version.number}.pdf", [made(version)])
    with transaction.atomic():
        locked(version.dossier)
        found = version.documents.filter(role=Document.Role.TEXT).first()
        return found or _added(version.dossier, version, Document.Role.TEXT, kept)


def made(version: Version) -> bytes:
    """The bytes of the document of `version`. Its date is that of the version."""
    terms = terms_of(version)
    data = pages(terms, _institutions(terms), printed_of(version))
    return typeset(_source("agreement"), data=data, timestamp=version.at)


def evidence_sheet(dossier: Dossier) -> Document:
    """The PDF that names what each signature of a dossier rests on, as it is now.

    Of the version in force, else of the newest. The same signatures give the same bytes and are
    kept once. Errors: TypesettingUnavailable; ValueError where nothing was proposed yet.
    """
    version = dossier.in_force or newest_version(dossier)
    if version is None:
        raise ValueError("nothing was proposed")
    evidence = evidence_of(version)
    last = max((one.at for one in evidence.approvals), default=version.at)
    made_now = typeset(_source("evidence"), data=sheet(evidence), timestamp=last)
    kept = files.keep(f"{dossier.uuid}-{version.number}-evidence.pdf", [made_now])
    with transaction.atomic():
        locked(dossier)
        sheets = dossier.documents.filter(role=Document.Role.EVIDENCE, sha256=kept.sha256)
        return sheets.first() or _added(dossier, version, Document.Role.EVIDENCE, kept)


def evidence_of(version: Version) -> Evidence:
    """What there is to tell of the signatures of `version`."""
    terms = terms_of(version)
    institutions = _institutions(terms)
    approvals = list(
        version.approvals.filter(digest=version.digest).select_related(
            "institution", "signatory", "evidence"
        )
    )
    empty = [place for place in places(terms, version) if place.signature is None]
    return Evidence(
        terms=terms,
        printed=printed_of(version),
        document=document_of(version).sha256,
        approvals=approvals,
        missing=[(institutions[place.party], place.name) for place in empty],
    )


def _institutions(terms: AgreementTerms) -> dict[str, Institution]:
    return {one.slug: one for one in Institution.objects.filter(slug__in=terms.parties)}


@cache
def _source(name: str) -> str:
    return (_SOURCES / f"{name}.typ").read_text(encoding="utf-8")


def printed_of(version: Version) -> Printed:
    return Printed(
        uri=version.dossier.uri,
        number=version.number,
        digest=version.digest,
        address=f"{settings.PUBLIC_BASE}/verify/{version.digest}",
    )


def _added(dossier: Dossier, version: Version, role: str, kept: files.Kept) -> Document:
    document = Document.objects.create(
        dossier=dossier,
        version=version,
        role=role,
        name=kept.name,
        media_type=kept.media_type,
        size=kept.size,
        sha256=kept.sha256,
        at=timezone.now(),
    )
    verb = "evidence_made" if role == Document.Role.EVIDENCE else "document_made"
    told(dossier, None, verb, document=document.pk, sha256=kept.sha256)
    return document
