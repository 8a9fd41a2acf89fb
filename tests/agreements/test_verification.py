"""Verifying files: which document it is, whether it was altered, and who signed it."""

import random
from pathlib import Path

import pytest
from pytest_django import Settings

from jalin.agreements.evidence import status_text
from jalin.agreements.signing import document_to_sign, sign_by_cms, sign_by_scan, sign_with_pkcs12
from jalin.agreements.verification import Outcome, Verification, verify, verify_terms
from jalin.dossiers import actions, files
from jalin.dossiers.models import Document, Dossier
from tests.agreements.signing_cases import signed_elsewhere, to_sign, version_of
from tests.dossiers.cases import House, agreed, agreement_terms, digest_of, house
from tests.engines.signing.authorities import PASSWORD, Authority, person
from tests.engines.signing.gost import as_gost
from tests.engines.signing.papers import paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.SEAL_DIR = settings.DATA_DIR / "seal"
    settings.TRUST_ROOTS = settings.DATA_DIR / "trusted-roots"


@pytest.fixture
def cast() -> House:
    return house()


@pytest.fixture
def dossier(cast: House) -> Dossier:
    return agreed(cast)


def sign(cast: House, dossier: Dossier) -> tuple[bytes, bytes, bytes]:
    """The document before and after each has signed in it."""
    found = [to_sign(dossier)]
    for actor in (cast.signatory, cast.guest):
        sign_with_pkcs12(
            actor=actor,
            dossier=dossier,
            digest=digest_of(dossier),
            pkcs12=person(actor.name).pkcs12(),
            password=PASSWORD,
        )
        found.append(to_sign(dossier))
    base, one, two = found
    return base, one, two


def names(found: Verification) -> list[str]:
    return [signed.name for signed in found.signed]


def test_the_signed_document_is_known_with_who_signed_it(cast: House, dossier: Dossier) -> None:
    *_, pdf = sign(cast, dossier)
    found = verify(pdf)
    assert (found.outcome, found.is_good, found.is_newest) == (Outcome.UNALTERED, True, True)
    assert (found.version, found.dossier) == (version_of(dossier), dossier)
    assert names(found) == ["Signatory", "Guest"]
    assert [signed.institution for signed in found.signed] == [cast.jakarta, cast.astana]
    assert [str(signed.status) for signed in found.signed] == [
        "Valid signature, issuer not known here",
        "Valid signature, issuer not known here",
    ]
    assert [one.signer for one in found.in_file] == ["Signatory", "Guest"]


def test_an_earlier_revision_is_known_as_one(cast: House, dossier: Dossier) -> None:
    base, one, _ = sign(cast, dossier)
    for pdf in (base, one):
        found = verify(pdf)
        assert (found.outcome, found.is_newest) == (Outcome.UNALTERED, False)
        assert names(found) == ["Signatory", "Guest"]


def test_one_changed_byte_is_refused_wherever_it_is(cast: House, dossier: Dossier) -> None:
    *_, pdf = sign(cast, dossier)
    for seed in range(60):
        changed = bytearray(pdf)
        place = random.Random(seed).randrange(len(pdf))
        changed[place] ^= 1 << (seed % 8)
        found = verify(bytes(changed))
        assert found.is_good is False, place
        assert found.outcome == Outcome.ALTERED, place
        assert found.version == version_of(dossier)


def test_a_byte_more_or_less_is_refused(cast: House, dossier: Dossier) -> None:
    base, _, pdf = sign(cast, dossier)
    for altered in (pdf + b" ", pdf + b"\n%%EOF", pdf[:-1], pdf[:-1000], base + b"x", b" " + pdf):
        assert verify(altered).is_good is False


def test_a_document_that_somebody_signed_further_is_told_apart(
    cast: House, dossier: Dossier
) -> None:
    base, _, pdf = sign(cast, dossier)
    witness = signed_elsewhere(pdf, person("Witness"), timestamper=Authority())
    found = verify(witness)
    assert (found.outcome, found.is_good) == (Outcome.EXTENDED, True)
    assert [one.signer for one in found.in_file] == ["Signatory", "Guest", "Witness"]
    assert names(found) == ["Signatory", "Guest"]
    # What was never recorded, though others have signed since, is not the document.
    assert verify(signed_elsewhere(base, person("Witness"))).outcome == Outcome.ALTERED


