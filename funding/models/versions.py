"""What is written for a time, version after version: which hold when, and what is always true of them."""

import datetime as dt
from typing import Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.constraints import BaseConstraint

Row = TypeVar("Row", bound=models.Model)


class Versions(models.QuerySet[Row]):
    """Rows with `starts_on` and `ends_on`, the first day on which they hold no more."""

    def in_force(self, on: dt.date) -> Self:
        """Those that hold on that day, one version of each."""
        return self.not_over(on).filter(starts_on__lte=on)

    def not_over(self, on: dt.date) -> Self:
        """The versions that hold on that day or will on a later one."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on) & Q(ends_on__gt=F("starts_on")))

    def to_come(self, on: dt.date) -> Self:
        """The versions that will hold from a later day than that one."""
        return self.not_over(on).filter(starts_on__gt=on)


def version_constraints(name: str) -> list[BaseConstraint]:
    """Of one code one version at a time, with its reason; proposed before it holds, confirmed by another."""
    days = Func(F("starts_on"), F("ends_on"), Value("[)"), function="daterange")
    return [
        models.UniqueConstraint(fields=["code", "version"], name=f"{name}_version_once"),
        ExclusionConstraint(
            name=f"{name}_one_version_at_a_time",
            expressions=[(F("code"), RangeOperators.EQUAL), (days, RangeOperators.OVERLAPS)],
        ),
        models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name=f"{name}_ends"),
        models.CheckConstraint(condition=Q(reason__regex=r"\S", citation__regex=r"\S"), name=f"{name}_says_why"),
        models.CheckConstraint(
            condition=Q(confirmed_by=None, confirmed_on=None)
            | Q(confirmed_by__isnull=False, confirmed_on__isnull=False),
            name=f"{name}_confirmed_by_somebody_on_a_day",
        ),
        models.CheckConstraint(
            condition=Q(confirmed_by=None) | Q(proposed_by=None) | ~Q(confirmed_by=F("proposed_by")),
            name=f"{name}_confirmed_by_another",
        ),
        models.CheckConstraint(
            condition=Q(proposed_by=None, proposed_on=None)
            | Q(proposed_by__isnull=False, proposed_on__isnull=False, starts_on__gte=F("proposed_on")),
            name=f"{name}_begins_once_proposed",
        ),
    ]
