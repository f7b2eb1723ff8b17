"""Overlap cases: the same people tried more often than does any good, found by a job and settled by people."""

from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q

from mvp_coord.lib.public_id import new_public_id
from partners.models import Activity
from states.models import Cycle, Division, State, TacticFamily


class OverlapQuerySet(models.QuerySet["Overlap"]):
    def standing(self) -> "OverlapQuerySet":
        """Those that the last check still found."""
        return self.filter(cleared_at__isnull=True)

    def standing_or_decided(self) -> "OverlapQuerySet":
        """The same, and those on which something was ever decided."""
        decided = Overlap.objects.order_by().filter(settlements__isnull=False)
        return self.filter(Q(cleared_at__isnull=True) | Q(pk__in=decided.values("pk")))

    def open(self) -> "OverlapQuerySet":
        """Standing, not decided, and not merely waiting for numbers."""
        return self.standing().filter(settlement__isnull=True).exclude(overlap_class=Overlap.Class.UNMEASURED)

    def in_cycle(self, cycle: Cycle | None) -> "OverlapQuerySet":
        """Those whose weeks in common share a day with the cycle; all where it is None."""
        return self.filter(cycle.met) if cycle else self

    def in_state(self, code: str) -> "OverlapQuerySet":
        return self.filter(state_id=code)

    def for_export(self) -> "OverlapQuerySet":
        """In an order that depends on the facts alone."""
        rows = self.select_related("family", "anchor")
        return rows.order_by("overlap_class", "family__code", "anchor__ocd_id", "starts_on", "pk")


def _places(which: str) -> ArrayField:
    return ArrayField(
        models.BigIntegerField(), default=list, blank=True, editable=False, help_text=f"Places (keys) {which}."
    )


def _without_index(to: str, *, null: bool = True) -> models.ForeignKey:
    """What a version of a case points to: the history is read by its case or its change alone."""
    how: dict[str, Any] = {"db_index": False, "db_constraint": False, "related_name": "+", "related_query_name": "+"}
    return models.ForeignKey(to, on_delete=models.DO_NOTHING, null=null, **how)


# What the words of a case need beside its figures, worked out anew by each check.
_TOLD = ("pair_count", "longest_days", "is_counted", "places_around", "places_across", "places_unknown")
# Where a check writes very many cases it writes their versions at once too (`accounts.many`). To ask that inside the
# trigger, row by row, takes half as long as to keep the row.
_ONE_BY_ONE = pgtrigger.Condition(
    "coalesce(current_setting('pgtrigger.ignore', true), '') NOT LIKE '%planning_overlap:pgtrigger_insert_insert%'"
)


