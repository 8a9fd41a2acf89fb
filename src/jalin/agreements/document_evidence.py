"""What the evidence sheet says: each signature, what it rests on, in every language concerned."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation

from jalin.agreements.document_pages import Data, Printed, grouped, proof, shortened, technical
from jalin.agreements.document_wording import Wording
from jalin.agreements.terms import AgreementTerms
from jalin.core.multilingual import text_in
from jalin.dossiers.models import Approval
from jalin.engines.signing import Problem
from jalin.engines.typesetting import piece
from jalin.institutions.models import Institution

_SITE = ("id", "kk", "ru", "en")
_LONG = 4000  # characters of details that may not fit on one page
_CERTIFICATE = (  # labels, and where the details have what they name
    ("certificate", "subject"),
    ("issuer", "issuer"),
    ("serial", "serial"),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What there is to tell. `document` is the SHA-256 of the document that all sign."""

    terms: AgreementTerms
    printed: Printed
    document: str
    approvals: Sequence[Approval]  # by what they rest on; signatures are marked so
    missing: Sequence[tuple[Institution, str]]  # places to sign that are empty, and for whom


def sheet(evidence: Evidence) -> Data:
    """The data of `typeset/evidence.typ`: one part for each language, saying the same."""
    wordings = [Wording(tag) for tag in languages(evidence.terms)]
    first, printed = wordings[0], evidence.printed
    title = text_in(evidence.terms.title, first.tag)
    return {
        "document": {
            "title": shortened(f"{first.say('evidence.title')}: {title}"),
            "authors": [],
            "description": f"{printed.uri} {printed.number} SHA-256 {printed.digest}",
            "lang": first.tag,
            "footer": f"{printed.number} · SHA-256 {printed.digest[:16]}…{printed.digest[-8:]}",
        },
        "parts": [_Part(one, evidence).data() for one in wordings],
        "proof": proof(wordings, printed),
    }


def languages(terms: AgreementTerms) -> list[str]:
    """Those of the agreement that we have wording in, then the other languages of the site."""
    own = [Wording(tag).tag for tag in terms.languages if Wording(tag).tag == tag.split("-")[0]]
    return list(dict.fromkeys([*own, *_SITE]))


