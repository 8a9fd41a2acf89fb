"""PAdES signatures (ETSI EN 319 142-1) as incremental revisions of a PDF.

The document stays PDF/A-2a and PDF/UA-1: the field has no place on the page (ISO 14289-1, 7.18.1),
and a revision begins on a line of its own (ISO 19005-2, 6.1.9).
"""

from contextlib import suppress
from dataclasses import replace
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError as PyhankoError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
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
    if timestamper is None:
        return _signed(pdf, key, metadata, None)
    lasting = replace(
        metadata,
        embed_validation_info=True,
        use_pades_lta=True,
        validation_context=context(trust, None),
    )
    if trust.roots:
        # Without a way to a root there is nothing to keep, and what can be had is B-T.
        with suppress(PyhankoError, PathError, ValidationError):
            return _signed(pdf, key, lasting, Stamper(timestamper))
    return _signed(pdf, key, metadata, Stamper(timestamper))


def _signed(
    pdf: bytes, key: SigningKey, metadata: PdfSignatureMetadata, stamper: Stamper | None
) -> bytes:
    field = SigFieldSpec(
        metadata.field_name or "",
        invis_sig_settings=_NOWHERE,
        readable_field_name=metadata.reason,
    )
    signer = PdfSigner(metadata, key.signer, timestamper=stamper, new_field_spec=field)
    try:
        writer = IncrementalPdfFileWriter(BytesIO(_with_last_line_ended(pdf)))
        written: BytesIO = signer.sign_pdf(writer)
    except TimestampRequestError as error:
        reason = gettext_noop("The time-stamping authority refused.")
        raise SigningUnavailable(reason=reason) from error
    except (PdfError, RecursionError, AssertionError) as error:
        raise DocumentUnreadable from error
    return written.getvalue()


def _with_last_line_ended(pdf: bytes) -> bytes:
    return pdf if pdf.endswith((b"\n", b"\r")) else pdf + b"\n"
