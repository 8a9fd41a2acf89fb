"""Whether a clause is in force, and why not."""

from datetime import date

from django.utils import timezone

from jalin.core.errors import gettext_noop
from jalin.dossiers import contracts
from jalin.dossiers.errors import ClauseNotInForce
from jalin.dossiers.models import Clause, Dossier
from jalin.dossiers.states import State


def refusal(clause: Clause | None, *, today: date | None = None) -> str:
    """Why nothing can begin under `clause`, as a message id; "" when it is in force."""
    if clause is None:
        return gettext_noop("No clause was chosen.")
    agreement, day = clause.agreement, today or timezone.now().date()
    reasons = (
        (agreement.state == State.TERMINATED, gettext_noop("The agreement was terminated.")),
        (agreement.state != State.IN_FORCE, gettext_noop("The agreement is not in force.")),
        (not clause.is_current, gettext_noop("The agreement no longer has this clause.")),
        (_before(day, agreement.begins), gettext_noop("The agreement has not begun yet.")),
        (_before(_last_day(agreement, day), day), gettext_noop("The agreement has run out.")),
    )
    return next((reason for holds, reason in reasons if holds), "")


def _last_day(agreement: Dossier, day: date) -> date | None:
    if not _before(agreement.ends, day):
        return agreement.ends
    return contracts.kind(agreement.kind).last_day(agreement, day)


def _before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day < other


def require_in_force(clause: Clause | None) -> None:
    if reason := refusal(clause):
        raise ClauseNotInForce(reason=reason)
