"""From whose side a person looks: what is "ours" on a page."""

from django.http import HttpRequest  # noqa: TID251 - what is found is kept for one request

from jalin.institutions.models import Institution, User
from jalin.institutions.permissions import Person, Standing, standing


def own_institution(person: Person, *, has: Standing | None = None) -> Institution | None:
    """The institution that a person acts for, the house's own people and strangers the house's.

    None on an installation that has no house institution yet.
    """
    if isinstance(person, User):
        has = has or standing(person)
        if not has.in_house and has.institutions:
            return Institution.objects.filter(pk__in=has.institutions).order_by("slug").first()
    return Institution.objects.filter(is_house=True).first()


def standpoint(request: HttpRequest) -> Institution | None:
    """The own institution of whoever asks, found once in a request."""
    kept = vars(request)
    if "standpoint" not in kept:
        person = getattr(request, "user", None)
        kept["standpoint"] = own_institution(person, has=standing_here(request))
    found: Institution | None = kept["standpoint"]
    return found


def standing_here(request: HttpRequest) -> Standing:
    """The standing of whoever asks, found once in a request."""
    kept = vars(request)
    if "standing" not in kept:
        kept["standing"] = standing(getattr(request, "user", None))
    found: Standing = kept["standing"]
    return found
