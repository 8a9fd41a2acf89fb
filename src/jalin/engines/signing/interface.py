"""What is said of signatures: value types of our own, problems, and one family of errors.

DomainError
  +-- SigningError
        +-- SigningUnavailable     the time authority or the token does not answer
        +-- WrongPassword          of a PKCS#12 file or a token
        +-- KeyUnreadable          a file that is no PKCS#12, or has no key in it
        +-- KeyUnsupported         a key of an algorithm that cannot sign here
        +-- CertificateExpired     or not valid yet
        +-- DocumentUnreadable     a file that is no PDF, or a broken or encrypted one
        +-- SignatureUnreadable    a file that is no CMS signature
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Literal, Protocol

from jalin.core.errors import DomainError, gettext_noop

#: unverified: received, of an algorithm that nothing here can verify. Never shown as valid.
Status = Literal["valid", "invalid", "unverified"]
#: The conformance level of ETSI EN 319 142-1 (PAdES) and 319 122-1 (CAdES), as far as it was seen.
Conformance = Literal["", "B-B", "B-T", "B-LT", "B-LTA"]

KAZAKH = "1.2.398.3.10"  # the arc of Kazakhstan's national algorithms


class Problem(StrEnum):
    """Why a signature is not, or not wholly, accepted; `text` is a message id."""

    NONE = ""
    ANOTHER_CONTENT = "another-content"
    CHANGED = "changed"
    FORGED = "forged"
    NOT_WHOLE = "not-whole"
    WEAK = "weak"
    EXPIRED = "expired"
    REVOKED = "revoked"
    MALFORMED = "malformed"
    UNVERIFIABLE = "unverifiable"
    ISSUER_UNKNOWN = "issuer-unknown"

    @property
    def text(self) -> str:
        return _TEXTS[self]


_TEXTS = {
    Problem.NONE: "",
    Problem.ANOTHER_CONTENT: gettext_noop("It is a signature of another document."),
    Problem.CHANGED: gettext_noop("The document was changed after it was signed."),
    Problem.FORGED: gettext_noop("The signature does not belong to the certificate beside it."),
    Problem.NOT_WHOLE: gettext_noop("It does not cover the whole document."),
    Problem.WEAK: gettext_noop("Its algorithm is too weak to rely on."),
    Problem.EXPIRED: gettext_noop("The certificate was not valid at the time of signing."),
    Problem.REVOKED: gettext_noop("The certificate was revoked."),
    Problem.MALFORMED: gettext_noop("The signature does not follow its standard."),
    Problem.UNVERIFIABLE: gettext_noop("Nothing here can verify its algorithm."),
    Problem.ISSUER_UNKNOWN: gettext_noop("The issuer of the certificate is not known here."),
}


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is shown of an X.509 certificate (RFC 5280). Names are as RFC 4514 writes them."""

    subject: str
    common_name: str
    issuer: str
    serial_number: str  # hexadecimal
    sha256: str  # of its DER
    not_before: datetime
    not_after: datetime


