"""What people fill in to take up an invitation, or to invite."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from jalin.core.errors import DomainError
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
