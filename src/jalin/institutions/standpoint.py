"""From whose side a person looks: what is "ours" on a page."""

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
