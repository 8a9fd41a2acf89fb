"""Lines of a form: so many of something, or what somebody bears."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext_lazy

from jalin.core.multilingual import text_here
from jalin.institutions.models import Institution

CURRENCIES = (
    *("IDR", "KZT", "USD", "EUR", "RUB", "AED", "AUD", "CHF", "CNY", "EGP", "GBP", "INR", "JPY"),
    *("KGS", "KRW", "MYR", "QAR", "SAR", "SGD", "THB", "TRY", "UZS", "VND"),
)


def changed_here(base: Mapping[str, str], text: str) -> dict[str, str]:
    """`base` with `text` in the language of the page, unless it says what was shown."""
    if text.strip() == text_here(base):
        return dict(base)
    if not text.strip():
        return {}
    return {**base, get_language() or "en": text.strip()}


class Line(forms.Form):
    """A line with a text that may stand in several languages; `row` is its place in the base."""

    row = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)
    what = forms.CharField(required=False, max_length=500)

    def texts(self, base: Sequence[Mapping[str, Any]]) -> dict[str, str]:
        row = self.cleaned_data.get("row")
        before = base[row]["what"] if row is not None and row < len(base) else {}
        return changed_here(before, self.cleaned_data["what"])


class OutputLine(Line):
    count = forms.IntegerField(
        label=gettext_lazy("How many"), required=False, min_value=1, max_value=10_000_000
    )

    field_order = ("what", "count")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["what"].label = gettext("What")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("count") and not given.get("what"):
            self.add_error("what", gettext("Say of what."))
        if given.get("what") and not given.get("count") and "count" not in self.errors:
            self.add_error("count", gettext("Say how many."))
        return given


class CostLine(Line):
    institution = forms.ChoiceField(label=gettext_lazy("Borne by"), required=False)
    amount = forms.DecimalField(
        label=gettext_lazy("Amount"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "any", "min": "0"}),
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), required=False)

    field_order = ("institution", "amount", "currency", "what")

    def __init__(self, *args: Any, parties: Sequence[Institution], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["what"].label = pgettext_lazy("of a cost", "What for")
        kept = self.initial.get("currency")
        codes = [*CURRENCIES, *([kept] if kept and kept not in CURRENCIES else [])]
        _choose(self.fields["currency"], [(code, code) for code in codes])
        _choose(self.fields["institution"], [(party.slug, party.short_name) for party in parties])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        missing = given.get("amount") is None and "amount" not in self.errors
        if given.get("what") and missing:
            self.add_error("amount", gettext("Say how much."))
        return given


def unfolded(lines: Any, empty: int) -> tuple[list[forms.Form], list[forms.Form]]:
    """The lines that say something and so many empty ones; and the rest of the empty ones."""
    said = [line for line in lines.forms if line.initial or _says(line)]
    rest = [line for line in lines.forms if line not in said]
    return [*said, *rest[:empty]], rest[empty:]


def _says(line: forms.Form) -> bool:
    told = (line[name].value() for name in ("what", "count", "amount") if name in line.fields)
    return any(value not in {None, ""} for value in told)


def _choose(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
