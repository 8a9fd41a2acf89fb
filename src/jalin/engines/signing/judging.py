"""What pyHanko found about a signature, as our own `Signature`; shared by PDF and detached ones."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from asn1crypto import cms, tsp
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.general import (
    CMSExtractionError,
    CMSStructuralError,
    extract_certificate_info,
    extract_signer_info,
)
from pyhanko.sign.validation.generic_cms import extract_self_reported_ts, extract_tst_data_iter
from pyhanko.sign.validation.status import StandardCMSSignatureStatus
from pyhanko_certvalidator import ValidationContext

from jalin.engines.signing.interface import (
    NO_TRUST,
    Certificate,
    Conformance,
    Coverage,
    Problem,
    Signature,
    Trust,
    Verifier,
)
from jalin.engines.signing.trust import described

#: What broken or hostile signatures make the libraries below raise.
BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, LookupError)
_DIGESTS = {
    "md5": "MD5",
    "sha1": "SHA-1",
    "sha224": "SHA-224",
    "sha256": "SHA-256",
    "sha384": "SHA-384",
    "sha512": "SHA-512",
    "sha3_256": "SHA3-256",
    "sha3_384": "SHA3-384",
    "sha3_512": "SHA3-512",
    "shake256": "SHAKE256",
}
_SIGNATURES = {
    "rsassa_pkcs1v15": "RSA",
    "rsassa_pss": "RSA-PSS",
    "ecdsa": "ECDSA",
    "ed25519": "Ed25519",
    "ed448": "Ed448",
    "dsa": "DSA",
}
_WEAK = {
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
}
_REVOKED = {
    AdESFailure.REVOKED,
    AdESIndeterminate.REVOKED_NO_POE,
    AdESIndeterminate.REVOKED_CA_NO_POE,
}
Validation = Callable[[ValidationContext], Coroutine[Any, Any, StandardCMSSignatureStatus]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How signatures are judged: whom to trust, as of when (None: when they say), by whom else."""

    trust: Trust = NO_TRUST
    moment: datetime | None = None
    verifiers: Sequence[Verifier] = ()


def signer_of(signed: cms.SignedData) -> cms.SignerInfo:
    """Its one signer. Raises CMSStructuralError, or one of `BROKEN`."""
    found: cms.SignerInfo = extract_signer_info(signed)
    return found


def algorithms(signer: cms.SignerInfo) -> tuple[str, str]:
    """Object identifiers of the digest and the signature."""
    digest = signer["digest_algorithm"]["algorithm"].dotted
    return str(digest), str(signer["signature_algorithm"]["algorithm"].dotted)


def said_at(signer: cms.SignerInfo) -> datetime | None:
    """When its signer says that it was made."""
    found: datetime | None = extract_self_reported_ts(signer)
    return found


def is_verifiable(signer: cms.SignerInfo) -> bool:
    """Whether pyHanko knows its digest and its signature algorithm."""
    digest, signature = _algorithm_names(signer)
    return digest in _DIGESTS and signature in _SIGNATURES


def received(signed: cms.SignedData, problem: Problem, covers: Coverage | None) -> Signature:
    """A signature as it says of itself, not verified, or (ANOTHER_CONTENT, MALFORMED) refused."""
    signer = _or_none(lambda: signer_of(signed))
    certificate = _or_none(lambda: described(extract_certificate_info(signed).signer_cert))
    return Signature(
        signer=certificate.common_name if certificate else "",
        certificate=certificate,
        algorithm=_or_none(lambda: _algorithm(signer)) or "",
        level="",
        at=_or_none(lambda: extract_self_reported_ts(signer)),
        timestamped=False,
        status="unverified" if problem is Problem.UNVERIFIABLE else "invalid",
        covers=covers,
        problem=problem,
    )


def judged(
    signed: cms.SignedData,
    validation: Validation,
    contexts: Callable[[datetime | None], ValidationContext],
    judgement: Judgement,
    covers: Coverage | None,
    *,
    said: datetime | None,
) -> Signature:
    """The signature as `validation` finds it, its certificate judged at the time of signing.

    That is the time of its timestamp, where a known authority gave one; else the moment of the
    judgement, else what the signer `said`.
    """
    signer = signer_of(signed)
    stamped = _or_none(lambda: _stamped_at(signer))
    received_at = judgement.moment or said or datetime.now(UTC)
    status = _run(validation, contexts(stamped or received_at))
    proven = status.timestamp_validity
    if stamped and not (proven and proven.trusted):
        status = _run(validation, contexts(received_at))
    certificate = described(status.signing_cert)
    timestamped = bool(proven and proven.intact and proven.valid)
    moment = stamped if stamped and proven and proven.trusted else received_at
    problem = _problem(status, certificate, moment)
    return Signature(
        signer=certificate.common_name,
        certificate=certificate,
        algorithm=_algorithm(signer),
        level="B-T" if timestamped else "B-B",
        at=stamped if timestamped else said,
        timestamped=timestamped,
        status="valid" if problem in (Problem.NONE, Problem.ISSUER_UNKNOWN) else "invalid",
        covers=covers,
        trusted=problem is Problem.NONE,
        problem=problem,
    )


def refused(signature: Signature, problem: Problem) -> Signature:
    """The same, invalid for a reason beyond the signature itself."""
    return replace(signature, status="invalid", problem=problem, trusted=False)


def levelled(signature: Signature, level: Conformance, field: str) -> Signature:
    return replace(signature, level=level, field=field)


def _run(validation: Validation, context: ValidationContext) -> StandardCMSSignatureStatus:
    async def found() -> StandardCMSSignatureStatus:
        try:
            return await validation(context)
        finally:
            await context.aclose()  # type: ignore[no-untyped-call]

    return asyncio.run(found())


def _problem(
    status: StandardCMSSignatureStatus, certificate: Certificate, moment: datetime
) -> Problem:
    indication = status.trust_problem_indic
    reasons = (
        (not status.intact, Problem.CHANGED),
        (not status.valid, Problem.FORGED),
        (indication in _WEAK, Problem.WEAK),
        (status.revoked or indication in _REVOKED, Problem.REVOKED),
        (not certificate.not_before <= moment <= certificate.not_after, Problem.EXPIRED),
        (not status.trusted, Problem.ISSUER_UNKNOWN),
    )
    return next((problem for holds, problem in reasons if holds), Problem.NONE)


def _stamped_at(signer: cms.SignerInfo) -> datetime | None:
    """The time in its timestamp (RFC 3161, 2.4.2), whether that is sound or not."""
    for token in extract_tst_data_iter(signer, signed=False):
        info = token["encap_content_info"]["content"].parsed
        if isinstance(info, tsp.TSTInfo):
            found: datetime = info["gen_time"].native
            return found
    return None


def _algorithm_names(signer: cms.SignerInfo) -> tuple[str, str]:
    digest = str(signer["digest_algorithm"]["algorithm"].native)
    try:
        return digest, str(signer["signature_algorithm"].signature_algo)
    except ValueError:
        return digest, str(signer["signature_algorithm"]["algorithm"].native)


def _algorithm(signer: cms.SignerInfo) -> str:
    digest, signature = _algorithm_names(signer)
    names = (_DIGESTS.get(digest, digest), _SIGNATURES.get(signature, signature))
    return ", ".join(dict.fromkeys(names))


def _or_none(found: Callable[[], Any]) -> Any:
    try:
        return found()
    except (*BROKEN, CMSExtractionError, CMSStructuralError):
        return None
