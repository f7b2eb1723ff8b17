"""Money rules: which vehicle's money may go to which, for what. Data, versioned, confirmed by counsel."""

import datetime as dt

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from funding.colors import STRICTNESS, USES, Rule, Version
from partners.models.family import Vehicle


class MoneyRuleQuerySet(models.QuerySet["MoneyRule"]):
    def in_force(self, on: dt.date) -> "MoneyRuleQuerySet":
        """The rules that hold on that day, one version of each."""
        return self.not_over(on).filter(starts_on__lte=on)

    def not_over(self, on: dt.date) -> "MoneyRuleQuerySet":
        """The versions that hold on that day or will on a later one."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on) & Q(ends_on__gt=F("starts_on")))

    def to_come(self, on: dt.date) -> "MoneyRuleQuerySet":
        """The versions that will hold from a later day than that one."""
        return self.not_over(on).filter(starts_on__gt=on)


@pghistory.track(exclude=["creation_key"])
class MoneyRule(models.Model):
    """One version of one rule. A rule is changed by ending a version and beginning the next.

    A version that ends on the day it begins was withdrawn before it held; one without `proposed_by` is of the first
    set.
    """

    class Outcome(models.TextChoices):
        ALLOW = "allow", "Allowed"
        RESTRICTION = "restriction", "Needs a restriction"
        COUNSEL = "counsel", "Needs counsel"
        BLOCK = "block", "Blocked"

    class Meter(models.TextChoices):
        LOBBYING = "501h", "501(h) lobbying"
        POLITICAL = "political-share", "Political share of a 501(c)(4)"
        LIMITS = "limits", "Contribution limits"
        FIVE_STATES = "five-states", "Five states, and 25 % from one source"

    code = models.SlugField(max_length=60, help_text="Names the rule through all of its versions.")
    version = models.PositiveSmallIntegerField(default=1, help_text="Counted from one.")
    sources = ArrayField(
        models.CharField(max_length=12, choices=Vehicle),
        default=list,
        blank=True,
        help_text="Whose money: vehicles, separated by commas; empty for any.",
    )
    recipients = ArrayField(
        models.CharField(max_length=12, choices=Vehicle),
        default=list,
        blank=True,
        help_text="To whom: vehicles, separated by commas; empty for any.",
    )
    use = models.CharField(max_length=12, choices=list(USES.items()), help_text="For what.")
    outcome = models.CharField(max_length=12, choices=Outcome, help_text="What follows; the strictest of all holds.")
    reason = models.TextField(help_text="Why, in a sentence that a colleague understands.")
    citation = models.CharField(max_length=300, help_text="The law or ruling that it rests on.")
    wording = models.TextField(blank=True, help_text="What the restriction would say, where one is needed.")
    meter = models.CharField(
        max_length=16, choices=Meter, blank=True, help_text="What such money is counted against."
    )
    starts_on = models.DateField(help_text="The first day on which it holds.")
    ends_on = models.DateField(null=True, blank=True, help_text="The first day on which it holds no more.")
    creation_key = models.CharField(  # noqa: DJ001 -- unique where there is one
        max_length=12,
        null=True,
        unique=True,
        editable=False,
        help_text="The form that it came by: sent twice, it is one.",
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    proposed_on = models.DateField(null=True, editable=False, help_text="It holds from this day or a later one.")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="The counsel who has confirmed this version.",
    )
    confirmed_on = models.DateField(null=True, blank=True, editable=False, help_text="When counsel confirmed it.")
    confirmed_note = models.TextField(
        blank=True, editable=False, help_text="What counsel looked at, or wants to be known."
    )

    objects = MoneyRuleQuerySet.as_manager()

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="money_rule_version_once"),
            ExclusionConstraint(
                name="money_rule_one_version_at_a_time",
                expressions=[
                    (F("code"), RangeOperators.EQUAL),
                    (
                        Func(F("starts_on"), F("ends_on"), Value("[)"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="money_rule_ends"
            ),
            models.CheckConstraint(condition=Q(outcome__in=STRICTNESS), name="money_rule_outcome_known"),
            models.CheckConstraint(condition=Q(use__in=list(USES)), name="money_rule_use_known"),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S", citation__regex=r"\S"), name="money_rule_says_why"
            ),
            models.CheckConstraint(
                condition=Q(outcome="restriction", wording__regex=r"\S") | ~Q(outcome="restriction"),
                name="money_rule_restriction_is_worded",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_on=None)
                | Q(confirmed_by__isnull=False, confirmed_on__isnull=False),
                name="money_rule_confirmed_by_somebody_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(proposed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="money_rule_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by=None, proposed_on=None)
                | Q(proposed_by__isnull=False, proposed_on__isnull=False, starts_on__gte=F("proposed_on")),
                name="money_rule_begins_once_proposed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}, version {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("funding:rule", args=[self.code])

    @property
    def as_version(self) -> Version:
        """The rule and its days, for which versions are asked on a day."""
        return Version(self.as_rule, self.starts_on, self.ends_on)

    @property
    def as_rule(self) -> Rule:
        """The rule as the judgement takes it."""
        return Rule(
            code=self.code,
            version=self.version,
            sources=frozenset(self.sources),
            recipients=frozenset(self.recipients),
            use=self.use,
            outcome=self.outcome,
            reason=self.reason,
            citation=self.citation,
            wording=self.wording,
            meter=self.meter,
            confirmed_by=str(self.confirmed_by or ""),
            confirmed_on=self.confirmed_on,
        )
