"""The evidence sheet: what it names, in which languages, and that it is kept once."""

from typing import Any

import pytest

from jalin.agreements.document import document_of, evidence_of, evidence_sheet
from jalin.agreements.document_evidence import languages, sheet
from jalin.agreements.kind import terms_of
from jalin.dossiers import actions, files
from jalin.dossiers.models import Document, Dossier, Version
from jalin.dossiers.states import Level
from tests.dossiers.cases import House, agreed, digest_of, house
from tests.verapdf import faults

pytestmark = pytest.mark.django_db

_DETAILS: dict[str, Any] = {
    "status": "valid",
    "signer": "Айгүл Қасымова",
    "certificate": {
        "subject": "CN=Айгүл Қасымова,O=Library #1 $x$",
        "issuer": "CN=Root",
        "serial": "0a12",
        "sha256": "ab" * 32,
        "valid_from": "2025-01-01T00:00:00+00:00",
        "valid_to": "2027-01-01T00:00:00+00:00",
    },
    "algorithm": "SHA-256, RSA",
    "pades": "B-LTA",
    "at": "2026-04-20T10:00:00+00:00",
    "timestamp": "2026-04-20T10:00:00+00:00",
    "trusted": False,
    "covers": "cd" * 32,
}


def _sign(cast: House, dossier: Dossier, who: str, level: Level, **details: Any) -> None:
    signatory, institution = {
        "jakarta": (cast.signatory, cast.jakarta),
        "astana": (cast.guest, cast.astana),
    }[who]
    actions.record_signature(
        actor=signatory,
        dossier=dossier,
        digest=digest_of(dossier),
        institution=institution,
        level=level,
        signatory_name=signatory.name,
        details=details,
    )


def _version(dossier: Dossier) -> Version:
    return dossier.versions.get()


def _text(piece: dict[str, Any]) -> str:
    return "\n".join(" ".join(lines) for lines in piece["paragraphs"])


def _grouped(byte: str) -> str:
    """A digest of 32 such bytes, as it is printed."""
    return " ".join(["\u00a0".join([byte * 4] * 4)] * 2)


def _facts(part: dict[str, Any], at: int) -> dict[str, str]:
    pairs = part["signatures"]["each"][at]["facts"]
    return {_text(label): _text(value) for label, value in pairs}


def test_names_party_level_time_digest_and_certificate_of_each_signature() -> None:
    cast = house()
    dossier = agreed(cast, zone="Asia/Jakarta")
    _sign(cast, dossier, "jakarta", Level.PADES, **_DETAILS)
    part = sheet(evidence_of(_version(dossier)))["parts"][2]
    assert part["tongue"]["lang"] == "en"
    found = _facts(part, 0)
    received = found.pop("Received here")
    assert received.endswith("UTC+07:00")
    assert found == {
        "Kind of signature": "Signature in the document (PAdES)",
        "Result of verification": "Verified: valid",
        "Certificate of": "CN=Айгүл Қасымова,O=Library #1 $x$",
        "Issued by": "CN=Root",
        "Serial number": "0a12",
        "SHA-256 of the certificate": _grouped("ab"),
        "Certificate valid": "1 January 2025 – 1 January 2027",
        "Issuer": "not known here",
        "Algorithm": "SHA-256, RSA",
        "Level (ETSI)": "B-LTA",
        "Time of signing, by timestamp (RFC 3161)": "20 April 2026, 17:00:00 UTC+07:00",
        "SHA-256 of the bytes signed": _grouped("cd"),
    }


def test_says_who_has_not_signed() -> None:
    cast = house()
    dossier = agreed(cast)
    _sign(cast, dossier, "jakarta", Level.SCAN)
    part = sheet(evidence_of(_version(dossier)))["parts"][2]
    assert [
        (_text(one["party"]), _text(one["name"]), _text(one["rests"]))
        for one in part["signatures"]["each"]
    ] == [
        (
            "Jakarta",
            "Signatory",
            "A scan of the page signed in ink was uploaded. The ink was not examined here.",
        ),
        ("Astana", "Guest", "Not signed yet"),
    ]


@pytest.mark.parametrize("claimed", ["valid", "", None])
def test_never_says_that_an_unverified_signature_is_valid(claimed: str | None) -> None:
    cast = house()
    dossier = agreed(cast, signing={"unverified_suffices": True})
    _sign(cast, dossier, "jakarta", Level.CMS_UNVERIFIED, status=claimed)
    data = sheet(evidence_of(_version(dossier)))
    first = data["parts"][2]["signatures"]["each"][0]
    assert _facts(data["parts"][2], 0)["Result of verification"] == "Received, not verified"
    assert first["is_doubtful"] is True


def test_speaks_the_languages_of_the_agreement_first_and_all_of_the_site() -> None:
    cast = house()
    terms = terms_of(_version(agreed(cast, languages=["ar", "kk", "kk-Arab", "uz"])))
    assert languages(terms) == ["ar", "kk", "id", "ru", "en"]


def test_says_why_a_signature_is_not_valid_in_each_language() -> None:
    cast = house()
    dossier = agreed(cast)
    _sign(cast, dossier, "jakarta", Level.PADES, status="invalid", problem="changed")
    parts = sheet(evidence_of(_version(dossier)))["parts"]
    said = [(part["tongue"]["lang"], *list(_facts(part, 0).items())[2]) for part in parts[2:3]]
    assert said == [("en", "Why", "The document was changed after it was signed.")]
    assert parts[2]["signatures"]["each"][0]["is_doubtful"] is True


@pytest.mark.parametrize("details", [{"certificate": None, "at": "soon"}, {"covers": None}, {}])
def test_passes_over_what_the_details_do_not_say(details: dict[str, Any]) -> None:
    cast = house()
    dossier = agreed(cast)
    _sign(cast, dossier, "jakarta", Level.SEAL, **details)
    found = _facts(sheet(evidence_of(_version(dossier)))["parts"][2], 0)
    assert list(found) == ["Kind of signature", "Received here"]


def test_is_accepted_by_verapdf_and_kept_once() -> None:
    cast = house()
    dossier = agreed(cast, languages=["ar", "kk"], title={"ar": "مذكرة", "kk": "Келісім"})
    before = evidence_sheet(dossier)
    _sign(cast, dossier, "jakarta", Level.PADES, **_DETAILS)
    after = evidence_sheet(dossier)
    assert evidence_sheet(dossier) == after
    assert before.sha256 != after.sha256
    assert [one.role for one in (before, after)] == [Document.Role.EVIDENCE] * 2
    assert faults(files.read(after.sha256)) == []


def test_names_the_document_that_is_signed() -> None:
    dossier = agreed(house())
    data = sheet(evidence_of(_version(dossier)))
    said = {_text(label): _text(value) for label, value in data["parts"][2]["facts"]}
    digest = "".join(said["SHA-256 of the document that prints the terms"].split())
    assert digest == document_of(_version(dossier)).sha256


def test_needs_something_that_was_proposed() -> None:
    cast = house()
    dossier = actions.begin(
        actor=cast.officer, kind="agreement", issuer=cast.jakarta, title={"en": "Memorandum"}
    )
    with pytest.raises(ValueError, match="nothing was proposed"):
        evidence_sheet(dossier)
