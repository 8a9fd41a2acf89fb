"""The room, its plan, reminders, mistakes, and the pages to sign at, as each person meets them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from jalin.agreements.ceremony import PAUSE
from jalin.agreements.models import Ceremony
from jalin.agreements.signing import document_to_sign
from jalin.core import audit
from jalin.core.models import AuditEntry
from jalin.dossiers import actions, files
from jalin.dossiers.models import Approval, Dossier
from jalin.dossiers.queries.versions import newest_version
from jalin.dossiers.states import Level, State
from jalin.institutions.models import Role, User
from tests.dossiers.cases import House, agreed, digest_of, house, person, proposed
from tests.engines.signing import authorities
from tests.engines.signing.authorities import PASSWORD
from tests.engines.signing.gost import as_gost

pytestmark = pytest.mark.django_db

JAKARTA, ASTANA = "Signatory", "Guest"


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path
    settings.SEAL_DIR = tmp_path / "seal"
    settings.TRUST_ROOTS = tmp_path / "roots"
    settings.TRUST_ROOTS.mkdir()
    (settings.TRUST_ROOTS / "root.pem").write_bytes(authorities.root().pem)
    settings.TSA_URL = ""


@pytest.fixture
def cast() -> House:
    return house()


@pytest.fixture
def dossier(cast: House) -> Dossier:
    """Agreed on, to be signed by Jakarta first; the embassy may read it."""
    found = agreed(cast)
    actions.admit_reader(actor=cast.officer, dossier=found, institution=cast.embassy)
    return found


def client_of(user: User | None, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    if user is not None:
        client.force_login(user)
    return client


def at(dossier: Dossier, rest: str = "ceremony/") -> str:
    return f"/agreements/{dossier.uuid}/{rest}"


# Of each person: the status of what is read, of what either party does, and of signing.
WHO: dict[str, tuple[Callable[[House], User | None], int, int, int]] = {
    "owner": (lambda cast: cast.officer, 200, 200, 403),
    "owner's signatory": (lambda cast: cast.signatory, 200, 200, 200),
    "other party": (lambda cast: cast.guest, 200, 200, 200),
    "own observer": (lambda cast: person("looker", cast.jakarta, Role.OBSERVER), 200, 403, 403),
    "reader": (lambda cast: cast.observer, 200, 403, 403),
    "stranger": (lambda cast: cast.outsider, 404, 404, 404),
    "no member": (lambda _: person("nobody", None), 404, 404, 404),
    "not signed in": (lambda _: None, 302, 302, 302),
}
WAYS = ("certificate", "upload", "cms", "seal", "scan")


@pytest.mark.parametrize("who", WHO)
def test_who_may_enter_plan_and_sign(cast: House, dossier: Dossier, who: str) -> None:
    find, reads, does, signs = WHO[who]
    client = client_of(find(cast))
    assert client.get(at(dossier)).status_code == reads
    part = client.get(at(dossier, "ceremony/moment/"))
    assert part.status_code == (204 if reads == 302 else reads)
    assert client.get(at(dossier, "ceremony/plan/")).status_code == does
    found = {way: client.get(at(dossier, f"sign/{way}/")).status_code for way in WAYS}
    assert found == dict.fromkeys(WAYS, signs)
    reminded = client.post(at(dossier, "ceremony/remind/")).status_code
    assert reminded == (302 if does == 200 else does) or who == "owner's signatory"
    calls_off = 403 if who == "other party" else does  # they have not proposed it
    assert client.get(at(dossier, "ceremony/mistake/")).status_code == calls_off


@pytest.mark.parametrize("who", [name for name, rule in WHO.items() if rule[3] != 200])
def test_whoever_may_not_sign_signs_nothing(cast: House, dossier: Dossier, who: str) -> None:
    find, _, _, signs = WHO[who]
    client = client_of(find(cast))
    key = SimpleUploadedFile("key.p12", authorities.person(JAKARTA).pkcs12())
    given = {"digest": digest_of(dossier), "file": key, "password": PASSWORD}
    assert client.post(at(dossier, "sign/certificate/"), given).status_code == signs
    assert not Approval.objects.filter(is_signature=True).exists()


def test_a_draft_has_no_room(cast: House) -> None:
    draft = actions.begin(
        actor=cast.officer, kind="agreement", issuer=cast.jakarta, partners=[cast.astana], title={}
    )
    assert client_of(cast.officer).get(at(draft)).status_code == 409
    assert client_of(cast.guest).get(at(draft)).status_code == 404


def test_nothing_is_signed_before_all_approve(cast: House) -> None:
    dossier = proposed(cast)
    client = client_of(cast.signatory)
    assert "not approved by all" in client.get(at(dossier)).text
    assert client.get(at(dossier, "sign/certificate/")).status_code == 409


def signed_by_certificate(user: User, name: str, dossier: Dossier, password: str = PASSWORD):  # type: ignore[no-untyped-def]
    key = SimpleUploadedFile("key.p12", authorities.person(name).pkcs12())
    given = {"digest": digest_of(dossier), "file": key, "password": password}
    return client_of(user).post(at(dossier, "sign/certificate/"), given)


def cms_of(name: str, dossier: Dossier) -> SimpleUploadedFile:
    version = newest_version(dossier)
    assert version is not None
    content = files.read(document_to_sign(version).sha256)
    return SimpleUploadedFile("signature.p7s", authorities.person(name).cms(content))


def test_the_whole_ceremony(cast: House, dossier: Dossier) -> None:
    watching = client_of(cast.observer)
    before = watching.get(at(dossier))
    assert "0 of 2 have signed" in before.text
    stamp = before.context["room"].stamp
    moment = at(dossier, f"ceremony/moment/?seen={stamp}")
    assert watching.get(moment).status_code == 204
    answer = signed_by_certificate(cast.signatory, JAKARTA, dossier)
    assert answer.status_code == 302
    seen = watching.get(moment)
    assert "1 of 2 have signed" in seen.text
    assert "hx-get" in seen.text
    given = {"digest": digest_of(dossier), "file": cms_of(ASTANA, dossier)}
    assert client_of(cast.guest).post(at(dossier, "sign/cms/"), given).status_code == 302
    dossier.refresh_from_db()
    assert dossier.state == State.IN_FORCE
    last = watching.get(moment)
    assert "The agreement is in force" in last.text
    assert "hx-get" not in last.text
    assert 'hx-swap-oob="delete"' in last.text  # what could be done before
    sheet = watching.get(at(dossier, "ceremony/evidence/"), follow=True)
    assert b"".join(sheet.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    assert audit.verify(dossier.chain) is None


def test_a_national_signature_is_received_and_not_called_valid(cast: House) -> None:
    dossier = agreed(cast, signatories=[{"party": "astana", "name": ASTANA}])
    version = newest_version(dossier)
    assert version is not None
    content = files.read(document_to_sign(version).sha256)
    national = as_gost(authorities.person(ASTANA).cms(content), signature="1.2.398.3.10.1.1.1.2")
    given = {"digest": digest_of(dossier), "file": SimpleUploadedFile("s.p7s", national)}
    assert client_of(cast.guest).post(at(dossier, "sign/cms/"), given).status_code == 302
    room = client_of(cast.officer).get(at(dossier))
    assert "Received, not verified" in room.text
    assert "does not suffice" in room.text
    assert "0 of 2 have signed" in room.text
    assert Approval.objects.get(is_signature=True).level == Level.CMS_UNVERIFIED


def test_no_evidence_before_the_last_signature(cast: House, dossier: Dossier) -> None:
    assert client_of(cast.officer).get(at(dossier, "ceremony/evidence/")).status_code == 409


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The password does not open the key."),
        ("id", "Kata sandi"),
        ("kk", "Құпиясөз"),
        ("ru", "Пароль"),
    ],
)
def test_a_wrong_password_is_said_at_its_field(
    cast: House, dossier: Dossier, language: str, said: str
) -> None:
    key = SimpleUploadedFile("key.p12", authorities.person(JAKARTA).pkcs12())
    given = {"digest": digest_of(dossier), "file": key, "password": "wrong"}
    client = client_of(cast.signatory, language)
    answer = client.post(at(dossier, f"sign/certificate/?ui={language}"), given)
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors["password"])
    assert "wrong" not in answer.text
    assert not Approval.objects.filter(is_signature=True).exists()


def test_out_of_turn_and_unnamed(cast: House, dossier: Dossier) -> None:
    early = signed_by_certificate(cast.guest, ASTANA, dossier)
    assert early.status_code == 422
    assert "signed in order" in str(early.context["form"].errors["file"])
    other = signed_by_certificate(cast.signatory, "Somebody Else", dossier)
    assert "is not named" in str(other.context["form"].errors["file"])


def test_what_is_too_large_is_not_read(cast: House, dossier: Dossier) -> None:
    key = SimpleUploadedFile("key.p12", b"0" * (3 << 20))
    given = {"digest": digest_of(dossier), "file": key, "password": PASSWORD}
    answer = client_of(cast.signatory).post(at(dossier, "sign/certificate/"), given)
    assert answer.status_code == 422
    assert "larger than 1 MB" in str(answer.context["form"].errors["file"])


def test_a_key_is_in_no_file(cast: House, dossier: Dossier, tmp_path: Path) -> None:
    signed_by_certificate(cast.signatory, JAKARTA, dossier)
    key = authorities.person(JAKARTA).pkcs12()
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert kept
    assert not any(key in content for content in kept)


def test_certificates_are_posted_from_our_own_page_only(cast: House, dossier: Dossier) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.signatory)
    key = SimpleUploadedFile("key.p12", authorities.person(JAKARTA).pkcs12())
    given = {"digest": digest_of(dossier), "file": key, "password": PASSWORD}
    assert client.post(at(dossier, "sign/certificate/"), given).status_code == 403


def test_a_scan_names_who_signed(cast: House, dossier: Dossier) -> None:
    picture = SimpleUploadedFile("page.png", b"\x89PNG\r\n\x1a\n picture")
    given = {"digest": digest_of(dossier), "file": picture, "signatory": JAKARTA}
    assert client_of(cast.signatory).post(at(dossier, "sign/scan/"), given).status_code == 302
    assert "1 of 2 have signed" in client_of(cast.guest).get(at(dossier)).text
    program = SimpleUploadedFile("page.exe", b"MZ")
    given = {"digest": digest_of(dossier), "file": program, "signatory": ASTANA}
    answer = client_of(cast.guest).post(at(dossier, "sign/scan/"), given)
    assert "not taken" in str(answer.context["form"].errors["file"])


def test_a_seal_needs_a_fresh_second_factor(cast: House, dossier: Dossier) -> None:
    client = client_of(cast.signatory)
    page = client.get(at(dossier, "sign/seal/"))
    assert "/account/2fa/totp/activate/" in page.text
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.signatory, secret)
    reauthenticate = f"/account/2fa/reauthenticate/?next={at(dossier, 'sign/seal/')}"
    assert reauthenticate in client.get(at(dossier, "sign/seal/")).text
    refused = client.post(at(dossier, "sign/seal/"), {"digest": digest_of(dossier)})
    assert refused.status_code == 422
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    back = client.post(reauthenticate, {"code": code})
    assert back.headers["Location"] == at(dossier, "sign/seal/")
    signed = client.post(at(dossier, "sign/seal/"), {"digest": digest_of(dossier)})
    assert signed.status_code == 302
    assert Approval.objects.get(is_signature=True).details["second_factor"] == "totp"


PLAN = {
    "day": "2021-04-20",
    "time": "14:00",
    "zone": "Asia/Jakarta",
    "link": "https://meet.example/room",
    "witnesses": "Kedutaan Besar, saksi\nЕлшілік",
    "guests": "",
    "agenda_id": "Pembukaan\nPenandatanganan",
    "agenda_kk": "Ашылуы\nҚол қою",
}


def test_the_plan_is_shown_on_the_clocks_of_both(cast: House, dossier: Dossier) -> None:
    User.objects.filter(pk=cast.guest.pk).update(timezone="Asia/Almaty")
    client = client_of(cast.officer)
    assert client.post(at(dossier, "ceremony/plan/"), PLAN).status_code == 302
    room = client_of(cast.guest, "kk").get(at(dossier) + "?ui=kk")
    assert [(one.place, one.time, one.offset) for one in room.context["plan"].moments] == [
        ("Jakarta", "14:00", "UTC+7"),
        ("Almaty", "13:00", "UTC+6"),
    ]
    assert room.context["plan"].agenda == ("Ашылуы", "Қол қою")
    assert "Елшілік" in room.text
    verbs = AuditEntry.objects.filter(chain__name=dossier.chain).values_list("verb", flat=True)
    assert "ceremony_planned" in verbs


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("link", "javascript:alert(1)"),
        ("link", "http://meet.example/"),
        ("zone", "Mars/Olympus"),
        ("day", "2021-02-30"),
        ("day", ""),
    ],
)
def test_a_plan_that_cannot_be(cast: House, dossier: Dossier, field: str, value: str) -> None:
    answer = client_of(cast.officer).post(at(dossier, "ceremony/plan/"), {**PLAN, field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Ceremony.objects.exists()


def test_those_whose_turn_it_is_are_reminded_once(
    cast: House, dossier: Dossier, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    User.objects.filter(pk=cast.signatory.pk).update(language="id")
    client = client_of(cast.guest)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        client.post(at(dossier, "ceremony/remind/"))
    assert [letter.to for letter in mail.outbox] == [[cast.signatory.email]]
    assert f"/agreements/{dossier.uuid}/ceremony/" in mail.outbox[0].body
    assert client.post(at(dossier, "ceremony/remind/")).status_code == 409
    Ceremony.objects.update(reminded_at=timezone.now() - PAUSE - timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        assert client.post(at(dossier, "ceremony/remind/")).status_code == 302
    assert len(mail.outbox) == 2


def test_a_mistake_opens_a_successor(cast: House, dossier: Dossier) -> None:
    client = client_of(cast.officer)
    client.post(at(dossier, "ceremony/plan/"), PLAN)
    signed_by_certificate(cast.signatory, JAKARTA, dossier)
    empty = client.post(at(dossier, "ceremony/mistake/"), {"reason": " "})
    assert empty.status_code == 200
    answer = client.post(at(dossier, "ceremony/mistake/"), {"reason": "Salah tanggal"})
    successor = Dossier.objects.get(successor_of=dossier)
    assert answer.headers["Location"] == at(successor, "draft/")
    dossier.refresh_from_db()
    assert (dossier.state, successor.state) == (State.WITHDRAWN, State.DRAFT)
    draft = successor.drafts.get()
    assert draft.content["ends"] == "2099-04-19"
    assert Ceremony.objects.get(dossier=successor).link == PLAN["link"]
    actions.propose(actor=cast.officer, dossier=successor, content=draft.content)
    assert client_of(cast.signatory).get(at(dossier, "sign/certificate/")).status_code == 409


def test_the_room_asks_as_much_for_many_as_for_one(
    cast: House, dossier: Dossier, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = client_of(cast.guest)
    client.get(at(dossier))
    with django_assert_max_num_queries(22):  # type: ignore[attr-defined]
        client.get(at(dossier, "ceremony/moment/"))
