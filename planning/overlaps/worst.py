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
    left = 0
    for island in range(len(a)):
        while left < len(left_island) and left_island[left] < island:
            left += 1
        day, length = first[island] - DAYS + 1, last[island] - first[island] + DAYS
        # A column for each day on which tries can count, from 27 before the first on, and one for all later ones.
        columns = length + DAYS
        for column in range(columns):
            change[column] = 0.0
        for at in range(begin[island] - 2, begin[island + 1]):
            side = at - begin[island]
            work = a[island] if side == -2 else b[island] if side == -1 else other[at]
            weight = 1.0 if side < 0 else chance[at]
            for run in range(first_run[work], first_run[work + 1]):
                if _is_left_out(run, island, left, left_island, left_run):
                    continue
                tries = once[run] * weight
                change[min(max(start[run] - day, 0), columns - 1)] += tries
                change[min(max(end[run] + 1 - day, 0), columns - 1)] -= tries
        rate[0] = change[0]
        for column in range(1, columns):
            rate[column] = rate[column - 1] + change[column]
        total = 0.0
        for column in range(DAYS - 1):
            total += rate[column]
        most = 0.0
        # Only days on which the sum bends, the first and the last can be the worst.
        for column in range(length):
            total += rate[column + DAYS - 1]
            value[column] = -1.0
            if column in (0, length - 1) or change[column + DAYS] != change[column]:
                value[column] = total
                most = max(most, total)
            total -= rate[column]
        column = 0
        while value[column] < most - EPSILON:
            column += 1
        until = first[island] + column
        for work, given in ((a[island], rate_a), (b[island], rate_b)):
            given[island] = 0.0
            for run in range(first_run[work], first_run[work + 1]):
                days = min(end[run], until) - max(start[run], until - DAYS + 1) + 1
                if days > 0 and not _is_left_out(run, island, left, left_island, left_run):
                    given[island] += once[run] * days
        by_chance = value[column] - rate_a[island] - rate_b[island]
        # What is left is by chance, or the rounding of a sum.
        others[island] = by_chance if by_chance > EPSILON else 0.0
        worst[island] = until


def _is_left_out(run, island, left, left_island, left_run):
    """Whether a run counts elsewhere in this island, whose own begin at `left`."""
    while left < len(left_island) and left_island[left] == island:
        if left_run[left] == run:
            return True
        left += 1
    return False
