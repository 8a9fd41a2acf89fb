"""CMS signatures (RFC 5652, ETSI EN 319 122-1) that lie beside what they sign."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from datetime import datetime

from asn1crypto import cms, pem
from pyhanko.sign.general import CMSExtractionError, CMSStructuralError, find_unique_cms_attribute
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko.sign.validation.status import StandardCMSSignatureStatus
from pyhanko_certvalidator import ValidationContext

from jalin.engines.signing.interface import (
    NO_TRUST,
    Coverage,
    Problem,
    Signature,
    SignatureUnreadable,
    Trust,
    Verifier,
)
from jalin.engines.signing.judging import (
    BROKEN,
    Judgement,
    algorithms,
    is_verifiable,
    judged,
    received,
    refused,
    said_at,
    signer_of,
)
from jalin.engines.signing.trust import SIGNS, context

_LARGEST = 16 << 20  # bytes of a signature; that of one signer has a few thousand


def validate_cms(
    data: bytes,
    content: bytes,
    *,
    trust: Trust = NO_TRUST,
    moment: datetime | None = None,
    verifiers: Sequence[Verifier] = (),
) -> Signature:
    """The signature in `data` (DER, PEM or base64) over exactly the bytes `content`.

    One that holds its content is taken, too, if that is `content`. A signature of an algorithm
    that neither the library nor one of `verifiers` knows is unverified: Kazakhstan's national ones
    are (`interface.KAZAKH`). `moment` is when it was received. Raises `SignatureUnreadable`.
    """
    der, signed = _read(data)
    covers = Coverage(len(content), hashlib.sha256(content).hexdigest(), is_whole=True)
    try:
        signer = signer_of(signed)
        if not _may_cover(signed, signer, content):
            return received(signed, Problem.ANOTHER_CONTENT, None)
        digest, signature = algorithms(signer)
        for verifier in verifiers:
            if verifier.verifies(signature):
                return verifier.verify(der, content)
        if not is_verifiable(signer):
            return received(signed, Problem.UNVERIFIABLE, covers if _digested(digest) else None)
        return _judged(_without_content(signed), content, Judgement(trust, moment), covers)
    except CMSStructuralError as error:
        raise SignatureUnreadable from error
    except (*BROKEN, CMSExtractionError):
        return received(signed, Problem.MALFORMED, None)


def _judged(
    signed: cms.SignedData, content: bytes, judgement: Judgement, covers: Coverage
) -> Signature:
    async def validation(judge: ValidationContext) -> StandardCMSSignatureStatus:
        return await async_validate_detached_cms(
            content, signed, signer_validation_context=judge, key_usage_settings=SIGNS
        )

    def contexts(at: datetime | None) -> ValidationContext:
        return context(judgement.trust, at)

    said = said_at(signer_of(signed))
    found = judged(signed, validation, contexts, judgement, covers, said=said)
    if found.problem is Problem.CHANGED:
        return refused(found, Problem.ANOTHER_CONTENT)
    return found


def _read(data: bytes) -> tuple[bytes, cms.SignedData]:
    try:
        der = _der(data)
        content = cms.ContentInfo.load(der, strict=True)
        if content["content_type"].native != "signed_data":
            raise SignatureUnreadable
        signed = content["content"]
        _ = signed["encap_content_info"]["content_type"].native
        if len(signed["signer_infos"]) != 1:
            raise SignatureUnreadable
    except (*BROKEN, RecursionError) as error:
        raise SignatureUnreadable from error
    return der, signed


def _der(data: bytes) -> bytes:
    if len(data) > _LARGEST:
        raise SignatureUnreadable
    plain = data.strip()
    if pem.detect(plain):
        return bytes(pem.unarmor(plain)[2])
    if plain.startswith(b"M"):  # base64 of a SEQUENCE
        try:
            return base64.b64decode(b"".join(plain.split()), validate=True)
        except binascii.Error as error:
            raise SignatureUnreadable from error
    return data


def _may_cover(signed: cms.SignedData, signer: cms.SignerInfo, content: bytes) -> bool:
    """False if it is of something else, as far as that can be seen without its algorithm."""
    inside = signed["encap_content_info"]["content"].native
    if inside is not None and inside != content:
        return False
    name = _digested(signer["digest_algorithm"]["algorithm"].dotted)
    if not name or signer["signed_attrs"].native is None:
        return True
    said = find_unique_cms_attribute(signer["signed_attrs"], "message_digest").native
    return bool(said == hashlib.new(name, content).digest())


_HASHES = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}


def _digested(identifier: str) -> str:
    """The name of a digest that is computed here; "" for another."""
    return _HASHES.get(identifier, "")


def _without_content(signed: cms.SignedData) -> cms.SignedData:
    """A copy without the content: the digest of that is what was signed, wherever it lies."""
    if signed["encap_content_info"]["content"].native is None:
        return signed
    copy = signed.copy()
    copy["encap_content_info"] = {"content_type": signed["encap_content_info"]["content_type"]}
    return copy
