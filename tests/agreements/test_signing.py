"""Signing: each way there is, who may, whose turn it is, and that a refusal leaves nothing."""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone
from pytest_django import Settings

from jalin.agreements import signing
from jalin.agreements.errors import (
    AlreadySigned,
    DocumentAltered,
    LevelNotAccepted,
    NothingSigned,
    NotNamed,
    OutOfOrder,
    Overtaken,
    SecondFactorMissing,
    SeveralSigned,
    SignatureInvalid,
    SignatureOfAnother,
    TokenNotConfigured,
)
from jalin.agreements.evidence import status_text
from jalin.agreements.second_factor import SecondFactor, second_factor
from jalin.core import audit
from jalin.core.errors import DomainError
from jalin.core.permissions import NotKnown, NotPermitted
from jalin.dossiers import actions, files
from jalin.dossiers.errors import FileRefused, NotTheNewest, WrongState
from jalin.dossiers.models import Approval, Document, Dossier
from jalin.dossiers.states import State
from jalin.engines.signing import (
    CertificateExpired,
    DocumentUnreadable,
    KeyUnreadable,
    SignatureUnreadable,
    SigningUnavailable,
    WrongPassword,
    validate_cms,
    validate_pdf,
)
from jalin.institutions.models import User
from tests.agreements.signing_cases import (
    kept_bytes,
    kept_files,
    signed_elsewhere,
    to_sign,
    version_of,
)
from tests.dossiers.cases import House, agreed, agreement_terms, digest_of, house, proposed
from tests.engines.signing.authorities import NOW, PASSWORD, Authority, holder, person, root
from tests.engines.signing.gost import as_gost
from tests.engines.signing.papers import paper
from tests.engines.signing.test_trust import served
from tests.verapdf import faults

pytestmark = pytest.mark.django_db

ALL = ("pades", "cms", "seal", "scan")


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


def by_pkcs12(actor: User, dossier: Dossier, name: str = "", **more: Any) -> Approval:
    given = {"pkcs12": person(name or actor.name).pkcs12(), "password": PASSWORD, **more}
    return signing.sign_with_pkcs12(
        actor=actor, dossier=dossier, digest=digest_of(dossier), **given
    )


def by_upload(actor: User, dossier: Dossier, pdf: bytes) -> Approval:
    return signing.sign_by_upload(actor=actor, dossier=dossier, digest=digest_of(dossier), pdf=pdf)


def by_cms(actor: User, dossier: Dossier, cms: bytes) -> Approval:
    return signing.sign_by_cms(actor=actor, dossier=dossier, digest=digest_of(dossier), cms=cms)


def by_scan(actor: User, dossier: Dossier, name: str = "page.png", **more: Any) -> Approval:
    given = {"content": b"\x89PNG\r\n\x1a\n", **more}
    return signing.sign_by_scan(
        actor=actor, dossier=dossier, digest=digest_of(dossier), name=name, **given
    )


def by_seal(actor: User, dossier: Dossier, given: SecondFactor | None) -> Approval:
    return signing.sign_by_seal(
        actor=actor, dossier=dossier, digest=digest_of(dossier), second_factor=given
    )


def confirmed(user: User, *, ago: float = 10) -> SecondFactor:
    Authenticator.objects.get_or_create(user=user, type="totp", defaults={"data": {}})
    return SecondFactor("totp", timezone.now() - timedelta(seconds=ago))


def refused(error: type[DomainError], act: Callable[[], object]) -> DomainError:
    """That `act` is refused and leaves neither row nor file."""
    before = kept_files(), Approval.objects.count(), Document.objects.count()
    with pytest.raises(error) as caught:
        act()
    assert (kept_files(), Approval.objects.count(), Document.objects.count()) == before
    assert type(caught.value) is error
    return caught.value


# -- the ways of signing


def test_both_sign_in_the_document_and_it_is_in_force(cast: House, dossier: Dossier) -> None:
    base = to_sign(dossier)
    one = by_pkcs12(cast.signatory, dossier)
    assert (one.level, one.signatory_name, dossier.state) == ("pades", "Signatory", State.AGREED)
    two = by_pkcs12(cast.guest, dossier)
    assert (two.institution, dossier.state) == (cast.astana, State.IN_FORCE)
    pdf = to_sign(dossier)
    assert pdf.startswith(base)
    assert [found.signer for found in validate_pdf(pdf)] == ["Signatory", "Guest"]
    assert faults(pdf) == []
    assert audit.verify(dossier.chain) is None


