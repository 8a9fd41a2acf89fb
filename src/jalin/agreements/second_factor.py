"""Whether a person has just confirmed with a second factor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone

from jalin.agreements.errors import SecondFactorMissing
from jalin.institutions.models import User

FRESH = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """`method` is "totp" or "recovery_codes"."""

    method: str
    at: datetime


def second_factor(records: Iterable[Mapping[str, Any]]) -> SecondFactor | None:
    """The latest second factor among what `allauth`'s `get_authentication_records` gives."""
    found = [
        SecondFactor(str(one.get("type", "")), datetime.fromtimestamp(float(one["at"]), UTC))
        for one in records
        if one.get("method") == "mfa"
    ]
    return max(found, key=lambda one: one.at, default=None)


def require_fresh(user: User, given: SecondFactor | None) -> SecondFactor:
    """The second factor, if `user` has one of its kind and gave it just now.

    Raises SecondFactorMissing.
    """
    age = timezone.now() - given.at if given else FRESH
    if given is None or not timedelta(seconds=-5) <= age < FRESH or not _has(user, given.method):
        raise SecondFactorMissing(minutes=int(FRESH.total_seconds()) // 60)
    return given


def _has(user: User, method: str) -> bool:
    return bool(Authenticator.objects.filter(user=user, type=method).exists())
