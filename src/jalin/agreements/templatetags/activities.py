"""What pages of activities say: where one stands, who bears what, money and counts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils import formats
from django.utils.translation import gettext_lazy, pgettext_lazy

from jalin.agreements import strips
from jalin.dossiers.terms import Money

register = template.Library()

_PROGRESS = {
    "planned": pgettext_lazy("activity", "Planned"),
    "under_way": pgettext_lazy("activity", "Under way"),
    "late": pgettext_lazy("activity", "Late"),
    "done": pgettext_lazy("activity", "Done"),
    "ended": pgettext_lazy("activity", "Came to nothing"),
}
_TONES = {"planned": "", "under_way": "", "late": "harm", "done": "good", "ended": ""}
_LATE = {
    "not_approved": gettext_lazy("It should have begun, and not all have approved it."),
    "not_completed": gettext_lazy("Its last day has passed, and its completion is not approved."),
    "tasks": gettext_lazy("A task of it is overdue."),
}
_STANDINGS = {
    "met": pgettext_lazy("obligation", "met"),
    "open": pgettext_lazy("obligation", "on its way"),
    "behind": pgettext_lazy("obligation", "behind"),
    "missed": pgettext_lazy("obligation", "missed"),
    "to_come": pgettext_lazy("obligation", "to come"),
}
_STANDING_TONES = {"met": "good", "open": "", "behind": "wait", "missed": "harm", "to_come": ""}


register.filter("tally", strips.tally)


@register.filter
def at(named: Mapping[Any, Any], key: Any) -> Any:
    """What stands under a key, None for nothing."""
    return named.get(key)


@register.filter
def progress_name(progress: str) -> str:
    return str(_PROGRESS[progress])


@register.filter
def progress_tone(progress: str) -> str:
    return _TONES[progress]


@register.filter
def late_reason(why: str) -> str:
    return str(_LATE.get(why, ""))


@register.filter
def standing_name(standing: str) -> str:
    return str(_STANDINGS[standing])


@register.filter
def standing_tone(standing: str) -> str:
    return _STANDING_TONES[standing]


@register.filter
def money(said: Money) -> str:
    """An amount with its currency, as the language of the page writes it."""
    amount = Decimal(said.amount)
    number = formats.number_format(amount.normalize(), use_l10n=True, force_grouping=True)
    return f"{number}\u00a0{said.currency}"


@register.filter
def counted(count: int) -> str:
    return formats.number_format(count, use_l10n=True, force_grouping=True)


@register.filter
def share(part: int, whole: int) -> str:
    """`part` of `whole` in percent of a bar, at most all of it."""
    return f"{min(100 * part / whole, 100):.1f}%" if whole else "0%"
