"""Texts of records on a page: their language marked, the words that were found marked, numbers."""

import re
from collections.abc import Iterable

from django import template
from django.utils import formats, timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

from jalin.catalogue import wording
from jalin.script import keys

register = template.Library()
_WORD = re.compile(r"\w[\w\u0300-\u036f\ufe20-\ufe2f'’ʹʺʻʼʽʾʿ]*")


@register.simple_tag
def foreign(text: str, languages: Iterable[str] = (), found: Iterable[str] = ()) -> SafeString:
    """`text` in a span that says its language and direction, with the `found` folded keys marked.

    `languages` are those of the record (BCP 47), the first counts. A text in the language of the
    page, with nothing found, needs no span.
    """
    return _in_its_language(wording.drawn(text), tuple(languages), frozenset(found))


@register.simple_tag
def exactly(text: str) -> SafeString:
    """A text of a record as supplied, every character as it is, with its language."""
    return _in_its_language(text, (), frozenset())


def _in_its_language(text: str, languages: tuple[str, ...], found: frozenset[str]) -> SafeString:
    if not text:
        return SafeString("")
    tag = wording.language_tag(text, languages)
    inner = highlighted(text, found)
    if not tag or tag == get_language():
        return inner
    if wording.direction(tag) == "rtl":
        return format_html('<span lang="{}" dir="rtl">{}</span>', tag, inner)
    return format_html('<span lang="{}">{}</span>', tag, inner)


def highlighted(text: str, found: frozenset[str]) -> SafeString:
    """`text`, escaped, with each word that shares a folded key with `found` in `<mark>`."""
    if not found:
        return conditional_escape(text)
    parts: list[SafeString | str] = []
    end = 0
    for word in _WORD.finditer(text):
        if not found.isdisjoint(keys(word.group().casefold(), 1)):
            parts += [conditional_escape(text[end : word.start()])]
            parts += [format_html("<mark>{}</mark>", word.group())]
            end = word.end()
    parts.append(conditional_escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped above


@register.simple_tag
def language_attributes(text: str, languages: Iterable[str] = ()) -> SafeString:
    """` lang=… dir=…` for an element whose whole content is `text`."""
    tag = wording.language_tag(text, tuple(languages))
    if not tag or tag == get_language():
        return SafeString("")
    if wording.direction(tag) == "rtl":
        return format_html(' lang="{}" dir="rtl"', tag)
    return format_html(' lang="{}"', tag)


@register.simple_tag
def foreign_list(
    texts: Iterable[str], languages: Iterable[str] = (), separator: str = "; "
) -> SafeString:
    """Several texts, each with its language."""
    spans = [(foreign(text, languages),) for text in texts]
    return format_html_join(separator, "{}", spans)


@register.filter
def number(value: int | float | None) -> str:
    """A number with the separators of the page's language."""
    if value is None:
        return ""
    return formats.number_format(value, use_l10n=True, force_grouping=True)


register.filter("drawn", wording.drawn)
register.filter("language_name", wording.language_name)
register.filter("script_name", wording.script_name)
register.filter("country_name", wording.country_name)
register.filter("standard_name", wording.standard_name)


@register.filter
def language_names(codes: Iterable[str]) -> str:
    return ", ".join(map(wording.language_name, codes))


@register.filter
def facet_value(value: str, facet: str) -> str:
    return wording.facet_value(facet, value)


@register.filter
def day(moment: object) -> SafeString:
    """The day of a moment, to be read by people and machines."""
    if not moment:
        return SafeString("")
    local = timezone.localtime(moment)  # type: ignore[arg-type]
    words = formats.date_format(local, "DATE_FORMAT")
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), words)


@register.filter
def time_left(seconds: float | None) -> str:
    """About how long, in words: "about 4 minutes"."""
    if seconds is None:
        return ""
    if seconds < 60:
        whole = max(int(seconds), 1)
        return ngettext("about %(n)s second", "about %(n)s seconds", whole) % {"n": whole}
    if seconds < 5400:
        whole = round(seconds / 60)
        return ngettext("about %(n)s minute", "about %(n)s minutes", whole) % {"n": whole}
    whole = round(seconds / 3600)
    return ngettext("about %(n)s hour", "about %(n)s hours", whole) % {"n": whole}
