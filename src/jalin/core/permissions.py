"""What a refused act answers. The rules themselves are named predicates of the areas.

Whoever may not know of a thing is told that it is not there; a party is told why not.
"""

from jalin.core.errors import DomainError, gettext_noop


class NotKnown(DomainError):
    """There is no such thing, or none that this person may know of (404)."""

    code = "not-known"
    what = gettext_noop("There is nothing here.")
    why = gettext_noop("The address is wrong, or what it named is not for you to see.")
    do = gettext_noop("Go back, or sign in if you have an account.")


class NotPermitted(DomainError):
    """The person may know of it, and may not do this with it (403)."""

    code = "not-permitted"
    what = gettext_noop("You may not do this.")
    why = gettext_noop("Your role in your institution does not include it.")
    do = gettext_noop("Ask an administrator of your institution.")


def require(allowed: bool, *, known: bool = True) -> None:
    """Raise `NotPermitted` unless `allowed`; `NotKnown` to a person who may not even `known`."""
    if not known:
        raise NotKnown
    if not allowed:
        raise NotPermitted