def test_details_of_the_evidence_are_kept(
    cast: House, dossier: Dossier, settings: Settings
) -> None:
    settings.TRUST_ROOTS.mkdir(parents=True)
    (settings.TRUST_ROOTS / "root.pem").write_bytes(root().pem)
    approval = by_pkcs12(cast.signatory, dossier)
    kept = approval.details
    assert (kept["status"], kept["trusted"], kept["pades"]) == ("valid", True, "B-B")
    assert (kept["place"], kept["deputy"], kept["signer"]) == (0, False, "Signatory")
    assert kept["certificate"]["issuer"] == "CN=Root of the tests,C=ID"
    assert approval.evidence is not None
    assert kept["covers"] == approval.evidence.sha256
    assert str(status_text(kept["status"], trusted=True)) == "Valid signature"


def test_an_issuer_that_is_not_known_here_is_said(cast: House, dossier: Dossier) -> None:
    kept = by_pkcs12(cast.signatory, dossier).details
    assert (kept["status"], kept["trusted"]) == ("valid", False)
    said = status_text(kept["status"], trusted=False)
    assert str(said) == "Valid signature, issuer not known here"


def test_with_a_time_authority_signatures_last(
    cast: House, dossier: Dossier, settings: Settings
) -> None:
    settings.TRUST_ROOTS.mkdir(parents=True)
    (settings.TRUST_ROOTS / "root.pem").write_bytes(root().pem)
    with served() as settings.TSA_URL:
        one = by_pkcs12(cast.signatory, dossier)
        two = by_pkcs12(cast.guest, dossier)
    assert [one.details["pades"], two.details["pades"]] == ["B-LTA", "B-LTA"]
    assert one.details["timestamp"] == one.details["at"]
    assert [found.level for found in validate_pdf(to_sign(dossier))] == ["B-LTA", "B-LTA"]
    assert faults(to_sign(dossier)) == []


def test_a_time_authority_that_is_away_signs_nothing(
    cast: House, dossier: Dossier, settings: Settings
) -> None:
    to_sign(dossier)
    with served() as address:
        settings.TSA_URL = address
    refused(SigningUnavailable, lambda: by_pkcs12(cast.signatory, dossier))


def test_a_document_signed_elsewhere_is_taken(cast: House, dossier: Dossier) -> None:
    pdf = signed_elsewhere(to_sign(dossier), person("SIGNATORY"), timestamper=Authority())
    one = by_upload(cast.signatory, dossier, pdf)
    assert (one.level, one.details["pades"]) == ("pades", "B-T")
    assert to_sign(dossier) == pdf
    by_upload(cast.guest, dossier, signed_elsewhere(pdf, person("Guest"), "Second"))
    assert dossier.state == State.IN_FORCE


def test_a_detached_signature_covers_the_document(cast: House, dossier: Dossier) -> None:
    base = to_sign(dossier)
    by_pkcs12(cast.signatory, dossier)
    approval = by_cms(cast.guest, dossier, person("Guest").cms(base))
    assert (approval.level, approval.signatory_name) == ("cms", "Guest")
    assert dossier.state == State.IN_FORCE
    assert approval.evidence is not None
    kept = files.read(approval.evidence.sha256)
    assert validate_cms(kept, base).status == "valid"
    assert approval.evidence.role == Document.Role.SIGNATURE


def test_a_detached_signature_may_cover_a_signed_revision(cast: House, dossier: Dossier) -> None:
    by_pkcs12(cast.signatory, dossier)
    approval = by_cms(cast.guest, dossier, person("Guest").cms(to_sign(dossier)))
    assert approval.details["document"] == signing.document_to_sign(version_of(dossier)).sha256


def test_a_detached_signature_first_leaves_the_document_as_it_was(
    cast: House, dossier: Dossier
) -> None:
    base = to_sign(dossier)
    by_cms(cast.signatory, dossier, person("Signatory").cms(base))
    assert to_sign(dossier) == base
    by_pkcs12(cast.guest, dossier)
    assert dossier.state == State.IN_FORCE