@pghistory.track(
    pghistory.InsertEvent(condition=_ONE_BY_ONE),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["fingerprint", *_TOLD],
    attrs={
        "family": _without_index("states.TacticFamily", null=False),
        "anchor": _without_index("states.Division", null=False),
        "state": _without_index("states.State"),
        "owner": _without_index(settings.AUTH_USER_MODEL),
        "settlement": _without_index("planning.Settlement"),
    },
)
class Overlap(models.Model):
    """A case: activities of different partners that meet in one place, by one kind of tactic, in the same weeks.

    Its evidence, pair by pair, is worked out when somebody reads it (`planning.reports.evidence`); then its sentence
    is worded, too (`planning.reports.said`).
    """

    class Class(models.TextChoices):
        DUPLICATE = "duplicate record", "Duplicate record"
        SAME_MONEY = "same money", "Same money"
        SAME_GROUND = "same ground", "Same ground"
        UNMEASURED = "unmeasured", "Unmeasured"
        COMPETING = "competing", "Competing"

    class Certainty(models.TextChoices):
        LIKELY = "likely", "Likely"
        POSSIBLE = "possible", "Possible"

    class Decision(models.TextChoices):
        SPLIT_TURF = "split_turf", "Split turf"
        SPLIT_DATES = "split_dates", "Split dates"
        SPLIT_CONSTITUENCIES = "split_constituencies", "Split constituencies"
        LEAD_SUPPORT = "lead_support", "Lead and support"
        KEEP_BOTH = "keep_both", "Keep both, because …"
        NOT_AN_OVERLAP = "not_an_overlap", "Not an overlap, because …"
        ONE_IS_DUPLICATE = "one_is_duplicate", "One is a duplicate"

    ANEW = ("fingerprint", *_TOLD)  # of the plans now: of a case that is brought back the next check looks at all

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    overlap_class = models.CharField("class", max_length=20, choices=Class)
    certainty = models.CharField(max_length=10, choices=Certainty, blank=True, help_text="Only for competing work.")
    family = models.ForeignKey(TacticFamily, on_delete=models.PROTECT, db_index=False, related_name="overlaps")
    # Both in one (`overlap_anchor_in_state`): the anchor is a place of this state, or of none.
    anchor = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        db_index=False,
        db_constraint=False,
        related_name="overlaps",
        help_text="Where they meet.",
    )
    state = models.ForeignKey(
        State,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        db_constraint=False,
        related_name="overlaps",
        help_text="Empty where they meet in the whole country.",
    )
    starts_on = models.DateField(help_text="First day of the weeks in common.")
    ends_on = models.DateField(help_text="Last day of the weeks in common.")
    people_low = models.FloatField(null=True, blank=True, help_text="People on two or more of the lists.")
    people_high = models.FloatField(null=True, blank=True)
    touches_low = models.FloatField(null=True, blank=True, help_text="Attempts per such person in the worst 28 days.")
    touches_high = models.FloatField(null=True, blank=True)
    excess_attempts_low = models.FloatField(null=True, blank=True, help_text="Attempts above the band.")
    excess_attempts_high = models.FloatField(null=True, blank=True)
    dollars_low = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    dollars_high = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    dollars_basis = models.CharField(
        max_length=200, blank=True, help_text="What an attempt was taken to cost, and why."
    )
    member_keys = ArrayField(
        models.BigIntegerField(), default=list, blank=True, help_text="The activities that take part, in order."
    )
    pair_count = models.PositiveIntegerField(default=0, editable=False, help_text="Pairs of activities that meet.")
    longest_days = models.PositiveIntegerField(
        default=0, editable=False, help_text="For how many days those two meet that meet longest."
    )
    is_counted = models.BooleanField(
        default=False, editable=False, help_text="Whether anybody has counted the people of the place."
    )
    places_around = _places("that hold the anchor and where members work, one for each such member")
    places_across = _places("that only meet the anchor and where members work, one for each such member")
    places_unknown = _places("of which nobody knows how much of the anchor they hold")
    fingerprint = models.BigIntegerField(
        default=0, editable=False, help_text="Of all that the check knows of it: the same means that nothing changed."
    )
    first_found_at = models.DateTimeField(auto_now_add=True)
    cleared_at = models.DateTimeField(null=True, blank=True, help_text="Since when no check finds it any more.")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="owned_overlaps",
    )
    settlement = models.OneToOneField(
        "Settlement",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="in_force_of",
        help_text="The decision in force.",
    )

    objects = OverlapQuerySet.as_manager()

    class Meta:
        ordering = ["-first_found_at", "-pk"]
        # A check writes very many cases at once, each into every index.
        indexes = [
            models.Index(fields=["anchor"], name="overlap_anchor"),
            models.Index(fields=["state", "overlap_class"], name="overlap_state_class"),
            models.Index(fields=["owner"], condition=Q(owner__isnull=False), name="overlap_owned"),
            GinIndex(fields=["member_keys"], name="overlap_members"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="overlap_ends_after_start"),
            models.CheckConstraint(
                condition=Q(overlap_class="competing") & ~Q(certainty="")
                | ~Q(overlap_class="competing") & Q(certainty=""),
                name="overlap_certainty_only_of_competing",
            ),
            models.CheckConstraint(
                condition=~Q(overlap_class="competing")
                | Q(
                    people_low__isnull=False,
                    people_high__isnull=False,
                    touches_high__isnull=False,
                    excess_attempts_low__isnull=False,
                    excess_attempts_high__isnull=False,
                ),
                name="overlap_measured_if_competing",
            ),
            models.CheckConstraint(
                condition=Func("member_keys", function="planning_is_ascending", output_field=models.BooleanField()),
                name="overlap_member_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_overlap_class_display()}: {self.family} in {self.anchor}"


class OverlapMember(models.Model):
    """An activity that takes part in a case: a view of `Overlap.member_keys`, to be read only (ADR 19)."""

    IS_DERIVED = True  # they go with an activity whose adding is undone

    pk = models.CompositePrimaryKey("overlap_id", "activity_id", help_text="The case, and the activity.")
    overlap = models.ForeignKey(Overlap, on_delete=models.DO_NOTHING, related_name="members")
    activity = models.ForeignKey(Activity, on_delete=models.DO_NOTHING, related_name="overlap_members")

    class Meta:
        managed = False
        ordering = ["overlap", "activity"]

    def __str__(self) -> str:
        return f"{self.activity} in a case"
