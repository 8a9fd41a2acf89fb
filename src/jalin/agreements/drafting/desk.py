"""The form of the drafting desk: every field with its value, texts beside translations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext_lazy

from jalin.agreements.drafting.content import Content
from jalin.agreements.models import RenewalHow, Type
from jalin.bibliographic.names import language_name
from jalin.dossiers.states import Area, Level

Choices = Sequence[tuple[str, Promise | str]]
#: The languages that an agreement may be drafted in: those of the site, and others of partners.
LANGUAGES = (
    "id", "kk", "ru", "en", "ar", "de", "es", "fr", "hi", "ja", "ko", "ky", "ms", "mn",
    "pt", "tg", "th", "tk", "tr", "uz", "vi", "zh",
)  # fmt: skip
ZONES = (
    "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Almaty", "Asia/Tashkent",
    "Asia/Bishkek", "Asia/Seoul", "Asia/Tokyo", "Asia/Kuala_Lumpur", "Asia/Ho_Chi_Minh",
    "Europe/Istanbul", "Europe/Moscow", "Africa/Cairo", "Europe/London", "UTC",
)  # fmt: skip
UNITS: Choices = (
    ("month", pgettext_lazy("notice", "months before the end")),
    ("day", pgettext_lazy("notice", "days before the end")),
)
PER: Choices = (
    ("year", pgettext_lazy("obligation", "each year")),
    ("whole", pgettext_lazy("obligation", "in all")),
)
AREA_MISSING = gettext_lazy("Choose an area")
SIGNABLE = (Level.PADES, Level.CMS, Level.SEAL, Level.SCAN)


@dataclass(frozen=True, slots=True)
class Input:
    """A field. `name` is its path in the terms; `lang` that of its text, "" for what has none."""

    name: str
    label: Promise | str
    value: str = ""
    lang: str = ""
    kind: str = "line"  # line, text, date, number, choice
    rows: int = 3
    problem: str = ""
    choices: Choices = ()

    @property
    def id(self) -> str:
        return f"f-{self.name.replace('.', '-')}"

    @property
    def language(self) -> str:
        return language(self.lang)

    @property
    def rtl(self) -> bool:
        return self.lang in {"ar", "fa", "ur", "ug"} or self.lang.endswith("-Arab")


@dataclass(frozen=True, slots=True)
class Texts:
    """One text in the languages that are shown; `problem` is said of it in all of them."""

    name: str
    label: Promise | str
    inputs: tuple[Input, ...]
    problem: str = ""

    @property
    def id(self) -> str:
        return f"f-{self.name.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class Obligation:
    number: int
    what: Texts
    count: Input
    per: Input
    by: Input


@dataclass(frozen=True, slots=True)
class ClauseFields:
    number: int
    key: str
    title: str
    area: Input
    heading: Texts
    text: Texts
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class SignatoryFields:
    number: int
    party: Input
    name: Input
    position: Texts
    email: Input
    deputy: Input
    deputy_position: Texts


@dataclass(frozen=True)
class Desk:
    """`parties` are the slugs and names of those who agree; `shown` the languages side by side."""

    content: Content
    parties: Choices
    shown: tuple[str, ...]
    problems: Mapping[str, str] = field(default_factory=dict)

    # -- single fields

    def _input(self, name: str, label: Promise | str, kind: str = "line", **more: Any) -> Input:
        value = _at(self.content, name)
        text = "" if value is None else str(value)
        return Input(name, label, text, kind=kind, problem=self.problems.get(name, ""), **more)

    def _choice(self, name: str, label: Promise | str, choices: Choices) -> Input:
        return self._input(name, label, "choice", choices=choices)

    def _texts(self, name: str, label: Promise | str, *, rows: int = 0) -> Texts:
        texts = _at(self.content, name) or {}
        kind = "text" if rows else "line"
        inputs = tuple(
            Input(
                f"{name}.{tag}",
                label,
                str(texts.get(tag, "")),
                tag,
                kind,
                max(rows, 1),
                self.problems.get(f"{name}.{tag}", ""),
            )
            for tag in self.shown
        )
        return Texts(name, label, inputs, self.problems.get(name, ""))

    @property
    def title(self) -> Texts:
        return self._texts("title", pgettext_lazy("terms", "Title"))

    @property
    def around(self) -> tuple[Texts, ...]:
        """The texts before the clauses."""
        return (
            self._texts("preamble", gettext_lazy("Preamble"), rows=7),
            self._texts("scope", pgettext_lazy("agreement", "Scope"), rows=4),
        )

    @property
    def after(self) -> tuple[Texts, ...]:
        return (self._texts("closing", gettext_lazy("Closing provisions"), rows=7),)

    @property
    def confidential(self) -> Texts:
        return self._texts("confidential", gettext_lazy("Confidential"), rows=4)

    @property
    def type(self) -> Input:
        return self._choice("type", gettext_lazy("Type"), Type.choices)

    @property
    def validity(self) -> tuple[Input, ...]:
        return (
            self._input("begins", gettext_lazy("First day"), "date"),
            self._input("ends", gettext_lazy("Last day"), "date"),
            self._choice("zone", gettext_lazy("Time zone"), self._zones()),
        )

    def _zones(self) -> Choices:
        present = self.content.get("zone")
        known = [*ZONES, present] if present and present not in ZONES else ZONES
        return tuple((str(zone), str(zone).replace("_", " ")) for zone in known)

    @property
    def notice(self) -> tuple[Input, Input]:
        return (
            self._input("notice.count", gettext_lazy("Notice"), "number"),
            self._choice("notice.unit", gettext_lazy("Counted in"), UNITS),
        )

    @property
    def renewal(self) -> tuple[Input, Input]:
        return (
            self._choice("renewal.how", gettext_lazy("Renewal"), RenewalHow.choices),
            self._input("renewal.months", gettext_lazy("Each time for so many months"), "number"),
        )

    # -- parts

    @property
    def clauses(self) -> tuple[ClauseFields, ...]:
        return tuple(
            self._clause(number, clause)
            for number, clause in enumerate(self.content.get("clauses", ()))
        )

    def _clause(self, number: int, clause: Mapping[str, Any]) -> ClauseFields:
        name = f"clauses.{number}"
        titles = clause.get("title") or {}
        return ClauseFields(
            number,
            str(clause.get("key", "")),
            str(titles.get(get_language() or "en") or next(iter(titles.values()), "")),
            self._choice(f"{name}.area", gettext_lazy("Area"), [("", AREA_MISSING), *Area.choices]),
            self._texts(f"{name}.title", gettext_lazy("Heading")),
            self._texts(f"{name}.text", gettext_lazy("Text"), rows=5),
            tuple(
                self._obligation(name, place)
                for place, _ in enumerate(clause.get("obligations") or ())
            ),
        )

    def _obligation(self, clause: str, number: int) -> Obligation:
        name = f"{clause}.obligations.{number}"
        both = [("", gettext_lazy("all parties")), *self.parties]
        return Obligation(
            number,
            self._texts(f"{name}.what", gettext_lazy("Of what")),
            self._input(f"{name}.count", gettext_lazy("How many"), "number"),
            self._choice(f"{name}.per", gettext_lazy("How often"), PER),
            self._choice(f"{name}.by", gettext_lazy("By whom"), both),
        )

    @property
    def signatories(self) -> tuple[SignatoryFields, ...]:
        count = len(self.content.get("signatories", ()))
        return tuple(self._signatory(number) for number in range(count))

    def _signatory(self, number: int) -> SignatoryFields:
        name = f"signatories.{number}"
        return SignatoryFields(
            number,
            self._choice(f"{name}.party", gettext_lazy("For"), self.parties),
            self._input(f"{name}.name", pgettext_lazy("of a person", "Name")),
            self._texts(f"{name}.position", gettext_lazy("Position")),
            self._input(f"{name}.email", gettext_lazy("E-mail address")),
            self._input(f"{name}.deputy", gettext_lazy("Deputy, who may sign instead")),
            self._texts(f"{name}.deputy_position", gettext_lazy("Position of the deputy")),
        )

    # -- several of a list

    @property
    def languages(self) -> list[tuple[str, str, bool]]:
        """Code, name, whether chosen; those of the agreement first."""
        chosen = list(self.content.get("languages", ()))
        return [(code, language(code), code in chosen) for code in _first(chosen, LANGUAGES)]

    @property
    def authentic(self) -> list[tuple[str, str, bool]]:
        chosen = list(self.content.get("authentic", ()))
        return [
            (code, language(code), code in chosen) for code in self.content.get("languages", ())
        ]

    @property
    def accepted(self) -> list[tuple[str, str, bool]]:
        signing = self.content.get("signing", {})
        chosen = signing.get("accepted", [level.value for level in SIGNABLE])
        return [(level.value, str(level.label), level.value in chosen) for level in SIGNABLE]

    @property
    def in_order(self) -> bool:
        return _is_on(self.content.get("signing", {}).get("in_order", True))

    @property
    def unverified_suffices(self) -> bool:
        return _is_on(self.content.get("signing", {}).get("unverified_suffices", False))

    # -- where it stands

    @property
    def beside(self) -> list[tuple[str, str, bool, int, int]]:
        """Code, name, whether shown, and how many of the texts there are in each language."""
        texts = list(_texts_of(self.content))
        return [
            (code, language(code), code in self.shown, sum(1 for t in texts if t.get(code)),
             len(texts))
            for code in self.content.get("languages", ())
        ]  # fmt: skip

    @property
    def named_problems(self) -> list[tuple[str, str, str]]:
        """(id of the field, what it is, what is wrong) for the list above the form."""
        return [
            (f"f-{name.replace('.', '-')}", self._place(name), said)
            for name, said in self.problems.items()
        ]

    def _place(self, name: str) -> str:
        """ "Clause 2" for what is wrong in it; "" where the message says enough."""
        first, _, rest = name.partition(".")
        number = rest.partition(".")[0]
        if first == "clauses" and number:
            return gettext("Clause %(number)s") % {"number": int(number) + 1}
        if first == "signatories" and number:
            return gettext("Signatory %(number)s") % {"number": int(number) + 1}
        return str(_SECTIONS.get(first, ""))


_SECTIONS: Mapping[str, Promise | str] = {
    "title": pgettext_lazy("terms", "Title"),
    "languages": gettext_lazy("Languages"),
    "authentic": gettext_lazy("Texts that count"),
    "begins": gettext_lazy("First day"),
    "ends": gettext_lazy("Last day"),
    "notice": gettext_lazy("Notice"),
    "renewal": gettext_lazy("Renewal"),
    "zone": gettext_lazy("Time zone"),
    "type": gettext_lazy("Type"),
    "clauses": gettext_lazy("Clauses"),
    "signatories": gettext_lazy("Signatories"),
    "signing": gettext_lazy("Signing"),
}


def language(tag: str) -> str:
    """A language by its name in the language of the page, as it stands in a list."""
    here = get_language() or "en"
    name = language_name(tag, here)
    return name[:1].upper() + name[1:] if Locale.parse(here) else name


def shown_of(languages: Sequence[str], wanted: Iterable[str], reader: str) -> tuple[str, ...]:
    """The languages to show side by side: those wanted, else the first and the reader's."""
    asked = tuple(dict.fromkeys(tag for tag in wanted if tag in languages))
    if asked:
        return asked
    first = tuple(languages[:1])
    other = [reader] if reader in languages else list(languages[1:2])
    return tuple(dict.fromkeys((*first, *(other if other != list(first) else languages[1:2]))))


def _first(chosen: Sequence[str], every: Sequence[str]) -> list[str]:
    return list(dict.fromkeys((*chosen, *every)))


def _at(content: Any, name: str) -> Any:
    """What stands at a path; None where nothing does."""
    for step in name.split("."):
        if isinstance(content, dict):
            content = content.get(step)
        elif isinstance(content, list) and step.isdecimal() and int(step) < len(content):
            content = content[int(step)]
        else:
            return None
    return content


def _is_on(value: object) -> bool:
    return value in (True, "1", "on", "true")


def _texts_of(content: Content) -> Iterator[Mapping[str, str]]:
    """Every text that the draft has in some language."""
    tops = [content.get(name) for name in ("title", "preamble", "scope", "closing", "confidential")]
    for clause in content.get("clauses", ()):
        tops += [clause.get("title"), clause.get("text")]
        tops += [one.get("what") for one in clause.get("obligations") or ()]
    for texts in tops:
        if isinstance(texts, dict) and any(texts.values()):
            yield texts
