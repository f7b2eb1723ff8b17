"""Whom staff asked for a fresh statement of what their organization needs, and when."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q

from accounts.visibility import Viewer
from partners.models import LegalEntity
from partners.models.asking import FORTNIGHT_DAYS
from states.models import Cycle

from .need import Need


class NeedAskQuerySet(models.QuerySet["NeedAsk"]):
    def visible_to(self, viewer: Viewer) -> "NeedAskQuerySet":
        """Insiders all about entities that they may see; an organization those that it was asked itself."""
        seen = self.filter(entity__in=LegalEntity.objects.visible_to(viewer))
        return seen if viewer.is_insider else seen.filter(entity__partner_id__in=viewer.partner_ids)

    def waiting(self) -> "NeedAskQuerySet":
        """Those since which nobody has stated anything newer."""
        since = Need.objects.standing().filter(
            entity=OuterRef("entity"), cycle=OuterRef("cycle"), created_at__gt=OuterRef("asked_at")
        )
        return self.filter(~Exists(since))


class NeedAsk(models.Model):
    """One question to the contacts of an organization: what does this entity still need for this cycle?"""

    # It is made once and never edited; in a merge it stays with the entity.
    IS_DERIVED = True

    entity = models.ForeignKey(LegalEntity, on_delete=models.CASCADE, related_name="need_asks")
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField(help_text="The day of the letters.")
    asked_at = models.DateTimeField(auto_now_add=True)
    letters = models.PositiveSmallIntegerField(help_text="To how many contacts.")

    objects = NeedAskQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="need_asked_once_a_fortnight",
                expressions=[
                    ("entity", RangeOperators.EQUAL),
                    ("cycle", RangeOperators.EQUAL),
                    (
                        Func(
                            F("asked_on"),
                            F("asked_on") + FORTNIGHT_DAYS,
                            function="daterange",
                            output_field=models.Field(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(condition=Q(letters__gt=0), name="need_ask_reached_somebody"),
        ]

    def __str__(self) -> str:
        """Says nothing of the need: names of records get into messages."""
        return f"a question about {self.entity}"
