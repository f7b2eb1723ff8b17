"""The field's code lists: what kind of work, by which means, for whom, on which issues."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from .ground import stamps_ground


class TermQuerySet(models.QuerySet):
    def current(self) -> "TermQuerySet":
        """Terms that may still be chosen."""
        return self.filter(retired_at__isnull=True)


class Term(models.Model):
    """What every code list shares: a stable code, a label, and the other words people use for it."""

    code = models.SlugField(max_length=60, unique=True, help_text="Stable; used in files and addresses.")
    label = models.CharField(max_length=120, help_text="As people read it.")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="A wider term.",
    )
    aliases = ArrayField(
        models.CharField(max_length=120),
        default=list,
        blank=True,
        help_text="Other words that mean the same.",
    )
    external_codes = models.JSONField(default=dict, blank=True, help_text="Codes in other systems, by system.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in lists.")
    retired_at = models.DateTimeField(null=True, blank=True, help_text="Since when it can no longer be chosen.")

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "label"]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class ProgramType(Term):
    """What a piece of work is for: registration, GOTV, persuasion …"""

    is_registration = models.BooleanField(
        default=False,
        help_text="Works people who are not yet voters, so it overlaps only with other registration work.",
    )

    class Meta(Term.Meta):
        pass


@pghistory.track()
class TacticFamily(models.Model):
    """Tactics that reach the same people in the same way, with the touches that do them good.

    The band counts attempts for one person on the list in 28 days: below it too little, above it too much.
    """

    class Works(models.TextChoices):
        LIST = "list", "A list of people"
        GROUND = "ground", "A piece of ground"
        NONE = "none", "Neither: never compared"

    code = models.SlugField(max_length=60, unique=True)
    label = models.CharField(max_length=120)
    works = models.CharField(max_length=10, choices=Works, help_text="What these tactics work through.")
    band_low = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="Attempts per person in 28 days."
    )
    band_high = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="Attempts per person in 28 days."
    )
    money_lead_days = models.PositiveSmallIntegerField(
        "days from money to work",
        default=21,
        help_text="How long it takes from a commitment of money to the first attempt: hiring, printing, lists.",
    )
    people_lead_days = models.PositiveSmallIntegerField(
        "days from people to work",
        default=7,
        help_text="How long it takes from the offer of people to the first attempt: training, lists.",
    )
    tries_an_hour = models.DecimalField(
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="How many people one volunteer tries in an hour; empty where it is not volunteers' work. "
        "A planning figure of ours, not a finding.",
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in lists.")

    class Meta:
        ordering = ["position", "label"]
        verbose_name_plural = "tactic families"
        constraints = [
            models.CheckConstraint(
                condition=Q(works="list", band_low__gte=0, band_high__gt=F("band_low"))
                | (~Q(works="list") & Q(band_low__isnull=True, band_high__isnull=True)),
                name="only_list_families_have_a_band",
            ),
            models.CheckConstraint(
                condition=Q(tries_an_hour__isnull=True) | Q(tries_an_hour__gt=0), name="some_tries_an_hour"
            ),
        ]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class Tactic(Term):
    """By which means people are reached: door canvass, volunteer phone, mail …"""

    family = models.ForeignKey(TacticFamily, on_delete=models.PROTECT, related_name="tactics")
    usual_cost_usd = models.DecimalField(
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="What one attempt usually costs, in dollars; used where a plan states no budget, and marked so.",
    )
    usual_cost_source = models.CharField(max_length=200, blank=True, help_text="Where that cost comes from.")

    class Meta(Term.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(usual_cost_usd__isnull=True) | (Q(usual_cost_usd__gt=0) & ~Q(usual_cost_source="")),
                name="usual_cost_has_a_source",
            )
        ]


@pghistory.track()
class Constituency(Term):
    """For whom: a part of the electorate that work is meant for."""

    class Meta(Term.Meta):
        verbose_name_plural = "constituencies"
        triggers = [stamps_ground()]


@pghistory.track()
class IssueArea(Term):
    """What partners work on besides elections."""

    class Meta(Term.Meta):
        pass