@pytest.mark.parametrize("suffices", [False, True])
def test_a_kazakh_national_signature_is_received_and_never_valid(
    cast: House, suffices: bool
) -> None:
    signing_terms = {"accepted": list(ALL), "unverified_suffices": suffices}
    dossier = agreed(cast, signing=signing_terms)
    by_pkcs12(cast.signatory, dossier)
    national = as_gost(person("Guest").cms(to_sign(dossier)), signature="1.2.398.3.10.1.1.2.3.2")
    approval = by_cms(cast.guest, dossier, national)
    assert (approval.level, approval.details["status"]) == ("cms_unverified", "unverified")
    assert str(status_text("unverified", trusted=False)) == "Received, not verified"
    assert dossier.state == (State.IN_FORCE if suffices else State.AGREED)
    if not suffices:
        assert signing.places_of(version_of(dossier))[1].received == (approval,)
        refused(AlreadySigned, lambda: by_cms(cast.guest, dossier, national))
        by_pkcs12(cast.guest, dossier)
        assert dossier.state == State.IN_FORCE


def test_a_second_factor_and_the_seal(cast: House, dossier: Dossier) -> None:
    approval = by_seal(cast.signatory, dossier, confirmed(cast.signatory))
    assert (approval.level, approval.signatory_name) == ("seal", "Signatory")
    assert approval.details["second_factor"] == "totp"
    (found,) = validate_pdf(to_sign(dossier))
    assert found.signer == "Jalin, 127.0.0.1:8000"
    assert (approval.details["status"], approval.details["trusted"]) == ("valid", True)
    by_seal(cast.guest, dossier, confirmed(cast.guest))
    assert dossier.state == State.IN_FORCE
    assert faults(to_sign(dossier)) == []


def test_the_terms_may_know_an_account_by_its_address(cast: House) -> None:
    signatories = [
        {"party": "jakarta", "name": "Syarif Bando", "email": "Signatory@example.org"},
        {"party": "astana", "name": "Guest"},
    ]
    dossier = agreed(cast, signatories=signatories)
    approval = by_seal(cast.signatory, dossier, confirmed(cast.signatory))
    assert approval.signatory_name == "Syarif Bando"


def test_a_namesake_of_an_addressed_signatory_does_not_seal(cast: House) -> None:
    signatories = [
        {"party": "jakarta", "name": "Signatory", "email": "head@jakarta.example"},
        {"party": "astana", "name": "Guest"},
    ]
    dossier = agreed(cast, signatories=signatories)
    to_sign(dossier)
    given = confirmed(cast.signatory)
    error = refused(NotNamed, lambda: by_seal(cast.signatory, dossier, given))
    assert error.params == {"name": "signatory@example.org", "named": "head@jakarta.example"}


def test_a_seal_whose_secret_is_lost_is_made_anew(
    cast: House, dossier: Dossier, settings: Settings
) -> None:
    by_seal(cast.signatory, dossier, confirmed(cast.signatory))
    settings.SECRET_KEY = "another"
    by_seal(cast.guest, dossier, confirmed(cast.guest))
    assert len(list(settings.SEAL_DIR.glob("*.p12"))) == 2
    for path in settings.SEAL_DIR.glob("*.p12"):
        assert path.stat().st_mode & 0o077 == 0


def test_a_scanned_page(cast: House, dossier: Dossier) -> None:
    approval = by_scan(cast.signatory, dossier)
    assert (approval.level, approval.signatory_name) == ("scan", "Signatory")
    by_scan(cast.guest, dossier, "page.pdf", content=paper(), signatory="Guest")
    assert dossier.state == State.IN_FORCE


def test_a_deputy_signs_where_the_terms_name_one(cast: House) -> None:
    signatories = [
        {"party": "jakarta", "name": "Muhammad Syarif Bando", "deputy": "Signatory"},
        {"party": "astana", "name": "Guest"},
    ]
    dossier = agreed(cast, signatories=signatories)
    approval = by_pkcs12(cast.signatory, dossier)
    assert (approval.signatory_name, approval.details["deputy"]) == ("Signatory", True)


