"""What every area uses: the audit chain and the queue of jobs."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class AuditChain(models.Model):
    """The head of one chain of audit entries: one chain per subject that people agree on."""

    name = models.CharField(max_length=100, unique=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return self.name


class AuditEntry(models.Model):
    """That somebody did something: never changed, never removed, each sealed with the one before.

    Holds ids and digests and no personal data, so that a person can be erased; hence the actor is
    an id that no constraint binds.
    """

    chain = models.ForeignKey(AuditChain, models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False
    )
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=100)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="audit_number_once_per_chain")
        ]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.chain_id}/{self.number} {self.verb}"


class Job(models.Model):
    """A long piece of work. This row is the truth about it; a worker only leases it."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        SUCCEEDED = "succeeded"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)  # 0: not known
    unit = models.CharField(max_length=20, blank=True)  # bytes | records | pairs
    message = models.CharField(max_length=200, blank=True)  # an English message id
    result = models.JSONField(default=dict)
    error = models.JSONField(default=dict)  # code, what, why, do: filled English texts
    # Of two queued jobs with one `coalesce`, there is one; of two with one `exclusive`, one runs.
    coalesce = models.CharField(max_length=100, blank=True)
    exclusive = models.CharField(max_length=100, blank=True)
    run_after = models.DateTimeField()
    cancel_requested = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    worker = models.CharField(max_length=100, blank=True)
    heartbeat_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "run_after", "id"], name="job_next")]
        constraints = [
            models.UniqueConstraint(
                fields=["coalesce"],
                condition=Q(state="queued") & ~Q(coalesce=""),
                name="job_coalesced_once",
            ),
            models.UniqueConstraint(
                fields=["exclusive"],
                condition=Q(state="running") & ~Q(exclusive=""),
                name="job_exclusive_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"

    @property
    def ended(self) -> bool:
        return self.state in {self.State.SUCCEEDED, self.State.FAILED, self.State.CANCELLED}
