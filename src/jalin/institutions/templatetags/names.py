"""Names of institutions and of their cities, in the language of the page."""

from django import template
from django.utils.translation import get_language

from jalin.institutions.models import Institution

register = template.Library()


@register.filter
def named(institution: Institution) -> str:
    return institution.name_in(get_language() or "en")


@register.filter
def city(institution: Institution) -> str:
    return institution.city_in(get_language() or "en")
