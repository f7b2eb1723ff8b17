"""The lists of many cases, each by the days that matter in its case: rows of different lengths, all in one column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from .arrays import Flags, Floats, Ints, batches, distinct, first_of, offsets, spread
from .windows import DAYS

# Days of so many runs are added up at once.
AT_ONCE = 500_000


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Runs of work, list by list: the list, the first and the last day (ordinals), and the tries a day, of all the
    list's people. `case` and `people` are those of each list; lists come case by case."""

    case: Ints
    people: Floats
    work: Ints
    first: Ints
    last: Ints
    daily: Floats

    def turns(self) -> tuple[Ints, Ints]:
        """Days, with their cases, on which a window may end that holds the most: a sum of rates is greatest there."""
        return np.tile(self.case[self.work], 2), np.concatenate((self.last, self.first + DAYS - 1))


class Columns:
    """The days of each case, in order: those of case n begin at `begin[n]`."""

    def __init__(self, case: Ints, day: Ints, many: int) -> None:
        """`case` and `day` in any order, perhaps more than once."""
        first = int(day.min(initial=0))
        span = int(day.max(initial=0)) - first + 1
        self.case, self.day = np.divmod(distinct(case * span + day - first), span)
        self.day += first
        self.begin = offsets(self.case, many)
        self.count = np.diff(self.begin)


class Grid:
    """A cell for each list and day: `row` and `column` of each, the cells of list n begin at `start[n]`."""

    def __init__(self, runs: Runs, columns: Columns) -> None:
        self.runs, self.columns = runs, columns
        self.count = columns.count[runs.case]
        self.start = np.cumsum(self.count) - self.count
        self.row, self.column = spread(columns.begin[runs.case], self.count)

    @cached_property
    def rates(self) -> Floats:
        """Attempts for one person on each list in the 28 days that end on each day; nobody on it, nobody tried."""
        runs, case = self.runs, self.runs.case[self.runs.work]
        begin, count, tries = self.columns.begin[case], self.columns.count[case], np.zeros(len(self.row))
        for since, until in batches(count, AT_ONCE):
            run, column = spread(begin[since:until], count[since:until])
            run += since
            day = self.columns.day[column]
            days = np.minimum(runs.last[run], day) - np.maximum(runs.first[run], day - DAYS + 1) + 1
            cell = self.start[runs.work[run]] + column - begin[run]
            tries += np.bincount(cell, np.maximum(days, 0) * runs.daily[run], len(tries))
        people = runs.people[self.row]
        return np.divide(tries, people, out=np.zeros(len(tries)), where=people > 0)

    def sums(self, values: Floats) -> Floats:
        """Of the cells of each day."""
        return np.bincount(self.column, values, len(self.columns.day)).astype(np.float64)

    def most(self, values: Floats) -> Floats:
        """The largest of the cells of each day, at least 0."""
        found = np.zeros(len(self.columns.day))
        np.maximum.at(found, self.column, values)
        return found

    def running(self, parts: Iterable[tuple[Ints, Ints, Floats]]) -> Floats:
        """What adds up in each cell of values that each count from a cell of a row until before another one."""
        change = np.zeros(len(self.row))
        for begin, end, values in parts:
            change += np.bincount(begin, values, len(change))
            inside = np.flatnonzero(end < (self.start + self.count)[self.row[begin]])
            change -= np.bincount(end[inside], values[inside], len(change))
        # The rows of a case are of one length: a table.
        rows = first_of(self.runs.case, len(self.columns.count))
        for case in np.unique(self.runs.case).tolist():
            first, width = int(self.start[rows[case]]), int(self.columns.count[case])
            table = change[first : first + (rows[case + 1] - rows[case]) * width].reshape(-1, width)
            np.cumsum(table, axis=1, out=table)
        return change


class Spans:
    """Days on which both lists of a pair are at work, without a gap: from the column `begin` until before `end`;
    those of pair n begin at `first[n]`."""

    def __init__(self, grid: Grid, is_active: Flags, a: Ints, b: Ints) -> None:
        begin, end, first = _stretches(grid, is_active)
        counts = np.diff(first)
        pair, number = spread(np.zeros(len(a), dtype=np.int64), counts[a] * counts[b])
        others = counts[b][pair]
        one, two = first[a][pair] + number // others, first[b][pair] + number % others
        begin, end = np.maximum(begin[one], begin[two]), np.minimum(end[one], end[two])
        kept = np.flatnonzero(begin < end)
        self.pair, self.begin, self.end = pair[kept], begin[kept], end[kept]
        self.first = offsets(self.pair, len(a))

    def sums(self, columns: Columns, told: Sequence[Floats]) -> Floats:
        """What pairs add up to on each day: a row for each of these columns of theirs."""
        many, found = len(columns.day), np.zeros((len(told), len(columns.day)))
        inside = np.flatnonzero(self.end < columns.begin[1:][columns.case[self.begin]])
        for row, values in zip(found, told, strict=True):
            row += np.bincount(self.begin, values[self.pair], many)
            row -= np.bincount(self.end[inside], values[self.pair[inside]], many)
        # Case by case, so that the figures of one do not hang on the rounding of another.
        for begin, end in pairwise(columns.begin.tolist()):
            np.cumsum(found[:, begin:end], axis=1, out=found[:, begin:end])
        return found


def _stretches(grid: Grid, is_active: Flags) -> tuple[Ints, Ints, Ints]:
    """Days without a gap on which a list is at work, list by list: from a column until before another one; and where
    those of each list begin."""
    edge = np.zeros(len(is_active) + 1, dtype=np.bool_)
    edge[grid.start] = True
    edge[-1] = True
    begins = np.flatnonzero(is_active & (edge[:-1] | ~np.append(False, is_active[:-1])))
    ends = np.flatnonzero(is_active & (edge[1:] | ~np.append(is_active[1:], False)))
    return grid.column[begins], grid.column[ends] + 1, offsets(grid.row[begins], len(grid.start))
