"""What the institutions area refuses.

DomainError
  +-- InstitutionError
        +-- InvitationNotValid   no such invitation, or used, or out of date
        +-- PasswordRefused      too weak
"""

from jalin.core.errors import DomainError, gettext_noop


class InstitutionError(DomainError):
    """Of this area."""

    code = "institution"


class InvitationNotValid(InstitutionError):
    code = "invitation-not-valid"
    what = gettext_noop("The invitation cannot be taken up.")
    why = gettext_noop("It was used already, or its time has run out, or the link is incomplete.")
    do = gettext_noop("Ask the person who invited you for a new one.")


class PasswordRefused(InstitutionError):
    code = "password-refused"
    what = gettext_noop("The account was not made.")
    why = gettext_noop("The password is too weak: %(reasons)s")
    do = gettext_noop("Choose a longer one.")
