"""An institution is added by those who may, and every mistake is told at its field."""

from collections.abc import Callable, Mapping

import pytest
from django.test import Client

from jalin.core import audit
from jalin.core.models import AuditEntry
from jalin.core.permissions import NotKnown, NotPermitted
from jalin.institutions import errors
from jalin.institutions.founding import create_institution
from jalin.institutions.models import Institution, User
from jalin.institutions.permissions import OPERATOR

Who = Callable[[str], User]
VALUES: Mapping[str, object] = {
    "name": {"kk": " Ұлттық кітапхана ", "en": "National Library", "fr": "Bibliothèque", "ru": ""},
    "short_names": {"en": " NL ", "kk": "ҰК"},
    "country": "kz",
    "slug": "national-library",
    "isil": "KZ-NLRK",
    "city": {"kk": "Астана"},
}


def create(actor: object = OPERATOR, **changes: object) -> Institution:
    return create_institution(actor=actor, **{**VALUES, **changes})  # type: ignore[arg-type]


@pytest.mark.django_db
def test_an_institution_as_it_is_kept() -> None:
    made = create()
    assert made.name == {"kk": "Ұлттық кітапхана", "en": "National Library"}
    assert made.short_names == {"kk": "ҰК", "en": "NL"}
    assert (made.country, made.slug, made.isil, made.is_house) == (
        "KZ",
        "national-library",
        "KZ-NLRK",
        False,
    )
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id, entry.details) == (
        "institution.created",
        str(made.pk),
        {"house": False},
    )
    assert audit.verify(f"institution:{made.pk}") is None


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": {"en": "  "}}, errors.NameMissing),
        ({"short_names": {"en": " "}}, errors.NameMissing),
        ({"country": "Kazakhstan"}, errors.CountryNotKnown),
        ({"country": "XX"}, errors.CountryNotKnown),
        ({"slug": "jakarta"}, errors.AddressTaken),
        ({"slug": "new"}, errors.AddressNotValid),
        ({"slug": "Ұлттық"}, errors.AddressNotValid),
        ({"slug": "a/b"}, errors.AddressNotValid),
        ({"slug": "a" * 61}, errors.AddressNotValid),
        ({"isil": "NLRK"}, errors.IsilNotValid),
        ({"isil": "KZ-" + "N" * 12}, errors.IsilNotValid),
        ({"isil": "ID-JAKPN"}, errors.IsilTaken),
        ({"is_house": True}, errors.HouseTaken),
    ],
)
def test_what_is_refused(
    changes: Mapping[str, object], error: type[Exception], jakarta: Institution
) -> None:
    Institution.objects.filter(pk=jakarta.pk).update(isil="ID-JAKPN")
    with pytest.raises(error):
        create(**changes)
    assert list(Institution.objects.all()) == [jakarta]


@pytest.mark.parametrize(
    ("who", "answer", "status"),
    [
        ("administrator", None, 200),
        *((role, NotPermitted, 403) for role in ("officer", "cataloguer", "observer", "guest")),
        *((name, NotKnown, 404) for name in ("former", "stranger")),
    ],
)
def test_who_may_add_one(
    who: str, answer: type[Exception] | None, status: int, person: Who, client: Client
) -> None:
    actor = person(who)
    client.force_login(actor)
    assert client.get("/institutions/new/").status_code == status
    if answer is None:
        create(actor)
    else:
        with pytest.raises(answer):
            create(actor)


def test_the_page_says_at_the_field_what_is_wrong(person: Who, client: Client) -> None:
    client.force_login(person("administrator"))
    given = {
        "name_kk": "Ұлттық кітапхана",
        "short_name": "ҰК",
        "country": "KZ",
        "city": "Астана",
        "slug": "Not valid",
        "isil": "KZ-NLRK",
    }
    page = client.post("/institutions/new/?ui=kk", given)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["slug"]
    page = client.post("/institutions/new/?ui=kk", {**given, "slug": "ulttyq", "name_kk": ""})
    assert list(page.context["form"].errors) == ["name_en"]
    page = client.post("/institutions/new/?ui=kk", {**given, "slug": "ulttyq"})
    assert (page.status_code, page.headers["Location"]) == (302, "/institutions/ulttyq/")
    made = Institution.objects.get(slug="ulttyq")
    assert (made.name, made.city) == ({"kk": "Ұлттық кітапхана"}, {"kk": "Астана"})
    assert made.short_names == {"kk": "ҰК"}


def test_administrators_find_the_way_there(person: Who, client: Client) -> None:
    assert "/institutions/new/" not in client.get("/institutions/").content.decode()
    client.force_login(person("administrator"))
    assert "/institutions/new/" in client.get("/institutions/").content.decode()
    page = client.get("/institutions/astana/").content.decode()
    assert "/institutions/astana/catalogues/new/" in page
