"""What the institutions area refuses.

DomainError
  +-- InstitutionError
        +-- InvitationNotValid   no such invitation, or used, or out of date
        +-- InvitationNotSent    the letter, not the invitation
        +-- PasswordRefused      too weak
        +-- LastAdministrator    who would leave none behind
        +-- InstitutionRefused   a new institution, and at which field
              +-- NameMissing
              +-- AddressTaken
              +-- AddressNotValid
              +-- CountryNotKnown
              +-- IsilNotValid
              +-- IsilTaken
              +-- HouseTaken     the installation has its institution
"""

from typing import ClassVar

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


class InvitationNotSent(InstitutionError):
    code = "invitation-not-sent"
    what = gettext_noop("The invitation was made, but its letter could not be sent.")
    why = gettext_noop("The mail server did not take it (%(error)s).")
    do = gettext_noop("Tell the operator of the site, and invite again when mail works.")


class LastAdministrator(InstitutionError):
    code = "last-administrator"
    what = gettext_noop("Your membership was not ended.")
    why = gettext_noop("You are the only administrator of %(institution)s.")
    do = gettext_noop("Invite another administrator first, who can then end it.")


class InstitutionRefused(InstitutionError):
    """`field` is the argument of `create_institution` that is to be changed."""

    code = "institution-refused"
    field: ClassVar[str] = ""
    what = gettext_noop("The institution was not added.")


class NameMissing(InstitutionRefused):
    code = "institution-name-missing"
    field = "name"
    why = gettext_noop("It has no name in any of the four languages.")
    do = gettext_noop("Write its name in one language at least.")


class AddressTaken(InstitutionRefused):
    code = "institution-address-taken"
    field = "slug"
    why = gettext_noop("There is already an institution with the address “%(slug)s”.")
    do = gettext_noop("Choose another address.")


class AddressNotValid(InstitutionRefused):
    code = "institution-address-not-valid"
    field = "slug"
    why = gettext_noop("“%(slug)s” cannot stand in an address.")
    do = gettext_noop("Use up to 60 small Latin letters, digits and hyphens.")


class CountryNotKnown(InstitutionRefused):
    code = "country-not-known"
    field = "country"
    why = gettext_noop("“%(country)s” is not the code of a country.")
    do = gettext_noop("Use the two letters of ISO 3166-1, such as ID or KZ.")


class IsilNotValid(InstitutionRefused):
    code = "isil-not-valid"
    field = "isil"
    why = gettext_noop("“%(isil)s” is not an ISIL.")
    do = gettext_noop("An ISIL looks like ID-JAKPN: a prefix, a hyphen and at most 11 characters.")


class IsilTaken(InstitutionRefused):
    code = "isil-taken"
    field = "isil"
    why = gettext_noop("Another institution has the ISIL %(isil)s.")
    do = gettext_noop("Check the ISIL, or leave it out.")


class HouseTaken(InstitutionRefused):
    code = "house-taken"
    field = "is_house"
    why = gettext_noop("This installation belongs to “%(house)s” already.")
    do = gettext_noop("Add the institution as a partner.")
