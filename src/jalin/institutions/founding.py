"""Adding an institution: the house when the site is set up, and its partners later."""

import re
from collections.abc import Mapping

import pycountry
from django.conf import settings
from django.db import IntegrityError, transaction

from jalin.core import audit
from jalin.core.permissions import require
from jalin.institutions import errors
from jalin.institutions.models import Institution, User
from jalin.institutions.permissions import Person, may_add_institutions, standing

RESERVED = frozenset({"new"})  # where pages of the site stand
# ISO 15511, 4.1: a prefix, a hyphen, the identifier of the unit; 16 characters at most.
_ISIL = re.compile(r"(?=.{4,16}$)[A-Za-z]{1,4}-[A-Za-z0-9:/-]{1,11}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def create_institution(
    *,
    actor: Person,
    name: Mapping[str, str],
    short_name: str,
    country: str,
    slug: str,
    isil: str = "",
    city: Mapping[str, str] | None = None,
    is_house: bool = False,
) -> Institution:
    """Add a library: `name` and `city` are {BCP 47 tag: text}, `country` is ISO 3166-1 alpha-2.

    Errors: NotKnown, NotPermitted, and the family of InstitutionRefused.
    """
    require(may_add_institutions(actor), known=not standing(actor).stranger)
    institution = Institution(
        name=_texts(name),
        short_name=short_name.strip()[:40],
        country=country.strip().upper(),
        slug=slug.strip(),
        isil=isil.strip(),
        city=_texts(city or {}),
        is_house=is_house,
    )
    _check(institution)
    try:
        with transaction.atomic():
            institution.save(force_insert=True)
            audit.record(
                chain=f"institution:{institution.pk}",
                verb="institution.created",
                actor=actor.pk if isinstance(actor, User) else None,
                subject=("institution", institution.pk),
                details={"house": is_house},
            )
    except IntegrityError:  # somebody was quicker
        _check_unique(institution)
        raise
    return institution


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    """Those in a language of the site that say something."""
    given = {tag: texts.get(tag, "").strip() for tag, _ in settings.LANGUAGES}
    return {tag: text for tag, text in given.items() if text}


def _check(institution: Institution) -> None:
    if not institution.name or not institution.short_name:
        raise errors.NameMissing
    if pycountry.countries.get(alpha_2=institution.country) is None:
        raise errors.CountryNotKnown(country=institution.country)
    slug = institution.slug
    if len(slug) > 60 or slug in RESERVED or not _SLUG.fullmatch(slug):
        raise errors.AddressNotValid(slug=slug)
    if institution.isil and not _ISIL.fullmatch(institution.isil):
        raise errors.IsilNotValid(isil=institution.isil)
    _check_unique(institution)


def _check_unique(institution: Institution) -> None:
    if Institution.objects.filter(slug=institution.slug).exists():
        raise errors.AddressTaken(slug=institution.slug)
    if institution.isil and Institution.objects.filter(isil=institution.isil).exists():
        raise errors.IsilTaken(isil=institution.isil)
    house = Institution.objects.filter(is_house=True).first()
    if institution.is_house and house is not None:
        raise errors.HouseTaken(house=house.short_name)
