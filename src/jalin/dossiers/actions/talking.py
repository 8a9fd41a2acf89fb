"""Beside the terms: the thread, files, tasks. None of it needs an approval."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from jalin.core.errors import gettext_noop
from jalin.core.permissions import NotKnown, require
from jalin.dossiers import files
from jalin.dossiers.actions.locking import told
from jalin.dossiers.errors import TextRefused
from jalin.dossiers.models import Document, Dossier, Look, Message, Task, Version
from jalin.dossiers.permissions import may_read, may_work, working_institution
from jalin.institutions.models import Institution, User
from jalin.institutions.permissions import Person

MOST_MESSAGE = 20_000  # characters
MOST_TITLE = 200


def _working(person: Person, dossier: Dossier) -> Institution:
    """The party that the person works for. Errors: NotKnown, NotPermitted."""
    require(may_work(person, dossier), known=may_read(person, dossier))
    institution = working_institution(person, dossier)
    assert institution is not None  # noqa: S101  who may work works for one
    return institution


def _text(text: str, limit: int, *, may_be_empty: bool = False) -> str:
    """What was written, without what no database keeps. Raises TextRefused."""
    said = text.replace("\0", "").strip()
    if not said and not may_be_empty:
        raise TextRefused(reason=gettext_noop("There is no text."), limit=limit)
    if len(said) > limit:
        raise TextRefused(reason=gettext_noop("The text is too long."), limit=limit)
    return said


def say(
    *,
    actor: Person,
    dossier: Dossier,
    text: str,
    language: str = "",
    mentions: Sequence[User] = (),
    documents: Sequence[Document] = (),
) -> Message:
    """Add to the thread. Mentioned are only people who may read the dossier.

    Files alone say something, too. Errors: NotKnown, NotPermitted, TextRefused.
    """
    institution = _working(actor, dossier)
    said = _text(text, MOST_MESSAGE, may_be_empty=bool(documents))
    with transaction.atomic():
        message = Message.objects.create(
            dossier=dossier,
            author_id=getattr(actor, "pk", None),
            institution=institution,
            text=said,
            language=language,
            at=timezone.now(),
        )
        message.mentions.set([user for user in mentions if may_read(user, dossier)])
        message.documents.set([each for each in documents if each.dossier_id == dossier.pk])
        told(dossier, actor, "said", message=message.pk)
    return message


def attach(
    *,
    actor: Person,
    dossier: Dossier,
    name: str,
    content: files.Content,
    role: str = Document.Role.ATTACHMENT,
    version: Version | None = None,
) -> Document:
    """Keep a file with the dossier. Errors: NotKnown, NotPermitted, FileRefused."""
    institution = _working(actor, dossier)
    kept = files.keep(name, content)
    with transaction.atomic():
        document = Document.objects.create(
            dossier=dossier,
            version=version,
            role=role,
            name=kept.name,
            media_type=kept.media_type,
            size=kept.size,
            sha256=kept.sha256,
            institution=institution,
            added_by_id=getattr(actor, "pk", None),
            at=timezone.now(),
        )
        told(dossier, actor, "attached", document=document.pk, sha256=kept.sha256)
    return document


def add_task(
    *,
    actor: Person,
    dossier: Dossier,
    title: str,
    side: Institution,
    owner: User | None = None,
    due: date | None = None,
) -> Task:
    """Errors: NotKnown, NotPermitted, TextRefused."""
    _working(actor, dossier)
    said = _text(title, MOST_TITLE)
    require(dossier.parties.filter(institution=side, is_reader=False).exists())
    require(owner is None or may_read(owner, dossier))
    with transaction.atomic():
        task = Task.objects.create(
            dossier=dossier,
            title=said,
            side=side,
            owner=owner,
            due=due,
            created_by_id=getattr(actor, "pk", None),
            created_at=timezone.now(),
        )
        told(dossier, actor, "task_added", task=task.pk)
    return task


def finish_task(*, actor: Person, task: Task) -> None:
    _mark(actor, task, done=True)


def reopen_task(*, actor: Person, task: Task) -> None:
    _mark(actor, task, done=False)


def _mark(actor: Person, task: Task, *, done: bool) -> None:
    _working(actor, task.dossier)
    with transaction.atomic():
        task.done_at = timezone.now() if done else None
        task.done_by_id = getattr(actor, "pk", None) if done else None
        task.save(update_fields=["done_at", "done_by"])
        told(task.dossier, actor, "task_done" if done else "task_reopened", task=task.pk)


def look(*, actor: User, dossier: Dossier) -> None:
    """Remember that the person has seen the dossier as it is now."""
    if not may_read(actor, dossier):
        raise NotKnown
    Look.objects.update_or_create(dossier=dossier, user=actor, defaults={"at": timezone.now()})
