"""Coordinates in SVG, which have a decimal point in every language."""

from django import template

register = template.Library()


@register.filter
def units(value: float) -> str:
    return f"{value:.1f}"


@register.filter
def shifted(value: float, by: float) -> str:
    return f"{value + float(by):.1f}"
