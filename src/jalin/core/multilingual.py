"""Texts in several languages: {BCP 47 tag: text}, as a JSON column keeps them."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_language


def text_in(texts: Mapping[str, str], language: str) -> str:
    """The text for a reader of `language`, else the English one, else any that there is."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def text_here(texts: Mapping[str, str]) -> str:
    """The text in the language of the page."""
    return text_in(texts, get_language() or "en")


def said_here(text: str) -> dict[str, str]:
    """A text that somebody gave in the language of the page."""
    return cleaned({get_language() or "en": text})


def cleaned(texts: Mapping[str, str]) -> dict[str, str]:
    """Those in a language of the site that say something."""
    given = {tag: texts.get(tag, "").strip() for tag, _ in settings.LANGUAGES}
    return {tag: text for tag, text in given.items() if text}
