"""Ids that registers and publishers of lists know a partner by, besides the numbers of its legal entities."""

import pghistory
from django.db import models
from django.db.models import Q

from accounts.visibility import Viewer

from .partner import Partner


class PartnerIdentifierQuerySet(models.QuerySet["PartnerIdentifier"]):
    def visible_to(self, viewer: Viewer) -> "PartnerIdentifierQuerySet":
        """An id is no more secret than its partner."""
        return self.filter(partner__in=Partner.objects.visible_to(viewer))


@pghistory.track()
class PartnerIdentifier(models.Model):
    """An id such as GB-CHC-1077187: whoever publishes a list with it means this partner."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="identifiers")
    value = models.CharField(
        max_length=100,
        unique=True,
        help_text="The code of the register, a dash, and the number there: GB-CHC-1077187, 360G-ABCT-0012.",
    )
    source = models.CharField(max_length=300, blank=True, help_text="Where we have it from.")

    objects = PartnerIdentifierQuerySet.as_manager()

    class Meta:
        ordering = ["partner", "value"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__regex=r"^(360G|[A-Z]{2,3})-[A-Z0-9][^a-z]*$"), name="partner_identifier_form"
            ),
        ]

    def __str__(self) -> str:
        return self.value
