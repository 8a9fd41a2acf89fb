"""Catalogues of institutions: what was imported, what it says, and what people decided on it.

The number of a publication (a cluster of records that describe one) is the id of its first record.
When a cluster is split or joined, the old number is still the id of a record, and that record says
to which publication it belongs now: the redirect needs no table.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jalin.catalogue.states import (
    ACTIVE_IMPORT,
    GenerationState,
    ImportState,
    Verdict,
)
from jalin.core.fields import TextsField
from jalin.core.multilingual import text_here


class Catalogue(models.Model):
    institution = models.ForeignKey(
        "institutions.Institution", models.PROTECT, related_name="catalogues"
    )
    names = models.JSONField()  # {BCP 47 tag: name}
    slug = models.SlugField(max_length=60, unique=True)
    descriptions = models.JSONField(default=dict)  # {BCP 47 tag: text}
    # From whom the records are; a text of ours is a message id, translated where it is shown.
    attribution = models.TextField(blank=True)
    licence = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # The normalised columns of all its records: a Parquet file that names its generation.
    generation = models.PositiveIntegerField(default=0)  # 0: none yet
    size = models.PositiveIntegerField(default=0)  # records that are not deleted
    last_import = models.ForeignKey("Import", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("institution__slug", "slug")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return text_here(self.names)

    @property
    def description(self) -> str:
        """What is in it, in the language of the page; "" where nobody said."""
        return text_here(self.descriptions)


class Import(models.Model):
    """One file, brought into one catalogue."""

    State = ImportState

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="imports")
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.WAITING)
    job = models.OneToOneField("core.Job", models.SET_NULL, null=True, related_name="+")
    path = models.TextField()  # where the file lies until it is read
    uploaded = models.BooleanField(default=False)  # the file is ours, and removed when read
    file_name = models.CharField(max_length=255)
    file_size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=10, blank=True)  # said by a person; "": look
    encoding = models.CharField(max_length=20, blank=True)  # said by a person; "": look
    carrier = models.CharField(max_length=10, blank=True)  # as found
    # How far the import is: what a restarted worker goes on from.
    position = models.BigIntegerField(default=-1)  # where the last record or fault stored lies
    segment_length = models.PositiveBigIntegerField(default=0)  # bytes of the segment that count
    read = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue", "sha256"],
                condition=Q(state__in=[str(state) for state in ACTIVE_IMPORT]),
                name="import_of_a_file_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"


class ImportFault(models.Model):
    """A record, or a part of one, that could not be read as it should."""

    source = models.ForeignKey(Import, models.CASCADE, related_name="faults")
    position = models.BigIntegerField()  # byte offset of the record in the file; -1: whole file
    identifier = models.CharField(max_length=200, blank=True)
    field = models.CharField(max_length=10, blank=True)
    code = models.CharField(max_length=60)
    reason = models.CharField(max_length=300)  # an English message id
    params = models.JSONField(default=dict)
    fatal = models.BooleanField()
    # Where the bytes of an unreadable record are kept, in the segment of the import.
    supplied_offset = models.BigIntegerField(null=True)
    supplied_length = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.position} {self.code}"


class Record(models.Model):
    """A record of a catalogue as it stands now, with what lists and pages show of it."""

    catalogue = models.ForeignKey(Catalogue, models.CASCADE, related_name="records")
    key = models.CharField(max_length=255)
    publication = models.BigIntegerField(null=True)  # null only within the transaction that adds it
    deleted = models.BooleanField(default=False)  # leader/05 = d
    # -- the bytes as supplied, of the version that counts
    source = models.ForeignKey(Import, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    offset = models.BigIntegerField()
    length = models.BigIntegerField()
    sha256 = models.BinaryField(max_length=32)
    # -- what is shown
    control_number = models.CharField(max_length=100, blank=True)
    format = models.CharField(max_length=10)
    encoding = models.CharField(max_length=20)
    title = models.TextField(blank=True)
    vernacular_title = models.TextField(blank=True)
    responsibility = models.TextField(blank=True)
    vernacular_responsibility = models.TextField(blank=True)
    persons = TextsField()
    publisher = models.TextField(blank=True)
    place = models.TextField(blank=True)
    country = models.CharField(max_length=2, blank=True)
    year = models.SmallIntegerField(null=True)
    edition = models.TextField(blank=True)
    extent = models.TextField(blank=True)
    isbns = TextsField()
    languages = TextsField()
    scripts = TextsField()
    subjects = TextsField()
    sort_title = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["catalogue", "key"], name="record_key_once")]
        indexes = [
            models.Index(fields=["publication", "catalogue"], name="record_publication"),
            models.Index(fields=["catalogue", "sort_title", "id"], name="record_by_title"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title[:60]}"


class RecordVersion(models.Model):
    """The bytes of a record as one import supplied them; every version is kept."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    source = models.ForeignKey(Import, models.PROTECT, related_name="+")
    offset = models.BigIntegerField()  # in the segment of the import
    length = models.BigIntegerField()
    sha256 = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="record_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_id} v{self.number}"


