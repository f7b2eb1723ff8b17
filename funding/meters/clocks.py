"""The 120 days after a campaign: how long somebody who worked for one may carry what it knows into our work."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

DAYS: Final = 120
RULE: Final = (
    "Whoever worked for a candidate, a campaign or a party, as a vendor or an employee, within the last 120 days, "
    "may know its plans: what that person then helps to make can count as coordinated with it."
)
LAW: Final = "11 CFR 109.21(d)(4), (5)"
NEAR_DAYS: Final = 14


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of one engagement: it runs from its last day on. `last_day` is None while the engagement goes on."""

    last_day: dt.date | None

    @property
    def ends_on(self) -> dt.date | None:
        """The last of the 120 days."""
        return None if self.last_day is None else self.last_day + dt.timedelta(days=DAYS)

    def days_left(self, today: dt.date) -> int | None:
        """Days until the clock has run out, 0 once it has; None while the engagement goes on."""
        return None if self.ends_on is None else max((self.ends_on - today).days, 0)

    def said(self, today: dt.date) -> str:
        """Where the clock is, in words."""
        left = self.days_left(today)
        if left is None or (self.last_day is not None and self.last_day > today):
            return "Engaged now: the clock has not begun"
        if not left:
            return "Run out"
        return "Nearly run out" if left <= NEAR_DAYS else "Running"

    def runs(self, today: dt.date) -> bool:
        """Whether it still keeps that person or vendor apart."""
        left = self.days_left(today)
        return left is None or left > 0
