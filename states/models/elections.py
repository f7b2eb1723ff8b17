"""Elections of a place, and the days before them by which voters must have done something."""

import datetime as dt

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mvp_coord.lib.days import in_this_century, of_this_century
from mvp_coord.lib.public_id import new_public_id

from .places import Division
from .time import Cycle


class ElectionQuerySet(models.QuerySet["Election"]):
    def in_state(self, code: str) -> "ElectionQuerySet":
        """Those of a state and of all places in it."""
        return self.filter(division__state_id=code)

    def in_cycle(self, cycle: Cycle) -> "ElectionQuerySet":
        """Those held in it."""
        return self.filter(held_on__range=(cycle.starts_on, cycle.ends_on))


@pghistory.track()
class Election(models.Model):
    """A day on which people of one place vote. Federal general elections are computed, all others entered."""

    class Kind(models.TextChoices):
        GENERAL = "general", "General election"
        PRIMARY = "primary", "Primary"
        RUNOFF = "runoff", "Runoff"
        SPECIAL = "special", "Special election"
        MUNICIPAL = "municipal", "Municipal election"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, related_name="elections", help_text="Where people vote on this day."
    )
    kind = models.CharField(max_length=10, choices=Kind)
    held_on = models.DateField("day", validators=[in_this_century], help_text="Election day.")
    name = models.CharField(
        max_length=120,
        blank=True,
        help_text="What people call it, where its kind does not say enough: “Presidential preference election”.",
    )
    source_url = models.URLField("source", blank=True, help_text="Where this day is announced.")
    is_computed = models.BooleanField(
        "by federal law",
        default=False,
        editable=False,
        help_text="The day follows from the law (2 U.S.C. § 7): the Tuesday after the first Monday of November.",
    )

    objects = ElectionQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "kind", "pk"]
        indexes = [models.Index(fields=["division", "held_on"], name="election_where_when")]
        constraints = [
            models.UniqueConstraint(fields=["division", "held_on", "kind", "name"], name="election_once"),
            models.CheckConstraint(condition=of_this_century("held_on"), name="election_in_this_century"),
            models.CheckConstraint(
                condition=Q(is_computed=False)
                | Q(kind="general", held_on__month=11, held_on__week_day=3, held_on__day__range=(2, 8), name=""),
                name="computed_election_is_federal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.held_on:%b} {self.held_on.day}, {self.held_on.year}"

    def get_absolute_url(self) -> str:
        """On the calendar of its state; one of the whole country is on none."""
        code = self.division.state_id
        here = reverse("states:calendar", args=[code.lower()]) if code else reverse("states:list")
        return f"{here}#election-{self.public_id}"

    @property
    def title(self) -> str:
        """What it is called ("Primary")."""
        return self.name or str(self.get_kind_display())


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def in_state(self, code: str) -> "DeadlineQuerySet":
        """Those of elections of a state and of all places in it."""
        return self.filter(election__division__state_id=code)

    def ahead(self, today: dt.date) -> "DeadlineQuerySet":
        """Those that have not passed, the nearest first."""
        return self.filter(on__gte=today).order_by("on", "pk")

    def unverified(self) -> "DeadlineQuerySet":
        """Those that nobody has compared with the law yet."""
        return self.filter(verified_on__isnull=True)


@pghistory.track()
class Deadline(models.Model):
    """A day by which, or from which on, voters can do something. Unverified ones say so wherever they are shown."""

    class Kind(models.TextChoices):
        ONLINE = "register_online", "Register online, last day"
        BY_MAIL = "register_mail", "Register by mail, last day"
        IN_PERSON = "register_in_person", "Register in person, last day"
        ABSENTEE = "absentee_request", "Ask for an absentee ballot, last day"
        EARLY_FROM = "early_from", "Early voting begins"
        EARLY_TO = "early_to", "Early voting ends"
        RETURN = "ballot_return", "Return a ballot, last day"
        CURE = "cure", "Cure a ballot, last day"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=20, choices=Kind, help_text="What voters must have done, or can do.")
    on = models.DateField(
        "day",
        validators=[in_this_century],
        help_text="The last day, or the first one of early voting, as the state counts it.",
    )
    rule_text = models.TextField(
        "rule", max_length=2_000, blank=True, help_text="In plain words: by when exactly, received or postmarked."
    )
    source_url = models.URLField("source", blank=True, help_text="Where an election office says so.")
    verified_on = models.DateField(
        "verified", null=True, blank=True, editable=False, help_text="When somebody last compared it with the source."
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["on", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "kind"], name="deadline_once"),
            models.CheckConstraint(condition=of_this_century("on"), name="deadline_in_this_century"),
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True, verified_by__isnull=True)
                | (Q(verified_on__isnull=False, verified_by__isnull=False) & ~Q(source_url="")),
                name="verified_deadline_has_who_and_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on:%b} {self.on.day}, {self.on.year}"

    def get_absolute_url(self) -> str:
        """On the calendar of its state."""
        return self.election.get_absolute_url()

    @property
    def is_verified(self) -> bool:
        """Whether somebody has compared it with its source."""
        return self.verified_on is not None
