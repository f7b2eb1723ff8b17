"""Money rules: which vehicle's money may go to which, for what. Data, versioned, confirmed by counsel."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from funding.colors import STRICTNESS, USES, Rule
from funding.versions import Version
from partners.models.family import Vehicle

from .versions import Versions, version_constraints


class MoneyRuleQuerySet(Versions["MoneyRule"]):
    """Which rules hold when."""


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
            *version_constraints("money_rule"),
            models.CheckConstraint(condition=Q(outcome__in=STRICTNESS), name="money_rule_outcome_known"),
            models.CheckConstraint(condition=Q(use__in=list(USES)), name="money_rule_use_known"),
            models.CheckConstraint(
                condition=Q(outcome="restriction", wording__regex=r"\S") | ~Q(outcome="restriction"),
                name="money_rule_restriction_is_worded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}, version {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("funding:rule", args=[self.code])

    @property
    def as_version(self) -> Version[Rule]:
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
