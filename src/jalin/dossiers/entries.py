"""The days that terms in force set, kept as rows, so that lists and calendars can ask for them."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from jalin.dossiers import contracts
from jalin.dossiers.models import CalendarEntry, Dossier
from jalin.dossiers.queries.versions import terms_of
from jalin.dossiers.states import State
from jalin.dossiers.terms import Terms


def enter(dossier: Dossier, terms: Terms, today: date) -> None:
    """Let the entries of the locked dossier be those of `terms`, seen from `today`."""
    CalendarEntry.objects.filter(dossier=dossier).delete()
    CalendarEntry.objects.bulk_create(
        CalendarEntry(
            dossier=dossier,
            code=entry.code,
            begins=entry.begins,
            ends=entry.ends or entry.begins,
            begins_at=entry.begins_at,
            ends_at=entry.ends_at,
            zone=entry.zone,
            place=dict(entry.place),
            recurs=entry.recurs,
        )
        for entry in contracts.kind(dossier.kind).calendar(terms, today)
    )


def cancel(dossier: Dossier, today: date) -> None:
    """Take away what has not begun yet."""
    CalendarEntry.objects.filter(dossier=dossier, begins__gt=today).delete()


def renew(today: date | None = None) -> int:
    """Enter anew what recurs once all of it is over, such as after a tacit renewal.

    Returns how many dossiers there were.
    """
    day = today or timezone.localdate()
    recurring = CalendarEntry.objects.filter(recurs=True, dossier__state=State.IN_FORCE).order_by()
    over = recurring.values("dossier").annotate(last=Max("ends")).filter(last__lt=day)
    found = list(over.values_list("dossier", flat=True))
    for pk in found:
        with transaction.atomic():
            dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=pk)
            if dossier.state == State.IN_FORCE and dossier.in_force is not None:
                enter(dossier, terms_of(dossier.in_force), day)
    return len(found)
