"""What a person wants to be told of dossiers: by mail, by a calendar. Each for themselves."""

import secrets

from jalin.dossiers.models import Subscription
from jalin.institutions.models import User


def subscribe(*, actor: User, by_mail: bool) -> Subscription:
    """Let reminders come by mail, or not."""
    found, _ = Subscription.objects.update_or_create(user=actor, defaults={"by_mail": by_mail})
    return found


def renew_calendar(*, actor: User) -> Subscription:
    """Give the person's calendar an address of its own; one that it had leads nowhere any more."""
    key = secrets.token_urlsafe(18)
    found, _ = Subscription.objects.update_or_create(user=actor, defaults={"calendar_key": key})
    return found


def revoke_calendar(*, actor: User) -> None:
    """Let the address of the person's calendar lead nowhere."""
    Subscription.objects.filter(user=actor).update(calendar_key="")
