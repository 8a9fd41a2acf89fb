"""What stands around every page: places to go, languages, light and dark."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from jalin.dossiers.models import Dossier
from jalin.dossiers.states import State
from jalin.institutions.standpoint import standing_here

register = template.Library()

THEME_COOKIE = "theme"
THEMES = ("light", "dark")
# The letters of the first lines of a page, by its language; the rest is fetched when met.
_LATIN = ("noto-sans/files/noto-sans-latin", "source-serif-4/files/source-serif-4-latin")
_CYRILLIC = (
    "noto-sans/files/noto-sans-latin",
    "noto-sans/files/noto-sans-cyrillic",
    "source-serif-4/files/source-serif-4-cyrillic",
)
FIRST_FONTS = {
    "id": _LATIN,
    "kk": (*_CYRILLIC, "noto-sans/files/noto-sans-cyrillic-ext"),
    "ru": _CYRILLIC,
    "en": _LATIN,
}
SHORT = {"id": "ID", "kk": "ҚАЗ", "ru": "РУС", "en": "EN"}


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the main menu."""

    label: Any
    address: str
    current: bool


_DESK = (gettext_lazy("Desk"), "home")
_AGREEMENTS = (pgettext_lazy("menu", "Agreements"), "agreements")
_OPEN = (
    (gettext_lazy("Catalogue"), "search"),
    (pgettext_lazy("menu", "Comparison"), "comparisons"),
    (gettext_lazy("Libraries"), "institutions"),
)
_MEMBERS = ((pgettext_lazy("menu", "Review"), "review"), (gettext_lazy("Imports"), "imports"))
# Pages that belong to a place whose address they do not begin with.
_BELONGS = {
    "/records/": "search",
    "/catalogues/": "institutions",
    "/dossiers/": "agreements",
    "/activities/": "agreements",
}


@register.simple_tag(takes_context=True)
def places(context: Context) -> list[Place]:
    """The main menu for this reader, with the place of this page marked."""
    request: HttpRequest | None = context.get("request")
    user = getattr(request, "user", None)
    here = request.path if request else ""
    signed_in = bool(user and user.is_authenticated)
    agreements = (_AGREEMENTS,) if _sees_agreements(request) else ()
    names = (_DESK, *agreements, *_OPEN, *_MEMBERS) if signed_in else (*agreements, *_OPEN)
    return [Place(label, reverse(name), _is_here(name, here)) for label, name in names]


def _sees_agreements(request: HttpRequest | None) -> bool:
    """People of an institution have some or can begin one; others see those that are public."""
    if request is not None and not standing_here(request).stranger:
        return True
    public = Dossier.objects.filter(kind="agreement", is_public=True)
    return public.exclude(state=State.DRAFT).exists()


def _is_here(name: str, here: str) -> bool:
    address = reverse(name)
    belongs = next((to for start, to in _BELONGS.items() if here.startswith(start)), None)
    return name == belongs or (here == "/" if address == "/" else here.startswith(address))


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language of the pages, by its own name."""

    code: str
    name: str
    short: str
    address: str
    current: bool


@register.simple_tag(takes_context=True)
def tongues(context: Context) -> list[Tongue]:
    """The languages of the site, each with the address of this very page in it."""
    request: HttpRequest | None = context.get("request")
    now = get_language()
    return [
        Tongue(code, str(name), SHORT[code], _in_language(request, code), code == now)
        for code, name in settings.LANGUAGES
    ]


def _in_language(request: HttpRequest | None, code: str) -> str:
    if request is None:
        return f"?ui={code}"
    query = request.GET.copy()
    query["ui"] = code
    return f"{request.path}?{query.urlencode()}"


@register.simple_tag
def first_fonts() -> list[str]:
    """Files of the fonts that the first lines of a page in its language are written in."""
    names = FIRST_FONTS.get(get_language() or "en", _LATIN)
    return [f"fonts/{name}-wght-normal.woff2" for name in names]


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """`light` or `dark` where the reader chose one, else "" (as the system wishes)."""
    request: HttpRequest | None = context.get("request")
    chosen = request.COOKIES.get(THEME_COOKIE, "") if request else ""
    return chosen if chosen in THEMES else ""


@register.simple_tag(takes_context=True)
def here(context: Context) -> str:
    """The address of this page, to come back to."""
    request: HttpRequest | None = context.get("request")
    return request.get_full_path() if request else "/"


@register.filter
def initials(name: str) -> str:
    """Two letters for a person: of the first and the last word of the name."""
    words = name.split()
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [name[:2]]
    return "".join(letters).upper()


@register.filter
def undo_address(message: Message) -> str:
    """Where what a message tells of is undone: a message says so by its tag `undo:/address/`."""
    tag = message.extra_tags or ""
    return tag.removeprefix("undo:") if tag.startswith("undo:/") else ""
