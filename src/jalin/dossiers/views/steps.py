"""The one next step of a dossier for whoever looks, and what else they may do with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from jalin.dossiers.models import Dossier
from jalin.dossiers.queries.course import Course
from jalin.dossiers.states import ENDED, State
from jalin.dossiers.views.sides import Sides
from jalin.institutions.models import Institution


@dataclass(frozen=True, slots=True)
class NextStep:
    """`waits` for the reader, or else for others; `button` leads to `address`, "" for none."""

    title: str
    text: str
    button: str = ""
    address: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    label: str
    address: str
    harm: bool = False


def names(institutions: Sequence[Institution]) -> str:
    said = [institution.short_name for institution in institutions]
    if len(said) < 2:
        return "".join(said)
    places = {"first": ", ".join(said[:-1]), "last": said[-1]}
    return gettext("%(first)s and %(last)s") % places


def address(name: str, dossier: Dossier) -> str:
    """Of a page that the kind of the dossier has, "" where it has none."""
    try:
        return reverse(name, args=(dossier.uuid,)) if name else ""
    except NoReverseMatch:
        return ""


def next_step(course: Course, sides: Sides, *, ends: date | None = None) -> NextStep:
    """`ends` is the last day as renewals have moved it, where that is known."""
    state = course.dossier.state
    if state == State.DRAFT:
        return _draft(course)
    if state in ENDED:
        return _ended(course)
    if course.to_approve:
        return _approval(course, sides)
    if course.pending is not None:
        return _signing(course, sides)
    return _in_force(ends or course.dossier.ends)


def _draft(course: Course) -> NextStep:
    return NextStep(
        gettext("This is a draft"),
        gettext("Only your institution sees it. The other party sees it once you propose it."),
        gettext("Go on writing"),
        address(course.kind.drafting, course.dossier),
        waits=True,
    )


def _approval(course: Course, sides: Sides) -> NextStep:
    version = course.pending
    assert version is not None  # noqa: S101  else nobody's approval would be awaited
    said = {"number": version.number, "who": version.institution.short_name}
    if sides.may_act and sides.ours in course.to_approve:
        title = gettext("Your approval of version %(number)s is asked") % said
        proposed = gettext("%(who)s proposed it.") % said
        return NextStep(
            title,
            f"{proposed} {consequence(course, sides)}",
            gettext("Decide on it"),
            address("dossier_approve", course.dossier),
            waits=True,
        )
    waiting = {"who": names(course.to_approve), "number": version.number}
    return NextStep(
        gettext("Version %(number)s waits for %(who)s") % waiting,
        _until(course),
    )


def consequence(course: Course, sides: Sides) -> str:
    """What happens when the reader's side approves the pending version."""
    others = [party for party in course.to_approve if not sides.is_ours(party.pk)]
    if others:
        return gettext("Once you approve it, it waits for %(who)s.") % {"who": names(others)}
    if course.kind.is_signed:
        return gettext("Once you approve it, the text is agreed and can be signed.")
    if course.dossier.in_force_id:
        return gettext("Once you approve it, it replaces what is in force.")
    return gettext("Once you approve it, it is in force.")


def _until(course: Course) -> str:
    if course.dossier.in_force_id:
        return gettext("Until all have approved it, what is in force stays as it is.")
    return gettext("You need do nothing now.")


def _signing(course: Course, sides: Sides) -> NextStep:
    where = address(course.kind.signing, course.dossier)
    own = sides.ours in course.to_sign
    if own and sides.may_sign:
        return NextStep(
            gettext("Your signature is missing"),
            gettext(
                "All parties have approved the text. It is in force once all have signed;"
                " a signature cannot be taken back."
            ),
            gettext("Go to the signing"),
            where,
            waits=True,
        )
    missing = names(course.to_sign or course.parties)
    return NextStep(
        gettext("The signature of %(who)s is missing") % {"who": missing},
        gettext("All parties have approved the text. It is in force once all have signed."),
        gettext("See the signing"),
        where,
        waits=own and sides.may_act,
    )


def _in_force(ends: date | None) -> NextStep:
    until = gettext("It ends on %(day)s.") % {"day": date_format(ends)} if ends else ""
    return NextStep(gettext("In force"), until or gettext("It has no end."))


def _ended(course: Course) -> NextStep:
    dossier = course.dossier
    title = str(State(dossier.state).label)
    return NextStep(title, dossier.ended_reason)


def further_acts(course: Course, sides: Sides) -> tuple[Act, ...]:
    """What else the reader may do; nothing of it is done before a page has said what happens."""
    if not sides.may_act or course.dossier.state in ENDED:
        return ()
    dossier, kind = course.dossier, course.kind
    pending, state = course.pending, dossier.state
    acts = []
    if state != State.DRAFT and (writing := address(kind.drafting, dossier)):
        label = gettext("Propose other terms") if pending else gettext("Propose a change")
        acts.append(Act(label, writing))
    if sides.ours in course.to_approve:
        acts.append(Act(gettext("Refuse"), address("dossier_reject", dossier), harm=True))
    if may_withdraw(course, sides):
        label = gettext("Discard the draft") if state == State.DRAFT else gettext("Withdraw")
        acts.append(Act(label, address("dossier_withdraw", dossier), harm=True))
    if state == State.IN_FORCE:
        label = gettext("End before its time")
        acts.append(Act(label, address("dossier_terminate", dossier), harm=True))
    return tuple(acts)


def may_withdraw(course: Course, sides: Sides) -> bool:
    """Their side's own proposal, or the dossier that they issued, before it is in force."""
    if course.dossier.state == State.DRAFT:
        return True
    mine = {course.dossier.issuer_id}
    if course.pending is None:
        return False
    return sides.ours.pk in mine | {course.pending.institution_id}
