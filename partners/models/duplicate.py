"""Records that look like one organization: pairs that the search for duplicates found, and what people decided."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.visibility import Viewer
from mvp_coord.lib.public_id import new_public_id

from .partner import Partner


class LikelyPairQuerySet(models.QuerySet["LikelyPair"]):
    def visible_to(self, viewer: Viewer) -> "LikelyPairQuerySet":
        """Only where both records may be seen: that a hidden one has a twin is a fact about the hidden one."""
        seen = Partner.objects.visible_to(viewer)
        return self.filter(first__in=seen, second__in=seen)

    def open(self) -> "LikelyPairQuerySet":
        """Those that nobody has decided on yet."""
        decided = PairDecision.objects.filter(first=models.OuterRef("first"), second=models.OuterRef("second"))
        return self.filter(~models.Exists(decided))


class LikelyPair(models.Model):
    """Two partners that may be one organization, as the last search found them."""

    IS_DERIVED = True  # a job makes these rows anew of what it finds

    first = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(help_text="How likely they are one, from 0 to 1.")
    is_sure = models.BooleanField(help_text="Whether it is likely rather than merely possible.")
    reasons = models.JSONField(default=list, help_text="What speaks for it, in a few words each.")

    objects = LikelyPairQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "first", "second"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="likely_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="likely_pair_in_order"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="likely_pair_score_is_share"),
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}"


@pghistory.track()
class PairDecision(models.Model):
    """What somebody decided about two records: that they are two organizations, or one, merged."""

    class Decision(models.TextChoices):
        DIFFERENT = "different", "Two organizations"
        MERGED = "merged", "One organization, merged"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    first = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision)
    reason = models.CharField(max_length=500, blank=True, help_text="On whose word, or by what.")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    change_id = models.UUIDField(null=True, blank=True, help_text="Of a merge: the change that undoing takes back.")

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_decided_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_decision_in_order"),
            models.CheckConstraint(
                condition=Q(decision="merged", change_id__isnull=False)
                | (~Q(decision="merged") & Q(change_id__isnull=True)),
                name="merge_knows_its_change",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}: {self.get_decision_display().lower()}"
