"""Activities under an agreement in force, and what is sent to propose one."""

from typing import Any

from jalin.agreements.activities import Result, begin_activity, propose_outcomes
from jalin.dossiers import actions
from jalin.dossiers.models import Clause, Dossier
from jalin.institutions.models import User
from tests.dossiers.cases import House, digest_of


def clause_of(agreement: Dossier, key: str) -> Clause:
    return agreement.clauses.get(key=key)


def activity(
    cast: House, agreement: Dossier, key: str = "events", *, actor: User | None = None, **more: Any
) -> Dossier:
    """An activity that one side has proposed."""
    content = {"title": {"en": f"Something of {key}"}, **more}
    clause = clause_of(agreement, key)
    return begin_activity(actor=actor or cast.officer, clause=clause, content=content)


def approved(cast: House, agreement: Dossier, key: str = "events", **more: Any) -> Dossier:
    dossier = activity(cast, agreement, key, **more)
    actions.approve(actor=cast.guest, dossier=dossier, digest=digest_of(dossier))
    return dossier


def completed(
    cast: House, agreement: Dossier, key: str = "events", count: int = 1, **more: Any
) -> Dossier:
    dossier = approved(cast, agreement, key, **more)
    outcome = {"what": {"en": "titles"}, "count": count, "clause_measure": 0}
    propose_outcomes(actor=cast.guest, dossier=dossier, results=[Result(outcome)], done=True)
    actions.approve(actor=cast.officer, dossier=dossier, digest=digest_of(dossier))
    return dossier


def lines(prefix: str, *rows: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """The lines of a form as a browser sends them."""
    sent: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": max(len(rows), initial),
        f"{prefix}-INITIAL_FORMS": initial,
    }
    for number, row in enumerate(rows):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def sent(**fields: Any) -> dict[str, Any]:
    """The form of an activity as a browser sends it, with the least that it takes."""
    costs, outputs = fields.pop("costs", ()), fields.pop("outputs", ())
    initial = fields.pop("initial", {})
    return {
        "title_en": "Reading of Abai",
        "seen": "1",
        "zone": "Asia/Jakarta",
        **fields,
        **lines("costs", *costs, initial=initial.get("costs", 0)),
        **lines("outputs", *outputs, initial=initial.get("outputs", 0)),
    }
