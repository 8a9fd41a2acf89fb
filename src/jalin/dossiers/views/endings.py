"""What is said before and after something that cannot be undone."""

from dataclasses import dataclass

from django.utils.translation import gettext

from jalin.dossiers.models import Dossier
from jalin.dossiers.queries.course import Course
from jalin.dossiers.states import State


@dataclass(frozen=True, slots=True)
class Ending:
    """Of a page that asks for a reason: its title, what will happen, its button, and after."""

    title: str
    happens: tuple[str, ...]
    button: str
    done: str
    reasonless: bool = False


def after_approval(dossier: Dossier) -> str:
    said = {
        State.AGREED: gettext("Approved. The text is agreed and can be signed."),
        State.IN_FORCE: gettext("Approved, and in force."),
        State.COMPLETED: gettext("Approved, and completed."),
    }
    waits = gettext("Approved. It waits for the other party.")
    return said.get(State(dossier.state), waits) if not _left(dossier) else waits


def _left(dossier: Dossier) -> bool:
    from jalin.dossiers.queries.course import course

    return bool(course(dossier).to_approve)


def rejection(course: Course) -> Ending:
    number = {"number": course.pending.number if course.pending else 0}
    if course.dossier.in_force_id:
        happens = (
            gettext("Version %(number)s is refused for all; nobody can approve it any more.")
            % number,
            gettext("What is in force stays in force as it is."),
        )
    else:
        happens = (
            gettext("Version %(number)s is refused, and the dossier is closed.") % number,
            gettext("Nothing of it comes in force. To go on, somebody begins a new dossier."),
        )
    return Ending(
        gettext("Refuse version %(number)s") % number,
        (*happens, gettext("The other party is told, with your reason. This cannot be undone.")),
        gettext("Refuse it for good"),
        gettext("Refused. The other party reads your reason."),
    )


def withdrawal(course: Course) -> Ending:
    if course.dossier.state == State.DRAFT:
        return Ending(
            gettext("Discard the draft"),
            (gettext("Nobody else has seen it. It is closed and cannot be proposed any more."),),
            gettext("Discard the draft"),
            gettext("The draft is discarded."),
            reasonless=True,
        )
    if course.dossier.in_force_id:
        happens = gettext("Your change is taken back. What is in force stays in force as it is.")
    else:
        happens = gettext(
            "The dossier is closed. Approvals and signatures that were given are kept, and count"
            " for nothing."
        )
    return Ending(
        gettext("Withdraw the proposal"),
        (happens, gettext("The other party is told, with your reason. This cannot be undone.")),
        gettext("Withdraw it for good"),
        gettext("Withdrawn. The other party reads your reason."),
    )


def termination(course: Course) -> Ending:
    below = (
        (gettext("Nothing new can begin under its clauses; what is under way stays."),)
        if not course.kind.stands_under_clause
        else ()
    )
    return Ending(
        gettext("End it before its time"),
        (
            gettext("It is no longer in force from this moment on."),
            *below,
            gettext("The other party is told, with your reason. This cannot be undone."),
        ),
        gettext("End it for good"),
        gettext("Ended. The other party reads your reason."),
    )
