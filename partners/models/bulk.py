"""Bulk edits: many partners chosen, one change, looked at, applied as one, and taken back as one."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.visibility import Viewer, nothing
from mvp_coord.lib.public_id import new_public_id


class BulkEditQuerySet(models.QuerySet["BulkEdit"]):
    def visible_to(self, viewer: Viewer) -> "BulkEditQuerySet":
        """Everybody finds their own; staff and admins also what others have applied, to take it back."""
        if not viewer.has_role:
            return self.filter(nothing())
        own = Q(created_by_id=viewer.user_id)
        return self.filter(own | Q(applied_at__isnull=False) if viewer.is_insider else own)


class BulkEdit(models.Model):
    """One change to many partners. Until it is applied it changes nothing; afterwards it is the receipt."""

    class Status(models.TextChoices):
        CHOOSING = "choosing", "Waiting for what to change"
        PREVIEW = "preview", "Waiting for you to apply it"
        APPLIED = "applied", "Applied"
        UNDONE = "undone", "Undone"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.CHOOSING)
    chosen = models.TextField(blank=True, help_text="In words, which partners were chosen.")
    back = models.TextField(blank=True, help_text="The address of the list that they were chosen from.")
    partner_ids = models.JSONField(default=list, help_text="The chosen partners, in the order of the list.")
    changes = models.JSONField(default=dict, blank=True, help_text="What becomes of each field, by its name.")
    rows = models.JSONField(
        default=list, blank=True, help_text="Partner by partner, the facts as they were looked at and as they become."
    )
    reason = models.CharField(max_length=500, blank=True)
    change_id = models.UUIDField(null=True, blank=True, help_text="By which the history knows it.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bulk_edits")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = BulkEditQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["applied", "undone"], applied_at__isnull=False, change_id__isnull=False)
                | Q(status__in=["choosing", "preview"], applied_at__isnull=True, change_id__isnull=True),
                name="bulk_edit_applied_iff_dated",
            ),
            models.UniqueConstraint(fields=["change_id"], name="bulk_edit_of_one_change"),
        ]

    def __str__(self) -> str:
        return f"Bulk edit {self.public_id}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed and applied."""
        return self.status in {self.Status.CHOOSING, self.Status.PREVIEW}
