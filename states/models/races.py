"""Races: what is decided on an election day, and how close it may be."""

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mvp_coord.lib.public_id import new_public_id

from .elections import Election
from .places import Division
from .time import Cycle


class RaceQuerySet(models.QuerySet["Race"]):
    def in_state(self, code: str) -> "RaceQuerySet":
        """Those decided in a state or in a place of it."""
        return self.filter(division__state_id=code)

    def in_cycle(self, cycle: Cycle) -> "RaceQuerySet":
        """Those whose election is held in it."""
        return self.filter(election__held_on__range=(cycle.starts_on, cycle.ends_on))


@pghistory.track()
class Race(models.Model):
    """A contest for an office, a measure on the ballot, or whether a judge stays."""

    class Kind(models.TextChoices):
        CANDIDATE = "candidate", "Candidates"
        MEASURE = "measure", "Ballot measure"
        RETENTION = "retention", "Retention"

    class Rating(models.TextChoices):
        OPEN = "open", "Either may win"
        CLOSE = "close", "Close"
        LIKELY = "likely", "Likely decided"
        SAFE = "safe", "Decided in practice"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="races")
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, related_name="races", help_text="Whose voters decide it."
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CANDIDATE)
    office = models.CharField(
        max_length=120, blank=True, help_text="Such as “State senator”. Empty for a ballot measure."
    )
    seats = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1)], help_text="How many are elected."
    )
    name = models.CharField(max_length=200, help_text="As people say it: “Arizona Senate, district 4”, “Prop 139”.")
    question = models.TextField(max_length=2_000, blank=True, help_text="What a ballot measure asks, in plain words.")
    last_margin_points = models.DecimalField(
        "last margin",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="By how many points the last one was decided, 0 to 100, whoever won.",
    )
    last_margin_source = models.CharField(max_length=300, blank=True, help_text="Where that margin comes from.")
    rating = models.CharField(max_length=10, choices=Rating, blank=True, help_text="How open staff think it is.")
    rating_reason = models.TextField("rated so because", max_length=2_000, blank=True, help_text="For staff alone.")
    rated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = RaceQuerySet.as_manager()

    class Meta:
        ordering = ["election__held_on", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "division", "name"], name="race_once"),
            models.CheckConstraint(condition=~Q(name=""), name="race_has_a_name"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="race_fills_a_seat"),
            models.CheckConstraint(
                condition=Q(kind="measure", office="") | (~Q(kind="measure") & Q(question="") & ~Q(office="")),
                name="race_for_an_office_or_on_a_question",
            ),
            models.CheckConstraint(
                condition=Q(last_margin_points__isnull=True, last_margin_source="")
                | (Q(last_margin_points__range=(0, 100)) & ~Q(last_margin_source="")),
                name="race_margin_has_a_source",
            ),
            models.CheckConstraint(
                condition=Q(rating="", rating_reason="", rated_by__isnull=True)
                | (~Q(rating="") & ~Q(rating_reason="") & Q(rated_by__isnull=False)),
                name="race_rating_has_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Among the races of its state; one of the whole country is on no state's page."""
        if not self.division.state_id:
            return reverse("states:list")
        return f"{reverse('states:detail', args=[self.division.state_id.lower()])}#race-{self.public_id}"
