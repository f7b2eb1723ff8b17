"""Who has worked for a campaign or a party, and until when: what the 120-day clocks run from."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.visibility import Viewer, nothing
from funding.meters.clocks import Clock
from mvp_coord.lib.public_id import new_public_id


class EngagementQuerySet(models.QuerySet["Engagement"]):
    def visible_to(self, viewer: Viewer) -> "EngagementQuerySet":
        """Staff and counsel alone: who worked for whom is nobody else's to read, admins among them."""
        return self if viewer.is_staff else self.filter(nothing())


@pghistory.track()
class Engagement(models.Model):
    """One stated engagement of a person or a vendor. It is never written over: a later statement stands beside it."""

    class Who(models.TextChoices):
        PERSON = "person", "A person"
        VENDOR = "vendor", "A vendor"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    who = models.CharField(max_length=6, choices=Who)
    name = models.CharField(max_length=200, help_text="The person or the firm.")
    works_for_us_as = models.CharField("what it does for us", max_length=200, blank=True, help_text="As far as said.")
    campaign = models.CharField("worked for", max_length=200, help_text="The candidate, the campaign or the party.")
    last_day = models.DateField(null=True, blank=True, help_text="Its last day there; empty while it goes on.")
    source = models.CharField(max_length=300, help_text="On whose word, from which paper.")
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField(auto_now_add=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ["-last_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(name__regex=r"\S", campaign__regex=r"\S", source__regex=r"\S"),
                name="engagement_says_who_where_and_on_whose_word",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.campaign}"

    @property
    def clock(self) -> Clock:
        """Its 120 days."""
        return Clock(self.last_day)
