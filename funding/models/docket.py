"""Dockets: the allocations that go to one decision meeting, each with its memo, and what was decided there."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.visibility import Viewer, nothing
from mvp_coord.lib.public_id import new_public_id

from .allocation import Allocation


class DocketQuerySet(models.QuerySet["Docket"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Staff and admins: what is thought of groups before a decision is nobody else's to read."""
        return self if viewer.is_insider else self.filter(nothing())


@pghistory.track()
class Docket(models.Model):
    """One meeting that decides on allocations. Closed with its minutes, it stays as it was."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    title = models.CharField(max_length=120, help_text="What people call the meeting.")
    meets_on = models.DateField("meets on")
    attended = models.TextField(blank=True, help_text="Who was there.")
    minutes = models.TextField(blank=True, help_text="What was said and decided, beside the decisions themselves.")
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DocketQuerySet.as_manager()

    class Meta:
        ordering = ["-meets_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["title", "meets_on"], name="docket_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False, minutes__regex=r"\S"),
                name="docket_closed_with_minutes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.meets_on}"

    def get_absolute_url(self) -> str:
        return reverse("funding:docket", args=[self.public_id])


class DocketItemQuerySet(models.QuerySet["DocketItem"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Of dockets and allocations that the viewer sees."""
        dockets, awards = Docket.objects.visible_to(viewer), Allocation.objects.visible_to(viewer)
        return self.filter(docket__in=dockets, allocation__in=awards)


@pghistory.track()
class DocketItem(models.Model):
    """One allocation on a docket: why this group, why this amount, why now; then what was decided."""

    class Decision(models.TextChoices):
        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Declined"
        DEFERRED = "deferred", "Deferred"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    docket = models.ForeignKey(Docket, on_delete=models.PROTECT, related_name="items")
    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="docket_items")
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="What is asked for, as it was put on.")
    why_group = models.TextField("why this group", blank=True, help_text="What it does that others do not.")
    why_amount = models.TextField(
        "why this amount", blank=True, help_text="What it pays for, and why not more or less."
    )
    why_now = models.TextField("why now", blank=True, help_text="What is lost by waiting.")
    decision = models.CharField(max_length=8, choices=Decision, blank=True, editable=False)
    amount_decided = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, editable=False, help_text="What was approved."
    )
    note = models.TextField(blank=True, help_text="What was said about it.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = DocketItemQuerySet.as_manager()

    class Meta:
        ordering = ["allocation__fund__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["docket", "allocation"], name="docket_item_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="docket_item_positive"),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None) | (~Q(decision="") & Q(decided_by__isnull=False)),
                name="docket_item_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decision="approved", amount_decided__isnull=False)
                | (~Q(decision="approved") & Q(amount_decided=None)),
                name="docket_item_amount_iff_approved",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=["declined", "deferred"]) | Q(note__regex=r"\S"),
                name="docket_item_no_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.allocation} on {self.docket}"

    @property
    def has_memo(self) -> bool:
        """Whether all three questions of the memo are answered."""
        return all(text.strip() for text in (self.why_group, self.why_amount, self.why_now))