@dataclass(frozen=True, slots=True)
class Coverage:
    """The first `length` bytes of a file are what was signed, with this digest.

    Of a PDF they are its revision up to and with the signature.
    """

    length: int
    sha256: str
    is_whole: bool  # nothing follows them in the file


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature and what was found about it.

    `at` is the time that a timestamp proves where `timestamped`, else what the signer said.
    `trusted`: the certificate leads to a root that is known here.
    """

    signer: str  # the common name of the certificate; "" where none came with it
    certificate: Certificate | None
    algorithm: str  # "SHA-256, RSA", or an object identifier
    level: Conformance
    at: datetime | None
    timestamped: bool
    status: Status
    covers: Coverage | None
    trusted: bool = False
    problem: Problem = Problem.NONE
    field: str = ""  # of a PDF


@dataclass(frozen=True, slots=True)
class Trust:
    """Certificates in DER: `roots` are trusted, `others` help to find the way to them.

    `online`: revocation lists and OCSP responders may be asked.
    """

    roots: tuple[bytes, ...] = ()
    others: tuple[bytes, ...] = ()
    online: bool = False


NO_TRUST = Trust()


class Key(Protocol):
    """A private key that can sign, with its certificate."""

    @property
    def certificate(self) -> Certificate: ...


class TimestampAuthority(Protocol):
    """A time-stamping authority (RFC 3161)."""

    def answer(self, request: bytes) -> bytes:
        """The TimeStampResp to a TimeStampReq, both DER. Raises `SigningUnavailable`."""


class Verifier(Protocol):
    """Verifies CMS signatures of algorithms that are not built in, such as national ones."""

    def verifies(self, algorithm: str) -> bool:
        """Whether it knows the algorithm of this object identifier."""

    def verify(self, cms: bytes, content: bytes) -> Signature:
        """The signature in `cms` (DER) over `content`."""


class SigningError(DomainError):
    """Of this engine."""

    code: ClassVar[str] = "signing"


class SigningUnavailable(SigningError):
    code: ClassVar[str] = "signing-unavailable"
    what: ClassVar[str] = gettext_noop("Nothing was signed.")
    why: ClassVar[str] = gettext_noop("%(reason)s")
    do: ClassVar[str] = gettext_noop(
        "Try again in a minute. If it stays so, an administrator can look at the settings."
    )
    words: ClassVar[frozenset[str]] = frozenset({"reason"})


class TrustUnreadable(SigningError):
    code: ClassVar[str] = "trust-unreadable"
    what: ClassVar[str] = gettext_noop("Signatures cannot be checked now.")
    why: ClassVar[str] = gettext_noop("A file among the trusted roots holds no certificate.")
    do: ClassVar[str] = gettext_noop("An administrator can take it out of their folder.")


class WrongPassword(SigningError):
    code: ClassVar[str] = "wrong-password"
    what: ClassVar[str] = gettext_noop("Nothing was signed.")
    why: ClassVar[str] = gettext_noop("The password does not open the key.")
    do: ClassVar[str] = gettext_noop("Choose the file again and type its password once more.")


class WrongPin(SigningError):
    code: ClassVar[str] = "wrong-pin"
    what: ClassVar[str] = gettext_noop("Nothing was signed.")
    why: ClassVar[str] = gettext_noop("The PIN does not open the token.")
    do: ClassVar[str] = gettext_noop(
        "Type the PIN again. A token locks itself after a few wrong ones."
    )


class KeyNotFound(SigningError):
    """`label` is what was looked for."""

    code: ClassVar[str] = "key-not-found"
    what: ClassVar[str] = gettext_noop("Nothing was signed.")
    why: ClassVar[str] = gettext_noop("The token has no key with a certificate called “%(label)s”.")
    do: ClassVar[str] = gettext_noop("Ask an administrator what your key is called.")


class KeyUnreadable(SigningError):
    code: ClassVar[str] = "key-unreadable"
    what: ClassVar[str] = gettext_noop("Nothing was signed.")
    why: ClassVar[str] = gettext_noop("The file holds no private key with its certificate.")
    do: ClassVar[str] = gettext_noop("Choose a PKCS#12 file; its name ends in .p12 or .pfx.")


class KeyUnsupported(SigningError):
    code: ClassVar[str] = "key-unsupported"
    what: ClassVar[str] = gettext_noop("Nothing was signed.")
    why: ClassVar[str] = gettext_noop("Keys of this algorithm cannot sign here.")
    do: ClassVar[str] = gettext_noop(
        "Sign the document with the program that your certificate came with, and upload the "
        "signature."
    )


class CertificateExpired(SigningError):
    """`begins` and `ends` are the first and the last day of the certificate."""

    code: ClassVar[str] = "certificate-expired"
    what: ClassVar[str] = gettext_noop("Nothing was signed.")
    why: ClassVar[str] = gettext_noop("The certificate is valid from %(begins)s to %(ends)s only.")
    do: ClassVar[str] = gettext_noop("Use a certificate that is valid today.")


class DocumentUnreadable(SigningError):
    code: ClassVar[str] = "document-unreadable"
    what: ClassVar[str] = gettext_noop("The document could not be read.")
    why: ClassVar[str] = gettext_noop("It is no PDF, or a damaged or encrypted one.")
    do: ClassVar[str] = gettext_noop("Choose the PDF file as it was downloaded or signed.")


class SignatureUnreadable(SigningError):
    code: ClassVar[str] = "signature-unreadable"
    what: ClassVar[str] = gettext_noop("The signature could not be read.")
    why: ClassVar[str] = gettext_noop("The file holds no CMS signature of one signer.")
    do: ClassVar[str] = gettext_noop(
        "Choose the file that your signing program wrote; its name often ends in .p7s or .cms."
    )
