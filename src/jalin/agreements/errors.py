"""What signing and verifying agreements refuse; drafting has its own in `drafting_errors`.

DomainError
  +-- SignatureRefused
        +-- NotNamed               the certificate, or the account, is of nobody who is to sign
        +-- AlreadySigned          who is named there has signed
        +-- OutOfOrder             somebody before has not signed yet
        +-- LevelNotAccepted       a way of signing that the terms do not accept
        +-- SecondFactorMissing    no second factor was given just now
        +-- SignatureInvalid       what was checked and found false
        +-- SignatureOfAnother     a signature of another document
        +-- DocumentAltered        a PDF that is not ours and signatures
        +-- NothingSigned          a PDF without a new signature
        +-- SeveralSigned          a PDF with more than one new signature
        +-- Overtaken              somebody else signed meanwhile
  +-- TokenNotConfigured
"""

from jalin.core.errors import DomainError, gettext_noop


class SignatureRefused(DomainError):
    """Nothing was recorded."""

    code = "signature-refused"
    what = gettext_noop("The signature was not recorded.")


class NotNamed(SignatureRefused):
    """`name` is that of the certificate or account, `named` are those who are to sign."""

    code = "not-named"
    why = gettext_noop("“%(name)s” is not named as a signatory or deputy: %(named)s.")
    do = gettext_noop("Let a person sign whom the agreement names, or propose other terms.")


class AlreadySigned(SignatureRefused):
    code = "already-signed"
    why = gettext_noop("%(name)s has signed already.")
    do = gettext_noop("Open the agreement and see who is to sign next.")


class OutOfOrder(SignatureRefused):
    """`first` is who signs before."""

    code = "out-of-order"
    why = gettext_noop("The agreement is signed in order, and %(first)s has not signed yet.")
    do = gettext_noop("Wait until it is your turn. You will find the agreement on your desk.")


class LevelNotAccepted(SignatureRefused):
    """`level` is the label of the evidence."""

    code = "level-not-accepted"
    why = gettext_noop("The terms do not accept this evidence: %(level)s.")
    do = gettext_noop("Sign in a way that the terms name, or propose other terms.")
    words = frozenset({"level"})


class SecondFactorMissing(SignatureRefused):
    """`minutes` is how long a second factor counts as fresh."""

    code = "second-factor-missing"
    why = gettext_noop("A second factor is needed, given within the last %(minutes)s minutes.")
    do = gettext_noop("Confirm with your authenticator app, then sign again.")


class SignatureInvalid(SignatureRefused):
    """`problem` is a message id of `jalin.engines.signing.Problem`."""

    code = "signature-invalid"
    why = gettext_noop("%(problem)s")
    do = gettext_noop("Sign the document anew and upload it again.")
    words = frozenset({"problem"})


class SignatureOfAnother(SignatureRefused):
    code = "signature-of-another"
    why = gettext_noop("It is a signature of another document.")
    do = gettext_noop("Download the document of this agreement here, sign that, and upload it.")


class DocumentAltered(SignatureRefused):
    code = "document-altered"
    why = gettext_noop("The file is not the document of this agreement with a signature added.")
    do = gettext_noop(
        "Download the document here and sign it without printing, saving or converting it anew."
    )


class NothingSigned(SignatureRefused):
    code = "nothing-signed"
    why = gettext_noop("The file holds no new signature.")
    do = gettext_noop("Sign the document with your program first, then upload what it saved.")


class SeveralSigned(SignatureRefused):
    code = "several-signed"
    why = gettext_noop("The file holds more than one new signature.")
    do = gettext_noop("Upload the document after each signature.")


class Overtaken(SignatureRefused):
    code = "overtaken"
    why = gettext_noop("Meanwhile somebody else signed, and the document has their signature now.")
    do = gettext_noop("Download the document again and sign that one.")


class TokenNotConfigured(DomainError):
    code = "token-not-configured"
    what = gettext_noop("Nothing was signed.")
    why = gettext_noop("No token with keys is connected to this installation.")
    do = gettext_noop("Sign with a certificate file, or ask an administrator to connect the token.")
