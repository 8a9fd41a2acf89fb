"""What typesetting refuses.

DomainError
  +-- TypesettingUnavailable   the fonts are missing, or the compiler did not make a document
"""

from typing import ClassVar

from jalin.core.errors import DomainError, gettext_noop


class TypesettingUnavailable(DomainError):
    """`reason` is for whoever operates the site."""

    code: ClassVar[str] = "typesetting-unavailable"
    what: ClassVar[str] = gettext_noop("The document could not be made.")
    why: ClassVar[str] = gettext_noop("The typesetting did not work: %(reason)s")
    do: ClassVar[str] = gettext_noop("Nothing was lost. Tell whoever operates this site.")
    words: ClassVar[frozenset[str]] = frozenset({"reason"})
