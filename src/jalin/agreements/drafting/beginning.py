"""What a new agreement begins from: nothing, or the one that it succeeds or amends."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from jalin.agreements.drafting.content import Content
from jalin.agreements.terms import AgreementTerms
from jalin.dossiers.models import Dossier

_AMENDMENT = {
    "en": "Amendment to “{}”",
    "id": "Adendum atas “{}”",
    "kk": "«{}» құжатына өзгерістер",
    "ru": "Изменение к документу «{}»",
}
_LEFT_OUT = {"form", "amends"}


def afresh(parties: Sequence[str], languages: Sequence[str], **more: Any) -> Content:
    """A first draft: every party has a signatory to be named, and notice of six months."""
    return {
        "parties": list(parties),
        "languages": list(languages),
        "signatories": [{"party": party} for party in parties],
        "notice": {"count": 6, "unit": "month"},
        "renewal": {"how": "express"},
        **more,
    }


def succeeding(terms: AgreementTerms, *, today: date) -> Content:
    """All that the old one says, for as long again from the day after its end."""
    content = _copied(terms)
    end = terms.end_after(today)
    begins = end + timedelta(days=1) if end else today
    content["begins"] = begins.isoformat()
    content.pop("ends", None)
    if terms.begins and terms.ends:
        lasts = relativedelta(terms.ends + timedelta(days=1), terms.begins)
        content["ends"] = (begins + lasts - timedelta(days=1)).isoformat()
    return content


def amending(terms: AgreementTerms, dossier: Dossier, *, today: date) -> Content:
    """All that the old one says, as the text to change, from today to the same end."""
    content = _copied(terms)
    content["title"] = {
        tag: _AMENDMENT.get(tag, "{}").format(title) for tag, title in terms.title.items()
    }
    content["begins"] = today.isoformat()
    content["amends"] = dossier.uri
    return content


def as_content(terms: AgreementTerms) -> Content:
    """Terms as the content of a draft that changes them."""
    content = terms.model_dump(mode="json", exclude_none=True)
    content.pop("form")
    return content


def _copied(terms: AgreementTerms) -> Content:
    return {name: part for name, part in as_content(terms).items() if name not in _LEFT_OUT}
