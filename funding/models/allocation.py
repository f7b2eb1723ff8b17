"""Allocations: money on its way from a fund to a legal entity."""

from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from accounts.visibility import Viewer, Visibility, nothing, readable
from mvp_coord.lib.public_id import new_public_id
from partners.models import LegalEntity, Program

from .fund import Fund


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def visible_to(self, viewer: Viewer) -> "AllocationQuerySet":
        """Staff all but private; a funder its own and others' by level; a recipient its own once released."""
        if viewer.is_insider:
            return self.filter(readable(viewer, owner="fund__owner_id", states="fund__state_id"))
        if not viewer.partner_ids:
            return self.filter(nothing())
        mine = Q(fund__owner_id__in=viewer.partner_ids)
        received = Q(entity__partner_id__in=viewer.partner_ids, released_on__isnull=False)
        shared = nothing()
        if viewer.is_funder:
            shared = Q(visibility__in=[Visibility.FUNDERS, Visibility.PARTNERS, Visibility.PUBLIC])
        return self.filter(mine | received | shared)

    def in_dollars(self) -> "AllocationQuerySet":
        """Only dollars enter totals; other currencies are listed beside them."""
        return self.filter(currency="USD")

    def counted(self) -> "AllocationQuerySet":
        """Exploring is shown and never counted; declined and cancelled money does not exist."""
        return self.filter(status__in=Allocation.COUNTED)

    def with_amount(self) -> "AllocationQuerySet":
        """Adds `amount`: what was approved, else recommended, else requested."""
        return self.annotate(amount=Coalesce("amount_approved", "amount_recommended", "amount_requested"))


@pghistory.track()
class Allocation(models.Model):
    """One grant from a fund to an entity, from the first thought to the payment."""

    class Status(models.TextChoices):
        EXPLORING = "exploring", "Exploring"
        RECOMMENDED = "recommended", "Recommended"
        IN_REVIEW = "in_review", "In review"
        APPROVED = "approved", "Approved"
        COMMITTED = "committed", "Committed"
        PAID = "paid", "Paid"
        DECLINED = "declined", "Declined"
        CANCELLED = "cancelled", "Cancelled"

    COUNTED = (Status.RECOMMENDED, Status.IN_REVIEW, Status.APPROVED, Status.COMMITTED, Status.PAID)
    DECIDED = (Status.APPROVED, Status.COMMITTED, Status.PAID)

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="allocations")
    entity = models.ForeignKey(
        LegalEntity,
        on_delete=models.PROTECT,
        related_name="allocations",
        help_text="Which legal entity receives it.",
    )
    program = models.ForeignKey(
        Program,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
        help_text="Empty for general support.",
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="regrants",
        help_text="The allocation that this money came by.",
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.EXPLORING, editable=False)
    currency = models.CharField(max_length=3, default="USD", help_text="ISO 4217; only dollars enter totals.")
    amount_requested = models.DecimalField("requested", max_digits=14, decimal_places=2, null=True, blank=True)
    amount_recommended = models.DecimalField("recommended", max_digits=14, decimal_places=2, null=True, blank=True)
    amount_approved = models.DecimalField("approved", max_digits=14, decimal_places=2, null=True, blank=True)
    purpose = models.TextField(blank=True, help_text="What the money is for.")
    restriction = models.TextField(blank=True, help_text="The wording that binds it.")
    released_on = models.DateField(
        "released to the recipient on", null=True, blank=True, help_text="From when the recipient may see it."
    )
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.STAFF, help_text="Who can see this."
    )
    status_changed_at = models.DateTimeField(auto_now_add=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_requested__isnull=False)
                | Q(amount_recommended__isnull=False)
                | Q(amount_approved__isnull=False),
                name="allocation_names_an_amount",
            ),
            models.CheckConstraint(
                condition=Q(amount_requested__isnull=True) | Q(amount_requested__gt=0),
                name="allocation_requested_positive",
            ),
            models.CheckConstraint(
                condition=Q(amount_recommended__isnull=True) | Q(amount_recommended__gt=0),
                name="allocation_recommended_positive",
            ),
            models.CheckConstraint(
                condition=Q(amount_approved__isnull=True) | Q(amount_approved__gt=0),
                name="allocation_approved_positive",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "committed", "paid"]) | Q(amount_approved__isnull=False),
                name="allocation_decided_has_approved_amount",
            ),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="allocation_currency_code"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="allocation_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.fund} → {self.entity}"

    @property
    def best_amount(self) -> Decimal:
        """What was approved, else recommended, else requested, in `currency`."""
        return self.amount_approved or self.amount_recommended or self.amount_requested or Decimal(0)
