"""Private keys: from a PKCS#12 file (RFC 7292), or on a PKCS#11 token. None is ever written."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import keys, pkcs12, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    PKCS12KeyAndCertificates,
    load_pkcs12,
)
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from jalin.core.errors import gettext_noop
from jalin.engines.signing.interface import (
    Certificate,
    CertificateExpired,
    Key,
    KeyNotFound,
    KeyUnreadable,
    KeyUnsupported,
    SigningUnavailable,
    WrongPassword,
    WrongPin,
)
from jalin.engines.signing.trust import described

_LARGEST = 1 << 20  # bytes of a PKCS#12 file


@dataclass(frozen=True, repr=False)
class SigningKey:
    """A key as pyHanko signs with it."""

    signer: Signer
    certificate: Certificate


def pkcs12_key(data: bytes, password: str, *, now: datetime | None = None) -> Key:
    """The key in a PKCS#12 file.

    Errors: KeyUnreadable, WrongPassword, KeyUnsupported, CertificateExpired.
    """
    found = _opened(data, password)
    if found.key is None or found.cert is None:
        raise KeyUnreadable
    try:
        private = keys.PrivateKeyInfo.load(
            found.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        )
    except (AttributeError, ValueError) as error:  # a key that only agrees on other keys
        raise KeyUnsupported from error
    certificate = x509.Certificate.load(found.cert.certificate.public_bytes(Encoding.DER))
    if private.algorithm not in {"rsa", "ec", "ed25519", "ed448"}:
        raise KeyUnsupported
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(
        x509.Certificate.load(one.certificate.public_bytes(Encoding.DER))
        for one in found.additional_certs
    )
    return _valid(SimpleSigner(certificate, private, store), certificate, now)


def _opened(data: bytes, password: str) -> PKCS12KeyAndCertificates:
    if len(data) > _LARGEST:
        raise KeyUnreadable
    try:
        pkcs12.Pfx.load(data, strict=True)["auth_safe"]["content_type"].native  # noqa: B018
    except (ValueError, TypeError, KeyError) as error:
        raise KeyUnreadable from error
    if "\0" in password:  # which the library below would not survive
        raise WrongPassword
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # some are written in BER, and may be
            return load_pkcs12(data, password.encode("utf-8", "replace"))
    except UnsupportedAlgorithm:
        # The cause is left out: what it holds is nobody's business.
        raise KeyUnsupported from None
    except (ValueError, TypeError) as error:
        if "password" in str(error).lower() or "mac" in str(error).lower():
            raise WrongPassword from None
        raise KeyUnsupported from None


@contextmanager
def pkcs11_key(
    module: Path, *, token: str, label: str, pin: str, now: datetime | None = None
) -> Iterator[Key]:
    """The key `label`, with the certificate of that label, on the token of that name.

    `module` is the library of the token's maker. Errors: SigningUnavailable, WrongPin, KeyNotFound,
    CertificateExpired.
    """
    from pkcs11 import exceptions
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    try:
        session = open_pkcs11_session(
            str(module), token_criteria=TokenCriteria(label=token), user_pin=pin
        )
    except (exceptions.PinIncorrect, exceptions.PinLenRange, exceptions.PinInvalid):
        raise WrongPin from None
    except (exceptions.PKCS11Error, RuntimeError, OSError) as error:
        reason = gettext_noop("The token that holds the key does not answer.")
        raise SigningUnavailable(reason=reason) from error
    with session:
        signer = PKCS11Signer(session, cert_label=label, key_label=label)
        try:
            certificate = signer.signing_cert
        except (exceptions.PKCS11Error, OSError, ValueError) as error:
            raise KeyNotFound(label=label) from error
        if certificate is None:
            raise KeyNotFound(label=label)
        yield _valid(signer, certificate, now)


def _valid(signer: Signer, certificate: x509.Certificate, now: datetime | None) -> SigningKey:
    try:
        shown = described(certificate)
    except ValueError as error:
        raise KeyUnreadable from error
    if not shown.not_before <= (now or datetime.now(UTC)) <= shown.not_after:
        raise CertificateExpired(
            begins=shown.not_before.date().isoformat(), ends=shown.not_after.date().isoformat()
        )
    return SigningKey(signer, shown)
