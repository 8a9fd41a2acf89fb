"""What people fill in to begin an agreement, or to take agreements in from a table."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from jalin.agreements.drafting.desk import LANGUAGES, ZONES, language
from jalin.agreements.models import Type
from jalin.dossiers.states import Area
from jalin.institutions.models import Institution


def _zones() -> list[tuple[str, str]]:
    return [(zone, zone.replace("_", " ")) for zone in ZONES]


def _languages() -> list[tuple[str, str]]:
    return [(code, language(code)) for code in LANGUAGES]


class NewAgreementForm(forms.Form):
    """The few things that a draft begins with; all of them can be changed in it but the parties."""

    title = forms.CharField(
        label=pgettext_lazy("terms", "Title"),
        help_text=gettext_lazy("In your language; the others follow at the desk."),
        max_length=500,
    )
    type = forms.ChoiceField(label=gettext_lazy("Type"), choices=Type.choices)
    issuer_slug = forms.ChoiceField(label=gettext_lazy("We are"), choices=())
    partner_slugs = forms.MultipleChoiceField(
        label=gettext_lazy("With"),
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one partner.")},
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=_languages,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("In it the last day ends at midnight."),
        choices=_zones,
    )
    from_library = forms.BooleanField(
        label=gettext_lazy("Begin with the passages of the clause library"), required=False
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("with a clause for each of these areas"),
        choices=Area.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, issuers: Sequence[Institution], **options: Any) -> None:
        super().__init__(*args, **options)
        self._by_slug = {one.slug: one for one in Institution.objects.all()}
        self._field("issuer_slug").choices = [(one.slug, one.short_name) for one in issuers]
        own = {one.slug for one in issuers}
        others = [one for slug, one in self._by_slug.items() if slug not in own or len(own) > 1]
        self._field("partner_slugs").choices = [
            (one.slug, one.name_in(get_language() or "en")) for one in others
        ]
        if len(issuers) == 1:
            self.fields["issuer_slug"].widget = forms.HiddenInput()
            self.initial["issuer_slug"] = issuers[0].slug
        codes = [code for code, _ in settings.LANGUAGES]
        self.initial.setdefault("languages", codes)
        self.initial.setdefault("areas", Area.values)
        self.initial.setdefault("from_library", True)

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        partners = given.get("partner_slugs", [])
        if given.get("issuer_slug") in partners:
            partners.remove(given["issuer_slug"])
        if "partner_slugs" in given and not partners:
            self.add_error("partner_slugs", gettext_lazy("Choose at least one partner."))
        return given

    @property
    def issuer(self) -> Institution:
        return self._by_slug[self.cleaned_data["issuer_slug"]]

    @property
    def partners(self) -> list[Institution]:
        return [self._by_slug[slug] for slug in self.cleaned_data["partner_slugs"]]


class TableForm(forms.Form):
    """A table of agreements."""

    file = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy("A workbook (.xlsx) or a table (.csv), 1 MB at most."),
        error_messages={
            "required": gettext_lazy("Choose the table."),
            "empty": gettext_lazy("The table is empty."),
        },
    )
