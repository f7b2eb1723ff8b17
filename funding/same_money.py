"""Whether a published grant and an allocation may be the same money: pure judgement, each answer with its reasons.

It only proposes: that one dollar stands in two places is said by a person.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from partners.matching import Record, worth_asking

NEARLY: Final = Decimal("0.05")
LIKELY_FROM: Final = 7
# Between the day of a decision and that of its publication lie weeks, not years.
_WEEKS, _YEAR = dt.timedelta(days=45), dt.timedelta(days=366)


@dataclass(frozen=True)
class Side:
    """An organization: its key, and its name for where the keys differ."""

    key: int
    name: str


@dataclass(frozen=True)
class Money:
    """One amount (in a currency that both sides of the question share), who gave and received it, and the first and
    last day of the time in which it was awarded; None where that is not known."""

    funder: Side
    recipient: Side
    amount: Decimal
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True)
class Likeness:
    """How much speaks for one and the same money (points, of about ten), and what, in words."""

    points: int
    reasons: tuple[str, ...]

    @property
    def is_likely(self) -> bool:
        return self.points >= LIKELY_FROM


def likeness(published: Money, recorded: Money) -> Likeness | None:
    """None where they have too little in common to ask: another recipient, or another funder and another amount."""
    recipient = _alike(published.recipient, recorded.recipient, "recipient", most=3)
    funder = _alike(published.funder, recorded.funder, "funder", most=2)
    amount = _amounts(published.amount, recorded.amount)
    if not recipient[0] or not (funder[0] or amount[0] > 1):
        return None
    told = (recipient, funder, amount, _days(published, recorded))
    return Likeness(sum(points for points, _ in told), tuple(reason for _, reason in told if reason))


def _alike(one: Side, other: Side, what: str, *, most: int) -> tuple[int, str]:
    if one.key == other.key:
        return most, f"the same {what}"
    if worth_asking(Record(one.name), Record(other.name)) is None:
        return 0, ""
    return most - 1, f"a {what} of nearly the same name"


def _amounts(published: Decimal, recorded: Decimal) -> tuple[int, str]:
    if published == recorded:
        return 3, "the same amount"
    near = abs(published - recorded) <= NEARLY * max(published, recorded)
    return (1, "nearly the same amount") if near else (0, "another amount")


def _days(published: Money, recorded: Money) -> tuple[int, str]:
    if published.first is None or recorded.first is None:
        return 0, ""
    apart = max(
        published.first - (recorded.last or recorded.first),
        recorded.first - (published.last or published.first),
        dt.timedelta(0),
    )
    if apart <= _WEEKS:
        return 2, "in the same weeks" if apart or published.first == published.last else "in the same time"
    return (1, "within a year") if apart <= _YEAR else (-2, "more than a year apart")
