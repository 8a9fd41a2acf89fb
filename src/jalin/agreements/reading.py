"""The terms of an agreement as a document to read, in one language or in two side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext

from jalin.agreements.drafting.desk import language
from jalin.agreements.models import RenewalHow, Type
from jalin.agreements.terms import AgreementTerms, Clause, Signatory
from jalin.core.multilingual import text_here
from jalin.dossiers.states import Area, Level
from jalin.dossiers.terms import Measure
from jalin.institutions.models import Institution

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur", "ug"})


@dataclass(frozen=True, slots=True)
class Column:
    """A text in one language. `instead` where it is missing there, and another is shown."""

    lang: str
    paragraphs: tuple[str, ...]
    title: str = ""
    instead: bool = False

    @property
    def rtl(self) -> bool:
        return self.lang in _RIGHT_TO_LEFT or self.lang.endswith("-Arab")


@dataclass(frozen=True, slots=True)
class ClauseToRead:
    key: str
    number: int
    area: str  # the code
    area_name: Promise | str
    columns: tuple[Column, ...]
    obligations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignatoryToRead:
    party: str
    name: str
    position: str
    deputy: str
    deputy_position: str


@dataclass(frozen=True, slots=True)
class LanguageToRead:
    """A language of the agreement, and whether its text counts."""

    code: str
    name: str
    shown: bool
    authentic: bool


@dataclass(frozen=True)
class Reading:
    """`confidential` is empty where the reader is no party."""

    terms: AgreementTerms
    type: Promise | str
    languages: tuple[LanguageToRead, ...]
    preamble: tuple[Column, ...]
    scope: tuple[Column, ...]
    clauses: tuple[ClauseToRead, ...]
    closing: tuple[Column, ...]
    confidential: tuple[Column, ...]
    signatories: tuple[SignatoryToRead, ...]
    accepted: tuple[Promise | str, ...]
    renewal: str
    ends: date | None  # as tacit renewals have moved it
    notice: date | None
    names: Mapping[str, str]

    @property
    def is_renewed(self) -> bool:
        return self.ends != self.terms.ends


def reading(
    terms: AgreementTerms, wanted: Sequence[str], *, today: date, confidential: bool
) -> Reading:
    """The terms in the languages `wanted` (two at most), as far as the agreement has them."""
    shown = shown_of(terms, wanted)
    end = terms.end_after(today)
    slugs = Institution.objects.filter(slug__in=terms.parties)
    names = {institution.slug: institution.short_name for institution in slugs}
    return Reading(
        terms=terms,
        type=Type(terms.type).label,
        languages=_languages(terms, shown),
        preamble=_columns(terms.preamble, shown),
        scope=_columns(terms.scope, shown),
        clauses=tuple(
            _clause(number, clause, shown, names)
            for number, clause in enumerate(terms.clauses, start=1)
        ),
        closing=_columns(terms.closing, shown),
        confidential=_columns(terms.confidential, shown) if confidential else (),
        signatories=tuple(_signatory(each, names) for each in terms.signatories),
        accepted=tuple(Level(code).label for code in terms.signing.accepted),
        renewal=_renewal(terms),
        ends=end,
        notice=terms.notice.before(end) if terms.notice and end else None,
        names=names,
    )


def shown_of(terms: AgreementTerms, wanted: Sequence[str]) -> tuple[str, ...]:
    """Those wanted that the agreement has; else the reader's own, else its first."""
    asked = tuple(dict.fromkeys(code for code in wanted if code in terms.languages))[:2]
    here = get_language() or "en"
    return asked or ((here,) if here in terms.languages else terms.languages[:1])


def _languages(terms: AgreementTerms, shown: Sequence[str]) -> tuple[LanguageToRead, ...]:
    authentic = terms.authentic or terms.languages
    return tuple(
        LanguageToRead(code, language(code), code in shown, code in authentic)
        for code in terms.languages
    )


def _columns(texts: Mapping[str, str], shown: Sequence[str]) -> tuple[Column, ...]:
    """The text in each language shown; () where it is in none."""
    return tuple(_column(texts, {}, tag) for tag in shown) if texts else ()


def _column(texts: Mapping[str, str], titles: Mapping[str, str], tag: str) -> Column:
    source = texts or titles
    found = tag if tag in source else next(iter(source), tag)
    title = titles.get(tag) or next(iter(titles.values()), "")
    return Column(found, _paragraphs(texts.get(found, "")), title, found != tag)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def _clause(
    number: int, clause: Clause, shown: Sequence[str], names: Mapping[str, str]
) -> ClauseToRead:
    return ClauseToRead(
        clause.key,
        number,
        clause.area,
        Area(clause.area).label,
        tuple(_column(clause.text, clause.title, tag) for tag in shown),
        tuple(obligation(one, names) for one in clause.obligations),
    )


def obligation(measure: Measure, names: Mapping[str, str]) -> str:
    """ "300 titles, each year, by Jakarta"."""
    said = {
        "count": number_format(measure.count, force_grouping=True),
        "what": text_here(measure.what),
        "by": names.get(measure.by or "", measure.by or ""),
    }
    if measure.per == "year":
        form = (
            gettext("%(count)s %(what)s each year, by %(by)s")
            if measure.by
            else gettext("%(count)s %(what)s each year, by all parties together")
        )
    else:
        form = (
            gettext("%(count)s %(what)s in all, by %(by)s")
            if measure.by
            else gettext("%(count)s %(what)s in all, by all parties together")
        )
    return form % said


def _signatory(signatory: Signatory, names: Mapping[str, str]) -> SignatoryToRead:
    return SignatoryToRead(
        names.get(signatory.party, signatory.party),
        signatory.name,
        text_here(signatory.position),
        signatory.deputy or "",
        text_here(signatory.deputy_position),
    )


def _renewal(terms: AgreementTerms) -> str:
    renewal = terms.renewal
    if renewal.how == "tacit" and renewal.months:
        words = ngettext(
            "By itself, each time for %(n)s month", "By itself, each time for %(n)s months",
            renewal.months,
        )  # fmt: skip
        return words % {"n": renewal.months}
    return str(RenewalHow(renewal.how).label)
