"""What is kept of a signature beside its approval, and how it is put into words."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jalin.engines.signing import Certificate, Signature


def details_of(signature: Signature) -> dict[str, Any]:
    """The `details` of an approval. Times are ISO 8601, what is not known is left out."""
    said: dict[str, Any] = {
        "status": signature.status,
        "trusted": signature.trusted,
        "problem": str(signature.problem),
        "signer": signature.signer,
        "certificate": _certificate(signature.certificate) if signature.certificate else None,
        "algorithm": signature.algorithm,
        "pades": signature.level,
        "field": signature.field,
        "covers": signature.covers.sha256 if signature.covers else None,
        "at": signature.at.isoformat() if signature.at else None,
    }
    if signature.timestamped:
        said["timestamp"] = said["at"]
    return {key: value for key, value in said.items() if value not in (None, "")}


def _certificate(certificate: Certificate) -> dict[str, str]:
    return {
        "subject": certificate.subject,
        "issuer": certificate.issuer,
        "serial": certificate.serial_number,
        "sha256": certificate.sha256,
        "valid_from": certificate.not_before.isoformat(),
        "valid_to": certificate.not_after.isoformat(),
    }


def status_text(status: str, *, trusted: bool) -> str | Promise:
    """How a signature is called that was found so; "" where there was nothing to verify."""
    if status == "valid":
        return _("Valid signature") if trusted else _("Valid signature, issuer not known here")
    if status == "unverified":
        return _("Received, not verified")
    return _("Not valid") if status == "invalid" else ""
