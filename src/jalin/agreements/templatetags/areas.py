"""The six areas: each has a sign, drawn on a plate of its own shape and in its own colour."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jalin.dossiers.states import Area

register = template.Library()

# (plate, what is drawn on it), as paths on a field of 24 by 24.
_SIGNS = {
    "research": (
        "M12 1l9.5 5.5v11L12 23l-9.5-5.5v-11z",
        "M10.75 6.75a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM13.75 13.75L17 17",
    ),
    "exchange": (
        "M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22z",
        "M6 9.5h11.5L14.5 6.5M18 14.5H6.5l3 3",
    ),
    "events": (
        "M12 .7L23.3 12 12 23.3.7 12z",
        "M8 9.5h8v6H8zM12 9.5l-2-2.5M12 9.5L14 7",
    ),
    "training": (
        "M2.5 2.5h19v10.3c0 4.9-4.3 8-9.5 10.2-5.2-2.2-9.5-5.3-9.5-10.2z",
        "M5.5 9.5L12 6.5l6.5 3-6.5 3zM8.5 11.2v3.6c2.2 1.6 4.8 1.6 7 0v-3.6",
    ),
    "articles": (
        "M3.5 1.5h12l5 5v16h-17z",
        "M7 8.5h6M7 12.5h10M7 16.5h10",
    ),
    "digital": (
        "M5 2.5h14a3 3 0 0 1 3 3v13a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3v-13a3 3 0 0 1 3-3z",
        "M5.5 17l4.5-6 3.5 4.5 2-2.5 3 4zM15.5 7.2v.6",
    ),
}


@register.simple_tag
def area_sign(area: str) -> SafeString:
    """The sign of an area; its name stands beside it."""
    plate, drawn = _SIGNS[area]
    return format_html(
        '<svg class="area a-{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path class="plate" d="{}"/><path class="drawn" d="{}"/></svg>',
        area,
        plate,
        drawn,
    )


@register.filter
def area_name(area: str) -> str:
    return str(Area(area).label)
