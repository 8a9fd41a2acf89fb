"""Accounts are by invitation: what allauth offers besides, and what is closed here."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from jalin.institutions.models import User

pytestmark = pytest.mark.django_db
SignedIn = Callable[[str], Client]


def test_nobody_takes_the_address_of_another(signed_in: SignedIn) -> None:
    client = signed_in("observer")
    given = {"action_add": "", "email": "invited.soon@example.org"}
    answers = [client.get("/account/email/"), client.post("/account/email/", given)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert not User.objects.filter(email="invited.soon@example.org").exists()


def _said(answer: HttpResponse) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(
    client: Client, person: Callable[[str], User]
) -> None:
    known = person("officer").email
    answers = [
        client.post("/account/password/reset/", {"email": address}, follow=True)
        for address in (known, "nobody@example.org")
    ]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert [_said(answer) for answer in answers] == [_said(answers[0])] * 2
    assert [letter.to for letter in mail.outbox] == [[known], ["nobody@example.org"]]
    assert "/account/password/reset/key/" in str(mail.outbox[0].body)
    assert "/account/signup/" not in str(mail.outbox[1].body)


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({"login": "nobody@example.org", "password": "not this one"}, 1),
        ({"login": "", "password": ""}, 1),
    ],
)
def test_what_is_wrong_is_said_once_on_top(
    client: Client, given: dict[str, str], problems: int
) -> None:
    assert client.post("/account/login/", given).text.count('class="problem"') == problems
