"""The worst 28 days of two lists, day by day."""

import numpy as np

from .loops import loop
from .steps import days_inside
from .windows import DAYS, EPSILON


@loop(outputs=8)
def add_up(
    a, b, first, last, begin, met, chance, first_run, line_of, start, end, once, line_list, line_more, line_tied,
    left_island, left_line, elsewhere, change, rate, value, rate_a, rate_b, others, worst,
):  # fmt: skip
    """For each island the tries for one person in its worst 28 days, by both lists and by chance, and their last day:
    the earliest from the first shared one on which the 28-day sum is greatest.

    `line_of` tells where each run lies among the lines, `met` are lines of third lists, and `once` is what each line
    gives one person a day; `line_more` and `line_tied` are as in `look_up`. `left_island` and `left_line` are lines
    that count elsewhere (by island); `elsewhere` has a number for each of `line_tied` that no island has; `change`,
    `rate` and `value` have room for the days of the longest island and 55 more.
    """
    left, runs = 0, (first_run, line_of, start, end, once, line_tied, elsewhere)
    for island in range(len(a)):
        while left < len(left_island) and left_island[left] == island:
            elsewhere[line_tied[left_line[left]]] = island
            left += 1
        # A column for each day on which tries can count, from 27 before the first on, and one for all later ones.
        day, columns = first[island] - DAYS + 1, last[island] - first[island] + 2 * DAYS
        for column in range(columns):
            change[column] = 0.0
        _count(a[island], 1.0, island, day, columns, runs, change)
        _count(b[island], 1.0, island, day, columns, runs, change)
        for at in range(begin[island], begin[island + 1]):
            line = met[at]
            if line_more[line] >= 0:
                _count(line_list[line], chance[at], island, day, columns, runs, change)
            elif line_tied[line] < 0 or elsewhere[line_tied[line]] != island:
                _put(start[line] - day, end[line] + 1 - day, once[line] * chance[at], columns, change)
        column = _worst_column(columns, change, rate, value)
        worst[island] = first[island] + column
        rate_a[island] = _given(a[island], worst[island], island, runs)
        rate_b[island] = _given(b[island], worst[island], island, runs)
        by_chance = value[column] - rate_a[island] - rate_b[island]
        # What is left is by chance, or the rounding of a sum.
        others[island] = by_chance if by_chance > EPSILON else 0.0


def _count(work, weight, island, day, columns, runs, change):
    """By how much the tries a day rise and fall with the runs of a list that do not count elsewhere."""
    first_run, line_of, start, end, once, tied, elsewhere = runs
    for run in range(first_run[work], first_run[work + 1]):
        line = line_of[run]
        if tied[line] < 0 or elsewhere[tied[line]] != island:
            _put(start[line] - day, end[line] + 1 - day, once[line] * weight, columns, change)


def _put(begun, ended, tries, columns, change):
    change[min(max(begun, 0), columns - 1)] += tries
    change[min(max(ended, 0), columns - 1)] -= tries


def _worst_column(columns, change, rate, value):
    """The first day (counted from the first shared one) whose 28-day sum is the greatest; `value` has that sum."""
    length, total = columns - DAYS, 0.0
    rate[0] = change[0]
    for column in range(1, columns):
        rate[column] = rate[column - 1] + change[column]
    for column in range(DAYS):
        total += rate[column]
    most = value[0] = total
    # Only days on which the sum bends, the first and the last can be the worst.
    for column in range(1, length):
        total += rate[column + DAYS - 1] - rate[column - 1]
        is_bend = column == length - 1 or change[column + DAYS] != change[column]
        value[column] = total if is_bend else -np.inf
        most = max(most, value[column])
    found = 0
    while value[found] < most - EPSILON:
        found += 1
    return found


def _given(work, until, island, runs):
    """What a list gives one person on it in the 28 days that end on a day."""
    first_run, line_of, start, end, once, tied, elsewhere = runs
    found = 0.0
    for run in range(first_run[work], first_run[work + 1]):
        line = line_of[run]
        days = days_inside(start[line], end[line], until)
        if days > 0 and (tied[line] < 0 or elsewhere[tied[line]] != island):
            found += once[line] * days
    return found
