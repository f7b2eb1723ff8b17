"""How early money is, and whether it still helps the work that it is for. Pure.

Early money is what goes out half a year or more before Election Day. Money is too late for an activity when it comes
after the day on which its tactic had to have it: so many days before the first attempt (hiring, printing, lists).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

EARLY_DAYS: Final = 183


@dataclass(frozen=True, slots=True)
class Work:
    """An activity that money is for: what it is called, when it begins, and how many days before that it needs it."""

    name: str
    starts_on: dt.date
    lead_days: int

    @property
    def needs_money_by(self) -> dt.date:
        """The last day on which its money comes in time."""
        left = (self.starts_on - dt.date.min).days
        return self.starts_on - dt.timedelta(days=min(self.lead_days, left))


@dataclass(frozen=True, slots=True)
class Late:
    """Money that comes too late for a piece of work, by so many days."""

    work: Work
    days: int


def days_before(election: dt.date, on: dt.date) -> int:
    """Days from the money to Election Day; below zero after it."""
    return (election - on).days


def comes_on(paid_on: dt.date | None, due_on: dt.date, today: dt.date) -> dt.date:
    """The day that money comes: it was paid, or is due; what is not paid yet comes today at the earliest."""
    return paid_on or max(due_on, today)


def late_for(on: dt.date, work: Iterable[Work]) -> Late | None:
    """The piece of work that the money misses by the most days, of those that it comes too late for."""
    missed = [Late(each, (on - each.needs_money_by).days) for each in work if on > each.needs_money_by]
    return max(missed, key=lambda each: (each.days, each.work.name), default=None)


def early_share(payments: Iterable[tuple[dt.date, Decimal]], election: dt.date) -> tuple[Decimal, Decimal]:
    """Of these (day, dollars): the dollars that are early, and all of them."""
    early = whole = Decimal(0)
    for on, amount in payments:
        whole += amount
        if days_before(election, on) >= EARLY_DAYS:
            early += amount
    return early, whole
