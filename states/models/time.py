"""The election clock: cycles, in which needs are stated and money is allocated."""

import datetime as dt

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from mvp_coord.lib.days import in_this_century


class CycleQuerySet(models.QuerySet["Cycle"]):
    def on(self, day: dt.date) -> "CycleQuerySet":
        """The cycle that a day falls in (one or none)."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def planned_on(self, day: dt.date) -> "CycleQuerySet":
        """The cycle that people plan on a day: after the November election, with 60 days left, already the next."""
        return self.on(Cycle.planning_day(day))


@pghistory.track()
class Cycle(models.Model):
    """A two-year election cycle, such as 2027–28."""

    code = models.SlugField(max_length=20, unique=True, help_text="In addresses, such as 2027-28.")
    name = models.CharField(max_length=40, help_text="As people write it, such as 2027–28.")
    starts_on = models.DateField(validators=[in_this_century])
    ends_on = models.DateField(validators=[in_this_century])

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="cycle_ends_after_start"),
            ExclusionConstraint(
                name="cycles_do_not_overlap",
                expressions=[
                    (
                        Func(
                            "starts_on",
                            "ends_on",
                            models.Value("[]"),
                            function="daterange",
                            output_field=models.Field(),
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def met(self) -> Q:
        """Of rows with a first and a last day (`starts_on`, `ends_on`): those that share a day with it."""
        return Q(starts_on__lte=self.ends_on, ends_on__gte=self.starts_on)

    def is_met(self, starts_on: dt.date, ends_on: dt.date) -> bool:
        """The same of two days."""
        return starts_on <= self.ends_on and ends_on >= self.starts_on

    @staticmethod
    def planning_day(today: dt.date) -> dt.date:
        """The day whose cycle people plan on `today`: 60 days on, so that after November it is the next one."""
        return today + dt.timedelta(days=60)
