"""What people fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from jalin.catalogue.errors import SlugTaken
from jalin.core.errors import DomainError
from jalin.core.multilingual import said_here

FORMATS = (
    ("", gettext_lazy("Find out by looking")),
    ("marc21", "MARC 21"),
    ("unimarc", "UNIMARC / RUSMARC"),
)
ENCODINGS = (
    ("", gettext_lazy("Find out record by record")),
    ("utf-8", "UTF-8"),
    ("marc-8", "MARC-8"),
    ("cp1251", "Windows-1251"),
    ("cp866", "CP866 (DOS)"),
    ("koi8-r", "KOI8-R"),
    ("iso-8859-1", "ISO 8859-1"),
)


class ImportForm(forms.Form):
    """A catalogue file, and what its sender knows better than we can see."""

    file = forms.FileField(
        label=gettext_lazy("Catalogue file"),
        help_text=gettext_lazy(
            "ISO 2709 (.mrc, .iso), MARCXML or the text form of INLISLite, also compressed with"
            " gzip. MARC 21 and UNIMARC are told apart by looking."
        ),
        error_messages={
            "required": gettext_lazy("Choose the file to import."),
            "empty": gettext_lazy("The file is empty. Choose another, or export it anew."),
        },
    )
    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=FORMATS, required=False)
    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"), choices=ENCODINGS, required=False)

    def refuse(self, error: DomainError, file_name: str) -> None:
        """Say at the field why a file was not taken, by the name that its sender knows."""
        if "file" in error.params:
            error.params = {**error.params, "file": file_name}
        self.add_error("file", error.text(gettext))


class CatalogueForm(forms.Form):
    """A new, empty catalogue of a library."""

    name = forms.CharField(label=pgettext_lazy("of a catalogue", "Name"), max_length=200)
    slug = forms.SlugField(
        label=gettext_lazy("Address on this site"),
        help_text=gettext_lazy("Small Latin letters, digits and hyphens. It stays as it is."),
        max_length=60,
    )
    description = forms.CharField(
        label=gettext_lazy("Description"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    attribution = forms.CharField(
        label=gettext_lazy("From whom the records are"), required=False, max_length=500
    )
    licence = forms.CharField(label=gettext_lazy("Licence"), required=False, max_length=200)

    def values(self) -> dict[str, Any]:
        """The arguments of `create_catalogue`."""
        given = dict(self.cleaned_data)
        names, descriptions = said_here(given.pop("name")), said_here(given.pop("description"))
        return {**given, "names": names, "descriptions": descriptions}

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        return slug.lower()

    def refuse(self, error: SlugTaken) -> None:
        """Say at the field why the catalogue was not created."""
        _, why, do = error.parts(gettext)
        self.add_error("slug", f"{why} {do}")
