"""Verifying in public: documents, signatures, addresses of QR codes, and whatever else is sent."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from jalin.agreements.signing import document_to_sign, sign_with_pkcs12
from jalin.dossiers import actions, files
from jalin.dossiers.models import Dossier
from jalin.dossiers.queries.versions import newest_version
from tests.dossiers.cases import House, agreed, digest_of, house, in_force
from tests.engines.signing import authorities
from tests.engines.signing.authorities import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, settings: Settings) -> None:
    cache.clear()
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
    """Signed by Jakarta; Astana's signature is missing."""
    found = agreed(cast, confidential={"en": "Shelf 17"})
    sign_with_pkcs12(
        actor=cast.signatory,
        dossier=found,
        digest=digest_of(found),
        pkcs12=authorities.person("Signatory").pkcs12(),
        password=PASSWORD,
    )
    return found


def document(dossier: Dossier) -> bytes:
    version = newest_version(dossier)
    assert version is not None
    return files.read(document_to_sign(version).sha256)


def posted(content: bytes, name: str = "document.pdf", language: str = "en") -> Any:
    client = Client(enforce_csrf_checks=True)
    return client.post(f"/verify/?ui={language}", {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "unaltered"),
        ("id", "tanpa perubahan"),
        ("kk", "өзгертілмеген"),
        ("ru", "без изменений"),
    ],
)
def test_the_document_in_every_language(dossier: Dossier, language: str, said: str) -> None:
    page = posted(document(dossier), language=language)
    assert page.status_code == 200
    assert said in str(page.context["found"].outcome.label)
    assert "Signatory" in page.text
    assert digest_of(dossier) in page.text
    assert "Shelf 17" not in page.text
    assert str(dossier.uuid) not in page.text  # to strangers there is no more of it


def test_one_changed_byte_is_refused(dossier: Dossier) -> None:
    content = document(dossier)
    for place in (100, len(content) // 2, len(content) - 20):
        changed = bytearray(content)
        changed[place] ^= 1
        page = posted(bytes(changed))
        assert not page.context["found"].is_good
        assert "This file" in page.text


def test_the_address_of_the_qr_code(dossier: Dossier) -> None:
    digest = digest_of(dossier)
    for address in (f"/verify/{digest}", f"/verify/{digest}/", f"/verify/{digest.upper()}/"):
        page = Client().get(address)
        assert (page.status_code, "Signatory" in page.text) == (200, True)
    wrong = Client().get(f"/verify/{digest[:-1]}{'0' if digest[-1] != '0' else '1'}/")
    assert wrong.status_code == 404
    assert "not known here" in wrong.text
    assert Client().get("/verify/1234/").status_code == 404


def test_a_party_finds_the_way_to_the_agreement(cast: House, dossier: Dossier) -> None:
    client = Client()
    client.force_login(cast.guest)
    page = client.get(f"/verify/{digest_of(dossier)}/")
    assert f"/agreements/{dossier.uuid}/" in page.text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.pdf", b""),
        ("nothing.pdf", b"%PDF-1.7\n"),
        ("zip.pdf", b"PK\x03\x04" + b"\0" * 500),
        ("noise.bin", bytes(range(256)) * 64),
        ("many.pdf", b"%PDF-1.7\n" + b"%%EOF\n" * 5000),
    ],
)
def test_whatever_is_sent_is_answered(dossier: Dossier, name: str, content: bytes) -> None:
    page = posted(content, name)
    assert page.status_code in (200, 422)
    assert page.context["found"] is None or not page.context["found"].is_good


def test_no_file_is_said_at_the_field() -> None:
    page = Client().post("/verify/")
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["file"]


def test_what_is_too_large_is_not_read() -> None:
    length = str(files.LIMIT * 2)
    page = Client().post(
        "/verify/", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=length
    )
    assert page.status_code == 413
    assert "larger than" in str(page.context["form"].errors["file"])


def test_who_asks_very_often_is_asked_to_wait() -> None:
    found = [posted(b"nothing").status_code for _ in range(31)]
    assert found == [200] * 30 + [429]


def test_roots_that_cannot_be_read_are_said(dossier: Dossier, settings: Settings) -> None:
    content = document(dossier)
    (settings.TRUST_ROOTS / "broken.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nnothing")
    page = posted(content)
    assert page.status_code == 503
    assert list(page.context["form"].errors) == ["file"]


def test_what_holds_no_more_is_said(cast: House) -> None:
    dossier = in_force(cast)
    address = f"/verify/{digest_of(dossier)}/"
    assert "These terms are not in force." not in Client().get(address).text
    actions.terminate(actor=cast.officer, dossier=dossier, reason="Replaced.")
    page = Client().get(address)
    assert "These terms are not in force." in page.text
    assert "Replaced." not in page.text
