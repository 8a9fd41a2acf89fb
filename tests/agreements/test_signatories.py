"""Who is to sign: places, their order, deputies, and names in whatever script."""

import pytest

from jalin.agreements.signatories import same_person
from jalin.agreements.signing import places_of
from jalin.dossiers import actions
from jalin.dossiers.models import Dossier
from jalin.dossiers.states import Level, State
from tests.agreements.signing_cases import version_of
from tests.dossiers.cases import House, agreed, digest_of, house

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muhammad Syarif Bando", "MUHAMMAD SYARIF BANDO, S.SOS., M.M."),
        ("Prof. Dr. Budi Santoso", "Budi Santoso"),
        ("Күміс Сейітова", "Kumis Seitova"),
        ("Күміс Сеитова", "СЕЙТОВА КУМИС"),
        ("K. Seitova", "Күміс Сеитова"),
        ("Ян Ли", "Jan Li"),
        ("Guest", "GUEST"),
    ],
)
def test_one_person_by_two_names(one: str, other: str) -> None:
    assert same_person(one, other) is True
    assert same_person(other, one) is True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aisha Nurlan Seitova", "Bolat Nurlan Seitova"),
        ("Signatory", "Guest"),
        ("Budi Santoso", "Budi Hartono"),
        ("Mr", "Ms"),
        ("", "Guest"),
        ("", ""),
        ("Dr.", "Dr. Budi Santoso"),
        ("B. S.", "Budi Santoso"),
        ("National Library", "Budi Santoso"),
    ],
)
def test_two_people(one: str, other: str) -> None:
    assert same_person(one, other) is False
    assert same_person(other, one) is False


@pytest.fixture
def cast() -> House:
    return house()


def sign(cast: House, dossier: Dossier, side: str, name: str, level: str = "scan") -> None:
    actor, institution = {
        "jakarta": (cast.signatory, cast.jakarta),
        "astana": (cast.guest, cast.astana),
    }[side]
    actions.record_signature(
        actor=actor,
        dossier=dossier,
        digest=digest_of(dossier),
        institution=institution,
        level=Level(level),
        signatory_name=name,
    )


def filled(dossier: Dossier) -> list[tuple[str, bool, bool]]:
    return [
        (place.name, place.signature is not None, place.is_next)
        for place in places_of(version_of(dossier))
    ]


def test_places_are_filled_in_order(cast: House) -> None:
    dossier = agreed(cast)
    assert filled(dossier) == [("Signatory", False, True), ("Guest", False, False)]
    sign(cast, dossier, "jakarta", "Signatory")
    assert filled(dossier) == [("Signatory", True, False), ("Guest", False, True)]
    sign(cast, dossier, "astana", "Guest")
    assert filled(dossier) == [("Signatory", True, False), ("Guest", True, False)]
    assert dossier.state == State.IN_FORCE


def test_every_named_signatory_of_a_party_signs(cast: House) -> None:
    signatories = [
        {"party": "jakarta", "name": "Signatory"},
        {"party": "jakarta", "name": "Second", "deputy": "Vice Second"},
        {"party": "astana", "name": "Guest"},
    ]
    dossier = agreed(cast, signatories=signatories)
    sign(cast, dossier, "jakarta", "Signatory")
    sign(cast, dossier, "jakarta", "Signatory")  # once more is not for somebody else
    sign(cast, dossier, "astana", "Guest")  # out of order: it does not count
    assert dossier.state == State.AGREED
    sign(cast, dossier, "jakarta", "Vice Second")
    sign(cast, dossier, "astana", "Guest")
    assert dossier.state == State.IN_FORCE


def test_out_of_order_where_the_terms_let_them(cast: House) -> None:
    dossier = agreed(cast, signing={"in_order": False, "accepted": ["scan"]})
    sign(cast, dossier, "astana", "Guest")
    assert filled(dossier) == [("Signatory", False, True), ("Guest", True, False)]
    sign(cast, dossier, "jakarta", "Signatory")
    assert dossier.state == State.IN_FORCE


def test_a_party_that_names_nobody_has_a_place_for_anybody(cast: House) -> None:
    dossier = agreed(cast, signatories=[{"party": "astana", "name": "Guest"}])
    assert filled(dossier) == [("Guest", False, True), ("", False, False)]
    sign(cast, dossier, "astana", "Guest")
    sign(cast, dossier, "jakarta", "Whoever")
    assert dossier.state == State.IN_FORCE


def test_a_level_that_the_terms_do_not_accept_fills_nothing(cast: House) -> None:
    dossier = agreed(cast, signing={"accepted": ["pades", "cms"]})
    sign(cast, dossier, "jakarta", "Signatory", "scan")
    (place, _) = places_of(version_of(dossier))
    assert (place.signature, len(place.received)) == (None, 1)
    sign(cast, dossier, "jakarta", "Signatory", "pades")
    sign(cast, dossier, "astana", "Guest", "cms")
    assert dossier.state == State.IN_FORCE


@pytest.mark.parametrize(("suffices", "state"), [(False, State.AGREED), (True, State.IN_FORCE)])
def test_whether_a_signature_that_was_not_verified_counts(
    cast: House, suffices: bool, state: State
) -> None:
    signing = {"accepted": ["pades", "cms"], "unverified_suffices": suffices}
    dossier = agreed(cast, signing=signing)
    sign(cast, dossier, "jakarta", "Signatory", "pades")
    sign(cast, dossier, "astana", "Guest", "cms_unverified")
    assert dossier.state == state


def test_names_of_a_stranger_fill_nothing(cast: House) -> None:
    dossier = agreed(cast)
    sign(cast, dossier, "jakarta", "Somebody Else")
    assert filled(dossier)[0] == ("Signatory", False, True)
