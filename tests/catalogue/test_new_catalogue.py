"""A catalogue is added on the page of its library."""

from collections.abc import Callable

import pytest
from django.test import Client

from jalin.catalogue.models import Catalogue
from jalin.institutions.models import User

PAGE = "/institutions/astana/catalogues/new/"
GIVEN = {"name": "Кітаптар", "slug": "Kitaptar", "licence": "CC0 1.0"}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("administrator", 200),
        ("officer", 200),
        ("partner", 200),
        ("guest", 403),
        ("cataloguer", 403),
        ("other", 404),
        ("stranger", 404),
    ],
)
def test_who_may_add_one(
    who: str, status: int, person: Callable[[str], User], client: Client
) -> None:
    client.force_login(person(who))
    assert client.get(PAGE).status_code == status
    client.post(PAGE, GIVEN)
    assert Catalogue.objects.count() == (status == 200)


def test_an_address_is_taken_once(person: Callable[[str], User], client: Client) -> None:
    client.force_login(person("officer"))
    page = client.post(PAGE, GIVEN)
    assert (page.status_code, page.headers["Location"]) == (302, "/catalogues/kitaptar/")
    page = client.post(PAGE, GIVEN)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["slug"]
    page = client.post(PAGE, {**GIVEN, "slug": "екі"})
    assert list(page.context["form"].errors) == ["slug"]
    made = Catalogue.objects.get()
    assert (made.name, made.slug, made.licence) == ("Кітаптар", "kitaptar", "CC0 1.0")


def test_a_name_is_in_the_language_of_its_page(
    person: Callable[[str], User], client: Client
) -> None:
    client.force_login(person("officer"))
    client.post(f"{PAGE}?ui=kk", {**GIVEN, "description": "Сирек кітаптар"})
    made = Catalogue.objects.get()
    assert (made.names, made.descriptions) == ({"kk": "Кітаптар"}, {"kk": "Сирек кітаптар"})
    assert "Сирек кітаптар" in client.get("/catalogues/kitaptar/?ui=ru").text