class _Part:
    """The sheet in one language."""

    def __init__(self, wording: Wording, evidence: Evidence) -> None:
        self.wording, self.evidence = wording, evidence
        self.tag = wording.tag
        self.zone = ZoneInfo(evidence.terms.zone)

    def data(self) -> Data:
        approvals = [one for one in self.evidence.approvals if not one.is_signature]
        signatures = [one for one in self.evidence.approvals if one.is_signature]
        return {
            "tongue": piece("", self.tag),
            "title": self._words("title"),
            "intro": self._words("intro"),
            "facts": list(self._about()),
            "none": self._words("none"),
            "approvals": {
                "heading": self._words("approvals"),
                "lines": [self._approval(one) for one in approvals],
            },
            "signatures": {
                "heading": self._words("signatures"),
                "each": [
                    *map(self._signature, signatures),
                    *(self._missing(*place) for place in self.evidence.missing),
                ],
            },
        }

    def _about(self) -> Iterator[tuple[Data, Data]]:
        evidence, printed = self.evidence, self.evidence.printed
        yield self._fact("agreement", text_in(evidence.terms.title, self.tag))
        yield self._code("identifier", printed.uri, "text")
        yield self._fact("version", self.wording.number(printed.number), "text")
        yield self._code("digest", grouped(printed.digest), "text")
        yield self._code("document", grouped(evidence.document))

    def _approval(self, approval: Approval) -> Data:
        person = approval.signatory.name if approval.signatory else ""
        return {
            "party": self._said(approval.institution.name_in(self.tag)),
            "person": self._said(person),
            "at": self._said(self._moment(approval.at)),
        }

    def _signature(self, approval: Approval) -> Data:
        facts = [*self._received(approval), *self._verified(approval.details)]
        return {
            "is_long": len(str(approval.details)) > _LONG,
            "party": self._said(approval.institution.name_in(self.tag)),
            "name": self._said(approval.signatory_name),
            "rests": self._said(self.wording.say(f"rests.{approval.level}")),
            "facts": facts,
            "is_doubtful": _status(approval) != "valid",
        }

    def _missing(self, institution: Institution, name: str) -> Data:
        return {
            "is_long": False,
            "party": self._said(institution.name_in(self.tag)),
            "name": self._said(name or "…"),
            "rests": self._words("missing"),
            "facts": [],
            "is_doubtful": True,
        }

    def _received(self, approval: Approval) -> Iterator[tuple[Data, Data]]:
        yield self._fact("level", self.wording.say(f"level.{approval.level}"))
        if status := _status(approval):
            yield self._fact("status", self.wording.say(f"evidence.{status}"))
        if problem := self._problem(approval):
            yield self._words("problem"), problem
        yield self._fact("received", self._moment(approval.at))
        if approval.evidence:
            yield self._code("file", grouped(approval.evidence.sha256))

    def _verified(self, details: Mapping[str, Any]) -> Iterator[tuple[Data, Data]]:
        """What the details of a signature say of its certificate and its time."""
        certificate: Mapping[str, Any] = details.get("certificate") or {}
        for label, name in _CERTIFICATE:
            if said := certificate.get(name):
                yield self._code(label, str(said))
        if digest := certificate.get("sha256"):
            yield self._code("fingerprint", grouped(str(digest)))
        days = [_moment(certificate.get(name)) for name in ("valid_from", "valid_to")]
        if days[0] and days[1]:
            spoken = " – ".join(self.wording.day(day.astimezone(UTC)) for day in days if day)
            yield self._fact("validity", spoken)
        if certificate and "trusted" in details:
            known = "trusted_yes" if details["trusted"] else "trusted_no"
            yield self._fact("trusted", self.wording.say(f"evidence.{known}"))
        yield from self._time(details)

    def _time(self, details: Mapping[str, Any]) -> Iterator[tuple[Data, Data]]:
        for label, name in (("algorithm", "algorithm"), ("conformance", "pades")):
            if said := details.get(name):
                yield self._code(label, str(said))
        stamped, stated = _moment(details.get("timestamp")), _moment(details.get("at"))
        if stamped:
            yield self._fact("stamped_at", self._moment(stamped))
        elif stated:
            yield self._fact("signed_at", self._moment(stated))
        if digest := details.get("covers") or details.get("document"):
            yield self._code("covers", grouped(str(digest)))

    def _problem(self, approval: Approval) -> Data | None:
        """Why a signature is not held to be valid, where that was found."""
        code = str(approval.details.get("problem", ""))
        if _status(approval) == "valid" or code not in set(Problem):
            return None
        spoken = self.tag if self.tag in _SITE else "en"
        with translation.override(spoken):
            return piece(translation.gettext(Problem(code).text), spoken) if code else None

    def _moment(self, moment: datetime) -> str:
        return self.wording.moment(moment.astimezone(self.zone))

    def _fact(self, label: str, value: str, section: str = "evidence") -> tuple[Data, Data]:
        return self._said(self.wording.say(f"{section}.{label}")), self._said(value)

    def _code(self, label: str, value: str, section: str = "evidence") -> tuple[Data, Data]:
        return self._said(self.wording.say(f"{section}.{label}")), technical(value, self.tag)

    def _words(self, key: str) -> Data:
        return self._said(self.wording.say(f"evidence.{key}"))

    def _said(self, text: str) -> Data:
        return piece(text, self.tag)


def _status(approval: Approval) -> str:
    """What verification found: nothing is said to be valid that was not verified."""
    if approval.level == "cms_unverified":
        return "unverified"
    found = str(approval.details.get("status", ""))
    return found if found in {"valid", "invalid", "unverified"} else ""


def _moment(said: object) -> datetime | None:
    """An aware moment of ISO 8601, or nothing."""
    try:
        moment = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
