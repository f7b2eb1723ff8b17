"""Fiscal sponsors over time: who holds the money of a project that is no legal person itself."""

import datetime as dt

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from accounts.visibility import Viewer
from mvp_coord.lib.public_id import new_public_id

from .family import LegalEntity
from .in_force import in_force
from .partner import Partner


class SponsorshipQuerySet(models.QuerySet["Sponsorship"]):
    def visible_to(self, viewer: Viewer) -> "SponsorshipQuerySet":
        """Only where both the project's partner and the sponsor's may be seen."""
        seen = Partner.objects.visible_to(viewer)
        return self.filter(project__partner__in=seen, sponsor__partner__in=seen)

    def on(self, day: dt.date) -> "SponsorshipQuerySet":
        """Those in force on a day: at most one for each project."""
        return self.filter(in_force(day))


@pghistory.track()
class Sponsorship(models.Model):
    """A legal entity is the fiscal sponsor of a project in a time; one sponsor on any day."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(LegalEntity, on_delete=models.CASCADE, related_name="sponsorships")
    sponsor = models.ForeignKey(
        LegalEntity, on_delete=models.PROTECT, related_name="sponsored", help_text="Who holds its money."
    )
    starts_on = models.DateField("first day", null=True, blank=True, help_text="Blank where nobody knows it.")
    ends_on = models.DateField("last day", null=True, blank=True, help_text="Blank while it lasts.")
    source = models.CharField(max_length=300, blank=True, help_text="Which agreement or document says so.")

    objects = SponsorshipQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(project=F("sponsor")), name="sponsorship_of_another"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="sponsorship_ends_after_start",
            ),
            ExclusionConstraint(
                name="sponsorships_do_not_overlap",
                expressions=[
                    # A range of one number, because GiST knows ranges without an extension.
                    (
                        Func(F("project"), F("project"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sponsor.legal_name}, sponsor of {self.project.legal_name}"

    def get_absolute_url(self) -> str:
        return self.project.get_absolute_url()
