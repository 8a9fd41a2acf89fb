"""Keys that the platform makes for itself, to seal what people confirm."""

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID

_VALID = timedelta(days=10 * 365)
_LONGEST = 64  # characters of a common name (RFC 5280, appendix A.1: ub-common-name)


def new_seal(name: str, password: str, *, now: datetime) -> tuple[bytes, bytes]:
    """A key as PKCS#12 and its certificate as PEM, valid for ten years and signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:_LONGEST])])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + _VALID)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signs(), critical=True)
        .sign(key, SHA256())
    )
    sealed = pkcs12.serialize_key_and_certificates(
        None, key, certificate, None, BestAvailableEncryption(password.encode())
    )
    return sealed, certificate.public_bytes(Encoding.PEM)


def _signs() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
