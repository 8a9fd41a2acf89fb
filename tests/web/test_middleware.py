"""Around every page: the language, and what a browser may load."""

from collections.abc import Callable

import pytest
from django.test import Client

from jalin.institutions.models import User

pytestmark = pytest.mark.django_db


def language(client: Client, path: str = "/account/login/", **headers: str) -> str:
    response = client.get(path, headers=headers)  # type: ignore[arg-type]
    return response.headers["Content-Language"]


def test_the_browsers_language_counts_when_nothing_was_said(client: Client) -> None:
    assert language(client) == "en"
    assert language(client, **{"accept-language": "kk-KZ,ru;q=0.8"}) == "kk"
    assert language(client, **{"accept-language": "fr, id;q=0.5"}) == "id"


def test_the_switch_keeps_the_page_and_is_remembered(client: Client) -> None:
    assert language(client, "/account/login/?ui=kk") == "kk"
    assert language(client, **{"accept-language": "ru"}) == "kk"


@pytest.mark.parametrize("value", ["xx", "", "kk-KZ", "../kk"])
def test_a_language_that_there_is_not_changes_nothing(client: Client, value: str) -> None:
    response = client.get("/account/login/", {"ui": value})
    assert response.headers["Content-Language"] == "en"
    assert "django_language" not in response.cookies


def test_the_accounts_language_counts_before_the_browsers(
    client: Client, person: Callable[[str], User]
) -> None:
    officer = person("officer")
    officer.language = "id"
    officer.save()
    client.force_login(officer)
    assert language(client, "/", **{"accept-language": "ru"}) == "id"


def test_nothing_is_loaded_from_elsewhere(client: Client) -> None:
    headers = client.get("/account/login/").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'self'")
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert headers["Referrer-Policy"] == "same-origin"


def test_nobody_makes_an_account_without_an_invitation(client: Client) -> None:
    form = {"email": "x@example.org", "password1": "zq8!kkpw", "password2": "zq8!kkpw"}
    client.post("/account/signup/", form)
    assert User.objects.count() == 0