def test_a_changed_version_of_an_agreement_in_force_is_signed_anew(
    cast: House, dossier: Dossier
) -> None:
    by_scan(cast.signatory, dossier)
    by_scan(cast.guest, dossier)
    first = dossier.in_force
    changed = agreement_terms(scope={"en": "More"})
    actions.propose(actor=cast.officer, dossier=dossier, content=changed)
    refused(WrongState, lambda: by_pkcs12(cast.signatory, dossier))
    actions.approve(actor=cast.guest, dossier=dossier, digest=digest_of(dossier))
    by_pkcs12(cast.signatory, dossier)
    assert dossier.in_force == first
    by_pkcs12(cast.guest, dossier)
    assert dossier.in_force != first


# -- who may, and when


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("officer", NotPermitted),
        ("administrator", NotPermitted),
        ("observer", NotKnown),
        ("outsider", NotKnown),
        (None, NotKnown),
    ],
)
def test_others_cannot_sign(
    cast: House, dossier: Dossier, who: str | None, error: type[DomainError]
) -> None:
    actor = getattr(cast, who) if who else None
    base, key = to_sign(dossier), person("Signatory")
    digest = digest_of(dossier)
    common = {"actor": actor, "dossier": dossier, "digest": digest}
    acts: list[Callable[[], object]] = [
        lambda: signing.sign_with_pkcs12(**common, pkcs12=key.pkcs12(), password=PASSWORD),
        lambda: signing.sign_by_upload(**common, pdf=signed_elsewhere(base, key)),
        lambda: signing.sign_by_cms(**common, cms=key.cms(base)),
        lambda: signing.sign_by_seal(**common, second_factor=None),
        lambda: signing.sign_by_scan(**common, name="a.png", content=b"\x89PNG\r\n\x1a\n"),
    ]
    for act in acts:
        refused(error, act)


def test_an_observer_who_may_read_cannot_sign(cast: House, dossier: Dossier) -> None:
    actions.admit_reader(actor=cast.officer, dossier=dossier, institution=cast.embassy)
    refused(NotPermitted, lambda: by_pkcs12(cast.observer, dossier, "Signatory"))


def test_the_order_is_kept(cast: House, dossier: Dossier) -> None:
    base = to_sign(dossier)
    error = refused(OutOfOrder, lambda: by_pkcs12(cast.guest, dossier))
    assert error.params["first"] == "Signatory"
    pdf = signed_elsewhere(base, person("Guest"))
    refused(OutOfOrder, lambda: by_upload(cast.guest, dossier, pdf))
    refused(OutOfOrder, lambda: by_cms(cast.guest, dossier, person("Guest").cms(base)))
    refused(OutOfOrder, lambda: by_seal(cast.guest, dossier, confirmed(cast.guest)))
    refused(OutOfOrder, lambda: by_scan(cast.guest, dossier))


def test_a_certificate_of_somebody_else_is_refused(cast: House, dossier: Dossier) -> None:
    base, other = to_sign(dossier), person("Budi Santoso")
    error = refused(NotNamed, lambda: by_pkcs12(cast.signatory, dossier, "Budi Santoso"))
    assert error.params == {"name": "Budi Santoso", "named": "Signatory"}
    pdf = signed_elsewhere(base, other)
    refused(NotNamed, lambda: by_upload(cast.signatory, dossier, pdf))
    refused(NotNamed, lambda: by_cms(cast.signatory, dossier, other.cms(base)))
    refused(NotNamed, lambda: by_scan(cast.signatory, dossier, signatory="Budi Santoso"))
    # The other party's signatory is named, but not for this one.
    refused(NotNamed, lambda: by_pkcs12(cast.signatory, dossier, "Guest"))


def test_nobody_signs_twice(cast: House, dossier: Dossier) -> None:
    by_pkcs12(cast.signatory, dossier)
    refused(AlreadySigned, lambda: by_pkcs12(cast.signatory, dossier))
    pdf = signed_elsewhere(to_sign(dossier), person("Signatory"))
    refused(AlreadySigned, lambda: by_upload(cast.signatory, dossier, pdf))


