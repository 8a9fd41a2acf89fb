"""What people fill in to plan a ceremony, to sign, and to verify a file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from jalin.agreements.ceremony import Plan
from jalin.agreements.drafting.desk import ZONES, language
from jalin.agreements.models import Ceremony
from jalin.core.errors import DomainError
from jalin.dossiers import files
from jalin.dossiers.forms import RefusableForm
from jalin.engines.signing import WrongPassword, WrongPin

KEY_LIMIT = 1 << 20  # bytes of a PKCS#12 file; they have some thousands
SIGNATURE_LIMIT = 5 << 20  # bytes of a detached signature
_MOST_LINES = 100


class PlanForm(forms.Form):
    """When the parties meet to sign, where, before whom, and in which course."""

    day = forms.DateField(
        label=pgettext_lazy("ceremony", "Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    time = forms.TimeField(
        label=pgettext_lazy("ceremony", "Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S"],
    )
    zone = forms.ChoiceField(
        label=pgettext_lazy("ceremony", "Time zone"),
        help_text=gettext_lazy("The room shows the time in the zones of all parties."),
    )
    link = forms.URLField(
        label=gettext_lazy("Video meeting"),
        help_text=gettext_lazy("The address that opens it; only those who may read see it."),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"])],
    )
    witnesses = forms.CharField(
        label=gettext_lazy("Witnesses"),
        help_text=gettext_lazy("One person on each line, with what they are."),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    guests = forms.CharField(
        label=gettext_lazy("Guests of the ceremony"),
        help_text=gettext_lazy("One person on each line, with what they are."),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, ceremony: Ceremony, languages: Sequence[str], zone: str, **options: Any
    ) -> None:
        options["initial"] = _initial(ceremony, zone)
        super().__init__(*args, **options)
        self.languages = tuple(languages)
        known = dict.fromkeys([*ZONES, ceremony.zone, zone])
        field = self.fields["zone"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [(one, one.replace("_", " ")) for one in known]
        for tag in self.languages:
            self.fields[f"agenda_{tag}"] = _agenda(tag)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("time") and not given.get("day") and "day" not in self.errors:
            self.add_error("day", gettext("On which day?"))
        return given

    def plan(self) -> Plan:
        given = self.cleaned_data
        return Plan(
            day=given["day"],
            time=given["time"],
            zone=given["zone"],
            link=given["link"],
            agenda={tag: text for tag in self.languages if (text := given[f"agenda_{tag}"])},
            witnesses=_lines(given["witnesses"]),
            guests=_lines(given["guests"]),
        )


def _initial(ceremony: Ceremony, zone: str) -> dict[str, Any]:
    agenda = {f"agenda_{tag}": text for tag, text in ceremony.agenda.items()}
    return {
        "day": ceremony.day,
        "time": ceremony.time,
        "zone": ceremony.zone if ceremony.day else zone,
        "link": ceremony.link,
        "witnesses": "\n".join(ceremony.witnesses),
        "guests": "\n".join(ceremony.guests),
        **agenda,
    }


def _agenda(tag: str) -> forms.CharField:
    label = gettext("Agenda, %(language)s") % {"language": language(tag)}
    area = forms.Textarea(attrs={"rows": 4, "lang": tag})
    hint = gettext("One item on each line.")
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=10_000, widget=area
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())[:_MOST_LINES]


class SigningForm(RefusableForm):
    """What one way of signing needs; a refusal is said at its field."""

    refused_at = ""
    limit = files.LIMIT

    def refuse(self, error: DomainError) -> None:
        where = "password" if isinstance(error, (WrongPassword, WrongPin)) else self.refused_at
        self.add_error(where if where in self.fields else None, error.text(gettext))

    def clean_file(self) -> "UploadedFile[Any]":
        given: UploadedFile[Any] = self.cleaned_data["file"]
        if given.size is None or given.size > self.limit:
            words = gettext("The file is larger than %(limit)s MB. Choose another.")
            raise forms.ValidationError(words % {"limit": self.limit >> 20})
        return given

    def content(self) -> bytes:
        given: UploadedFile[Any] = self.cleaned_data["file"]
        return bytes(given.read())


def _file(label: Any, hint: Any, accept: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=hint,
        widget=forms.FileInput(attrs={"accept": accept}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty. Choose another."),
        },
    )


class CertificateForm(SigningForm):
    file = _file(
        gettext_lazy("Certificate with its key"),
        gettext_lazy("A PKCS#12 file; its name ends in .p12 or .pfx."),
        ".p12,.pfx,application/x-pkcs12",
    )
    password = forms.CharField(
        label=gettext_lazy("Password of the certificate"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Type the password of the certificate.")},
    )
    refused_at = "file"
    limit = KEY_LIMIT


class TokenForm(SigningForm):
    label = forms.CharField(label=gettext_lazy("Label of the key"), max_length=200)
    password = forms.CharField(
        label=gettext_lazy("PIN of the token"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    refused_at = "label"


class UploadForm(SigningForm):
    file = _file(
        gettext_lazy("The signed document"),
        gettext_lazy("The PDF as your program saved it after signing."),
        ".pdf,application/pdf",
    )
    refused_at = "file"


class CmsForm(SigningForm):
    file = _file(
        gettext_lazy("The signature"),
        gettext_lazy("The file that your signing program wrote; often .p7s or .cms."),
        ".p7s,.p7m,.cms,.sig,application/pkcs7-signature,application/cms",
    )
    refused_at = "file"
    limit = SIGNATURE_LIMIT


class SealForm(SigningForm):
    """Nothing to fill in: the second factor was given."""


class ScanForm(SigningForm):
    signatory = forms.ChoiceField(label=gettext_lazy("Signed by"))
    file = _file(
        gettext_lazy("The signed page"),
        gettext_lazy("A scan or photograph: PDF, PNG or JPEG."),
        ".pdf,.png,.jpg,.jpeg",
    )
    refused_at = "file"

    def __init__(self, *args: Any, names: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["signatory"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [(name, name) for name in names]
        if not names:
            del self.fields["signatory"]


class VerifyForm(RefusableForm):
    """A file that somebody wants to know about."""

    file = _file(
        gettext_lazy("Document or signature"),
        gettext_lazy("The PDF of an agreement, signed or not, or a signature that lies beside it."),
        ".pdf,.p7s,.p7m,.cms,.png,.jpg,.jpeg",
    )
    refused_at = "file"
