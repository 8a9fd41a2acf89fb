"""What is done to institutions and their people: each in one transaction, with its audit entry."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from jalin.core import audit
from jalin.core.permissions import require
from jalin.institutions.errors import (
    InvitationNotSent,
    InvitationNotValid,
    LastAdministrator,
    PasswordRefused,
)
from jalin.institutions.models import Institution, Invitation, Membership, Role, User
from jalin.institutions.permissions import (
    Operator,
    Person,
    in_force,
    may_invite,
    may_see_work,
)

INVITATION_LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and the secret of its link, which is kept nowhere."""

    invitation: Invitation
    token: str

    @property
    def link(self) -> str:
        return f"{settings.PUBLIC_BASE}/invitation/{self.token}/"


def invite(
    *,
    actor: Person,
    institution: Institution,
    email: str,
    role: str,
    language: str = "en",
    by_mail: bool = True,
    at: datetime | None = None,
) -> Invited:
    """Invite a person, by mail or by a link that the caller hands over.

    Errors: NotKnown, NotPermitted, and after the commit InvitationNotSent.
    """
    known = isinstance(actor, Operator) or may_see_work(actor, [institution.pk])
    require(may_invite(actor, institution.pk), known=known)
    now = at or timezone.now()
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        invitation = Invitation.objects.create(
            institution=institution,
            email=email.strip().lower(),
            role=Role(role),
            language=language,
            token_digest=_digest(token),
            invited_by_id=actor.pk if isinstance(actor, User) else None,
            expires_at=now + INVITATION_LASTS,
        )
        _audit(actor, institution, "invitation.made", invitation.pk, {"role": str(role)})
        invited = Invited(invitation, token)
        if by_mail:
            transaction.on_commit(partial(send, invited))
    return invited


def withdraw_invitations(
    *, actor: Person, institution: Institution, email: str, at: datetime | None = None
) -> int:
    """Let earlier links to an address lapse, and say how many. Errors: NotKnown, NotPermitted."""
    known = isinstance(actor, Operator) or may_see_work(actor, [institution.pk])
    require(may_invite(actor, institution.pk), known=known)
    now = at or timezone.now()
    with transaction.atomic():
        found = institution.invitations.select_for_update().filter(
            email=email.strip().lower(), accepted_at=None, expires_at__gt=now
        )
        numbers = [invitation.pk for invitation in found]
        Invitation.objects.filter(pk__in=numbers).update(expires_at=now)
        for number in numbers:
            _audit(actor, institution, "invitation.withdrawn", number)
    return len(numbers)


def open_invitation(*, token: str, at: datetime | None = None) -> Invitation:
    """The invitation of a link, if it can be taken up. Errors: InvitationNotValid."""
    return _open(token, at or timezone.now(), lock=False)


def accept(
    *, token: str, name: str, password: str, timezone_name: str = "UTC", at: datetime | None = None
) -> User:
    """Make the account that was invited, and its membership from today on.

    Where the address signs in already, only the membership is added; name and password stay.
    Errors: InvitationNotValid, PasswordRefused.
    """
    now = at or timezone.now()
    with transaction.atomic():
        invitation = _open(token, now, lock=True)
        user = User.objects.filter(email=invitation.email).first()
        if user is None:
            user = _account(invitation, name, password, timezone_name)
        Membership.objects.get_or_create(
            user=user,
            institution=invitation.institution,
            role=invitation.role,
            valid_to=None,
            defaults={"valid_from": now.date()},
        )
        invitation.accepted_at = now
        invitation.save(update_fields=["accepted_at"])
        _audit(user, invitation.institution, "invitation.accepted", invitation.pk)
    return user


def end_membership(*, actor: Person, membership: Membership, at: datetime | None = None) -> None:
    """End a membership, so that from now on it gives no right; one that is over stays as it is.

    Errors: NotKnown, NotPermitted, LastAdministrator.
    """
    institution = membership.institution
    today = (at or timezone.now()).date()
    with transaction.atomic():
        # One at a time: two administrators who end each other's membership would leave none.
        Institution.objects.select_for_update().get(pk=institution.pk)
        known = isinstance(actor, Operator) or may_see_work(actor, [institution.pk])
        require(may_invite(actor, institution.pk), known=known)
        row = Membership.objects.select_for_update().filter(pk=membership.pk).first()
        if row is None or (row.valid_to is not None and row.valid_to < today):
            return
        if not isinstance(actor, Operator) and actor == row.user and _leaves_none(row, today):
            raise LastAdministrator(institution=str(institution))
        _end(row, today)
        details: audit.Details = {"user": row.user_id, "role": row.role}
        _audit(actor, institution, "membership.ended", membership.pk, details)


def _leaves_none(row: Membership, today: date) -> bool:
    """Whether the institution has no other administrator who can sign in today."""
    if row.role != Role.ADMINISTRATOR:
        return False
    others = in_force(today).filter(institution=row.institution_id, role=Role.ADMINISTRATOR)
    return not others.filter(user__is_active=True).exclude(user=row.user_id).exists()


def _end(row: Membership, today: date) -> None:
    """Yesterday becomes its last day; one that began today, or is to begin, has no day at all."""
    if row.valid_from >= today:
        row.delete()
    else:
        row.valid_to = today - timedelta(days=1)
        row.save(update_fields=["valid_to"])


def set_language(*, person: User, language: str) -> None:
    """Keep the language that a person chose."""
    if language in dict(settings.LANGUAGES):
        User.objects.filter(pk=person.pk).update(language=language)


def _open(token: str, now: datetime, *, lock: bool) -> Invitation:
    found = Invitation.objects.filter(
        token_digest=_digest(token), accepted_at=None, expires_at__gt=now
    )
    if lock:
        found = found.select_for_update()
    invitation = found.first()
    if invitation is None:
        raise InvitationNotValid
    return invitation


def _account(invitation: Invitation, name: str, password: str, timezone_name: str) -> User:
    user = User(email=invitation.email, name=name)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordRefused(reasons=" ".join(error.messages)) from error
    return User.objects.create_user(
        invitation.email,
        password,
        name=name,
        language=invitation.language,
        timezone=timezone_name,
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def send(invited: Invited) -> None:
    """Send the letter of an invitation. Errors: InvitationNotSent."""
    language, institution = invited.invitation.language, invited.invitation.institution
    with translation.override(language):
        values = {"institution": institution.name_in(language), "link": invited.link}
        subject = gettext("Invitation to Jalin: %(institution)s") % values
        body = gettext(
            "%(institution)s invites you to work in Jalin.\n\n"
            "Take it up within 14 days:\n%(link)s\n"
        )
        try:
            send_mail(subject, body % values, None, [invited.invitation.email])
        except OSError as error:  # SMTPException is one, too
            raise InvitationNotSent(error=type(error).__name__) from error


def _audit(
    actor: Person,
    institution: Institution,
    verb: str,
    subject: int,
    details: audit.Details | None = None,
) -> None:
    audit.record(
        chain=f"institution:{institution.pk}",
        verb=verb,
        actor=actor.pk if isinstance(actor, User) else None,
        subject=(verb.partition(".")[0], subject),
        details=details,
    )
