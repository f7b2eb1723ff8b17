"""Four weeks at a time: the window in which tries are counted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from .records import Window

DAYS = 28
# Sums of the same rates in another order differ by less than this.
EPSILON = 1e-9

Bend = tuple[int, float]
"""A day (ordinal) on which a rate begins to rise or fall, and by how much more a day."""


def window_ending(day: int) -> Window:
    """The 28 days that end on an ordinal day."""
    return Window(date.fromordinal(day - DAYS + 1), date.fromordinal(day))


def bends(first: int, last: int, daily: float) -> Iterator[Bend]:
    """How the 28-day sum of work from `first` to `last` runs, by the day on which the 28 days end: it rises from the
    day before the first, is level while the shorter of work and window lies in the longer, and falls to nothing."""
    shorter, longer = sorted((last, first + DAYS - 1))
    yield from ((first - 1, daily), (shorter, -daily), (longer, -daily), (last + DAYS, daily))


def worst_day(rates: Iterable[tuple[Iterable[Bend], float]], first: int, until: int) -> int:
    """The day from `first` to `until` on which the weighted sum of rates is greatest; of equal ones the earliest.

    The sum runs in straight lines between bends, so that it is enough to look at these.
    """
    changes: dict[int, float] = defaultdict(float, {first: 0.0, until: 0.0})
    for found, weight in rates:
        for day, change in found:
            changes[day] += change * weight
    worst, most = first, -1.0
    value = slope = 0.0
    before = min(changes)
    for day in sorted(changes):
        value += slope * (day - before)
        if first <= day <= until and value > most + EPSILON:
            worst, most = day, value
        slope, before = slope + changes[day], day
    return worst
