"""People power: hours that organizations offer, and hours that they need, by role, place and weeks."""

import datetime as dt
from collections.abc import Collection
from typing import Any, ClassVar, Final

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.visibility import Viewer, Visibility, nothing, readable
from mvp_coord.lib.days import in_this_century, of_this_century
from mvp_coord.lib.public_id import new_public_id
from states.models import Division

from .partner import Partner, PartnerState
from .program import Program
from .resource import Resource

DAYS_A_WEEK: Final = 7


class Role(models.TextChoices):
    """What people do in these hours."""

    CANVASS = "canvass", "Knocking on doors"
    PHONE = "phone", "Calling"
    TEXT = "text", "Texting"
    POSTCARDS = "postcards", "Writing postcards"
    RELATIONAL = "relational", "Talking to people they know"
    EVENTS = "events", "Staffing tables and events"
    DRIVING = "driving", "Driving people to vote"
    PROTECTION = "protection", "Watching polls, helping voters"
    TRAINING = "training", "Training others"
    ORGANIZING = "organizing", "Organizing volunteers"
    DATA = "data", "Lists and data"
    INTERPRETING = "interpreting", "Interpreting and translating"


# Work that reaches the people of a list: the code of the family of tactics that it is counted with.
FAMILIES: Final = {
    Role.CANVASS: "door",
    Role.PHONE: "phone",
    Role.TEXT: "text",
    Role.POSTCARDS: "mail",
    Role.RELATIONAL: "relational",
}


class Skill(models.TextChoices):
    """What people can do beyond the role itself."""

    LEADS = "leads", "Leads a team"
    TRAINS = "trains", "Has trained others"
    LICENSED = "licensed", "Drives, with a car"
    LAWYER = "lawyer", "Lawyer or paralegal"
    TURF = "turf", "Cuts turf and lists"
    REGISTERS = "registers", "May register voters there"


LANGUAGES: Final = [choice for choice in Resource.Language.choices if choice[0] != Resource.Language.BOTH]


def in_states(codes: Collection[str]) -> Q:
    """Hours in one of these states; those from anywhere lie where their organization works."""
    there = PartnerState.objects.filter(state_id__in=codes).values("partner_id")
    return Q(division__state_id__in=codes) | Q(division__state__isnull=True, partner__in=there)


class PeopleQuerySet(models.QuerySet[Any]):
    """Of offers or of needs."""

    def visible_to(self, viewer: Viewer) -> "PeopleQuerySet":
        """By their own level, and only of partners that the viewer may see; never for donors."""
        if not (viewer.is_insider or viewer.partner_ids):
            return self.filter(nothing())
        level = readable(viewer, owner="partner_id", states=in_states)
        standing = Q(withdrawn_at__isnull=True) | Q(partner__in=Partner.objects.editable_by(viewer))
        return self.filter(level & standing, partner__in=Partner.objects.visible_to(viewer))

    def standing(self) -> "PeopleQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def between(self, first: dt.date, last: dt.date) -> "PeopleQuerySet":
        """Those that share a day with this window."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)

    def in_states(self, codes: Collection[str]) -> "PeopleQuerySet":
        """Those in one of these states, or from anywhere by an organization that works there."""
        return self.filter(in_states(codes))

    def matching(self, words: str) -> "PeopleQuerySet":
        """Every word stands in the details, the place or the partner's name."""
        found = self
        for word in words.split():
            place = Q(division__name__icontains=word) | Q(division__state__name__icontains=word)
            found = found.filter(place | Q(details__icontains=word) | Q(partner__name__icontains=word))
        return found


class PeopleHours(models.Model):
    """What an offer and a need of people's hours have in common."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="%(class)ss")
    role = models.CharField(max_length=12, choices=Role, help_text="What is done in these hours.")
    hours_a_week = models.PositiveIntegerField("hours a week", help_text="Of all these people together.")
    skills = ArrayField(
        models.CharField(max_length=12, choices=Skill), default=list, blank=True, help_text="Beyond the role itself."
    )
    languages = ArrayField(
        models.CharField(max_length=5, choices=LANGUAGES), default=list, blank=True, help_text="Spoken in this work."
    )
    division = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="place",
        help_text="Where; empty where it is from anywhere.",
    )
    is_remote = models.BooleanField("from anywhere", default=False, help_text="Can be done from anywhere.")
    starts_on = models.DateField("first day", validators=[in_this_century])
    ends_on = models.DateField("last day", validators=[in_this_century])
    side = models.CharField(
        max_length=12,
        choices=Program.Side,
        default=Program.Side.INDEPENDENT,
        help_text="For which work: people on one side are never placed on the other.",
    )
    details = models.TextField(max_length=2_000, blank=True, help_text="What somebody should know.")
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.TABLE, help_text="Who can see this. Donors never can."
    )
    source = models.CharField(max_length=300, blank=True, help_text="Where this record comes from.")
    withdrawn_at = models.DateTimeField(
        "withdrawn", null=True, blank=True, editable=False, help_text="Since when it no longer stands."
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PeopleQuerySet.as_manager()
    # How addresses call this kind of hours.
    KIND: ClassVar[str]

    class Meta:
        abstract = True
        ordering = ["starts_on", "pk"]
        indexes = [models.Index(fields=["division", "starts_on"], name="%(class)s_place_start")]
        constraints = [
            models.CheckConstraint(condition=Q(hours_a_week__range=(1, 100_000)), name="%(class)s_some_hours"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="%(class)s_ends_after_start"),
            models.CheckConstraint(
                condition=of_this_century("starts_on", "ends_on"), name="%(class)s_in_this_century"
            ),
            models.CheckConstraint(
                condition=Q(division__isnull=False) | Q(is_remote=True), name="%(class)s_somewhere_or_from_anywhere"
            ),
            models.CheckConstraint(condition=Q(skills__contained_by=Skill.values), name="%(class)s_skills_are_known"),
            models.CheckConstraint(
                condition=Q(languages__contained_by=[code for code, _ in LANGUAGES]),
                name="%(class)s_languages_are_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.where}"

    def get_absolute_url(self) -> str:
        return reverse("partners:people-line", args=[self.KIND, self.public_id])

    @property
    def where(self) -> str:
        """ "Pima County, AZ", "From anywhere", or both."""
        places = [self.division.full_name] if self.division else []
        words = " or ".join([*places, *(["from anywhere"] if self.is_remote else [])])
        return words[:1].upper() + words[1:]

    @property
    def weeks(self) -> float:
        """How many weeks it lasts."""
        return ((self.ends_on - self.starts_on).days + 1) / DAYS_A_WEEK

    @property
    def hours(self) -> int:
        """All hours of all its weeks."""
        return round(self.hours_a_week * self.weeks)

    @property
    def skill_labels(self) -> list[str]:
        return [str(Skill(code).label) for code in self.skills]

    @property
    def language_labels(self) -> list[str]:
        return [str(dict(LANGUAGES)[code]) for code in self.languages]


@pghistory.track()
class PeopleOffer(PeopleHours):
    """Hours that an organization's people could work for others, or in a place that lacks them."""

    KIND = "offers"

    class Meta(PeopleHours.Meta):
        pass


@pghistory.track()
class PeopleNeed(PeopleHours):
    """Hours of people that an organization lacks for what it plans."""

    KIND = "needs"

    class Meta(PeopleHours.Meta):
        pass
