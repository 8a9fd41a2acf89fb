"""What the document of an agreement says, as data for the typesetter: terms in, texts out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from jalin.agreements.document_wording import Wording
from jalin.agreements.terms import AgreementTerms, Clause, Signatory
from jalin.dossiers.terms import Measure
from jalin.engines.typesetting import Verbatim, piece, qr_code
from jalin.institutions.models import Institution

Data = dict[str, Any]
_LONG_TITLE = 300  # characters of a title for programs
_LONG_HEADING = 2000  # characters; what is longer stands in full under its beginning
_LONG_PLACE = 1200  # characters of a place to sign that may not fit on one page
_BESIDE = range(2, 4)  # so many languages stand side by side, others one after the other


@dataclass(frozen=True, slots=True)
class Printed:
    """Which terms a document prints: `digest` is SHA-256 in hexadecimal, `address` verifies it."""

    uri: str
    number: int
    digest: str
    address: str


def pages(terms: AgreementTerms, parties: Mapping[str, Institution], printed: Printed) -> Data:
    """The data of `typeset/agreement.typ`. `parties` by slug, all that the terms name."""
    columns = [_Column(tag, terms, parties) for tag in terms.languages]
    first = columns[0]
    title, _ = _fallback(terms.title, first.tag)
    return {
        "document": {
            "title": shortened(title),
            "authors": [parties[slug].name_in(first.language) for slug in terms.parties],
            "description": f"{printed.uri} {printed.number} SHA-256 {printed.digest}",
            "lang": first.language,
            "footer": f"{printed.number} · SHA-256 {printed.digest[:16]}…{printed.digest[-8:]}",
        },
        "beside": len(columns) in _BESIDE,
        "columns": [column.data() for column in columns],
        "signatures": {
            "heading": [column.words("heading.signatures") for column in columns],
            "labels": {
                name: [column.words(f"text.{name}") for column in columns]
                for name in ("signature", "place_and_date", "deputy")
            },
            "places": [_place(one, columns, parties) for one in _signatories(terms)],
        },
        "proof": proof([column.wording for column in columns], printed),
    }


class _Column:
    """The agreement in one of its languages."""

    def __init__(self, tag: str, terms: AgreementTerms, parties: Mapping[str, Institution]) -> None:
        self.tag, self.terms, self.parties = tag, terms, parties
        self.language = tag.split("-", maxsplit=1)[0]
        self.wording = Wording(tag)

    def data(self) -> Data:
        names = [self._party(self.parties[slug]) for slug in self.terms.parties]
        return {
            "tongue": piece("", self.tag),
            "type": self.words(f"type.{self.terms.type}"),
            **self._headed("title", *_fallback(self.terms.title, self.tag)),
            "parties": {"heading": self.words("heading.parties"), "names": names},
            "sections": list(self._sections()),
            "comma": self.wording.say("form.list"),
        }

    def words(self, key: str, **places: object) -> Data:
        return piece(self.wording.say(key, **places), self.wording.tag)

    def name_of(self, institution: Institution) -> Data:
        return piece(institution.name_in(self.language), _tag_in(institution.name, self.language))

    def texts(self, texts: Mapping[str, str]) -> Data | None:
        """The text in this language, or that there is none; None where no language has one."""
        if not texts:
            return None
        said = texts.get(self.tag) or texts.get(self.language)
        return piece(said, self.tag) if said else self.words("text.untranslated")

    def _titled(self, texts: Mapping[str, str]) -> Data:
        return piece(*_fallback(texts, self.tag))

    def _party(self, institution: Institution) -> Data:
        place = [institution.city_in(self.language), self.wording.country(institution.country)]
        return {
            "name": self.name_of(institution),
            "place": piece(self.wording.say("form.list").join(filter(None, place)), self.tag),
        }

    def _sections(self) -> Iterator[Data]:
        terms = self.terms
        yield from self._text("preamble", terms.preamble)
        yield from self._text("scope", terms.scope)
        for number, clause in enumerate(terms.clauses, 1):
            yield self._article(number, clause)
        yield self._section(self.words("heading.validity"), facts=list(self._facts()))
        yield from self._text("closing", terms.closing)
        yield from self._text("confidential", terms.confidential)

    def _text(self, name: str, texts: Mapping[str, str]) -> Iterator[Data]:
        body = self.texts(texts)
        if body is not None:
            yield self._section(self.words(f"heading.{name}"), body=body)

    def _article(self, number: int, clause: Clause) -> Data:
        spoken = clause.title.get(self.tag) or clause.title.get(self.language)
        said = self._headed("heading", spoken, self.tag) if spoken else {}
        return self._section(
            said.pop("heading", None) or self.words(f"area.{clause.area}"),
            **said,
            above=self.words("heading.article", number=number),
            body=self.texts(clause.text),
            items=[self._obligation(one) for one in clause.obligations],
        )

    def _section(self, heading: Data, **more: Any) -> Data:
        found = {"above": None, "heading": heading, "whole": None, "body": None}
        return {**found, "items": [], "facts": [], **more}

    def _headed(self, name: str, text: str, tag: str) -> Data:
        """A heading, and the `whole` of it where it is too long for one (see `shortened`)."""
        if len(text) <= _LONG_HEADING:
            return {name: piece(text, tag), "whole": None}
        return {name: piece(shortened(text), tag), "whole": piece(text, tag)}

    def _obligation(self, measure: Measure) -> Data:
        per = "every_year" if measure.per == "year" else "in_all"
        by = self.parties.get(measure.by or "")
        return {
            "count": piece(self.wording.number(measure.count), self.wording.tag),
            "what": self._titled(measure.what),
            "per": self.words(f"text.{per}"),
            "by": self.name_of(by) if by else self.words("text.the_parties"),
        }

    def _facts(self) -> Iterator[tuple[Data, Data]]:
        terms, wording = self.terms, self.wording
        say = wording.say
        yield self._fact(
            "begins", wording.day(terms.begins) if terms.begins else say("text.on_signature")
        )
        yield self._fact("ends", wording.day(terms.ends) if terms.ends else say("text.no_end"))
        yield self._fact("zone", terms.zone)
        yield self._fact("renewal", self._renewal())
        if terms.notice:
            yield self._fact("notice", self._notice())
        yield self._fact("authentic", wording.languages(terms.authentic or terms.languages))
        if terms.amends:
            yield self._fact("amends", terms.amends)

    def _fact(self, name: str, value: str) -> tuple[Data, Data]:
        return self.words(f"text.{name}"), piece(value, self.wording.tag)

    def _renewal(self) -> str:
        renewal = self.terms.renewal
        period = self.wording.period(renewal.months or 0, "month")
        return self.wording.say(f"text.renewal_{renewal.how}", period=period)

    def _notice(self) -> str:
        notice, last = self.terms.notice, self.terms.notice_date
        assert notice is not None  # noqa: S101  asked before
        period = self.wording.period(notice.count, notice.unit)
        if last is None:
            return self.wording.say("text.notice_ahead", period=period)
        return self.wording.say("text.notice_before", period=period, date=self.wording.day(last))


def _signatories(terms: AgreementTerms) -> list[Signatory]:
    """Those named, in their order, then a nameless place for each party that names none."""
    named = {one.party for one in terms.signatories}
    nameless = [Signatory(party=slug, name="…") for slug in terms.parties if slug not in named]
    return [*terms.signatories, *nameless]


def _place(one: Signatory, columns: Sequence[_Column], parties: Mapping[str, Institution]) -> Data:
    """Where somebody signs: a place for ink, and room that no signature in the file needs."""
    tag = columns[0].tag
    spoken = [one.name, one.deputy or "", *one.position.values(), *one.deputy_position.values()]
    return {
        "is_long": sum(map(len, spoken)) > _LONG_PLACE,
        "party": _distinct(column.name_of(parties[one.party]) for column in columns),
        "name": piece(one.name, tag),
        "position": _distinct(_given(one.position, columns)),
        "deputy": piece(one.deputy, tag) if one.deputy else None,
        "deputy_position": _distinct(_given(one.deputy_position, columns)),
    }


def _given(texts: Mapping[str, str], columns: Sequence[_Column]) -> Iterator[Data]:
    for column in columns:
        if said := texts.get(column.tag):
            yield piece(said, column.tag)


def _distinct(pieces: Iterator[Data]) -> list[Data]:
    """Without those that say the same in another language."""
    found: dict[str, Data] = {}
    for one in pieces:
        found.setdefault(str(one["paragraphs"]), one)
    return list(found.values())


def proof(wordings: Sequence[Wording], printed: Printed) -> Data:
    """Which terms these are, and where to verify a file: the last thing on every document."""
    first = wordings[0]
    base, _, _ = printed.address.rpartition("/")
    return {
        "heading": [piece(one.say("heading.verification"), one.tag) for one in wordings],
        "texts": [
            piece(one.say("text.verification", number=printed.number), one.tag) for one in wordings
        ],
        "facts": [
            (labels(wordings, "identifier"), printed.uri),
            (labels(wordings, "digest"), grouped(printed.digest)),
            (labels(wordings, "address"), f"{base}/"),
        ],
        "address": Verbatim(printed.address),
        "qr": qr_code(printed.address),
        "qr_alt": first.say("text.qr", address=Verbatim(printed.address)),
    }


def labels(wordings: Sequence[Wording], name: str) -> list[Data]:
    """A label in all languages."""
    return _distinct(piece(one.say(f"text.{name}"), one.tag) for one in wordings)


def grouped(digest: str) -> str:
    """A digest in groups of eight digits, four on a line, to be compared by eye."""
    groups = [digest[start : start + 8] for start in range(0, len(digest), 8)]
    return " ".join("\u00a0".join(groups[at : at + 4]) for at in range(0, len(groups), 4))


def shortened(text: str) -> str:
    """A title as programs show it: PDF/A allows one 32,767 bytes (ISO 19005-2, 6.1.13)."""
    return text if len(text) <= _LONG_TITLE else f"{text[:_LONG_TITLE].rstrip()}…"


def technical(text: str, tag: str) -> Data:
    """What is no language, an address or a digest: from left to right in every language."""
    return {**piece(text, tag), "rtl": False}


def _fallback(texts: Mapping[str, str], tag: str) -> tuple[str, str]:
    """A text and its tag: in the language `tag`, else in English, else in any that there is."""
    for one in chain((tag, tag.split("-", maxsplit=1)[0], "en"), texts):
        if texts.get(one):
            return texts[one], one
    return "", tag


def _tag_in(texts: Mapping[str, str], language: str) -> str:
    return _fallback(texts, language)[1]
