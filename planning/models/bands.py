"""A change of touch bands that somebody tries out before it is saved."""

import datetime as dt
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.visibility import Viewer, nothing
from mvp_coord.lib.public_id import new_public_id
from planning.bands import Band
from states.models import TacticFamily

KEPT_FOR: Final = dt.timedelta(days=1)


class BandTrialQuerySet(models.QuerySet["BandTrial"]):
    def visible_to(self, viewer: Viewer) -> "BandTrialQuerySet":
        """Everybody finds their own: what it found is what this person may read."""
        return self.filter(made_by_id=viewer.user_id) if viewer.is_insider else self.filter(nothing())


class BandTrial(models.Model):
    """Bands as somebody would have them, and which cases would open, clear or change then. Gone after a day."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    bands = models.JSONField(help_text="By family: the lower and the upper end that are tried.")
    seen = models.JSONField(help_text="By family: the ends that it had when this was tried.")
    found = models.JSONField(null=True, blank=True, help_text="What it would do to cases; empty while it waits.")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When that was worked out.")
    saved_at = models.DateTimeField(null=True, blank=True, help_text="When these bands were put into force.")

    objects = BandTrialQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(found__isnull=True, ended_at__isnull=True)
                | Q(found__isnull=False, ended_at__isnull=False),
                name="band_trial_ended_iff_found",
            ),
            models.CheckConstraint(
                condition=Q(saved_at__isnull=True) | Q(ended_at__isnull=False, saved_at__gte=F("ended_at")),
                name="band_trial_saved_after_it_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"Bands of {', '.join(sorted(self.bands))}"

    def get_absolute_url(self) -> str:
        return reverse("planning:band-trial", args=[self.public_id])


def band_of(family: TacticFamily) -> Band:
    """The band of a family that works a list; others have none."""
    assert family.band_low is not None and family.band_high is not None, f"{family} has no band"
    return Band(family.band_low, family.band_high)
