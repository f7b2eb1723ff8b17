"""Needs: what a legal entity must still raise for a cycle, as stated by somebody on some day."""

from decimal import Decimal

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.visibility import Viewer, Visibility, nothing
from partners.models import LegalEntity, Partner
from states.models import Cycle


class NeedQuerySet(models.QuerySet["Need"]):
    def visible_to(self, viewer: Viewer) -> "NeedQuerySet":
        """By consent: staff all, funders what is shared with funders, donors what is public; own always."""
        if not viewer.has_role:
            return self.filter(nothing())
        seen = self.filter(entity__partner__in=Partner.objects.visible_to(viewer))
        if viewer.is_insider:
            return seen
        consents = [Visibility.PUBLIC, Visibility.FUNDERS] if viewer.is_funder else [Visibility.PUBLIC]
        return seen.filter(Q(consent__in=consents) | Q(entity__partner_id__in=viewer.partner_ids))

    def shown(self) -> "NeedQuerySet":
        """One statement per entity and cycle: the newest "good as of", the later entered of two of one day."""
        return self.newest_first().distinct("entity_id", "cycle_id")

    def newest_first(self) -> "NeedQuerySet":
        """By entity and cycle, the newest "good as of" first, the later entered first of two of one day."""
        return self.order_by("entity_id", "cycle_id", "-good_as_of", "-pk")


@pghistory.track()
class Need(models.Model):
    """One statement of what an entity needs for a cycle. Conflicting statements are all kept."""

    CONSENTS = (Visibility.STAFF, Visibility.FUNDERS, Visibility.PUBLIC)

    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="needs")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="needs")
    budget_usd = models.DecimalField(
        "budget", max_digits=14, decimal_places=2, help_text="For the cycle, in dollars."
    )
    raised_usd = models.DecimalField(
        "raised",
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        help_text="From anybody so far, in dollars.",
    )
    source = models.CharField(max_length=300, help_text="Who said so, where.")
    good_as_of = models.DateField(help_text="The day that the statement describes.")
    consent = models.CharField(
        max_length=10,
        choices=[(level.value, level.label) for level in CONSENTS],
        default=Visibility.STAFF,
        help_text="With whom the organization lets us share this.",
    )
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["entity", "cycle", "-good_as_of", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(budget_usd__gte=0) & Q(raised_usd__gte=0), name="need_amounts_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(consent__in=["staff", "funders", "public"]), name="need_consent_level"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="need_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.entity}, {self.cycle}"

    @property
    def gap_usd(self) -> Decimal:
        """What was still to be raised on that day: never below zero, in dollars."""
        return max(self.budget_usd - self.raised_usd, Decimal(0))
