"""Dossiers, the versions of their terms, who approved which, and what is said and done beside."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jalin.core.multilingual import text_here
from jalin.dossiers.states import Area, Level, State
from jalin.institutions.models import Institution

_USER = settings.AUTH_USER_MODEL


class Clause(models.Model):
    """A clause of an agreement, as its terms in force have it; `key` names it for ever."""

    agreement = models.ForeignKey("Dossier", models.PROTECT, related_name="clauses")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=20, choices=Area)
    title = models.JSONField()  # {BCP 47 tag: text}
    is_current = models.BooleanField(default=True)  # the terms in force have it

    class Meta:
        ordering = ("agreement", "position")
        constraints = [models.UniqueConstraint(fields=["agreement", "key"], name="clause_key_once")]

    def __str__(self) -> str:
        return text_here(self.title)


class Dossier(models.Model):
    """Something that two or more institutions agree on.

    `title`, `begins` and `ends`, for lists, are those of the terms in force, or before that of the
    newest that were proposed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    title = models.JSONField(default=dict)  # {BCP 47 tag: text}
    begins = models.DateField(null=True)
    ends = models.DateField(null=True)
    issuer = models.ForeignKey(Institution, models.PROTECT, related_name="dossiers_issued")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="dossiers")
    in_force = models.OneToOneField(
        "Version", models.PROTECT, null=True, related_name="in_force_of"
    )
    successor_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    is_public = models.BooleanField(default=False)
    created_by = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-changed_at", "-pk")
        indexes = [models.Index(fields=["kind", "state", "-changed_at"])]
        constraints = [
            models.CheckConstraint(
                name="dossier_in_force_has_a_version",
                condition=~Q(state__in=(State.IN_FORCE, State.COMPLETED, State.TERMINATED))
                | Q(in_force__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_not_agreed_has_none_in_force",
                condition=~Q(state__in=(State.DRAFT, State.PROPOSED, State.AGREED, State.REJECTED))
                | Q(in_force__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return text_here(self.title) or str(self.uuid)

    @property
    def uri(self) -> str:
        return f"{settings.PUBLIC_BASE}/id/dossiers/{self.uuid}"

    @property
    def chain(self) -> str:
        """The name of its audit chain."""
        return f"dossier:{self.uuid}"


class Party(models.Model):
    """An institution that must approve, or (`is_reader`) may read."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="parties")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="dossier_parties")
    position = models.PositiveSmallIntegerField(default=0)
    is_reader = models.BooleanField(default=False)

    class Meta:
        ordering = ("is_reader", "position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "institution"], name="party_once")
        ]

    def __str__(self) -> str:
        return str(self.institution)


class Draft(models.Model):
    """What an institution is writing and has not proposed: any JSON, saved as it goes."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="drafts")
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    content = models.JSONField(default=dict)
    base = models.ForeignKey("Version", models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "institution"], name="draft_once_per_side")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.institution_id}"


class Version(models.Model):
    """Terms that were proposed: their canonical bytes and digest. Append-only."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    terms = models.BinaryField()  # canonical JSON (RFC 8785), never serialised anew
    digest = models.CharField(max_length=64, db_index=True)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    author = models.ForeignKey(
        _USER, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["dossier", "digest", "number"], name="version_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.number}"


class Document(models.Model):
    """A file beside the terms; its bytes lie in the files folder under their digest."""

    class Role(models.TextChoices):
        ATTACHMENT = "attachment"
        TEXT = "text"  # the document made of a version's terms
        SIGNED = "signed"  # the same with signatures in it
        SIGNATURE = "signature"  # a detached signature
        SCAN = "scan"
        EVIDENCE = "evidence"  # the evidence sheet

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="documents")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="documents")
    role = models.CharField(max_length=20, choices=Role, default=Role.ATTACHMENT)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    added_by = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.name


class Approval(models.Model):
    """That an institution approved, or signed, the terms of exactly this digest. Append-only.

    `is_signature` parts the agreement on the text from the signature under it.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="approvals")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    is_signature = models.BooleanField(default=False)
    level = models.CharField(max_length=20, choices=Level, default=Level.CLICK)
    signatory = models.ForeignKey(
        _USER, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    signatory_name = models.CharField(max_length=200, blank=True)
    evidence = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    details = models.JSONField(default=dict)  # of the evidence: certificate, time, what was checked
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "institution"],
                condition=Q(is_signature=False),
                name="approved_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.institution_id} {self.level}"


class Rejection(models.Model):
    """That a side refused a version, or took back its own. Append-only."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="rejections")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version_id} {self.institution_id}"


class Message(models.Model):
    """Something said in the thread of a dossier."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="messages")
    author = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=12, blank=True)  # BCP 47
    mentions = models.ManyToManyField("institutions.User", related_name="message_mentions")
    documents = models.ManyToManyField(Document, related_name="messages")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text[:60]


class Task(models.Model):
    """Something that a side has to do, perhaps by a day, perhaps by one person."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="tasks")
    title = models.CharField(max_length=200)
    side = models.ForeignKey(Institution, models.PROTECT, related_name="dossier_tasks")
    owner = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="dossier_tasks")
    due = models.DateField(null=True)
    created_by = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(_USER, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = (F("due").asc(nulls_last=True), "pk")
        indexes = [models.Index(fields=["side", "done_at", "due"])]

    def __str__(self) -> str:
        return self.title


class Look(models.Model):
    """When a person last looked at a dossier: what is newer is marked."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="looks")
    user = models.ForeignKey(_USER, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "user"], name="look_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.user_id}"


class CalendarEntry(models.Model):
    """A day that terms in force set (see `contracts.Entry`), kept so that lists can ask for it."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="calendar_entries")
    code = models.CharField(max_length=40, blank=True)
    begins = models.DateField()
    ends = models.DateField()  # the last day
    begins_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    zone = models.CharField(max_length=60, default="UTC")  # IANA
    place = models.JSONField(default=dict)  # {BCP 47 tag: text}
    recurs = models.BooleanField(default=False)

    class Meta:
        ordering = ("begins", "begins_at", "pk")
        indexes = [
            models.Index(fields=["begins"]),
            models.Index(fields=["ends"], condition=Q(recurs=True), name="entry_recurs"),
        ]
        constraints = [models.UniqueConstraint(fields=["dossier", "code"], name="entry_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.code} {self.begins}"


class Subscription(models.Model):
    """What a person wants to be told: mail, and a calendar under an address that is a secret.

    `calendar_key` is no secret by itself: the address has its signature, and another key is another
    address. "" while the person has no calendar.
    """

    user = models.OneToOneField(_USER, models.CASCADE, related_name="subscription")
    by_mail = models.BooleanField(default=True)
    calendar_key = models.CharField(max_length=32, blank=True)
    mailed_on = models.DateField(null=True)  # the day of the last reminder

    def __str__(self) -> str:
        return str(self.user_id)
