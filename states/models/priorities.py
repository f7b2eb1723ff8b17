"""Priorities: which places matter most in a cycle, for whom and for what work, and why."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.visibility import Viewer, Visibility, nothing
from mvp_coord.lib.public_id import new_public_id

from .places import Division
from .time import Cycle
from .vocabulary import Constituency, ProgramType


class PriorityQuerySet(models.QuerySet["Priority"]):
    def visible_to(self, viewer: Viewer) -> "PriorityQuerySet":
        """Staff and admins see all; peer funders and partners what is shared with them; donors none."""
        if viewer.is_insider:
            return self.all()
        if not viewer.partner_ids:
            return self.filter(nothing())
        levels = [Visibility.PARTNERS, *([Visibility.FUNDERS] if viewer.is_funder else [])]
        at_the_table = Q(visibility=Visibility.TABLE, division__state__in=viewer.table_states)
        return self.filter(Q(visibility__in=levels) | at_the_table)

    def in_cycle(self, cycle: Cycle) -> "PriorityQuerySet":
        """Those set for it."""
        return self.filter(cycle=cycle)

    def in_state(self, code: str) -> "PriorityQuerySet":
        """Those of a state and of all places in it."""
        return self.filter(division__state_id=code)

    def for_everything(self) -> "PriorityQuerySet":
        """Those that say how much a place matters at all, not for one constituency or one kind of work."""
        return self.filter(constituency__isnull=True, program_type__isnull=True)

    def matching(self, words: str) -> "PriorityQuerySet":
        """Every word stands in the place, its state or the reason."""
        found = self
        for word in words.split():
            place = Q(division__name__icontains=word) | Q(division__state__name__icontains=word)
            found = found.filter(place | Q(rationale__icontains=word))
        return found


@pghistory.track()
class Priority(models.Model):
    """How much a place matters in a cycle, as somebody has set it, with what it should reach and cost."""

    class Tier(models.IntegerChoices):
        FIRST = 1, "Tier 1: decides the cycle"
        SECOND = 2, "Tier 2: matters much"
        THIRD = 3, "Tier 3: worth building"
        FOURTH = 4, "Tier 4: watched"

    LEVELS = (Visibility.STAFF, Visibility.FUNDERS, Visibility.TABLE, Visibility.PARTNERS)

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, related_name="priorities", help_text="The place that matters."
    )
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="priorities")
    constituency = models.ForeignKey(
        Constituency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="priorities",
        help_text="Empty where it is about everyone.",
    )
    program_type = models.ForeignKey(
        ProgramType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="priorities",
        help_text="Empty where it is about all kinds of work.",
    )
    tier = models.PositiveSmallIntegerField(choices=Tier, help_text="1 matters most.")
    target_universe = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="How many people should be reached. Empty: the whole electorate."
    )
    investment_target_usd = models.DecimalField(
        "investment target",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="What all funders together should bring there, in dollars.",
    )
    rationale = models.TextField(max_length=4_000, help_text="Why this tier, in words that hold in a year.")
    visibility = models.CharField(
        max_length=10,
        choices=[(level.value, level.label) for level in LEVELS],
        default=Visibility.STAFF,
        help_text="Who can see this. Donors never can.",
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = PriorityQuerySet.as_manager()

    class Meta:
        ordering = ["tier", "division__name", "pk"]
        verbose_name_plural = "priorities"
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "division", "constituency", "program_type"],
                name="priority_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(tier__range=(1, 4)), name="priority_tier_1_to_4"),
            models.CheckConstraint(condition=~Q(rationale=""), name="priority_says_why"),
            models.CheckConstraint(
                condition=Q(investment_target_usd__isnull=True) | Q(investment_target_usd__gt=0),
                name="priority_target_positive",
            ),
            models.CheckConstraint(
                condition=Q(target_universe__isnull=True) | Q(target_universe__gt=0),
                name="priority_universe_positive",
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=["staff", "funders", "table", "partners"]), name="priority_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division}, {self.cycle}"

    def get_absolute_url(self) -> str:
        return reverse("states:priority", args=[self.public_id])
