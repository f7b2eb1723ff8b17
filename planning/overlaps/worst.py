"""The worst 28 days of two lists, day by day."""

from .loops import loop
from .windows import DAYS, EPSILON


@loop(outputs=7)
def add_up(
    a, b, first, last, begin, other, chance, first_run, start, end, once, left_island, left_run,
    change, rate, value, rate_a, rate_b, others, worst,
):  # fmt: skip
    """For each island the tries for one person in its worst 28 days, by both lists and by chance, and their last day:
    the earliest from the first shared one on which the 28-day sum is greatest.

    `once` is what each run gives one person a day, `left_island` and `left_run` are runs that count elsewhere (by
    island). `change`, `rate` and `value` have room for the days of the longest island and 56 more.
    """
    left, runs = 0, (first_run, start, end, once)
    for island in range(len(a)):
        while left < len(left_island) and left_island[left] < island:
            left += 1
        left_out = island, left, left_island, left_run
        # A column for each day on which tries can count, from 27 before the first on, and one for all later ones.
        day, columns = first[island] - DAYS + 1, last[island] - first[island] + 2 * DAYS
        for column in range(columns):
            change[column] = 0.0
        _count(a[island], 1.0, day, columns, runs, left_out, change)
        _count(b[island], 1.0, day, columns, runs, left_out, change)
        for at in range(begin[island], begin[island + 1]):
            _count(other[at], chance[at], day, columns, runs, left_out, change)
        column = _worst_column(columns, change, rate, value)
        worst[island] = first[island] + column
        rate_a[island] = _given(a[island], worst[island], runs, left_out)
        rate_b[island] = _given(b[island], worst[island], runs, left_out)
        by_chance = value[column] - rate_a[island] - rate_b[island]
        # What is left is by chance, or the rounding of a sum.
        others[island] = by_chance if by_chance > EPSILON else 0.0


def _count(work, weight, day, columns, runs, left_out, change):
    """By how much the tries a day rise and fall with the runs of a list."""
    first_run, start, end, once = runs
    for run in range(first_run[work], first_run[work + 1]):
        if not _is_left_out(run, left_out):
            tries = once[run] * weight
            change[min(max(start[run] - day, 0), columns - 1)] += tries
            change[min(max(end[run] + 1 - day, 0), columns - 1)] -= tries


def _worst_column(columns, change, rate, value):
    """The first day (counted from the first shared one) whose 28-day sum is the greatest; `value` has that sum."""
    length, total, most = columns - DAYS, 0.0, 0.0
    rate[0] = change[0]
    for column in range(1, columns):
        rate[column] = rate[column - 1] + change[column]
    for column in range(DAYS - 1):
        total += rate[column]
    # Only days on which the sum bends, the first and the last can be the worst.
    for column in range(length):
        total += rate[column + DAYS - 1]
        value[column] = -1.0
        if column == 0 or column == length - 1 or change[column + DAYS] != change[column]:
            value[column] = total
            most = max(most, total)
        total -= rate[column]
    found = 0
    while value[found] < most - EPSILON:
        found += 1
    return found


def _given(work, until, runs, left_out):
    """What a list gives one person on it in the 28 days that end on a day."""
    first_run, start, end, once = runs
    found = 0.0
    for run in range(first_run[work], first_run[work + 1]):
        days = min(end[run], until) - max(start[run], until - DAYS + 1) + 1
        if days > 0 and not _is_left_out(run, left_out):
            found += once[run] * days
    return found


def _is_left_out(run, left_out):
    """Whether a run counts elsewhere in an island, whose own begin at `left`."""
    island, left, left_island, left_run = left_out
    while left < len(left_island) and left_island[left] == island:
        if left_run[left] == run:
            return True
        left += 1
    return False
