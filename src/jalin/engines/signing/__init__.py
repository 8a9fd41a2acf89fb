"""Electronic signatures: in PDF documents (PAdES) and beside them (CMS), made and validated.

interface     value types, problems and errors; no library shows through
keys          PKCS#12 files and PKCS#11 tokens
signing       PAdES signatures as incremental revisions
documents     the signatures in a PDF
detached      CMS signatures beside a document
timestamps    time-stamping authorities (RFC 3161)
trust         roots, and what is read of certificates
"""

import logging

from jalin.engines.signing.detached import validate_cms
from jalin.engines.signing.documents import adds_only_signatures, validate_pdf
from jalin.engines.signing.interface import (
    NO_TRUST,
    Certificate,
    CertificateExpired,
    Coverage,
    DocumentUnreadable,
    Key,
    KeyNotFound,
    KeyUnreadable,
    KeyUnsupported,
    Problem,
    Signature,
    SignatureUnreadable,
    SigningError,
    SigningUnavailable,
    TimestampAuthority,
    Trust,
    TrustUnreadable,
    Verifier,
    WrongPassword,
    WrongPin,
)
from jalin.engines.signing.keys import pkcs11_key, pkcs12_key
from jalin.engines.signing.seals import new_seal
from jalin.engines.signing.signing import sign_pades
from jalin.engines.signing.timestamps import authority_at
from jalin.engines.signing.trust import read_roots

__all__ = [
    "NO_TRUST",
    "Certificate",
    "CertificateExpired",
    "Coverage",
    "DocumentUnreadable",
    "Key",
    "KeyNotFound",
    "KeyUnreadable",
    "KeyUnsupported",
    "Problem",
    "Signature",
    "SignatureUnreadable",
    "SigningError",
    "SigningUnavailable",
    "TimestampAuthority",
    "Trust",
    "TrustUnreadable",
    "Verifier",
    "WrongPassword",
    "WrongPin",
    "adds_only_signatures",
    "authority_at",
    "new_seal",
    "pkcs11_key",
    "pkcs12_key",
    "read_roots",
    "sign_pades",
    "validate_cms",
    "validate_pdf",
]

# Their lines name the people whose certificates they look at.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)
