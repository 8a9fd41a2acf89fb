"""Keys in PKCS#12 files: opened with the right password, while their certificate is valid."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import x25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from jalin.engines.signing import (
    CertificateExpired,
    KeyUnreadable,
    KeyUnsupported,
    SigningUnavailable,
    WrongPassword,
    new_seal,
    pkcs11_key,
    pkcs12_key,
)
from tests.engines.signing.authorities import NOW, PASSWORD, holder, person, root


def test_the_certificate_is_shown() -> None:
    certificate = pkcs12_key(person("Күміс Сейітова").pkcs12(), PASSWORD).certificate
    assert certificate.common_name == "Күміс Сейітова"
    assert certificate.subject == "CN=Күміс Сейітова,C=ID"
    assert certificate.issuer == "CN=Root of the tests,C=ID"


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD + " ", "\0"])
def test_a_wrong_password_is_said(password: str) -> None:
    with pytest.raises(WrongPassword):
        pkcs12_key(person("X").pkcs12(), password)


@pytest.mark.parametrize("data", [b"", b"0", b"%PDF-1.7", b"\x30\x82" * 500, bytes(2 << 20)])
def test_what_is_no_key_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(KeyUnreadable):
        pkcs12_key(data, PASSWORD)


def test_a_file_with_a_certificate_and_no_key() -> None:
    data = pkcs12.serialize_key_and_certificates(
        None, None, root().certificate, None, NoEncryption()
    )
    with pytest.raises(KeyUnreadable):
        pkcs12_key(data, "")


def test_old_encryption_is_read() -> None:
    someone = person("X")
    old = (
        PrivateFormat.PKCS12.encryption_builder()
        .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
        .build(b"old")
    )
    data = pkcs12.serialize_key_and_certificates(None, someone.key, someone.certificate, None, old)
    assert pkcs12_key(data, "old").certificate.common_name == "X"


def test_a_key_that_signs_nothing_is_refused() -> None:
    with pytest.raises((ValueError, TypeError)):  # a certificate must match its key
        pkcs12.serialize_key_and_certificates(
            None,
            x25519.X25519PrivateKey.generate(),  # type: ignore[arg-type]
            person("X").certificate,
            None,
            BestAvailableEncryption(b"x"),
        )
    assert KeyUnsupported().parts()[0] == "Nothing was signed."


@pytest.mark.parametrize(
    ("begins", "ends"),
    [(NOW - timedelta(days=9), NOW - timedelta(days=1)), (NOW + timedelta(days=1), None)],
)
def test_an_expired_certificate_signs_nothing(begins: object, ends: object) -> None:
    ends = ends or NOW + timedelta(days=9)
    someone = holder("X", root(), begins=begins, ends=ends)  # type: ignore[arg-type]
    with pytest.raises(CertificateExpired) as refused:
        pkcs12_key(someone.pkcs12(), PASSWORD)
    assert refused.value.params["begins"] == begins.date().isoformat()  # type: ignore[attr-defined]


def test_nothing_of_a_key_or_password_is_logged_or_shown(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    key = pkcs12_key(person("X").pkcs12(), PASSWORD)
    with pytest.raises(WrongPassword) as refused:
        pkcs12_key(person("X").pkcs12(), "wrong secret")
    shown = caplog.text + repr(key) + str(refused.value) + repr(refused.value.__cause__)
    assert PASSWORD not in shown
    assert "wrong secret" not in shown


def test_a_seal_is_valid_for_ten_years() -> None:
    sealed, pem = new_seal("Jalin, jalin.example.org" * 9, "secret", now=NOW)
    certificate = pkcs12_key(sealed, "secret").certificate
    assert len(certificate.common_name) == 64
    assert (certificate.not_after - NOW).days == 3650
    assert pem.startswith(b"-----BEGIN CERTIFICATE-----")


def test_a_token_that_is_not_there_is_said(tmp_path: Path) -> None:
    with (
        pytest.raises(SigningUnavailable),
        pkcs11_key(tmp_path / "no.so", token="T", label="K", pin="1234"),
    ):
        pass
