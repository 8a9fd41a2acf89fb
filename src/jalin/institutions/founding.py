"""Adding an institution: the house when the site is set up, and its partners later."""

import re
from collections.abc import Mapping

import pycountry
from django.db import IntegrityError, transaction

from jalin.core import audit
from jalin.core.multilingual import cleaned
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
    short_names: Mapping[str, str],
    country: str,
    slug: str,
    isil: str = "",
    city: Mapping[str, str] | None = None,
    is_house: bool = False,
) -> Institution:
    """Add a library: `name`, `short_names` and `city` are {BCP 47 tag: text}, `country` is ISO
    3166-1 alpha-2.

    Errors: NotKnown, NotPermitted, and the family of InstitutionRefused.
    """
    require(may_add_institutions(actor), known=not standing(actor).stranger)
    institution = Institution(
        name=cleaned(name),
        short_names={tag: text[:40] for tag, text in cleaned(short_names).items()},
        country=country.strip().upper(),
        slug=slug.strip(),
        isil=isil.strip(),
        city=cleaned(city or {}),
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


def _check(institution: Institution) -> None:
    if not institution.name or not institution.short_names:
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
