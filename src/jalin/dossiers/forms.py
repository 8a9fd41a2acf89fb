"""What people fill in beside the terms of a dossier: messages, tasks, files, reasons."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext_lazy

from jalin.core.errors import DomainError
from jalin.dossiers.models import Dossier
from jalin.dossiers.queries.beside import people
from jalin.dossiers.queries.course import Course
from jalin.dossiers.views.sides import Sides
from jalin.institutions.models import Institution, User

MOST_TEXT = 10_000  # characters of a message
MOST_FILES = 10  # of one message


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; cleaned to a list of them."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data]
        files = [super(FilesField, self).clean(each, initial) for each in given if each]
        if len(files) > MOST_FILES:
            words = gettext("At most %(n)s files at once.") % {"n": MOST_FILES}
            raise forms.ValidationError(words)
        if self.required and not files:
            raise forms.ValidationError(gettext("Choose a file."))
        return files


class RefusableForm(forms.Form):
    """A form that says at a field why an act was refused."""

    refused_at = ""

    def refuse(self, error: DomainError) -> None:
        self.add_error(self.refused_at or None, error.text(gettext))


class MessageForm(RefusableForm):
    """Something to say to the other side, to whom in particular, with which files."""

    text = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    mentions = forms.MultipleChoiceField(
        label=gettext_lazy("Tell by mail"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    attachments = FilesField(label=gettext_lazy("Attach files"), required=False)
    refused_at = "attachments"

    def __init__(self, *args: Any, dossier: Dossier, own: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {str(user.pk): user for user in people(dossier) if user != own}
        field = self.fields["mentions"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  declared above
        field.choices = [(pk, str(user)) for pk, user in self.known.items()]

    def mentioned(self) -> list[User]:
        """Those ticked, and those named in the text as @Name."""
        text = self.cleaned_data["text"].casefold()
        ticked = set(self.cleaned_data["mentions"])
        return [
            user
            for pk, user in self.known.items()
            if pk in ticked or (user.name and f"@{user.name.casefold()}" in text)
        ]

    def uploads(self) -> Sequence["UploadedFile[Any]"]:
        found: Sequence[UploadedFile[Any]] = self.cleaned_data["attachments"]
        return found


class TaskForm(RefusableForm):
    """Something that a side has to do."""

    title = forms.CharField(label=pgettext_lazy("task", "What is to be done"), max_length=200)
    side = forms.ChoiceField(label=pgettext_lazy("task", "By whom"))
    owner = forms.ChoiceField(label=pgettext_lazy("task", "Person"), required=False)
    due = forms.DateField(
        label=pgettext_lazy("task", "By which day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )

    def __init__(self, *args: Any, course: Course, sides: Sides, **options: Any) -> None:
        super().__init__(*args, **options)
        ordered = [sides.ours, *sides.theirs]
        self.sides = {str(party.pk): party for party in ordered}
        self.people = {str(user.pk): user for user in people(course.dossier)}
        self._choose("side", [(pk, party.short_name) for pk, party in self.sides.items()])
        anyone = ("", gettext("Anybody of that side"))
        self._choose("owner", [anyone, *((pk, str(user)) for pk, user in self.people.items())])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = choices

    def chosen_side(self) -> Institution:
        return self.sides[self.cleaned_data["side"]]

    def chosen_owner(self) -> User | None:
        return self.people.get(self.cleaned_data["owner"])


class AttachForm(RefusableForm):
    """Files to keep with the dossier."""

    attachments = FilesField(label=gettext_lazy("Files"))
    refused_at = "attachments"


class ReasonForm(RefusableForm):
    """Why something is refused, withdrawn or ended; the other party reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The other party reads it."),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    refused_at = "reason"


class ReaderForm(RefusableForm):
    """An institution that shall read the dossier."""

    institution = forms.ChoiceField(label=gettext_lazy("Institution"))

    def __init__(self, *args: Any, course: Course, **options: Any) -> None:
        super().__init__(*args, **options)
        there = [institution.pk for institution in (*course.parties, *course.readers)]
        found = Institution.objects.exclude(pk__in=there)
        self.institutions = {str(institution.pk): institution for institution in found}
        field = self.fields["institution"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        here = get_language() or "en"
        named = ((pk, each.name_in(here)) for pk, each in self.institutions.items())
        field.choices = [("", ""), *sorted(named, key=lambda choice: choice[1].casefold())]

    def chosen(self) -> Institution:
        return self.institutions[self.cleaned_data["institution"]]
