"""The ceremony: planning it, reminding those who have not signed, and a mistake found in time."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from datetime import time as wall_time

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext

from jalin.agreements.actions import begin_agreement
from jalin.agreements.ceremony_errors import NobodyToRemind, RemindedAlready
from jalin.agreements.drafting.beginning import as_content
from jalin.agreements.kind import terms_of
from jalin.agreements.models import Ceremony
from jalin.agreements.signing import places_of
from jalin.dossiers.actions import withdraw
from jalin.dossiers.actions.locking import acting, locked, require_state, told
from jalin.dossiers.errors import ReasonMissing
from jalin.dossiers.models import Dossier, Version
from jalin.dossiers.permissions import may_sign
from jalin.dossiers.queries.versions import is_open, newest_version
from jalin.dossiers.states import State
from jalin.institutions.models import Institution, User
from jalin.institutions.permissions import Person, in_force

PAUSE = timedelta(hours=20)  # between two reminders: each morning one at most


@dataclass(frozen=True, slots=True)
class Plan:
    """See `models.Ceremony`."""

    day: date | None = None
    time: wall_time | None = None
    zone: str = "UTC"
    link: str = ""
    agenda: dict[str, str] = field(default_factory=dict)
    witnesses: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()


def ceremony_of(dossier: Dossier) -> Ceremony:
    """The plan that there is, or an empty one that is not kept yet."""
    return Ceremony.objects.filter(dossier=dossier).first() or Ceremony(dossier=dossier)


def plan(*, actor: Person, dossier: Dossier, plan: Plan) -> Ceremony:
    """Keep the plan of the ceremony; either party may change it until all have signed.

    Errors: NotKnown, NotPermitted, WrongState.
    """
    acting(actor, dossier)
    with transaction.atomic():
        found = locked(dossier)
        _require_to_be_signed(found)
        kept, _ = Ceremony.objects.update_or_create(dossier=found, defaults=asdict(plan))
        told(found, actor, "ceremony_planned")
    return kept


def remind(*, actor: Person, dossier: Dossier) -> int:
    """Write to those who may sign now and have not; say to how many.

    Errors: NotKnown, NotPermitted, WrongState, RemindedAlready, NobodyToRemind.
    """
    acting(actor, dossier)
    now = timezone.now()
    with transaction.atomic():
        found = locked(dossier)
        version = _require_to_be_signed(found)
        require_state(found, State.AGREED, State.IN_FORCE)
        kept = Ceremony.objects.get_or_create(dossier=found)[0]
        if kept.reminded_at and now - kept.reminded_at < PAUSE:
            raise RemindedAlready
        people = [user for user in waited_for(version) if user != actor]
        if not people:
            raise NobodyToRemind
        kept.reminded_at = now
        kept.save(update_fields=["reminded_at"])
        told(found, actor, "reminded", count=len(people))
        transaction.on_commit(lambda: _write(people, found, actor))
    return len(people)


def waited_for(version: Version) -> list[User]:
    """Who may sign for the parties whose turn it is, and takes letters."""
    slugs = {place.party for place in places_of(version) if place.is_next}
    parties = Institution.objects.filter(slug__in=slugs)
    members = in_force(timezone.localdate()).filter(institution__in=parties).values("user")
    wanted = Q(subscription=None) | Q(subscription__by_mail=True)
    found = User.objects.filter(wanted, pk__in=members, is_active=True).order_by("pk")
    return [user for user in found if any(may_sign(user, party.pk) for party in parties)]


def mistake_found(*, actor: Person, dossier: Dossier, reason: str) -> Dossier:
    """Withdraw what is agreed on and not signed by all, and draft its successor from it.

    What was signed stays kept and counts for nothing. Errors: NotKnown, NotPermitted, WrongState,
    ReasonMissing.
    """
    own = acting(actor, dossier)
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        found = locked(dossier)
        require_state(found, State.AGREED)
        version = _require_to_be_signed(found)
        content = as_content(terms_of(version))
        withdraw(actor=actor, dossier=found, reason=reason)
        made = begin_agreement(
            actor=actor,
            issuer=own,
            partners=_others(found, own),
            content=content,
            successor_of=found,
        )
        _take_over(found, made)
    dossier.refresh_from_db()
    return made


def _others(dossier: Dossier, own: Institution) -> list[Institution]:
    parties = dossier.parties.filter(is_reader=False).select_related("institution")
    return [party.institution for party in parties if party.institution_id != own.pk]


def _take_over(old: Dossier, new: Dossier) -> None:
    """The plan of the old ceremony is that of the new one; its day has to be agreed on again."""
    kept = Ceremony.objects.filter(dossier=old).first()
    if kept is not None:
        Ceremony.objects.create(
            dossier=new,
            zone=kept.zone,
            link=kept.link,
            agenda=kept.agenda,
            witnesses=kept.witnesses,
            guests=kept.guests,
        )


def _require_to_be_signed(dossier: Dossier) -> Version:
    """The version that is, or will be, signed. Raises WrongState."""
    version = newest_version(dossier)
    if version is None or not is_open(dossier, version):
        require_state(dossier)
    assert version is not None  # noqa: S101  for the type checker
    return version


def _write(people: Iterable[User], dossier: Dossier, actor: Person) -> None:
    for user in people:
        with translation.override(user.language or settings.LANGUAGE_CODE):
            said = {
                "name": user.name or user.email,
                "who": str(actor or ""),
                "title": " ".join(str(dossier).split()),
                "address": f"{settings.PUBLIC_BASE}/agreements/{dossier.uuid}/ceremony/",
            }
            subject = gettext("Jalin: your signature is awaited")
            body = gettext(
                "Dear %(name)s,\n\n%(who)s asks you to sign “%(title)s”. All parties have approved"
                " the text; it is in force once all have signed.\n\nThe ceremony: %(address)s\n"
            )
            send_mail(subject, body % said, None, [user.email])
