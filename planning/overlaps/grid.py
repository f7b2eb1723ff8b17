"""The lists of many cases, each by the days that matter in its case: rows of different lengths, all in one column."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .arrays import Floats, Ints, ints, offsets, spread
from .windows import DAYS


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
        self.case, self.day = np.divmod(np.unique(case * span + day - first), span)
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
        run, column = spread(self.columns.begin[case], self.columns.count[case])
        day = self.columns.day[column]
        days = np.minimum(runs.last[run], day) - np.maximum(runs.first[run], day - DAYS + 1) + 1
        cell = self.start[runs.work[run]] + column - self.columns.begin[case][run]
        tries = np.bincount(cell, np.maximum(days, 0) * runs.daily[run], len(self.row))
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

    def table(self, values: np.ndarray, rows: slice, case: int) -> np.ndarray:
        """The cells of the lists of one case as rows by days."""
        begin = int(self.start[rows.start]) if rows.stop > rows.start else 0
        width, many = int(self.columns.count[case]), rows.stop - rows.start
        return values[begin : begin + many * width].reshape(many, width)


def first_of(case: Ints, many: int) -> list[int]:
    """Where those of each case begin in a column sorted by case."""
    found: list[int] = offsets(ints(case), many).tolist()
    return found
