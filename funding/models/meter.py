"""What meters rest on: figures that somebody has stated of an entity for a year (their limits: `meter_limit`).

Nothing that was stated is written over: of two statements about one thing the newer counts, and both are kept.
"""

import calendar
from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.visibility import Viewer, nothing
from mvp_coord.lib import wording
from mvp_coord.lib.public_id import new_public_id
from partners.models import LegalEntity
from partners.models.family import Vehicle


class EntityFigureQuerySet(models.QuerySet["EntityFigure"]):
    def visible_to(self, viewer: Viewer) -> "EntityFigureQuerySet":
        """Insiders, of entities that they may know: what a group tells counsel of its return is nobody else's."""
        if not viewer.is_insider:
            return self.filter(nothing())
        return self.filter(entity__in=LegalEntity.objects.visible_to(viewer))

    def newest_first(self) -> "EntityFigureQuerySet":
        """The newest "good as of" first, the later entered of two of one day."""
        return self.order_by("-good_as_of", "-pk")


@pghistory.track()
class EntityFigure(models.Model):
    """One fact about an entity and a tax year, as somebody stated it: dollars, a yes or no, or a month."""

    class What(models.TextChoices):
        YEAR_BEGINS = "year-begins", "The month in which its tax year begins"
        ELECTED = "elected", "Has it elected 501(h)?"
        EXEMPT_PURPOSE = "exempt-purpose", "Exempt-purpose expenditures in the year"
        OWN_DIRECT = "own-direct", "Direct lobbying that it does itself"
        OWN_GRASSROOTS = "own-grassroots", "Grassroots lobbying that it does itself"
        SPENDING = "spending", "All that it spends in the year"
        OWN_POLITICAL = "own-political", "Political work that it does itself"
        QUALIFIES = "qualifies", "Has the IRS said that it qualifies under 4945(f)?"
        SUPPORT = "support", "Its support in the year, but for investment income"
        PUBLIC = "public-support", "Of that: from the public, exempt organizations and governments"
        LARGEST = "largest-source", "Of that: the most from one exempt organization"
        INVESTMENT = "investment", "Investment income in the year"
        INCOME = "income", "Its income in the year"
        ACTIVE = "spent-actively", "Of that: spent directly on its exempt purposes"

    # Which vehicle is asked for what.
    ASKED_OF: dict[str, tuple[str, ...]] = {
        Vehicle.C3_PUBLIC: (
            *(What.ELECTED, What.EXEMPT_PURPOSE, What.OWN_DIRECT, What.OWN_GRASSROOTS, What.QUALIFIES),
            *(What.SUPPORT, What.PUBLIC, What.LARGEST, What.INVESTMENT, What.INCOME, What.ACTIVE, What.YEAR_BEGINS),
        ),
        Vehicle.C4: (What.SPENDING, What.OWN_POLITICAL, What.YEAR_BEGINS),
    }
    MONTHS = (What.YEAR_BEGINS,)
    ANSWERS = (What.ELECTED, What.QUALIFIES)
    # These stand until another year says otherwise; figures are of their own year alone.
    LASTING = (*MONTHS, *ANSWERS)

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="figures")
    year = models.PositiveSmallIntegerField(help_text="The year in which its tax year begins.")
    what = models.CharField(max_length=20, choices=What)
    amount_usd = models.DecimalField(
        "amount", max_digits=14, decimal_places=2, null=True, blank=True, help_text="In dollars."
    )
    answer = models.BooleanField(null=True, blank=True, help_text="Of what is asked as a yes or no.")
    month = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 for January.")
    source = models.CharField(max_length=300, help_text="On whose word, from which paper.")
    good_as_of = models.DateField(help_text="The day that it describes, or on which it was said.")
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EntityFigureQuerySet.as_manager()

    class Meta:
        ordering = ["entity", "-year", "what", "-good_as_of", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what="year-begins", month__range=(1, 12), amount_usd=None, answer=None)
                | Q(what__in=["elected", "qualifies"], answer__isnull=False, amount_usd=None, month=None)
                | Q(~Q(what__in=["year-begins", "elected", "qualifies"]), amount_usd__gte=0, answer=None, month=None),
                name="figure_has_its_kind_of_value",
            ),
            models.CheckConstraint(condition=Q(source__regex=r"\S"), name="figure_has_a_source"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2100)), name="figure_of_a_plausible_year"),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}, {self.year}: {self.entity}"

    @property
    def value(self) -> Any:
        """What was stated: dollars, a yes or no, or the number of a month."""
        return self.amount_usd if self.amount_usd is not None else self.month if self.answer is None else self.answer

    @property
    def said(self) -> str:
        """What was stated, in words."""
        if self.answer is not None:
            return "Yes" if self.answer else "No"
        return calendar.month_name[self.month] if self.month else wording.usd_exact(self.amount_usd)
