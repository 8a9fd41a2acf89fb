"""What the register of agreements is filtered and sorted by, and the ceremony of signing."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import pgettext_lazy

from jalin.agreements.terms import end_as_renewed, last_notice
from jalin.core.fields import TextsField
from jalin.dossiers.models import Dossier


class Type(models.TextChoices):
    MEMORANDUM = "memorandum", pgettext_lazy("type of agreement", "Memorandum of understanding")
    IMPLEMENTING = "implementing", pgettext_lazy("type of agreement", "Implementing agreement")
    INTENT = "intent", pgettext_lazy("type of agreement", "Letter of intent")
    CONTRACT = "contract", pgettext_lazy("type of agreement", "Contract")
    OTHER = "other", pgettext_lazy("type of agreement", "Other agreement")


class RenewalHow(models.TextChoices):
    NONE = "none", pgettext_lazy("renewal", "It ends")
    EXPRESS = "express", pgettext_lazy("renewal", "By a new agreement")
    TACIT = "tacit", pgettext_lazy("renewal", "By itself")


class Entry(models.Model):
    """An agreement in the register: derived from the terms in force, before that the newest.

    `texts` are the words by which it is found, folded across scripts.
    """

    dossier = models.OneToOneField(
        Dossier, models.CASCADE, primary_key=True, related_name="register_entry"
    )
    type = models.CharField(max_length=20, choices=Type)
    areas = TextsField()
    languages = TextsField()
    texts = TextsField()
    clauses = models.PositiveSmallIntegerField(default=0)
    renewal = models.CharField(max_length=10, choices=RenewalHow, default=RenewalHow.NONE)
    renewal_months = models.PositiveSmallIntegerField(null=True)
    notice_count = models.PositiveSmallIntegerField(null=True)
    notice_unit = models.CharField(max_length=5, blank=True)
    notice_date = models.DateField(null=True)  # of the first term, before any renewal
    amends = models.CharField(max_length=200, blank=True)  # a URI

    class Meta:
        indexes = [models.Index(fields=["type"]), models.Index(fields=["notice_date"])]

    def __str__(self) -> str:
        return str(self.dossier)

    def end_on(self, today: date) -> date | None:
        """The last day, as tacit renewals have moved it by `today`."""
        months = self.renewal_months if self.renewal == RenewalHow.TACIT else None
        return end_as_renewed(self.dossier.ends, months, today)

    def notice_on(self, today: date) -> date | None:
        """The last day on which notice is in time, for the term that runs on `today`."""
        end = self.end_on(today)
        if end is None or self.notice_count is None:
            return None
        return last_notice(end, self.notice_count, self.notice_unit)


class Ceremony(models.Model):
    """When and how the parties meet to sign an agreement, and before whom.

    `day` and `time` are wall time in `zone` (IANA): they stay, whatever becomes of its rules.
    """

    dossier = models.OneToOneField(
        Dossier, models.CASCADE, primary_key=True, related_name="ceremony"
    )
    day = models.DateField(null=True)
    time = models.TimeField(null=True)
    zone = models.CharField(max_length=60, default="UTC")
    link = models.CharField(max_length=500, blank=True)  # to the video meeting
    agenda = models.JSONField(default=dict)  # {BCP 47 tag: text}, an item on each line
    witnesses = TextsField()
    guests = TextsField()
    reminded_at = models.DateTimeField(null=True)  # those who have not signed

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.day or ''}"

    @property
    def at(self) -> datetime | None:
        """The planned moment; None where no day and time are given."""
        if self.day is None or self.time is None:
            return None
        return datetime.combine(self.day, self.time, ZoneInfo(self.zone))