@pytest.mark.parametrize("accepted", [["scan"], ["cms_unverified"], ["pades"]])
def test_what_the_terms_do_not_accept_is_refused(cast: House, accepted: list[str]) -> None:
    dossier = agreed(cast, signing={"accepted": accepted})
    base, key = to_sign(dossier), person("Signatory")
    if "pades" not in accepted:
        refused(LevelNotAccepted, lambda: by_pkcs12(cast.signatory, dossier))
        pdf = signed_elsewhere(base, key)
        refused(LevelNotAccepted, lambda: by_upload(cast.signatory, dossier, pdf))
    if "scan" not in accepted:
        refused(LevelNotAccepted, lambda: by_scan(cast.signatory, dossier))
    refused(LevelNotAccepted, lambda: by_cms(cast.signatory, dossier, key.cms(base)))
    given = confirmed(cast.signatory)
    refused(LevelNotAccepted, lambda: by_seal(cast.signatory, dossier, given))


def test_before_all_have_approved_and_after_it_ended_nothing_is_signed(cast: House) -> None:
    dossier = proposed(cast)
    refused(WrongState, lambda: by_pkcs12(cast.signatory, dossier))
    actions.approve(actor=cast.guest, dossier=dossier, digest=digest_of(dossier))
    digest = digest_of(dossier)
    actions.withdraw(actor=cast.officer, dossier=dossier, reason="A mistake")
    key = person("Signatory").pkcs12()
    refused(
        WrongState,
        lambda: signing.sign_with_pkcs12(
            actor=cast.signatory, dossier=dossier, digest=digest, pkcs12=key, password=PASSWORD
        ),
    )


def test_what_was_read_is_what_is_signed(cast: House, dossier: Dossier) -> None:
    digest = digest_of(dossier)
    changed = agreement_terms(scope={"en": "More"})
    actions.propose(actor=cast.guest, dossier=dossier, content=changed)
    actions.approve(actor=cast.officer, dossier=dossier, digest=digest_of(dossier))
    key = person("Signatory").pkcs12()
    refused(
        NotTheNewest,
        lambda: signing.sign_with_pkcs12(
            actor=cast.signatory, dossier=dossier, digest=digest, pkcs12=key, password=PASSWORD
        ),
    )


@pytest.mark.parametrize("ago", [-60, 301, 86400])
def test_a_second_factor_is_given_just_now(cast: House, dossier: Dossier, ago: float) -> None:
    to_sign(dossier)
    given = confirmed(cast.signatory, ago=ago)
    refused(SecondFactorMissing, lambda: by_seal(cast.signatory, dossier, given))


def test_a_password_alone_does_not_seal(cast: House, dossier: Dossier) -> None:
    to_sign(dossier)
    refused(SecondFactorMissing, lambda: by_seal(cast.signatory, dossier, None))
    unknown = SecondFactor("totp", timezone.now())  # of somebody who has none
    refused(SecondFactorMissing, lambda: by_seal(cast.signatory, dossier, unknown))
    at = timezone.now().timestamp()
    assert second_factor([{"method": "password", "at": at}]) is None
    found = second_factor([{"method": "mfa", "type": "totp", "at": at}])
    assert found is not None
    assert found.method == "totp"


# -- what is refused of keys and files


def test_keys_that_do_not_open(cast: House, dossier: Dossier) -> None:
    to_sign(dossier)
    old = holder("Signatory", root(), ends=NOW - timedelta(days=1)).pkcs12()
    guest = cast.signatory
    refused(WrongPassword, lambda: by_pkcs12(guest, dossier, password="wrong"))
    refused(KeyUnreadable, lambda: by_pkcs12(guest, dossier, pkcs12=b"%PDF-1.7"))
    refused(CertificateExpired, lambda: by_pkcs12(guest, dossier, pkcs12=old))


def test_a_token_is_used_where_one_is_connected(
    cast: House, dossier: Dossier, settings: Settings, tmp_path: Path
) -> None:
    to_sign(dossier)

    def act() -> object:
        return signing.sign_with_token(
            actor=cast.signatory, dossier=dossier, digest=digest_of(dossier), label="K", pin="1"
        )

    refused(TokenNotConfigured, act)
    settings.PKCS11_MODULE = str(tmp_path / "missing.so")
    refused(SigningUnavailable, act)


