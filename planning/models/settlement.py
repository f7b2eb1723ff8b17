"""What was decided on a case: kept with the facts it was decided on, also after it has ended."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from .overlap import Overlap


class SettlementQuerySet(models.QuerySet["Settlement"]):
    def in_force(self) -> "SettlementQuerySet":
        """Those that nobody took back and no change of facts has ended."""
        return self.filter(ended_at__isnull=True)

    def not_taken_back(self) -> "SettlementQuerySet":
        """Those in force, and those that changed facts have ended."""
        return self.filter(ended_by__isnull=True)


@pghistory.track()
class Settlement(models.Model):
    """A decision on a case: which plans it covers, on which facts it rests, what it saved, and how it ended.

    What was decided stays decided while its facts stay. `facts` are those of the whole case; `facts_alone` and all
    figures are of the covered plans compared with one another alone. The figures in columns know who pays for these
    plans, as every insider may; `facts_alone` and what is `told` to anybody else do not, so that whoever may read the
    plans may read them, whatever else is planned and paid there.
    """

    overlap = models.ForeignKey(Overlap, on_delete=models.PROTECT, related_name="settlements")
    decision = models.CharField(max_length=20, choices=Overlap.Decision)
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="settlements")
    decided_at = models.DateTimeField()
    covers = ArrayField(models.BigIntegerField(), help_text="The activities that it was decided for.")
    facts = models.JSONField(help_text="The facts of the case that it rests on.")
    facts_alone = models.JSONField(help_text="The same with the covered activities alone.")
    before_attempts_low = models.FloatField(default=0, help_text="Attempts above the band before the decision.")
    before_attempts_high = models.FloatField(default=0)
    before_dollars_low = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    before_dollars_high = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    after_attempts_low = models.FloatField(default=0, help_text="What the last check finds among the same plans.")
    after_attempts_high = models.FloatField(default=0)
    after_dollars_low = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    after_dollars_high = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    told = models.JSONField(
        default=dict,
        blank=True,
        help_text="To whoever may read the plans: class and certainty of their case, figures before and after.",
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who took it back; empty where facts changed.",
    )
    ended_reason = models.TextField(blank=True)
    changed_facts = models.JSONField(
        default=list, blank=True, help_text="Which facts changed, from what to what, where that ended it."
    )

    objects = SettlementQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["overlap"], condition=Q(ended_at__isnull=True), name="settlement_one_in_force"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="settlement_says_why"),
            models.CheckConstraint(condition=~Q(covers=[]), name="settlement_covers_something"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_reason="", changed_facts=[])
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_reason="")
                | Q(ended_at__isnull=False, ended_by__isnull=True) & ~Q(changed_facts=[]),
                name="settlement_end_says_why",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("decided_at")), name="settlement_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} of {self.overlap}"
