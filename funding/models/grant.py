"""Published grants: what a source says that some funder awarded to some group, in any year and any currency.

They are no allocations: they have no fund, take no steps and enter no pipeline (docs/adr/0022).
"""

from collections.abc import Collection
from typing import Final

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from accounts.visibility import Viewer, Visibility, readable
from mvp_coord.lib.public_id import new_public_id
from mvp_coord.lib.rough_dates import Precision, RoughDate
from partners.models import LegalEntity, Partner, PartnerState

from .allocation import Allocation, RegrantType

# What the identifiers begin with that we make ourselves, of all that a line says.
OF_LINE: Final = "line-"


def _recipient_works_in(codes: Collection[str]) -> Q:
    return Q(Exists(PartnerState.objects.filter(partner=OuterRef("recipient"), state_id__in=codes)))


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, viewer: Viewer) -> "GrantQuerySet":
        """By level, the funder's own people all of its grants; both sides must be partners that one may know of."""
        known = Partner.objects.visible_to(viewer)
        return self.filter(
            readable(viewer, owner="funder_id", states=_recipient_works_in),
            Exists(known.filter(pk=OuterRef("funder"))),
            Exists(known.filter(pk=OuterRef("recipient"))),
        )

    def public(self) -> "GrantQuerySet":
        """What anybody may read: the grant, and that both sides exist."""
        level = Visibility.PUBLIC
        return self.filter(visibility=level, funder__visibility=level, recipient__visibility=level)

    def in_state(self, code: str) -> "GrantQuerySet":
        """To groups that work in this state, or by its source for work there."""
        return self.filter(Q(states__contains=[code]) | _recipient_works_in([code]))


@pghistory.track()
class Grant(models.Model):
    """One grant as published: who gave how much to whom, when as far as that is known, and who says so."""

    class DatePrecision(models.TextChoices):
        DAY = Precision.DAY.value, "Day"
        MONTH = Precision.MONTH.value, "Month"
        YEAR = Precision.YEAR.value, "Year"
        YEARS = Precision.YEARS.value, "Several years"
        UNKNOWN = Precision.UNKNOWN.value, "Not known"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    identifier = models.CharField(
        max_length=200,
        unique=True,
        help_text="The source's own, as 360Giving has them; else made of all its line says.",
    )
    title = models.CharField(max_length=300, blank=True, help_text="In a few words, as published.")
    description = models.TextField(blank=True, help_text="What it is for, as published.")
    currency = models.CharField(max_length=3, help_text="ISO 4217; different ones are never added up.")
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="What was awarded, in its own currency.")
    awarded_on = models.DateField(
        null=True, blank=True, help_text="The first day of the time in which it was awarded; empty if not known."
    )
    awarded_until = models.DateField(
        null=True, blank=True, help_text="The last day of that time; the same day where it is known exactly."
    )
    award_precision = models.CharField(
        "date known to the", max_length=7, choices=DatePrecision, default=DatePrecision.UNKNOWN
    )
    starts_on = models.DateField(null=True, blank=True, help_text="When the work is to begin, as published.")
    ends_on = models.DateField(null=True, blank=True, help_text="When the work is to end, as published.")
    funder = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="grants_given", help_text="Who gave.")
    recipient = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="grants_received", help_text="Who received."
    )
    entity = models.ForeignKey(
        LegalEntity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        help_text="Which legal entity received it, where the source's number tells.",
    )
    program_name = models.CharField(
        "grant program", max_length=300, blank=True, help_text="The funder's program or cause, as published."
    )
    location = models.CharField(max_length=300, blank=True, help_text="Where the work is, as published.")
    states = ArrayField(
        models.CharField(max_length=2), default=list, blank=True, help_text="States that the location names."
    )
    regrant_type = models.CharField(
        "passed on as", max_length=6, choices=RegrantType, blank=True, help_text="Where it is meant for regrants."
    )
    allocation = models.ForeignKey(
        Allocation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="published_as",
        help_text="The allocation that is the same money: then it counts there alone.",
    )
    source = models.CharField(max_length=300, help_text="The file or list that says so.")
    source_url = models.CharField("source address", max_length=500, blank=True, help_text="Where it is published.")
    license = models.CharField(max_length=300, blank=True, help_text="Under which the list may be used.")
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.TABLE, help_text="Who can see this."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = [F("awarded_on").desc(nulls_last=True), "public_id"]
        indexes = [models.Index(F("awarded_on").desc(nulls_last=True), "public_id", name="grant_latest_first")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="grant_amount_positive"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="grant_currency_code"),
            models.CheckConstraint(condition=~Q(identifier=""), name="grant_has_an_identifier"),
            models.CheckConstraint(condition=~Q(source=""), name="grant_names_its_source"),
            models.CheckConstraint(
                condition=Q(award_precision="unknown", awarded_on=None, awarded_until=None)
                | Q(award_precision="day", awarded_on__isnull=False, awarded_until=F("awarded_on"))
                | Q(award_precision__in=["month", "year"], awarded_on__isnull=False, awarded_until__isnull=False)
                | Q(award_precision="years", awarded_on__isnull=False),
                name="grant_date_as_exact_as_known",
            ),
            models.CheckConstraint(
                condition=Q(awarded_until=None) | Q(awarded_until__gte=F("awarded_on")),
                name="grant_awarded_within_its_time",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="grant_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"A grant to {self.recipient}"

    def get_absolute_url(self) -> str:
        return reverse("funding:grant", args=[self.public_id])

    @property
    def is_known_by_its_line(self) -> bool:
        """Whether its source gives it no identifier, so that all that its line says is one."""
        return self.identifier.startswith(OF_LINE)

    @property
    def awarded(self) -> RoughDate:
        """When, as exactly as it is known."""
        return RoughDate(Precision(self.award_precision), self.awarded_on, self.awarded_until)
