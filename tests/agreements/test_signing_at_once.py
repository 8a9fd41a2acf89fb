"""Signatories who sign at the same moment: no signature is lost, none stands on an old revision."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from pytest_django import Settings

from jalin.agreements.document import document_of
from jalin.agreements.signing import places_of, sign_by_cms, sign_with_pkcs12
from jalin.core import audit
from jalin.core.errors import DomainError
from jalin.dossiers import actions, files
from jalin.dossiers.models import Document, Dossier
from jalin.dossiers.states import State
from jalin.engines.signing import validate_pdf
from jalin.institutions.models import User
from tests.agreements.signing_cases import to_sign, version_of
from tests.dossiers.cases import agreed, digest_of, house
from tests.engines.signing.authorities import PASSWORD, person
from tests.installation import Installation

ROUNDS = 4
_TERMS = {"in_order": False, "accepted": ["pades", "cms"]}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.SEAL_DIR = settings.DATA_DIR / "seal"
    settings.TRUST_ROOTS = settings.DATA_DIR / "trusted-roots"


def by_pkcs12(actor: User, dossier: Dossier, digest: str) -> Callable[[], object]:
    key = person(actor.name).pkcs12()
    return lambda: sign_with_pkcs12(
        actor=actor,
        dossier=Dossier.objects.get(pk=dossier.pk),
        digest=digest,
        pkcs12=key,
        password=PASSWORD,
    )


def by_cms(actor: User, dossier: Dossier, digest: str, content: bytes) -> Callable[[], object]:
    cms = person(actor.name).cms(content)
    return lambda: sign_by_cms(
        actor=actor, dossier=Dossier.objects.get(pk=dossier.pk), digest=digest, cms=cms
    )


def codes(results: list[object]) -> list[str]:
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, DomainError):
            raise result
    return sorted(one.code for one in results if isinstance(one, DomainError))


def test_of_two_who_sign_in_the_document_the_later_signs_what_the_earlier_left(
    installation: Installation,
) -> None:
    cast, numbers = house(), count()
    for _ in range(ROUNDS):
        dossier = agreed(cast, signing=_TERMS, scope={"en": f"Round {next(numbers)}"})
        digest, base = digest_of(dossier), to_sign(dossier)
        both = [by_pkcs12(actor, dossier, digest) for actor in (cast.signatory, cast.guest)]
        refused = codes(installation.in_threads(*both))
        assert refused in ([], ["overtaken"])
        if refused:
            assert len(validate_pdf(to_sign(dossier))) == 1
            assert codes(installation.in_threads(*both)) == ["already-signed"]
        dossier.refresh_from_db()
        assert dossier.state == State.IN_FORCE
        pdf = to_sign(dossier)
        assert pdf.startswith(base)
        found = validate_pdf(pdf)
        assert [one.status for one in found] == ["valid", "valid"]
        assert {one.signer for one in found} == {"Signatory", "Guest"}
        assert audit.verify(dossier.chain) is None
        actions.terminate(actor=cast.officer, dossier=dossier, reason="Next round")


def test_nobody_signs_twice_by_two_clicks(installation: Installation) -> None:
    cast = house()
    dossier = agreed(cast, signing=_TERMS)
    digest = digest_of(dossier)
    base = files.read(document_of(version_of(dossier)).sha256)
    acts = [by_cms(cast.guest, dossier, digest, base)] * 3
    assert codes(installation.in_threads(*acts)) == ["already-signed", "already-signed"]
    assert Document.objects.filter(role=Document.Role.SIGNATURE).count() == 1
    assert [place.signature is not None for place in places_of(version_of(dossier))] == [
        False,
        True,
    ]
