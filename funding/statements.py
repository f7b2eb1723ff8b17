"""Which of several statements of a need is shown, and which of the others contradict it. Pure.

*Which one is shown* is the rule `SHOWN_RULE`. *What contradicts it*: another voice, within half a year of it, by
which another amount was still to be raised. Somebody who states again later contradicts nobody: that is news.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

SHOWN_RULE: Final = (
    "Of the statements that you may read and nobody has withdrawn, the one with the newest “good as of” is shown; "
    "of two of one day, the one that was entered later."
)
BESIDE: Final = dt.timedelta(days=180)


@dataclass(frozen=True)
class Stated:
    """One statement: `key` in the order of entering, `voice` who says it, dollars, and the day that it describes."""

    key: int
    voice: str
    budget_usd: Decimal
    raised_usd: Decimal
    good_as_of: dt.date

    @property
    def gap_usd(self) -> Decimal:
        """What was still to be raised on that day, in dollars: never below zero."""
        return max(self.budget_usd - self.raised_usd, Decimal(0))


def newest_first(statements: Iterable[Stated]) -> list[Stated]:
    """These in the order of the rule: the first is the one that is shown."""
    return sorted(statements, key=lambda each: (each.good_as_of, each.key), reverse=True)


def contradicting(statements: Iterable[Stated]) -> list[Stated]:
    """Of these, those that contradict the one that is shown: the newest of each other voice, if it says otherwise."""
    ordered = newest_first(statements)
    if not ordered:
        return []
    shown, heard = ordered[0], {ordered[0].voice}
    found = []
    for each in ordered[1:]:
        if each.voice in heard:
            continue
        heard.add(each.voice)
        if each.gap_usd != shown.gap_usd and shown.good_as_of - each.good_as_of <= BESIDE:
            found.append(each)
    return found
