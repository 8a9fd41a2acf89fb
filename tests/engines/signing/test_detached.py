"""Signatures beside a document, national ones among them."""

import base64
from datetime import timedelta

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from jalin.engines.signing import (
    Problem,
    Signature,
    SignatureUnreadable,
    Trust,
    validate_cms,
)
from jalin.engines.signing.interface import KAZAKH
from tests.engines.signing.authorities import NOW, holder, person, root
from tests.engines.signing.gost import as_gost
from tests.engines.signing.papers import paper

TRUST = Trust((root().der,))
GOST_DIGEST = f"{KAZAKH}.1.3.3"
GOST_SIGNATURE = f"{KAZAKH}.1.1.2.3.2"


def found(data: bytes, content: bytes | None = None) -> tuple[str, Problem]:
    signature = validate_cms(data, paper() if content is None else content, trust=TRUST)
    return signature.status, signature.problem


def test_it_covers_exactly_the_bytes_of_the_document() -> None:
    signature = validate_cms(person("Күміс").cms(paper()), paper(), trust=TRUST)
    assert (signature.status, signature.signer, signature.level) == ("valid", "Күміс", "B-B")
    assert signature.trusted is True
    assert signature.covers is not None
    assert (signature.covers.length, signature.covers.is_whole) == (len(paper()), True)


def test_another_document_and_one_changed_byte_are_refused() -> None:
    made = person("Күміс").cms(paper())
    changed = bytearray(paper())
    changed[100] ^= 1
    assert found(made, paper("Another.")) == ("invalid", Problem.ANOTHER_CONTENT)
    assert found(made, bytes(changed)) == ("invalid", Problem.ANOTHER_CONTENT)
    assert found(made, b"") == ("invalid", Problem.ANOTHER_CONTENT)


def test_one_that_holds_the_document_is_taken_if_it_is_that() -> None:
    made = person("Күміс").cms(paper(), attached=True)
    assert found(made) == ("valid", Problem.NONE)
    assert found(made, paper("Another.")) == ("invalid", Problem.ANOTHER_CONTENT)


def test_as_pem_and_as_base64() -> None:
    made = person("Күміс").cms(paper())
    encoded = base64.encodebytes(made)
    pem = b"-----BEGIN CMS-----\n" + encoded + b"-----END CMS-----\n"
    assert found(encoded) == ("valid", Problem.NONE)
    assert found(pem) == ("valid", Problem.NONE)


def test_a_forged_signature_is_found() -> None:
    made = cms.ContentInfo.load(person("Күміс").cms(paper()))
    other = cms.ContentInfo.load(person("Other").cms(paper()))
    signer = made["content"]["signer_infos"][0]
    signer["signature"] = other["content"]["signer_infos"][0]["signature"].native
    assert found(made.dump(force=True)) == ("invalid", Problem.FORGED)


def test_a_certificate_that_had_run_out_is_found() -> None:
    old = holder("Old", root(), ends=NOW - timedelta(days=1))
    assert found(old.cms(paper())) == ("invalid", Problem.EXPIRED)
    early = holder("Early", root(), begins=NOW + timedelta(days=1))
    assert found(early.cms(paper())) == ("invalid", Problem.EXPIRED)


def test_an_unknown_issuer_is_said() -> None:
    signature = validate_cms(person("Күміс").cms(paper()), paper())
    assert (signature.status, signature.problem) == ("valid", Problem.ISSUER_UNKNOWN)


@pytest.mark.parametrize("digest", [None, GOST_DIGEST])
def test_kazakh_national_signatures_are_received_and_not_verified(digest: str | None) -> None:
    made = as_gost(person("Күміс").cms(paper()), signature=GOST_SIGNATURE, digest=digest)
    signature = validate_cms(made, paper(), trust=TRUST)
    assert (signature.status, signature.trusted) == ("unverified", False)
    assert signature.problem is Problem.UNVERIFIABLE
    assert signature.signer == "Күміс"
    assert GOST_SIGNATURE in signature.algorithm


def test_a_national_signature_of_another_document_is_found_where_its_digest_is_known() -> None:
    made = as_gost(person("Күміс").cms(paper()), signature=GOST_SIGNATURE)
    assert found(made, paper("Another.")) == ("invalid", Problem.ANOTHER_CONTENT)


def test_a_verifier_of_national_algorithms_can_be_added() -> None:
    class Accepting:
        def verifies(self, algorithm: str) -> bool:
            return algorithm == GOST_SIGNATURE

        def verify(self, cms: bytes, content: bytes) -> Signature:
            assert (cms[:1], content) == (b"0", paper())
            return Signature("Күміс", None, GOST_SIGNATURE, "", None, False, "valid", None)

    made = as_gost(person("Күміс").cms(paper()), signature=GOST_SIGNATURE)
    assert validate_cms(made, paper(), verifiers=[Accepting()]).status == "valid"


@pytest.mark.parametrize(
    "data",
    [b"", b"0", b"M" * 40, b"MIIB", b"0\x80" * 900, paper(), b"-----BEGIN CMS-----\n", b"\0" * 99],
)
def test_what_is_no_signature_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(SignatureUnreadable):
        validate_cms(data, paper())


def test_a_list_of_certificates_is_no_signature() -> None:
    data = pkcs7.serialize_certificates([root().certificate], Encoding.DER)
    with pytest.raises(SignatureUnreadable):
        validate_cms(data, paper())


def test_cut_or_garbled_signatures_are_never_valid() -> None:
    made = person("Күміс").cms(paper())
    for place in range(0, len(made), 23):
        garbled = bytearray(made)
        garbled[place] ^= 0x55
        try:
            status = validate_cms(bytes(garbled), paper(), trust=TRUST)
        except SignatureUnreadable:
            continue
        assert not status.trusted or status.covers is None, place
    for length in range(0, len(made), 41):
        with pytest.raises(SignatureUnreadable):
            validate_cms(made[:length], paper())
