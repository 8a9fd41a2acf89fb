"""What the ways of signing are called, and what each of them does."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

Text = Promise | str


@dataclass(frozen=True, slots=True)
class Wording:
    """`title` names the way, `hint` says for whom it is; `happens` is what will happen."""

    title: Text
    hint: Text
    happens: tuple[Text, ...]
    button: Text
    downloads: bool = False  # the document has to be downloaded first


WAYS: Mapping[str, Wording] = {
    "certificate": Wording(
        gettext_lazy("Sign with a certificate file"),
        gettext_lazy("You have a PKCS#12 file (.p12, .pfx) and its password."),
        (
            gettext_lazy(
                "Your certificate signs the document below, once. The signature is added to the"
                " PDF; its text and the signatures before stay as they are."
            ),
            gettext_lazy(
                "The file and the password are used for this one signature and forgotten. Neither"
                " is kept or written to a disk."
            ),
        ),
        gettext_lazy("Sign for good"),
    ),
    "token": Wording(
        gettext_lazy("Sign with the connected token"),
        gettext_lazy("Your key lies on the token of this installation."),
        (
            gettext_lazy(
                "The key on the token signs the document below, once. The signature is added to"
                " the PDF; its text and the signatures before stay as they are."
            ),
            gettext_lazy("The PIN is used for this one signature and forgotten."),
        ),
        gettext_lazy("Sign for good"),
    ),
    "upload": Wording(
        gettext_lazy("Upload the PDF signed elsewhere"),
        gettext_lazy("Your own program or card signs the PDF itself."),
        (
            gettext_lazy("Download the document, sign it with your program, and choose it below."),
            gettext_lazy(
                "It is taken if it is this document, unaltered, with one valid signature more, of"
                " a person whom the agreement names."
            ),
        ),
        gettext_lazy("Record the signature for good"),
        downloads=True,
    ),
    "cms": Wording(
        gettext_lazy("Upload a detached signature"),
        gettext_lazy(
            "Your program writes a signature file beside the document, as with Kazakhstan's"
            " national keys."
        ),
        (
            gettext_lazy(
                "Download the document, sign it with your program, and choose the file"
                " that it wrote."
            ),
            gettext_lazy(
                "It is taken if it signs exactly this document. A signature of Kazakhstan's GOST"
                " keys cannot be verified here: it is shown as received, not as valid, and the"
                " terms say whether that suffices."
            ),
        ),
        gettext_lazy("Record the signature for good"),
        downloads=True,
    ),
    "seal": Wording(
        gettext_lazy("Sign by a click, with your second factor"),
        gettext_lazy("You confirm with your authenticator app; the platform seals the document."),
        (
            gettext_lazy("You confirm with the code of your authenticator app that it is you."),
            gettext_lazy(
                "The platform's own seal is added to the PDF, and says that you signed, and when."
            ),
        ),
        gettext_lazy("Sign for good"),
    ),
    "scan": Wording(
        gettext_lazy("Upload a page signed on paper"),
        gettext_lazy("You signed a print of the document with a pen."),
        (
            gettext_lazy("Print the document, sign it, and choose a scan or photograph of it."),
            gettext_lazy(
                "The picture is kept as evidence. It proves least of all ways, and the evidence"
                " sheet says so."
            ),
        ),
        gettext_lazy("Record the signature for good"),
        downloads=True,
    ),
}
