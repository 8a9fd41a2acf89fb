"""From whose side a person looks: what is "ours" on a page."""

from django.http import HttpRequest  # noqa: TID251 - what is found is kept for one request

from jalin.institutions.models import Institution, User
from jalin.institutions.permissions import Person, standing


def own_institution(person: Person) -> Institution | None:
    """The institution that a person acts for, the house's own people and strangers the house's.

    None on an installation that has no house institution yet.
    """
    if isinstance(person, User):
        has = standing(person)
        if not has.in_house and has.institutions:
            return Institution.objects.filter(pk__in=has.institutions).order_by("slug").first()
    return Institution.objects.filter(is_house=True).first()


def standpoint(request: HttpRequest) -> Institution | None:
    """The own institution of whoever asks, found once in a request."""
    kept = vars(request)
    if "standpoint" not in kept:
        kept["standpoint"] = own_institution(getattr(request, "user", None))
    found: Institution | None = kept["standpoint"]
    return found