def test_before_anybody_signed_here_a_signed_file_is_told_apart(dossier: Dossier) -> None:
    pdf = signed_elsewhere(to_sign(dossier), person("Signatory"))
    found = verify(pdf)
    assert (found.outcome, names(found)) == (Outcome.EXTENDED, [])
    national = verify(pdf[:-20])
    assert national.is_good is False


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"nothing",
        b"%PDF-1.7",
        paper(),
        signed_elsewhere(paper(), person("Guest")),
        b"%%EOF" * 999,
    ],
)
def test_other_files_are_not_known(dossier: Dossier, file: bytes) -> None:
    to_sign(dossier)
    found = verify(file)
    assert (found.outcome, found.is_good, found.version) == (Outcome.UNKNOWN, False, None)


def test_a_document_of_a_version_that_was_replaced_is_of_that_version(
    cast: House, dossier: Dossier
) -> None:
    pdf, first = to_sign(dossier), version_of(dossier)
    changed = agreement_terms(scope={"en": "More"})
    actions.propose(actor=cast.guest, dossier=dossier, content=changed)
    found = verify(pdf)
    assert (found.outcome, found.version) == (Outcome.UNALTERED, first)
    assert first != version_of(dossier)


def test_a_detached_signature_and_a_scan_are_known(cast: House, dossier: Dossier) -> None:
    cms = person("Signatory").cms(to_sign(dossier))
    digest = digest_of(dossier)
    sign_by_cms(actor=cast.signatory, dossier=dossier, digest=digest, cms=cms)
    picture = b"\x89PNG\r\n\x1a\n scanned"
    sign_by_scan(actor=cast.guest, dossier=dossier, digest=digest, name="page.png", content=picture)
    for file in (cms, picture, files.read(document_to_sign(version_of(dossier)).sha256)):
        found = verify(file)
        assert (found.outcome, names(found)) == (Outcome.UNALTERED, ["Signatory", "Guest"])
    assert verify(cms[:-1]).outcome == Outcome.UNKNOWN
    assert found.signed[1].status == ""


def test_a_national_signature_is_shown_as_not_verified(cast: House) -> None:
    dossier = agreed(cast, signing={"accepted": ["cms"], "unverified_suffices": True})
    cms = as_gost(person("Signatory").cms(to_sign(dossier)), signature="1.2.398.3.10.1.1.2.3.2")
    sign_by_cms(actor=cast.signatory, dossier=dossier, digest=digest_of(dossier), cms=cms)
    (signed,) = verify(to_sign(dossier)).signed
    assert str(signed.status) == "Received, not verified"
    assert str(status_text("invalid", trusted=False)) == "Not valid"


def test_attachments_are_not_told_to_anybody(cast: House, dossier: Dossier) -> None:
    content = b"%PDF-1.7 private"
    attached = actions.attach(
        actor=cast.officer, dossier=dossier, name="notes.pdf", content=[content]
    )
    assert attached.role == Document.Role.ATTACHMENT
    assert verify(content).outcome == Outcome.UNKNOWN


def test_the_code_on_the_document_leads_to_its_terms(cast: House, dossier: Dossier) -> None:
    sign(cast, dossier)
    found = verify_terms(digest_of(dossier).upper())
    assert (found.outcome, found.dossier) == (Outcome.TERMS, dossier)
    assert names(found) == ["Signatory", "Guest"]
    assert verify_terms("0" * 64).outcome == Outcome.UNKNOWN
    assert verify_terms("nonsense").outcome == Outcome.UNKNOWN


def test_verifying_changes_nothing(cast: House, dossier: Dossier) -> None:
    *_, pdf = sign(cast, dossier)
    before = Document.objects.count()
    verify(pdf)
    verify(pdf + b"x")
    assert Document.objects.count() == before