def test_files_that_are_not_the_document_with_a_signature(cast: House, dossier: Dossier) -> None:
    base, key, who = to_sign(dossier), person("Signatory"), cast.signatory
    good = signed_elsewhere(base, key)
    altered = bytearray(good)
    altered[base.index(b"/Type")] ^= 1
    forged = bytearray(good)
    forged[good.rindex(b"/ByteRange") + 14] ^= 1
    expired = signed_elsewhere(base, holder("Signatory", root(), ends=NOW + timedelta(hours=1)))
    refused(DocumentAltered, lambda: by_upload(who, dossier, bytes(altered)))
    refused(DocumentAltered, lambda: by_upload(who, dossier, signed_elsewhere(paper(), key)))
    refused(DocumentAltered, lambda: by_upload(who, dossier, b"MZ\x90\0"))
    refused(NothingSigned, lambda: by_upload(who, dossier, base))
    twice = signed_elsewhere(good, person("Guest"), "Second")
    refused(SeveralSigned, lambda: by_upload(who, dossier, twice))
    refused(DocumentAltered, lambda: by_upload(who, dossier, base + b"\n1 0 obj"))
    cut = good[: len(base) + 2000] + b"\n%%EOF"
    refused(DocumentUnreadable, lambda: by_upload(who, dossier, cut))
    with pytest.raises((SignatureInvalid, DocumentAltered, NothingSigned, DocumentUnreadable)):
        by_upload(who, dossier, bytes(forged))
    assert expired.startswith(base)


def test_a_signature_of_another_document(cast: House, dossier: Dossier) -> None:
    base, key, who = to_sign(dossier), person("Signatory"), cast.signatory
    refused(SignatureOfAnother, lambda: by_cms(who, dossier, key.cms(paper())))
    refused(SignatureOfAnother, lambda: by_cms(who, dossier, key.cms(base + b"\n")))
    refused(SignatureUnreadable, lambda: by_cms(who, dossier, b"nothing"))
    refused(SignatureUnreadable, lambda: by_cms(who, dossier, base))
    old = holder("Signatory", root(), ends=NOW - timedelta(days=1))
    error = refused(SignatureInvalid, lambda: by_cms(who, dossier, old.cms(base)))
    assert error.params["problem"] == "The certificate was not valid at the time of signing."


def test_a_scan_is_a_picture_or_a_document(cast: House, dossier: Dossier) -> None:
    to_sign(dossier)
    who = cast.signatory
    refused(FileRefused, lambda: by_scan(who, dossier, "page.docx", content=b"PK\x03\x04"))
    refused(FileRefused, lambda: by_scan(who, dossier, "page.pdf", content=b"MZ\x90\0"))
    refused(FileRefused, lambda: by_scan(who, dossier, "page.png", content=b""))


def test_who_is_overtaken_is_told(cast: House) -> None:
    dossier = agreed(cast, signing={"in_order": False, "accepted": list(ALL)})
    base = to_sign(dossier)
    by_pkcs12(cast.guest, dossier)
    pdf = signed_elsewhere(base, person("Signatory"))
    refused(Overtaken, lambda: by_upload(cast.signatory, dossier, pdf))


# -- keys and passwords are nobody's business


def test_neither_key_nor_password_is_left_anywhere(
    cast: House, dossier: Dossier, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    someone = person("Signatory")
    pkcs12 = someone.pkcs12()
    wrong = "a wrong secret 5519"
    with pytest.raises(WrongPassword):
        by_pkcs12(cast.signatory, dossier, pkcs12=pkcs12, password=wrong)
    by_pkcs12(cast.signatory, dossier, pkcs12=pkcs12)
    kept, private = kept_bytes(), someone.key.private_numbers()
    secret = private.private_value.to_bytes(32, "big")  # type: ignore[union-attr]
    for hidden in (pkcs12, pkcs12[40:120], secret, secret.hex().encode()):
        assert hidden not in kept
        assert repr(hidden).encode() not in kept
    for word in (PASSWORD, wrong):
        assert word.encode() not in kept
        assert word not in caplog.text
