"""Signatures that say that they are of Kazakhstan's national algorithms (1.2.398.3.10)."""

from asn1crypto import cms


def as_gost(data: bytes, *, signature: str, digest: str | None = None) -> bytes:
    """A CMS signature with its algorithms renamed; with `digest`, its digest is of another, too."""
    made = cms.ContentInfo.load(data)
    signer = made["content"]["signer_infos"][0]
    signer["signature_algorithm"] = cms.SignedDigestAlgorithm({"algorithm": signature})
    if digest:
        signer["digest_algorithm"] = cms.DigestAlgorithm({"algorithm": digest})
        for attribute in signer["signed_attrs"]:
            if attribute["type"].native == "message_digest":
                attribute["values"][0] = bytes(64)
    return bytes(made.dump(force=True))
