"""What a comparison refuses.

ComparisonError
  +-- EmptyTopic      nothing is asked for
  +-- UnknownTopic    a country or a language that does not exist
  +-- NoCatalogues    a folder that holds no catalogue file
  +-- FolderInUse          the folder for the outcome holds something else
  +-- FolderUnavailable    it cannot be made or written
"""

from jalin.core.errors import DomainError, gettext_noop


class ComparisonError(DomainError):
    code = "comparison"


class EmptyTopic(ComparisonError):
    code = "empty_topic"
    what = gettext_noop("The comparison cannot be narrowed to nothing.")
    why = gettext_noop("No country, language or subject was named.")
    do = gettext_noop("Name one, for example kazakhstan, KZ or language:kk.")


class UnknownTopic(ComparisonError):
    """Parameters: kind ("country" or "language"), asked."""

    code = "unknown_topic"
    what = gettext_noop("“%(asked)s” is not known as a %(kind)s.")
    why = gettext_noop("It is neither a code nor a name in English, Indonesian, Kazakh or Russian.")
    do = gettext_noop("Check the spelling, or use its code, for example KZ or kk.")
    words = frozenset({"kind"})


class NoCatalogues(ComparisonError):
    """Parameters: folder."""

    code = "no_catalogues"
    what = gettext_noop("%(folder)s holds no catalogue files.")
    why = gettext_noop(
        "No file in it or below it was recognised as ISO 2709, MARCXML or the export of INLISLite."
    )
    do = gettext_noop("Name a folder with catalogue files, or the files themselves.")


class FolderInUse(ComparisonError):
    """Parameters: folder, example (the name of a file in it)."""

    code = "folder_in_use"
    what = gettext_noop("The outcome cannot be written to %(folder)s.")
    why = gettext_noop("It holds other files, such as %(example)s, which would be lost.")
    do = gettext_noop("Name a new or empty folder, or one with an earlier comparison.")


class FolderUnavailable(ComparisonError):
    """Parameters: folder, reason."""

    code = "folder_unavailable"
    what = gettext_noop("The outcome cannot be written to %(folder)s.")
    why = gettext_noop("The system says: %(reason)s.")
    do = gettext_noop("Name a folder that can be made or is empty, where you may write.")
    words = frozenset({"reason"})
