"""PAdES signatures (ETSI EN 319 142-1) as incremental revisions of a PDF.

The document stays PDF/A-2a and PDF/UA-1: the field has no place on the page (ISO 14289-1, 7.18.1),
a revision begins on a line of its own (ISO 19005-2, 6.1.9), and the metadata stays as it was.
"""

import asyncio
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from jalin.core.errors import gettext_noop
from jalin.engines.signing.interface import (
    NO_TRUST,
    DocumentUnreadable,
    Key,
    SigningUnavailable,
    TimestampAuthority,
    Trust,
)
from jalin.engines.signing.keys import SigningKey
from jalin.engines.signing.reading import opened
from jalin.engines.signing.timestamps import Stamper
from jalin.engines.signing.trust import context

_NOWHERE = InvisSigSettings(set_print_flag=True, box_out_of_bounds=True)


def sign_pades(
    pdf: bytes,
    key: Key,
    *,
    name: str,
    reason: str,
    field: str,
    timestamper: TimestampAuthority | None = None,
    trust: Trust = NO_TRUST,
) -> bytes:
    """`pdf` with a further revision that holds a signature in the new field `field`.

    The bytes of `pdf` are the beginning of what is returned. B-B without a time authority, B-T
    with one, and B-LTA where the ways from both certificates to a root of `trust` are known.
    Errors: DocumentUnreadable, SigningUnavailable.
    """
    if not isinstance(key, SigningKey):
        message = "a key is opened by pkcs12_key or pkcs11_key"
        raise TypeError(message)
    metadata = PdfSignatureMetadata(
        field_name=field,
        name=name,
        reason=reason,
        subfilter=SigSeedSubFilter.PADES,
        signer_key_usage=set(),
    )
    stamper = Stamper(timestamper) if timestamper else None
    try:
        signed = _signed(pdf, key, metadata, stamper)
        return _lasting(signed, key, stamper, trust) if stamper and trust.roots else signed
    except TimestampRequestError as error:
        reason = gettext_noop("The time-stamping authority refused.")
        raise SigningUnavailable(reason=reason) from error
    except (PdfError, RecursionError, AssertionError) as error:
        raise DocumentUnreadable from error


class _Revision(IncrementalPdfFileWriter):
    """A revision that leaves the metadata alone.

    pyHanko would write the time of change into it, and descriptions in a form that PDF/A refuses.
    """

    def _update_meta(self) -> None:
        return


def _revision(pdf: bytes) -> _Revision:
    reader = opened(pdf)
    return _Revision(reader.stream, prev=reader)


def _signed(
    pdf: bytes, key: SigningKey, metadata: PdfSignatureMetadata, stamper: Stamper | None
) -> bytes:
    field = SigFieldSpec(
        metadata.field_name or "",
        invis_sig_settings=_NOWHERE,
        readable_field_name=metadata.name,
    )
    signer = PdfSigner(metadata, key.signer, timestamper=stamper, new_field_spec=field)
    written: BytesIO = signer.sign_pdf(_revision(_with_last_line_ended(pdf)))
    return written.getvalue()


def _lasting(signed: bytes, key: SigningKey, stamper: Stamper, trust: Trust) -> bytes:
    """With what is needed to validate it in years, under a timestamp of its own (B-LTA).

    Where the certificates lead to no known root there is nothing to keep, and it stays B-T.
    """
    try:
        return asyncio.run(_kept(signed, key, stamper, context(trust, None)))
    except (PathError, ValidationError):
        return signed


async def _kept(
    signed: bytes, key: SigningKey, stamper: Stamper, judge: ValidationContext
) -> bytes:
    try:
        chain = CertificateValidator(
            key.signer.signing_cert, list(key.signer.cert_registry), validation_context=judge
        )
        paths = [await chain.async_validate_usage(set())]  # type: ignore[no-untyped-call]
        stamping = stamper.validation_paths(judge)  # type: ignore[no-untyped-call]
        paths += [path async for path in stamping]
        writer = _revision(signed)
        last = writer.prev.embedded_regular_signatures[-1]
        DocumentSecurityStore.supply_dss_in_writer(
            writer,
            None,  # entries per signature (VRI) are out of use (EN 319 142-1, 5.4.2.3)
            paths=paths,
            validation_context=judge,
        )
        seal = PdfTimeStamper(
            stamper, field_name=f"{last.field_name}Timestamp", invis_settings=_NOWHERE
        )
        written: BytesIO = await seal.async_timestamp_pdf(writer, "sha256")
        return written.getvalue()
    finally:
        await judge.aclose()  # type: ignore[no-untyped-call]


def _with_last_line_ended(pdf: bytes) -> bytes:
    return pdf if pdf.endswith((b"\n", b"\r")) else pdf + b"\n"
