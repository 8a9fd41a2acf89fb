"""The document of a version of an agreement, made once and kept, and the evidence of signature."""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jalin.agreements.document_pages import Printed, pages
from jalin.agreements.kind import terms_of
from jalin.dossiers import files
from jalin.dossiers.actions.locking import locked, told
from jalin.dossiers.models import Document, Dossier, Version
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
    parties = {one.slug: one for one in Institution.objects.filter(slug__in=terms.parties)}
    printed = printed_of(version)
    source = (_SOURCES / "agreement.typ").read_text(encoding="utf-8")
    return typeset(source, data=pages(terms, parties, printed), timestamp=version.at)


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
    told(dossier, None, "document_made", document=document.pk, sha256=kept.sha256)
    return document
