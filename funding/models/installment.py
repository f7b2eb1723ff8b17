"""What follows from an award: its installments, what is required of the recipient, and how the award was amended."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.visibility import Viewer, nothing
from mvp_coord.lib.public_id import new_public_id

from .allocation import Allocation
from .check import Row


class OfAnAward(models.QuerySet[Row]):
    """Rows about an award: for staff who read its amount, its keepers and, once it is released, its recipient."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Whoever reads an award only by its level learns that it exists, and how much; not how it is paid."""
        if viewer.is_insider:
            return self.filter(allocation__in=Allocation.objects.visible_to(viewer).amount_told(viewer))
        if not viewer.partner_ids:
            return self.filter(nothing())
        own = Q(allocation__fund__owner_id__in=viewer.partner_ids)
        return self.filter(own | Q(allocation__in=Allocation.objects.released_to(viewer.partner_ids)))


class OfAFund(models.QuerySet[Row]):
    """Rows about an award, for staff and the keepers of its fund."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Nobody else: what stands in them is between those who give."""
        if viewer.is_insider:
            return self.filter(allocation__in=Allocation.objects.visible_to(viewer).amount_told(viewer))
        return self.filter(allocation__fund__owner_id__in=viewer.partner_ids)


@pghistory.track()
class Installment(models.Model):
    """One part of an award, paid by itself. The parts that are not cancelled add up to the award."""

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", "Scheduled"
        APPROVED = "approved", "Approved for payment"
        PAID = "paid", "Paid"
        CANCELLED = "cancelled", "Cancelled"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="installments")
    due_on = models.DateField("due", help_text="When it should be paid.")
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="In the currency of the award.")
    status = models.CharField(max_length=10, choices=Status, default=Status.SCHEDULED, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="Who let it be paid.",
    )
    paid_on = models.DateField(null=True, blank=True, editable=False)

    objects = OfAnAward.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="installment_positive"),
            models.CheckConstraint(
                condition=Q(status="paid", paid_on__isnull=False) | (~Q(status="paid") & Q(paid_on=None)),
                name="installment_paid_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(approved_by__isnull=False),
                name="installment_approved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Installment of {self.allocation}, due {self.due_on}"


class RequirementQuerySet(OfAnAward["Requirement"]):
    def owed(self) -> Self:
        """Those that are open, for awards that nobody has declined or cancelled."""
        off = [Allocation.Status.DECLINED, Allocation.Status.CANCELLED]
        return self.filter(state=Requirement.State.OPEN).exclude(allocation__status__in=off)


@pghistory.track()
class Requirement(models.Model):
    """Something that the recipient owes for an award: a signed agreement, a report, an outcome."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", "Signed agreement"
        REPORT = "report", "Report"
        OUTCOME = "outcome", "Outcome"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        MET = "met", "Met"
        WAIVED = "waived", "Waived"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="requirements")
    installment = models.ForeignKey(
        Installment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requirements",
        help_text="The payment that waits for it.",
    )
    kind = models.CharField(max_length=10, choices=Kind)
    what = models.CharField(max_length=300, blank=True, help_text="What exactly is asked for.")
    due_on = models.DateField("due")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN, editable=False)
    settled_on = models.DateField(null=True, blank=True, editable=False)
    note = models.TextField(blank=True, help_text="Where it is kept, or why it was waived.")

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", settled_on=None) | (~Q(state="open") & Q(settled_on__isnull=False)),
                name="requirement_settled_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="waived") | Q(note__regex=r"\S"), name="requirement_waived_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} for {self.allocation}"


@pghistory.track()
class Amendment(models.Model):
    """A change of the amount of an award: proposed by one, above the fund's limit decided by another."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="amendments")
    amount_before = models.DecimalField("before", max_digits=14, decimal_places=2)
    amount_after = models.DecimalField("after", max_digits=14, decimal_places=2)
    limit_usd = models.DecimalField(
        max_digits=14, decimal_places=2, help_text="Above this, another person than who proposed it decides."
    )
    reason = models.TextField(help_text="Why the award changes.")
    status = models.CharField(max_length=8, choices=Status, default=Status.PROPOSED, editable=False)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = OfAFund.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["allocation"], condition=Q(status="proposed"), name="amendment_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(amount_after__gt=0) & ~Q(amount_after=F("amount_before")),
                name="amendment_changes_the_amount",
            ),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="amendment_says_why"),
            models.CheckConstraint(
                condition=Q(status="proposed", decided_by=None)
                | (~Q(status="proposed") & Q(decided_by__isnull=False)),
                name="amendment_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved")
                | Q(amount_after__lte=F("limit_usd"))
                | ~Q(decided_by=F("proposed_by")),
                name="amendment_above_the_limit_has_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.allocation}: {self.amount_before} to {self.amount_after}"
