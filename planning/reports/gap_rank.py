"""How pressing a gap is, on one scale for gaps of every kind, so that they stand in one list."""

import datetime as dt
from dataclasses import dataclass

from states.models import Cycle

TIERS = 4
# A gap of which nobody is known who could fill it ranks as half as urgent (as in `planning.gaps.engine`).
NOBODY_KNOWN = 0.5


@dataclass(frozen=True)
class Rank:
    """The four factors of a rank, each with its words. `missing` is from 0 to 1: the largest of its kind that the
    viewer is shown is 1, and a role that nobody has is missing whole."""

    tier: int
    missing: float
    missing_words: str
    time_left: float
    time_words: str
    is_anybody_known: bool

    @property
    def score(self) -> float:
        """The product of the factors: from 0 to 4."""
        return (TIERS + 1 - self.tier) * self.missing * self.time_left * self._somebody

    @property
    def _somebody(self) -> float:
        return 1.0 if self.is_anybody_known else NOBODY_KNOWN

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The factors in words, for the page that explains them."""
        return [
            ("Priority", f"{TIERS + 1 - self.tier} of 4 (tier {self.tier})"),
            ("What is missing", f"{self.missing_words} (the largest of its kind in a list counts as 1)"),
            ("Time left", f"{self.time_left:.0%} of {self.time_words}"),
            ("Somebody to ask", "known" if self.is_anybody_known else "nobody is known: counts half"),
        ]


@dataclass(frozen=True)
class InState:
    """What a state's priorities say of it in a cycle: the first tier, and the day that its work runs towards."""

    tier: int
    votes_on: dt.date


def time_left(cycle: Cycle, until: dt.date, today: dt.date) -> float:
    """Which part of the cycle up to a day is left: 1 before it begins, 0 from the day on."""
    whole = (until - cycle.starts_on).days
    return min(1.0, max(0.0, (until - today).days / whole)) if whole > 0 else 0.0
