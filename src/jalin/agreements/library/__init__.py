"""The clause library: passages that agreements are put together from, in four languages.

One TOML file per area, and `general.toml` for what stands around the clauses. The wording follows
what libraries' memoranda say; it binds nobody until it is proposed, and anybody may change it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jalin.dossiers.terms import AREAS

LANGUAGES = ("id", "kk", "ru", "en")
PLACES = ("preamble", "scope", "closing", "confidential")


@dataclass(frozen=True)
class Passage:
    """A clause of an `area`, or a text for one of `PLACES`; texts are {BCP 47 tag: text}."""

    key: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    area: str = ""
    place: str = ""
    obligations: tuple[Mapping[str, Any], ...] = ()

    def clause(self, languages: tuple[str, ...]) -> dict[str, Any]:
        """It as a clause of a draft in these languages, without a key."""
        return {
            "area": self.area,
            "title": _in(self.title, languages),
            "text": _in(self.text, languages),
            "obligations": [
                {**one, "what": _in(one["what"], languages)} for one in self.obligations
            ],
        }

    def texts(self, languages: tuple[str, ...]) -> dict[str, str]:
        return _in(self.text, languages)


def _in(texts: Mapping[str, str], languages: tuple[str, ...]) -> dict[str, str]:
    """Only in the languages of the agreement; in English where it has none of ours."""
    found = {tag: texts[tag] for tag in languages if tag in texts}
    return found or {"en": texts["en"]}


@cache
def passages() -> tuple[Passage, ...]:
    """Every passage: those around the clauses first, then by area."""
    return tuple(passage for name in ("general", *AREAS) for passage in _read(name))


def passage(key: str) -> Passage | None:
    return next((each for each in passages() if each.key == key), None)


def _read(name: str) -> list[Passage]:
    content = tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))
    area = name if name in AREAS else ""
    return [
        Passage(
            key=key,
            title=given["title"],
            text={tag: _in_paragraphs(text) for tag, text in given["text"].items()},
            area=area,
            place=given.get("place", ""),
            obligations=tuple(given.get("obligations", ())),
        )
        for key, given in content.items()
    ]


def _in_paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))
