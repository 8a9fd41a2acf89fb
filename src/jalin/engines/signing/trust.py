"""Certificates: what is shown of them, and which roots are trusted."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from jalin.engines.signing.interface import Certificate, Trust, TrustUnreadable

_SUFFIXES = {".pem", ".crt", ".cer", ".der"}

#: Either usage signs: national authorities give one or the other (RFC 5280, 4.2.1.3).
SIGNS = KeyUsageConstraints(
    key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
)


def read_roots(folder: Path | None, *, online: bool = False) -> Trust:
    """The certificates in the files of `folder`, PEM or DER; those that sign themselves are roots.

    None, or a folder that is not there, trusts nobody. Raises `TrustUnreadable` for a file that
    holds no certificate: trust is not guessed.
    """
    if folder is None or not folder.is_dir():
        return Trust(online=online)
    roots: list[bytes] = []
    others: list[bytes] = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _SUFFIXES:
            for found in _certificates(path.read_bytes()):
                (roots if found.issuer == found.subject else others).append(found.dump())
    return Trust(tuple(roots), tuple(others), online)


def _certificates(data: bytes) -> Iterable[x509.Certificate]:
    try:
        encoded = [data]
        if pem.detect(data):
            encoded = [der for _, _, der in pem.unarmor(data, multiple=True)]
        found = [x509.Certificate.load(der, strict=True) for der in encoded]
        for each in found:
            _ = each.subject.native, each.not_valid_after
    except (ValueError, TypeError, KeyError) as error:
        raise TrustUnreadable from error
    return found


def context(
    trust: Trust, moment: datetime | None, others: Iterable[x509.Certificate] = ()
) -> ValidationContext:
    """How certificates are judged, as of `moment` (None: now)."""
    return ValidationContext(**context_settings(trust, moment, others))


def context_settings(
    trust: Trust, moment: datetime | None, others: Iterable[x509.Certificate] = ()
) -> dict[str, Any]:
    return {
        "trust_roots": [x509.Certificate.load(der) for der in trust.roots],
        "other_certs": [*(x509.Certificate.load(der) for der in trust.others), *others],
        "moment": moment,
        "allow_fetching": trust.online and moment is None,
        "revocation_mode": "soft-fail",
        "retroactive_revinfo": True,
    }


def described(certificate: x509.Certificate) -> Certificate:
    """What is shown of a certificate. Raises ValueError for one that does not follow RFC 5280."""
    return Certificate(
        subject=_text(certificate.subject),
        common_name=_common_name(certificate.subject),
        issuer=_text(certificate.issuer),
        serial_number=f"{certificate.serial_number:x}",
        sha256=certificate.sha256.hex(),
        not_before=certificate.not_valid_before,
        not_after=certificate.not_valid_after,
    )


def _text(name: x509.Name) -> str:
    parts = [
        "+".join(
            f"{_SHORT.get(one['type'].native, one['type'].native)}={one['value'].native}"
            for one in relative
        )
        for relative in name.chosen
    ]
    return ",".join(reversed(parts))


_SHORT = {
    "common_name": "CN",
    "country_name": "C",
    "locality_name": "L",
    "state_or_province_name": "ST",
    "organization_name": "O",
    "organizational_unit_name": "OU",
    "surname": "SN",
    "given_name": "GN",
}


def _common_name(name: x509.Name) -> str:
    """The common name; without one, given name and surname, or whatever there is."""
    said = {key: value for key, value in name.native.items() if isinstance(value, str)}
    whole = " ".join(said[key] for key in ("given_name", "surname") if key in said)
    return said.get("common_name") or whole or next(iter(said.values()), "")
