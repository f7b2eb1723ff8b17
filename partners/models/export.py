"""Exports: who asked for which rows of the directory as a file, and the file for as long as it is kept."""

import datetime as dt
from typing import Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from accounts.visibility import Viewer, nothing
from mvp_coord.lib.public_id import new_public_id

KEPT_FOR: Final = dt.timedelta(days=7)


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, viewer: Viewer) -> "ExportQuerySet":
        """Everybody finds their own; the file is for the asker alone."""
        return self.filter(asked_by_id=viewer.user_id) if viewer.has_role else self.filter(nothing())

    def logged_for(self, viewer: Viewer) -> "ExportQuerySet":
        """Who exported what, and when: staff and admins read all of it, others their own."""
        return self if viewer.is_insider else self.visible_to(viewer)


class Export(models.Model):
    """One file that somebody asked for: which rows, which fields, and what became of it. The log of exports."""

    class Kind(models.TextChoices):
        PARTNERS = "partners", "Partners"
        PLANS = "plans", "Who does what where"
        GRANTS = "grants", "Public grants"
        LEDGER = "ledger", "Ledger of our funds"
        NEEDS = "needs", "Needs"

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "Excel workbook"
        JSON = "json", "JSON"

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting for its turn"
        READY = "ready", "Ready"
        FAILED = "failed", "Failed"
        EXPIRED = "expired", "No longer kept"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PARTNERS)
    format = models.CharField(max_length=4, choices=Format, default=Format.CSV)
    query = models.TextField(blank=True, help_text="What the list's address asked.")
    asked = models.TextField(blank=True, help_text="The same in words.")
    fields = models.JSONField(default=list, help_text="The columns that were chosen, in their order.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exports")
    asked_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    row_count = models.PositiveIntegerField(null=True, blank=True, help_text="Rows of the file, heads not counted.")
    is_cut = models.BooleanField(default=False, help_text="More rows matched than one file may hold.")
    size_bytes = models.PositiveIntegerField("size", null=True, blank=True, help_text="In bytes.")
    record_ids = ArrayField(
        models.PositiveBigIntegerField(),
        default=list,
        blank=True,
        help_text="The records in the file; it is served only while its asker may see every one of them.",
    )
    error = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    downloaded_at = models.DateTimeField(null=True, blank=True, help_text="When its asker first took it.")

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="waiting", ended_at__isnull=True)
                | (~Q(status="waiting") & Q(ended_at__isnull=False)),
                name="export_waits_iff_not_ended",
            ),
            models.CheckConstraint(
                condition=~Q(status="ready") | Q(row_count__isnull=False, size_bytes__isnull=False),
                name="ready_export_is_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.asked}".strip()

    def get_absolute_url(self) -> str:
        return reverse("partners:export", args=[self.public_id])

    @property
    def expires_at(self) -> dt.datetime | None:
        """Until when the file is kept."""
        return self.ended_at + KEPT_FOR if self.ended_at and self.status == self.Status.READY else None

    @property
    def is_there(self) -> bool:
        """Whether the file can still be taken."""
        return self.expires_at is not None and timezone.now() < self.expires_at

    @property
    def file_name(self) -> str:
        """What the file is called on the asker's disk: "partners-2027-08-02.csv"."""
        on = timezone.localtime(self.asked_at).date()
        return f"{slugify(self.get_kind_display())}-{on}.{self.format}"


class ExportContent(models.Model):
    """The bytes of one export, deleted when it expires. In the database, so that transactions and backups hold."""

    export = models.OneToOneField(Export, on_delete=models.CASCADE, primary_key=True, related_name="content")
    body = models.BinaryField(help_text="The file itself.")

    def __str__(self) -> str:
        return f"The content of {self.export_id}"
