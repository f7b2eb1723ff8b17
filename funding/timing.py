"""How early money is, and whether it still helps the work that it is for. Pure.

Early money is what goes out half a year or more before Election Day. Money is too late for an activity when it comes
after the day on which its tactic had to have it: so many days before the first attempt (hiring, printing, lists).
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

EARLY_DAYS: Final = 183


@dataclass(frozen=True, slots=True)
class Work:
    """An activity that money is for: what it is called, when it begins and ends, how many days before its beginning
    it needs the money, and whether some of its program's had been paid by then."""

    name: str
    starts_on: dt.date
    ends_on: dt.date
    lead_days: int
    had_money: bool = False

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


def late_for(on: dt.date, work: Iterable[Work], *, is_later_part: bool = False) -> Late | None:
    """The piece of work that the money misses by the most days, of those that it comes too late for.

    Work that is over by then is not what it is for. What has begun by then is, where no money had come before: a
    later part of a schedule is for what begins after it.
    """
    missed = [
        Late(each, (on - each.needs_money_by).days)
        for each in work
        if each.needs_money_by < on <= each.ends_on and (each.starts_on > on or not (is_later_part or each.had_money))
    ]
    return max(missed, key=lambda each: (each.days, each.work.name), default=None)


def latest_for(days: Iterable[dt.date], work: Collection[Work], *, has_begun: bool) -> tuple[dt.date, Late] | None:
    """Of the parts that come on these days, the one that misses its work by the most; `has_begun`: one came before
    all of these."""
    found = [
        (on, late)
        for at, on in enumerate(sorted(set(days)))
        if (late := late_for(on, work, is_later_part=has_begun or at > 0))
    ]
    return max(found, key=lambda each: (each[1].days, each[0]), default=None)


def early_share(payments: Iterable[tuple[dt.date, Decimal]], election: dt.date) -> tuple[Decimal, Decimal]:
    """Of these (day, dollars): the dollars that are early, and all of them."""
    early = whole = Decimal(0)
    for on, amount in payments:
        whole += amount
        if days_before(election, on) >= EARLY_DAYS:
            early += amount
    return early, whole
