"""Accounts come from invitations, and rights from memberships of today."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from jalin.core.permissions import NotKnown, NotPermitted
from jalin.institutions import actions
from jalin.institutions.errors import InvitationNotSent, InvitationNotValid, PasswordRefused
from jalin.institutions.models import Institution, Invitation, Membership, User
from jalin.institutions.permissions import OPERATOR, may_import, standing

Who = Callable[[str], User]
PASSWORD = "eki zhip toghysady"


def invite(institution: Institution, actor: object = OPERATOR, **options: str) -> actions.Invited:
    options = {"email": "Aigul@Example.org", "role": "guest"} | options
    return actions.invite(actor=actor, institution=institution, **options)  # type: ignore[arg-type]


def accept(token: str, **options: object) -> User:
    values: dict[str, object] = {"name": "Айгүл", "password": PASSWORD} | options
    return actions.accept(token=token, **values)  # type: ignore[arg-type]


def test_an_invitation_becomes_an_account(
    astana: Institution,
    mailoutbox: list[mail.EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invited = invite(astana, language="kk")
    (message,) = mailoutbox
    assert message.to == ["aigul@example.org"]
    assert f"/invitation/{invited.token}/" in message.body
    stored = Invitation.objects.get().token_digest
    assert stored == sha256(invited.token.encode()).hexdigest()
    user = accept(invited.token)
    assert (user.email, user.name, user.language) == ("aigul@example.org", "Айгүл", "kk")
    assert user.check_password(PASSWORD)
    assert standing(user).roles == frozenset({(astana.pk, "guest")})


def test_a_link_works_once(astana: Institution) -> None:
    token = invite(astana).token
    accept(token)
    with pytest.raises(InvitationNotValid):
        accept(token)


def test_a_link_works_for_two_weeks(astana: Institution) -> None:
    token = invite(astana).token
    assert actions.open_invitation(token=token).institution == astana
    late = datetime.now(UTC) + timedelta(days=15)
    with pytest.raises(InvitationNotValid):
        actions.open_invitation(token=token, at=late)
    with pytest.raises(InvitationNotValid):
        actions.open_invitation(token=token + "x")


def test_a_weak_password_leaves_the_invitation_open(astana: Institution) -> None:
    token = invite(astana).token
    with pytest.raises(PasswordRefused):
        accept(token, password="12345678")
    assert User.objects.count() == 0
    accept(token)


def test_who_signs_in_already_gets_a_membership(jakarta: Institution, astana: Institution) -> None:
    first = accept(invite(astana).token)
    second = accept(invite(jakarta, role="observer").token, name="Else", password="x")
    assert (second, second.name) == (first, "Айгүл")
    assert second.check_password(PASSWORD)
    assert standing(first).institutions == frozenset({jakarta.pk, astana.pk})


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("administrator", None),
        *((role, NotPermitted) for role in ("officer", "cataloguer", "observer")),
        *((name, NotKnown) for name in ("guest", "partner", "other", "former", "stranger")),
    ],
)
def test_who_may_invite_to_the_house(
    who: str, answer: type[Exception] | None, jakarta: Institution, person: Who
) -> None:
    actor = person(who)
    if answer is None:
        invite(jakarta, actor)
    else:
        with pytest.raises(answer):
            invite(jakarta, actor)
    assert Invitation.objects.count() == (answer is None)


def test_a_stranger_may_not_invite(jakarta: Institution) -> None:
    with pytest.raises(NotKnown):
        invite(jakarta, AnonymousUser())


def test_a_membership_holds_from_day_to_day(jakarta: Institution, person: Who) -> None:
    officer = person("officer")
    membership = Membership.objects.get(user=officer)
    membership.valid_from, membership.valid_to = date(2024, 1, 1), date(2024, 12, 31)
    membership.save()
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    held = [bool(standing(officer, today=day).roles) for day in days]
    assert held == [False, True, True, False]


def test_an_ended_membership_gives_no_right(jakarta: Institution, person: Who) -> None:
    officer = person("officer")
    assert may_import(officer, jakarta.pk)
    membership = Membership.objects.get(user=officer)
    actions.end_membership(actor=person("administrator"), membership=membership)
    assert not may_import(officer, jakarta.pk)


def test_a_closed_account_has_no_right(jakarta: Institution, person: Who) -> None:
    officer = person("officer")
    officer.is_active = False
    assert not may_import(officer, jakarta.pk)


def test_a_withdrawn_link_opens_nothing(astana: Institution) -> None:
    first, other = invite(astana), invite(astana, email="else@example.org")
    options = {"actor": OPERATOR, "institution": astana, "email": "AIGUL@example.org"}
    assert actions.withdraw_invitations(**options) == 1  # type: ignore[arg-type]
    assert actions.withdraw_invitations(**options) == 0  # type: ignore[arg-type]
    with pytest.raises(InvitationNotValid):
        actions.open_invitation(token=first.token)
    assert actions.open_invitation(token=other.token) == other.invitation


def test_a_letter_that_is_not_sent_leaves_the_invitation(
    astana: Institution,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with (
        pytest.raises(InvitationNotSent, match="ConnectionRefusedError"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        invite(astana)
    assert Invitation.objects.count() == 1
