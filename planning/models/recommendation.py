"""Recommendations: what a donor is shown, with the reasons."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.visibility import Viewer, nothing
from mvp_coord.lib.public_id import new_public_id
from partners.models import LegalEntity, Partner
from states.models import Cycle


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, viewer: Viewer) -> "RecommendationQuerySet":
        """Staff all; everybody else published ones, of partners they may know of; partners those about themselves."""
        seen = self.filter(entity__partner__in=Partner.objects.visible_to(viewer))
        if viewer.is_insider:
            return seen
        published = seen.filter(status=Recommendation.Status.PUBLISHED)
        if viewer.is_donor or viewer.is_funder:
            return published
        if viewer.is_partner:
            return published.filter(entity__partner_id__in=viewer.partner_ids)
        return self.filter(nothing())


@pghistory.track()
class Recommendation(models.Model):
    """Why a donor's next dollar does good at one legal entity."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    entity = models.ForeignKey(
        LegalEntity,
        on_delete=models.PROTECT,
        related_name="recommendations",
        help_text="Which legal entity to give to.",
    )
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="recommendations")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    headline = models.CharField(max_length=200, help_text="What a gift makes happen, in one line.")
    reason = models.TextField(help_text="Why this group, why here, why now: two to four plain sentences.")
    dollar_does = models.CharField(
        "what a dollar does", max_length=300, help_text="Such as: $40 is an hour at the doors."
    )
    dollar_source = models.CharField("source of that", max_length=300, help_text="Where that figure comes from.")
    giving_url = models.URLField(
        "direct-giving link",
        blank=True,
        help_text="The page where anybody can give to this very entity, without us.",
    )
    deductibility = models.CharField(
        "what a giver is told about the deduction",
        max_length=300,
        blank=True,
        help_text="One sentence with its source, such as: Not deductible, by the IRS list of November 2026.",
    )
    position = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first.")
    checked_on = models.DateField("last checked on", help_text="When somebody last checked that all of this holds.")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "cycle"],
                condition=Q(status="published"),
                name="recommendation_published_once",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="recommendation_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(status="published") | (~Q(giving_url="") & ~Q(deductibility="")),
                name="recommendation_published_says_how_to_give",
                violation_error_message="Before it is published it needs a direct-giving link and a sentence about "
                "the deduction.",
            ),
        ]

    def __str__(self) -> str:
        return self.headline
