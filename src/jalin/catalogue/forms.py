"""What people fill in."""

from django import forms
from django.utils.translation import gettext, gettext_lazy

from jalin.core.errors import DomainError

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
