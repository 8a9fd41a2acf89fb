"""Several people who ask for a document at the same moment get one and the same."""

from jalin.agreements.document import document_of, evidence_sheet
from jalin.core import audit
from jalin.dossiers.models import Document, Dossier, Version
from tests.dossiers.cases import agreed, house
from tests.installation import Installation


def test_the_document_and_the_evidence_are_made_once(installation: Installation) -> None:
    dossier = agreed(house())
    version = dossier.versions.get()

    def text() -> Document:
        return document_of(Version.objects.get(pk=version.pk))

    def sheet() -> Document:
        return evidence_sheet(Dossier.objects.get(pk=dossier.pk))

    found = installation.in_threads(text, sheet, text, sheet, text)
    assert [one for one in found if not isinstance(one, Document)] == []
    roles = sorted(one.role for one in Document.objects.filter(dossier=dossier))
    assert roles == [Document.Role.EVIDENCE, Document.Role.TEXT]
    assert audit.verify(dossier.chain) is None
