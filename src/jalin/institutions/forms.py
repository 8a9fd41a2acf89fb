"""What people fill in to take up an invitation, or to invite."""

from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext_lazy

from jalin.core.errors import DomainError
from jalin.core.multilingual import said_here
from jalin.institutions.errors import InstitutionRefused
from jalin.institutions.models import Role

# The zones of both countries first; the whole list is longer than anybody wants to read.
_NEAR = (
    ("Asia/Jakarta", gettext_lazy("Jakarta")),
    ("Asia/Makassar", gettext_lazy("Makassar")),
    ("Asia/Jayapura", gettext_lazy("Jayapura")),
    ("Asia/Almaty", gettext_lazy("Astana, Almaty")),
    ("Europe/Moscow", gettext_lazy("Moscow")),
    ("UTC", gettext_lazy("Universal time (UTC)")),
)


class AcceptForm(forms.Form):
    """A new account. The address is that of the invitation."""

    name = forms.CharField(
        label=pgettext_lazy("of a person", "Your name"),
        help_text=gettext_lazy("As colleagues should see it, in any script."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        help_text=gettext_lazy("At least 8 characters; a few words are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    timezone_name = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=_NEAR)

    def refuse(self, error: DomainError) -> None:
        """Say at the field what was wrong with the password."""
        _, why, do = error.parts(gettext)
        self.add_error("password", f"{why} {do}")

    def clean_timezone_name(self) -> str:
        zone: str = self.cleaned_data["timezone_name"]
        return zone if zone in available_timezones() else "UTC"


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=settings.LANGUAGES
    )


def _countries() -> list[tuple[str, str]]:
    """ISO 3166-1 codes and names in the reader's language; the two countries of the site first."""
    names = Locale.parse(get_language() or "en").territories
    known = ((code, name) for code, name in names.items() if len(code) == 2 and code not in _NONE)
    rest = sorted(known, key=lambda entry: (entry[0] not in {"ID", "KZ"}, entry[1].casefold()))
    return [("", ""), *rest]


_NONE = frozenset(
    {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
)


class InstitutionForm(forms.Form):
    """A library that takes part: its name in the languages of the site, and where it is."""

    name_id = forms.CharField(label=gettext_lazy("Name in Indonesian"), required=False)
    name_kk = forms.CharField(label=gettext_lazy("Name in Kazakh"), required=False)
    name_ru = forms.CharField(label=gettext_lazy("Name in Russian"), required=False)
    name_en = forms.CharField(
        label=gettext_lazy("Name in English"),
        help_text=gettext_lazy("Readers see the name in their language, else this one."),
        required=False,
    )
    short_name = forms.CharField(
        label=gettext_lazy("Short name"),
        help_text=gettext_lazy("For tables and buttons, such as its abbreviation."),
        max_length=40,
    )
    country = forms.ChoiceField(
        label=pgettext_lazy("of an institution", "Country"), choices=_countries
    )
    city = forms.CharField(label=gettext_lazy("City"), required=False, max_length=100)
    slug = forms.CharField(
        label=gettext_lazy("Address on this site"),
        help_text=gettext_lazy("Small Latin letters, digits and hyphens. It stays as it is."),
        max_length=60,
    )
    isil = forms.CharField(
        label="ISIL",
        help_text=gettext_lazy("If it has one (ISO 15511)."),
        required=False,
        max_length=16,
    )

    def values(self) -> dict[str, Any]:
        """The arguments of `create_institution`."""
        given = self.cleaned_data
        names = {tag: given[f"name_{tag}"] for tag, _ in settings.LANGUAGES}
        here = {"short_names": said_here(given["short_name"]), "city": said_here(given["city"])}
        plain = {name: given[name] for name in ("country", "slug", "isil")}
        return {**plain, **here, "name": names}

    def refuse(self, error: InstitutionRefused) -> None:
        """Say at the field why the institution was not added."""
        _, why, do = error.parts(gettext)
        field = "name_en" if error.field == "name" else error.field
        self.add_error(field if field in self.fields else None, f"{why} {do}")
