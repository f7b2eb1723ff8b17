"""When a total of what several funders keep back may be told, and to whom: the rule of blind totals.

Pure. A total stands for at least three funders, none of whom has most of it, is rounded to a coarse step, and leaves
out whoever looks: so nobody learns by subtracting what he knows. What was told once is told anew only when at least
four funders have changed their part: so nobody learns by comparing today with yesterday.
"""

from collections.abc import Collection, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

LEAST_FUNDERS: Final = 3
MOST_OF_ONE: Final = Decimal("0.6")
STEP_USD: Final = Decimal(10_000)

Shares = Mapping[int, Decimal]  # by a funder's id, its dollars, more than zero


def is_safe(shares: Shares) -> bool:
    """Whether the sum of these tells little of any one of them: enough funders, and none that has most of it."""
    if len(shares) < LEAST_FUNDERS:
        return False
    return max(shares.values()) <= MOST_OF_ONE * sum(shares.values())


def told(published: Shares, now: Shares, known: Collection[int]) -> Decimal | None:
    """What somebody reads of a total that was published: dollars to the nearest step, 0 for less than half of one.

    `known` are the funders whose parts the person knows: they are left out. `now` are the parts as they stand today:
    a total of which too few funders are left is told no more. None where nothing may be told.
    """
    others = {funder: amount for funder, amount in published.items() if funder not in known}
    if not is_safe(others) or not is_safe({funder: others[funder] for funder in others if funder in now}):
        return None
    steps = (sum(others.values()) / STEP_USD).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return steps * STEP_USD


def may_follow(before: Shares, after: Shares) -> bool:
    """Whether a total may be told anew after another one, so that their difference tells little of any one funder.

    It holds for whoever looks: also without any one of those that changed.
    """
    if not before:
        return is_safe(after)
    changes = {
        funder: abs(after.get(funder, Decimal(0)) - before.get(funder, Decimal(0)))
        for funder in before.keys() | after.keys()
    }
    changes = {funder: change for funder, change in changes.items() if change}
    without_one = [{each: changes[each] for each in changes if each != funder} for funder in changes]
    return is_safe(after) and is_safe(changes) and all(map(is_safe, without_one))