class Comparison(models.Model):
    """What two catalogues have in common: one generation, computed by a job.

    Counts are of publications. `left` has the smaller id; pages turn it round for the reader.
    `breakdowns`: {"language": [[value, only left, both, only right], …], …}.
    """

    left = models.ForeignKey(Catalogue, models.CASCADE, related_name="+")
    right = models.ForeignKey(Catalogue, models.CASCADE, related_name="+")
    state = models.CharField(
        max_length=10, choices=GenerationState, default=GenerationState.BUILDING
    )
    computed_at = models.DateTimeField(auto_now_add=True)
    left_count = models.PositiveIntegerField(default=0)
    right_count = models.PositiveIntegerField(default=0)
    both = models.PositiveIntegerField(default=0)
    only_left = models.PositiveIntegerField(default=0)
    only_right = models.PositiveIntegerField(default=0)
    to_review = models.PositiveIntegerField(default=0)  # decided or not: see `review_state`
    breakdowns = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left__lt=F("right")), name="comparison_left_before_right"
            ),
            models.UniqueConstraint(
                fields=["left", "right"],
                condition=Q(state="serving"),
                name="comparison_served_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} x {self.right_id}"


class MatchPair(models.Model):
    """Two records that may describe one publication: our guess, with its reasons."""

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="pairs")
    left = models.ForeignKey(Record, models.CASCADE, related_name="+")
    right = models.ForeignKey(Record, models.CASCADE, related_name="+")
    probability = models.FloatField()
    band = models.CharField(max_length=10)  # same | review
    reasons = TextsField()  # codes; see jalin.bibliographic.matching.explain

    class Meta:
        indexes = [
            models.Index(fields=["comparison", "band", "-probability", "id"], name="pair_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} ~ {self.right_id}"


class Decision(models.Model):
    """What a person said about two records, by their keys: it outlives every new import.

    `left` and `right` as in `Comparison`; of a pair one decision is in force, others are undone.
    """

    left = models.ForeignKey(Catalogue, models.CASCADE, related_name="+")
    left_key = models.CharField(max_length=255)
    right = models.ForeignKey(Catalogue, models.CASCADE, related_name="+")
    right_key = models.CharField(max_length=255)
    verdict = models.CharField(max_length=10, choices=Verdict)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["left", "left_key", "right", "right_key"],
                condition=Q(undone_at=None),
                name="decision_in_force_once",
            ),
            models.CheckConstraint(
                condition=Q(left__lt=F("right")), name="decision_left_before_right"
            ),
        ]
        indexes = [models.Index(fields=["-decided_at"])]

    def __str__(self) -> str:
        return f"{self.left_key} {self.verdict} {self.right_key}"


class IndexGeneration(models.Model):
    """One build of the search index, in its own folder under the data folder."""

    state = models.CharField(
        max_length=10, choices=GenerationState, default=GenerationState.BUILDING
    )
    publications = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    served_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="serving"), name="index_served_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
