"""What elections came to: public returns by place, as files of results state them."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from states.margins import contest_words, is_between_two


class ElectionResult(models.Model):
    """The votes of one contest in one place, by the two large parties and all.

    Facts to know a place by. They say how people voted, never how nonpartisan money should be spent.
    """

    class Office(models.TextChoices):
        PRESIDENT = "president", "President"
        US_SENATE = "us_senate", "U.S. Senate"
        US_HOUSE = "us_house", "U.S. House"
        GOVERNOR = "governor", "Governor"
        ATTORNEY_GENERAL = "attorney_general", "Attorney general"
        SECRETARY_OF_STATE = "secretary_of_state", "Secretary of state"
        UPPER = "sldu", "State senate"
        LOWER = "sldl", "State house"

    class Counted(models.TextChoices):
        CONTEST = "contest", "Returns of the contest"
        COUNTY = "county", "Returns of the county"
        COUNTIES = "counties", "Sum of county returns"

    division = models.ForeignKey("Division", on_delete=models.CASCADE, related_name="results")
    office = models.CharField(max_length=20, choices=Office)
    year = models.PositiveSmallIntegerField(help_text="In which people voted.")
    seat = models.CharField(max_length=20, blank=True, help_text="Of seats voted on apart, such as position 1.")
    is_special = models.BooleanField(default=False, help_text="A special election.")
    votes_dem = models.PositiveBigIntegerField(null=True, help_text="Empty where the party had no candidate.")
    votes_rep = models.PositiveBigIntegerField(null=True, help_text="Empty where the party had no candidate.")
    votes_total = models.PositiveBigIntegerField(help_text="Of all candidates.")
    counted = models.CharField(max_length=10, choices=Counted)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["-year", "office", "division", "seat"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "office", "year", "seat", "is_special", "counted"], name="election_result_once"
            ),
            models.CheckConstraint(
                condition=Q(votes_total__gt=0)
                & (Q(votes_dem__isnull=True) | Q(votes_dem__lte=F("votes_total")))
                & (Q(votes_rep__isnull=True) | Q(votes_rep__lte=F("votes_total"))),
                name="election_result_parts_of_a_total",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()} {self.year}, {self.division}"

    @property
    def outcome(self) -> str:
        """ "Democratic by 3.4 points", "even", "Republican; no Democrat named"."""
        return contest_words(self.votes_dem, self.votes_rep, self.votes_total)

    @property
    def margin_points(self) -> Decimal | None:
        """By how many points it was decided, whoever won; None unless between the two large parties."""
        if self.margin_share is None or not is_between_two(self.votes_dem, self.votes_rep, self.votes_total):
            return None
        return abs(100 * self.margin_share).quantize(Decimal("0.01"))

    @property
    def margin_share(self) -> Decimal | None:
        """Democratic less Republican votes, as a share of all; None where a party had no candidate."""
        if self.votes_dem is None or self.votes_rep is None:
            return None
        return Decimal(self.votes_dem - self.votes_rep) / self.votes_total
