"""The signatures in a PDF (ISO 32000-1, 12.8), and what was added after them."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import CMSExtractionError, CMSStructuralError
from pyhanko.sign.validation import DocumentSecurityStore, EmbeddedPdfSignature
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature
from pyhanko.sign.validation.status import (
    PdfSignatureStatus,
    SignatureCoverageLevel,
    StandardCMSSignatureStatus,
)
from pyhanko_certvalidator import ValidationContext

from jalin.engines.signing.additions import only_signatures_since
from jalin.engines.signing.interface import (
    NO_TRUST,
    Conformance,
    Coverage,
    DocumentUnreadable,
    Problem,
    Signature,
    Trust,
    Verifier,
)
from jalin.engines.signing.judging import (
    Judgement,
    is_verifiable,
    judged,
    levelled,
    received,
    refused,
    signer_of,
)
from jalin.engines.signing.reading import BROKEN_PDF, opened
from jalin.engines.signing.trust import SIGNS, context_settings

_MOST_REVISIONS = 100  # each signature is held against all revisions that follow it


def validate_pdf(
    pdf: bytes,
    *,
    trust: Trust = NO_TRUST,
    moment: datetime | None = None,
    verifiers: Sequence[Verifier] = (),
) -> list[Signature]:
    """The signatures in a PDF in the order in which they were made; without any, none.

    Each covers the document as it was then; what was added later may be signatures, timestamps
    and what they need, and nothing else. `moment` is when the file was received (None: as the
    signers say). Raises `DocumentUnreadable`, also for one of more than a hundred revisions.
    """
    reader = _reader(pdf)
    try:
        if reader.total_revisions > _MOST_REVISIONS:
            raise DocumentUnreadable
        found = list(reader.embedded_regular_signatures)
        found.sort(key=lambda one: one.signed_revision)
    except BROKEN_PDF as error:
        raise DocumentUnreadable from error
    judgement = Judgement(trust, moment, verifiers)
    return [_validated(reader, one, pdf, judgement) for one in found]


def adds_only_signatures(base: bytes, pdf: bytes) -> bool:
    """Whether `pdf` is `base`, byte by byte, and then only signatures and what belongs to them.

    Raises `DocumentUnreadable`.
    """
    if not pdf.startswith(base):
        return False
    reader, before = _reader(pdf), _reader(base).total_revisions
    if reader.total_revisions == before:
        return pdf[len(base) :].strip() == b""
    try:
        return only_signatures_since(reader, before)
    except BROKEN_PDF:
        return False


def _reader(pdf: bytes) -> PdfFileReader:
    try:
        reader = opened(pdf)
        if reader.encrypted:
            raise DocumentUnreadable
        _ = reader.root["/Pages"]
    except BROKEN_PDF as error:
        raise DocumentUnreadable from error
    return reader


def _validated(
    reader: PdfFileReader, embedded: EmbeddedPdfSignature, pdf: bytes, judgement: Judgement
) -> Signature:
    covers = _coverage(embedded, pdf)
    signed = embedded.signed_data
    try:
        if not is_verifiable(signer_of(signed)):
            found = _of_another_algorithm(embedded, pdf, judgement, covers)
        else:
            found = _judged(reader, embedded, judgement, covers)
        return levelled(found, _level(reader, embedded, found), embedded.field_name)
    except (*BROKEN_PDF, CMSExtractionError, CMSStructuralError):
        return received(signed, Problem.MALFORMED, covers)


def _judged(
    reader: PdfFileReader,
    embedded: EmbeddedPdfSignature,
    judgement: Judgement,
    covers: Coverage | None,
) -> Signature:
    last: list[PdfSignatureStatus] = []

    async def validation(judge: ValidationContext) -> StandardCMSSignatureStatus:
        status = await async_validate_pdf_signature(
            embedded, signer_validation_context=judge, key_usage_settings=SIGNS
        )
        last[:] = [status]
        return status

    def contexts(moment: datetime | None) -> ValidationContext:
        return _context(reader, judgement.trust, moment)

    said = embedded.self_reported_timestamp
    found = judged(embedded.signed_data, validation, contexts, judgement, covers, said=said)
    if found.status == "invalid":
        return found
    return _followed(found, last[0])


def _followed(signature: Signature, status: PdfSignatureStatus) -> Signature:
    """Whether it covers its revision wholly, and what came after it is allowed."""
    coverage = status.coverage or SignatureCoverageLevel.UNCLEAR
    if coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return refused(signature, Problem.NOT_WHOLE)
    level = status.modification_level
    if status.docmdp_ok is False or level is None or level > ModificationLevel.FORM_FILLING:
        return refused(signature, Problem.CHANGED)
    return signature


def _of_another_algorithm(
    embedded: EmbeddedPdfSignature,
    pdf: bytes,
    judgement: Judgement,
    covers: Coverage | None,
) -> Signature:
    """One that pyHanko cannot verify: a verifier of its algorithm may, over the bytes it covers."""
    algorithm = signer_of(embedded.signed_data)["signature_algorithm"]["algorithm"].dotted
    start, length, other, rest = (int(number) for number in embedded.byte_range)
    content = pdf[start : start + length] + pdf[other : other + rest]
    for verifier in judgement.verifiers:
        if verifier.verifies(algorithm):
            return verifier.verify(embedded.pkcs7_content, content)
    return received(embedded.signed_data, Problem.UNVERIFIABLE, covers)


def _context(reader: PdfFileReader, trust: Trust, moment: datetime | None) -> ValidationContext:
    """With the certificates and revocation lists that the document itself keeps (its DSS)."""
    settings = context_settings(trust, moment)
    try:
        return DocumentSecurityStore.read_dss(reader).as_validation_context(settings)
    except NoDSSFoundError:
        return ValidationContext(**settings)


def _coverage(embedded: EmbeddedPdfSignature, pdf: bytes) -> Coverage | None:
    try:
        _, _, other, rest = (int(number) for number in embedded.byte_range)
    except (ValueError, TypeError):
        return None
    length = other + rest
    if not 0 < length <= len(pdf):
        return None
    after = pdf[length:].strip()
    return Coverage(length, hashlib.sha256(pdf[:length]).hexdigest(), is_whole=not after)


def _level(reader: PdfFileReader, embedded: EmbeddedPdfSignature, found: Signature) -> Conformance:
    """As ETSI EN 319 142-1, 6.1 names it, by what is there."""
    if embedded.sig_object.get("/SubFilter") != "/ETSI.CAdES.detached" or not found.level:
        return ""
    if not found.timestamped or "/DSS" not in reader.root:
        return found.level
    later = (
        one.signed_revision > embedded.signed_revision
        for one in reader.embedded_timestamp_signatures
    )
    return "B-LTA" if any(later) else "B-LT"
