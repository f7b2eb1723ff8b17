"""Places: the country, its states and territories, their counties and districts, and how many people vote there."""

import datetime as dt
from zoneinfo import ZoneInfo

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .ground import stamps_ground


class DivisionQuerySet(models.QuerySet["Division"]):
    def in_state(self, code: str) -> "DivisionQuerySet":
        """Everything inside one state or territory (by postal code), the state itself included."""
        return self.filter(state_id=code)

    def counties(self) -> "DivisionQuerySet":
        """Counties and their equivalents, Connecticut's planning regions among them."""
        return self.filter(kind=Division.Kind.COUNTY)

    def districts(self) -> "DivisionQuerySet":
        """Congressional and legislative districts."""
        return self.filter(kind__in=Division.DISTRICTS)


@pghistory.track()
class Division(models.Model):
    """A place, by its Open Civic Data id, such as ocd-division/country:us/state:az/county:pima."""

    class Kind(models.TextChoices):
        COUNTRY = "country", "Country"
        STATE = "state", "State"
        DISTRICT = "district", "Federal district"
        TERRITORY = "territory", "Territory"
        COUNTY = "county", "County"
        CONGRESSIONAL = "cd", "Congressional district"
        UPPER = "sldu", "State senate district"
        LOWER = "sldl", "State house district"
        PLACE = "place", "Place"

    DISTRICTS = (Kind.CONGRESSIONAL, Kind.UPPER, Kind.LOWER)

    ocd_id = models.CharField("OCD id", max_length=200, unique=True)
    name = models.CharField(max_length=200, help_text="As people write it, such as Pima County.")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.ForeignKey(
        "State",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="divisions",
        help_text="Empty for the country.",
    )
    fips = models.CharField("FIPS code", max_length=10, blank=True, help_text="Census GEOID, with leading zeros.")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    chamber = models.CharField(
        max_length=40, blank=True, help_text="Of a district: what it elects to, such as Assembly."
    )
    seats = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Of a district: how many people it elects."
    )
    valid_from = models.DateField(null=True, blank=True, help_text="Since when this place exists.")
    valid_through = models.DateField(null=True, blank=True, help_text="Until when it existed.")

    objects = DivisionQuerySet.as_manager()

    class Meta:
        ordering = ["ocd_id"]
        triggers = [stamps_ground()]
        indexes = [models.Index(fields=["state", "kind"], name="division_state_kind")]
        constraints = [
            models.CheckConstraint(condition=Q(ocd_id__startswith="ocd-division/"), name="division_has_ocd_id"),
            models.CheckConstraint(
                condition=Q(kind="country", parent__isnull=True) | (~Q(kind="country") & Q(parent__isnull=False)),
                name="division_inside_another",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_through__isnull=True)
                | Q(valid_through__gte=F("valid_from")),
                name="division_valid_range",
            ),
            models.CheckConstraint(
                condition=Q(chamber="", seats__isnull=True) | Q(kind__in=["cd", "sldu", "sldl"], seats__gt=0),
                name="only_districts_have_seats",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """With its state where that is not plain ("Pima County, AZ")."""
        inside = self.kind not in {
            self.Kind.COUNTRY,
            self.Kind.STATE,
            self.Kind.DISTRICT,
            self.Kind.TERRITORY,
        }
        return f"{self.name}, {self.state_id}" if inside else self.name


def today_in(time_zone: str) -> dt.date:
    """The day that it is now in a time zone (`State.time_zone`)."""
    return timezone.localdate(timezone=ZoneInfo(time_zone))


@pghistory.track()
class State(models.Model):
    """One of the 56: fifty states, the District of Columbia, five territories. Its key is the postal code."""

    code = models.CharField(primary_key=True, max_length=2, help_text="Postal code, such as AZ.")
    name = models.CharField(max_length=60, unique=True)
    division = models.OneToOneField(Division, on_delete=models.PROTECT, related_name="as_state")
    time_zone = models.CharField(max_length=60, help_text="Where most of its people live, such as America/Phoenix.")
    notes = models.TextField(blank=True, help_text="What a newcomer to this state should know.")

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(code__regex=r"^[A-Z]{2}$"), name="state_postal_code")]

    def __str__(self) -> str:
        return self.name

    @property
    def today(self) -> dt.date:
        """The day that it is there now: its deadlines are days of its own."""
        return today_in(self.time_zone)


class DivisionShare(models.Model):
    """How much of one place lies in another, where the tree of places does not say it already (a crosswalk)."""

    division_a = models.ForeignKey(Division, on_delete=models.CASCADE, related_name="shares_as_a")
    division_b = models.ForeignKey(Division, on_delete=models.CASCADE, related_name="shares_as_b")
    share_of_a = models.DecimalField(max_digits=9, decimal_places=8, help_text="Part of A that lies in B, 0 to 1.")
    share_of_b = models.DecimalField(max_digits=9, decimal_places=8, help_text="Part of B that lies in A, 0 to 1.")
    basis = models.CharField(max_length=100, help_text="What was counted, such as votes cast in 2024.")
    source = models.CharField(max_length=300)

    class Meta:
        triggers = [stamps_ground()]
        constraints = [
            models.UniqueConstraint(fields=["division_a", "division_b"], name="division_share_once"),
            models.CheckConstraint(condition=Q(division_a__lt=F("division_b")), name="division_share_ordered"),
            models.CheckConstraint(
                condition=Q(share_of_a__gt=0, share_of_a__lte=1, share_of_b__gt=0, share_of_b__lte=1),
                name="division_share_between_0_and_1",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division_a} ∩ {self.division_b}"


@pghistory.track()
class Electorate(models.Model):
    """How many people there are to reach in a place, of one constituency or of all."""

    class Basis(models.TextChoices):
        CITIZENS = "cvap", "Citizens of voting age"
        VOTES = "votes", "Votes cast"
        ESTIMATE = "estimate", "Estimate"

    division = models.ForeignKey(Division, on_delete=models.CASCADE, related_name="electorates")
    constituency = models.ForeignKey(
        "Constituency",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="electorates",
        help_text="Empty for everyone.",
    )
    people = models.PositiveBigIntegerField()
    basis = models.CharField(max_length=10, choices=Basis)
    source = models.CharField(max_length=300)
    as_of = models.DateField(help_text="The day that the count describes.")

    class Meta:
        ordering = ["division", "-as_of"]
        triggers = [stamps_ground()]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "constituency", "basis", "as_of"],
                name="electorate_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.people:,} in {self.division}"
