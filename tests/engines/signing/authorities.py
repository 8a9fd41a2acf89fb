"""A certification authority, people with keys, and a time-stamping authority, all of our own."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs7,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
PASSWORD = "жұмбақ сөз 7"
NOW = datetime.now(UTC).replace(microsecond=0)
_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Holder:
    """Who holds a key: the certificate is of `issuer`, or of themselves."""

    name: str
    key: PrivateKey
    certificate: x509.Certificate
    issuer: "Holder | None" = None

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def pkcs12(self, password: str = PASSWORD) -> bytes:
        chain = [self.issuer.certificate] if self.issuer else []
        return pkcs12.serialize_key_and_certificates(
            self.name.encode(),
            self.key,
            self.certificate,
            chain,
            BestAvailableEncryption(password.encode()),
        )

    def cms(self, content: bytes, *, attached: bool = False) -> bytes:
        """A CMS signature over `content`, beside it or around it."""
        builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
        options = [pkcs7.PKCS7Options.Binary]
        if not attached:
            options.append(pkcs7.PKCS7Options.DetachedSignature)
        signed = builder.add_signer(self.certificate, self.key, hashes.SHA256())
        return signed.sign(Encoding.DER, options)


@cache
def _rsa(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def holder(
    name: str,
    issuer: Holder | None = None,
    *,
    begins: datetime = NOW - _YEAR,
    ends: datetime = NOW + _YEAR,
    elliptic: bool = True,
    is_authority: bool = False,
    stamps: bool = False,
) -> Holder:
    """Someone with a key of their own."""
    key: PrivateKey = ec.generate_private_key(ec.SECP256R1()) if elliptic else _rsa(name)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(int(hashlib.sha256(name.encode()).hexdigest()[:16], 16))
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_usage(is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if issuer:
        known = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
        builder = builder.add_extension(known, critical=False)
    if stamps:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    certificate = builder.sign(issuer.key if issuer else key, hashes.SHA256())
    return Holder(name, key, certificate, issuer)


def _usage(is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


@cache
def root() -> Holder:
    return holder(
        "Root of the tests", is_authority=True, begins=NOW - 9 * _YEAR, ends=NOW + 9 * _YEAR
    )


@cache
def person(name: str) -> Holder:
    """Someone with a certificate of `root`."""
    return holder(name, root())


class Authority:
    """A time-stamping authority; `certificate` is of `root` unless it is given."""

    def __init__(self, issuer: Holder | None = None, at: datetime | None = None) -> None:
        self.holder = holder(
            "Time", issuer or root(), elliptic=False, stamps=True, begins=NOW - 8 * _YEAR
        )
        private = self.holder.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        store = SimpleCertificateStore()
        if self.holder.issuer:
            store.register(asn1_x509.Certificate.load(self.holder.issuer.der))
        self._stamper = DummyTimeStamper(
            asn1_x509.Certificate.load(self.holder.der),
            keys.PrivateKeyInfo.load(private),
            certs_to_embed=store,
            fixed_dt=at,
        )
        self.asked = 0

    def answer(self, request: bytes) -> bytes:
        self.asked += 1
        answer = self._stamper.request_tsa_response(tsp.TimeStampReq.load(request))
        return bytes(answer.dump())
