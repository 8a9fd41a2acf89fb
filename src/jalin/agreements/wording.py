"""What the terms of an agreement are called, where they differ or stand in a calendar."""

from collections.abc import Iterable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from jalin.agreements.models import RenewalHow, Type
from jalin.agreements.terms import AgreementTerms
from jalin.dossiers.contracts import Entry
from jalin.dossiers.states import Level
from jalin.dossiers.terms import Terms

LABELS: dict[str, Promise | str] = {
    "accepted": gettext_lazy("Signatures taken"),
    "amends": gettext_lazy("The agreement that this amends"),
    "authentic": gettext_lazy("Texts that count"),
    "clauses": gettext_lazy("Clauses"),
    "closing": gettext_lazy("Closing provisions"),
    "confidential": gettext_lazy("Confidential"),
    "deputy": gettext_lazy("Deputy"),
    "deputy_position": gettext_lazy("Position of the deputy"),
    "email": gettext_lazy("E-mail address"),
    "how": gettext_lazy("Renewal"),
    "in_order": gettext_lazy("In the order of the signatories"),
    "languages": gettext_lazy("Languages"),
    "months": gettext_lazy("Each time for so many months"),
    "notice": gettext_lazy("Notice"),
    "obligations": gettext_lazy("Obligations that can be counted"),
    "party": gettext_lazy("For"),
    "position": gettext_lazy("Position"),
    "preamble": gettext_lazy("Preamble"),
    "renewal": gettext_lazy("Renewal"),
    "scope": pgettext_lazy("agreement", "Scope"),
    "signatories": gettext_lazy("Signatories"),
    "signing": gettext_lazy("Signing"),
    "type": gettext_lazy("Type"),
    "unit": gettext_lazy("Counted in"),
    "unverified_suffices": gettext_lazy("A signature that cannot be verified here suffices"),
}
CHOICES: dict[str, dict[str, Promise | str]] = {
    "type": dict(Type.choices),
    "how": dict(RenewalHow.choices),
    "accepted": dict(Level.choices),
    "unit": {
        "month": pgettext_lazy("notice", "months before the end"),
        "day": pgettext_lazy("notice", "days before the end"),
    },
}
ENTRIES: dict[str, Promise | str] = {
    "begins": gettext_lazy("First day"),
    "notice": gettext_lazy("Last day for notice"),
    "ends": gettext_lazy("Last day"),
}
VERBS: dict[str, Promise | str] = {
    "ceremony_planned": pgettext_lazy("somebody", "planned the signing"),
    "document_made": pgettext_lazy("history", "The document was made"),
    "evidence_made": pgettext_lazy("history", "The evidence sheet was made"),
    "reminded": pgettext_lazy("somebody", "reminded those who have not signed"),
    "published": pgettext_lazy("event", "Made public"),
    "unpublished": pgettext_lazy("event", "Shown to the parties only"),
}


def calendar(terms: Terms, today: date) -> Iterable[Entry]:
    """The first day, the last, and the last for notice; renewals by itself move the two."""
    if not isinstance(terms, AgreementTerms):
        return
    recurs = terms.renewal.tacit_months is not None
    end = terms.end_after(today)
    if terms.begins:
        yield Entry("begins", terms.begins, zone=terms.zone)
    if end is not None:
        yield Entry("ends", end, zone=terms.zone, recurs=recurs)
        if terms.notice:
            yield Entry("notice", terms.notice.before(end), zone=terms.zone, recurs=recurs)
