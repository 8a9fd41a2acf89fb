"""What pages of activities say: where one stands, who bears what, money and counts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils import formats

from jalin.agreements import activity_wording as wording
from jalin.agreements import strips
from jalin.dossiers.terms import Money

register = template.Library()

register.filter("tally", strips.tally)


@register.filter
def at(named: Mapping[Any, Any], key: Any) -> Any:
    """What stands under a key, None for nothing."""
    return named.get(key)


@register.filter
def progress_name(progress: str) -> str:
    return str(wording.PROGRESS[progress])


@register.filter
def progress_tone(progress: str) -> str:
    return wording.PROGRESS_TONES[progress]


@register.filter
def late_reason(why: str) -> str:
    return str(wording.LATE.get(why, ""))


@register.filter
def standing_name(standing: str) -> str:
    return str(wording.STANDINGS[standing])


@register.filter
def standing_tone(standing: str) -> str:
    return wording.STANDING_TONES[standing]


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
