"""Receipts of what ran (`JobRun`), and rows of what must still be done (`DueWork`)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mvp_coord.lib.public_id import new_public_id


class JobRun(models.Model):
    """One run of one job: when, for whom, what it counted, and what went wrong."""

    class Status(models.TextChoices):
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        LOST = "lost", "Lost: its worker died"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=80, help_text="Which job this was.")
    slot = models.CharField(
        max_length=80, help_text="Which turn of the job this was; a turn runs once, whoever starts it."
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="job_runs",
        help_text="For whom it ran; empty for the schedule.",
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.RUNNING)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True, help_text="What it did, in numbers.")
    error = models.TextField(blank=True, help_text="What went wrong, in words.")

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["name", "slot"], name="job_slot_runs_once"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="job_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(status="running", ended_at__isnull=True)
                | (~Q(status="running") & Q(ended_at__isnull=False)),
                name="job_ended_iff_not_running",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_status_display().lower()})"

    @property
    def counted(self) -> str:
        """What it counted, in words, the most first: "1,908 activities · 5 new"; zeros are left out."""
        counts = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        return " · ".join(f"{number:,} {what.replace('_', ' ')}" for what, number in counts if number)

    @property
    def took(self) -> str:
        """How long it ran, such as "0.4 s" or "3 min"; nothing while it runs."""
        if not self.ended_at:
            return ""
        seconds = (self.ended_at - self.started_at).total_seconds()
        return f"{seconds:.1f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


class DueWork(models.Model):
    """Something that must be done soon: written with the edit that calls for it, deleted with the work itself."""

    kind = models.CharField(max_length=40, help_text="Which job drains it.")
    key = models.CharField(max_length=200, blank=True, help_text="What it concerns, such as a state's code.")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "due work"
        indexes = [models.Index(fields=["kind", "key"], name="due_work_kind_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}".strip()
