"""What the ceremony refuses.

DomainError
  +-- RemindedAlready    a reminder went out a short time ago
  +-- NobodyToRemind     nobody with an account may sign for the parties whose turn it is
  +-- AskedTooOften      somebody verifies more files than is polite
  +-- FileTooLarge       a file larger than is verified
"""

from jalin.core.errors import DomainError, gettext_noop


class RemindedAlready(DomainError):
    code = "reminded-already"
    what = gettext_noop("Nobody was reminded.")
    why = gettext_noop("A reminder was sent within the last day.")
    do = gettext_noop("Wait until tomorrow, or write to them in the thread.")


class NobodyToRemind(DomainError):
    code = "nobody-to-remind"
    what = gettext_noop("Nobody was reminded.")
    why = gettext_noop("Nobody who may sign now has an account that takes letters.")
    do = gettext_noop("Write to the other party in the thread.")


class AskedTooOften(DomainError):
    code = "asked-too-often"
    what = gettext_noop("The file was not looked at.")
    why = gettext_noop("Very many files came from your address within a minute.")
    do = gettext_noop("Wait a minute, then choose the file again.")


class FileTooLarge(DomainError):
    """`limit` is in MB."""

    code = "file-too-large"
    what = gettext_noop("The file was not looked at.")
    why = gettext_noop("It is larger than %(limit)s MB, which no document of an agreement is.")
    do = gettext_noop("Choose the file as it was downloaded or received.")
