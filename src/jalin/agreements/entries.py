"""Keeping the register: the entry of an agreement follows its terms."""

from collections.abc import Iterable, Mapping
from typing import Any

from jalin.agreements.models import Entry, Type
from jalin.agreements.terms import AgreementTerms
from jalin.dossiers.models import Dossier
from jalin.dossiers.terms import AREAS
from jalin.institutions.models import Institution
from jalin.script import keys, tokens

MOST_KEYS = 400  # words by which one agreement is found


def enter(dossier: Dossier, terms: AgreementTerms) -> Entry:
    """Write the entry of `dossier` anew, from its terms."""
    notice, areas = terms.notice, {clause.area for clause in terms.clauses}
    said: dict[str, Any] = {
        "type": terms.type,
        "areas": tuple(area for area in AREAS if area in areas),
        "languages": terms.languages,
        "texts": _found_by(dossier, terms.title.values()),
        "clauses": len(terms.clauses),
        "renewal": terms.renewal.how,
        "renewal_months": terms.renewal.months,
        "notice_count": notice.count if notice else None,
        "notice_unit": notice.unit if notice else "",
        "notice_date": terms.notice_date,
        "amends": terms.amends or "",
    }
    return Entry.objects.update_or_create(dossier=dossier, defaults=said)[0]


def enter_draft(dossier: Dossier, content: Mapping[str, Any]) -> Entry:
    """The entry of what nobody has proposed yet, from whatever is in its draft."""
    kind = str(content.get("type", ""))
    areas = {str(clause.get("area")) for clause in content.get("clauses", ())}
    said: dict[str, Any] = {
        "type": kind if kind in Type.values else Type.OTHER,
        "areas": tuple(area for area in AREAS if area in areas),
        "texts": _found_by(dossier, dossier.title.values()),
        "clauses": len(content.get("clauses", ())),
    }
    return Entry.objects.update_or_create(dossier=dossier, defaults=said)[0]


def _found_by(dossier: Dossier, titles: Iterable[str]) -> tuple[str, ...]:
    """The folded words of the title and of the names of the parties."""
    parties = Institution.objects.filter(dossier_parties__dossier=dossier)
    texts = [*titles]
    for institution in parties:
        texts += [*institution.name.values(), *institution.short_names.values()]
        texts += institution.city.values()
    found = dict.fromkeys(key for text in texts for word in tokens(text) for key in keys(word, 1))
    return tuple(found)[:MOST_KEYS]
