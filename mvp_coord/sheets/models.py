"""Uploaded sheets on their way into the records: what was read, what it would change, what was applied."""

from datetime import datetime, timedelta

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.visibility import Viewer, nothing
from mvp_coord.lib.public_id import new_public_id

PREVIEW_WAITS_FOR = timedelta(days=30)


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, viewer: Viewer) -> "ImportBatchQuerySet":
        """Staff and admins read every import; anybody else only what they sent themselves."""
        if viewer.is_insider:
            return self
        if not viewer.has_role:
            return self.filter(nothing())
        return self.filter(created_by_id=viewer.user_id)


class ImportBatch(models.Model):
    """One import: one or more files read together, previewed, and applied whole or not at all."""

    class Status(models.TextChoices):
        READING = "reading", "Being read"
        PREVIEW = "preview", "Waiting for you to apply it"
        QUEUED = "queued", "Waiting for its turn"
        APPLIED = "applied", "Applied"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"
        FAILED = "failed", "Failed; nothing was changed"
        DISCARDED = "discarded", "Discarded"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=20, default="plans", help_text="What the rows are.")
    status = models.CharField(max_length=10, choices=Status, default=Status.PREVIEW)
    file_names = models.JSONField(default=list, help_text="The names of the files, as sent.")
    options = models.JSONField(default=dict, help_text="State, sender and other choices made at upload.")
    counts = models.JSONField(default=dict, blank=True, help_text="Rows by outcome.")
    report = models.JSONField(default=dict, blank=True, help_text="New organizations, likely twins, remarks.")
    about = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        editable=False,
        help_text="The partners that its rows, questions and refusals speak of, by their keys.",
    )
    error = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="imports")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    change_id = models.UUIDField(
        null=True, blank=True, editable=False, help_text="The change in the history that applying it made."
    )

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "import batches"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["applied", "undoing", "undone"], applied_at__isnull=False)
                | (~Q(status__in=["applied", "undoing", "undone"]) & Q(applied_at__isnull=True)),
                name="import_applied_iff_dated",
            ),
            models.CheckConstraint(
                condition=Q(status="undone", undone_at__isnull=False)
                | (~Q(status="undone") & Q(undone_at__isnull=True)),
                name="import_undone_iff_dated",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(self.file_names) or "Import"

    @property
    def waits_until(self) -> datetime:
        """When a preview that nobody applies is discarded."""
        return self.created_at + PREVIEW_WAITS_FOR

    @property
    def can_be_undone(self) -> bool:
        """Whether it is applied and wrote something."""
        return self.status == self.Status.APPLIED and self.change_id is not None


class ImportFile(models.Model):
    """A file as it was sent, or what was pasted. Kept until its import is applied, failed or discarded."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField(help_text="Its place among the files of this import.")
    name = models.CharField(max_length=255)
    content = models.BinaryField(help_text="Its bytes.")

    class Meta:
        ordering = ["batch", "position"]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="import_file_position_once")]

    def __str__(self) -> str:
        return self.name


class ImportProgress(models.Model):
    """How far a worker has come with an import: written beside the one transaction in which it works.

    Each row is read and then compared, two steps; or it is written, one step.
    """

    batch = models.OneToOneField(ImportBatch, on_delete=models.CASCADE, related_name="progress")
    done = models.PositiveIntegerField(default=0, help_text="Steps done so far.")
    total = models.PositiveIntegerField(default=0, help_text="Steps to do.")

    class Meta:
        verbose_name_plural = "import progress"
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=models.F("total")), name="import_progress_within_total")
        ]

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"


@pghistory.track()
class RememberedColumn(models.Model):
    """What a sender's heading means, as somebody said once: offered when the same sender sends such a sheet again."""

    kind = models.CharField(max_length=20, help_text="The kind of sheet.")
    sender = models.CharField(max_length=120, blank=True, help_text="The slug of the partner that sent it.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    heading = models.CharField(max_length=200, help_text="The heading, in lower case.")
    column = models.CharField(max_length=40, blank=True, help_text="Our column; empty to leave it out.")

    class Meta:
        ordering = ["kind", "sender", "heading"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "sender", "user", "heading"], name="remembered_column_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=(Q(sender="") & Q(user__isnull=False)) | (~Q(sender="") & Q(user__isnull=True)),
                name="remembered_column_of_one_sender",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.heading}” is {self.column or 'left out'}"


class ImportRow(models.Model):
    """One data row of an import: where it stood, what it says, and what becomes of it."""

    class Outcome(models.TextChoices):
        CREATED = "created", "New"
        UPDATED = "updated", "Changed"
        UNCHANGED = "unchanged", "Unchanged"
        CONFLICT = "conflict", "Conflict"
        SKIPPED = "skipped", "Skipped"
        REJECTED = "rejected", "Rejected"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField(help_text="Its place among the rows of this import.")
    file = models.CharField(max_length=255)
    sheet = models.CharField(max_length=255, blank=True)
    line = models.PositiveIntegerField(help_text="The line a person sees in the file.")
    outcome = models.CharField(max_length=10, choices=Outcome)
    values = models.JSONField(default=dict, help_text="How it is shown: its cells, and its record's address.")
    changes = models.JSONField(default=dict, blank=True, help_text="Field by field: what was and what would be.")
    problems = models.JSONField(default=list, blank=True, help_text="Column, value and reason of each problem.")

    class Meta:
        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="import_row_position_once"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["rejected", "conflict"]) | ~Q(problems=[]), name="rejected_row_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"
