"""How the people of an anchor are spread over the lists of a case, as if each list were drawn by itself."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

from .arrays import Flags, Floats, Ints, positions
from .grid import Grid


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Parts of an anchor: what each weighs, and which lists (a column for each) are in it."""

    weight: Floats
    is_there: Flags

    def together(self, one: Ints, two: Ints) -> Floats:
        """For pairs of lists the part of the anchor in which both may be."""
        both: Floats = self.weight @ (self.is_there[:, one] & self.is_there[:, two])
        return both


def cells_of(crossing: Sequence[tuple[str, Hashable, float] | None]) -> Cells | None:
    """The anchor in cells: districts of one kind lie side by side in it, those of different kinds independently.

    For each list the kind of its place, the place, and the share of the anchor in it; None where it works all of it.
    None where all lists do.
    """
    kinds: dict[str, dict[Hashable, float]] = {}
    for kind, place, share in filter(None, crossing):
        kinds.setdefault(kind, {})[place] = share
    if not kinds:
        return None
    # Each place of a kind with its share, and what none of them covers.
    choices: list[list[tuple[Hashable, float]]] = [
        [*sorted(kinds[kind].items(), key=str), (None, max(0.0, 1.0 - sum(kinds[kind].values())))]
        for kind in sorted(kinds)
    ]
    cells = [({place for place, _ in chosen}, prod(share for _, share in chosen)) for chosen in product(*choices)]
    is_there = [[each is None or each[1] in places for each in crossing] for places, _ in cells]
    return Cells(np.array([weight for _, weight in cells]), np.array(is_there, dtype=np.bool_))


@dataclass(frozen=True, slots=True, eq=False)
class Mix:
    """By day the chance that somebody is on the lists of two partners or more; and for each cell of the grid that
    somebody is on this list and on another partner's. Two lists of one partner are their own affair."""

    on_two: Floats
    on_this_too: Floats


class Mixer:
    """The lists of cases, those of each of the same people. `crossed` are the cases whose anchor is in cells."""

    def __init__(self, grid: Grid, partner: Ints, crossed: Mapping[int, Cells]) -> None:
        self.grid = grid
        self.parts = [_Part(grid, partner, *each) for each in _parts(grid, crossed)]

    def mix(self, is_active: Flags, reach: Floats) -> Mix:
        """With the reach of each list, and where in the grid it is at work."""
        on_two, on_this_too = np.zeros(len(self.grid.columns.day)), np.zeros(len(self.grid.row))
        for part in self.parts:
            reached = np.where(is_active[part.cell], reach[self.grid.row[part.cell]], 0.0)
            more, without = part.chances(part.missed(reached))
            on_two[part.column] += part.weight * more
            weight = part.of_day[self.grid.column[part.cell]]
            on_this_too[part.cell] += weight * reached * (1.0 - without[part.place])
        return Mix(on_two, on_this_too)


def _parts(grid: Grid, crossed: Mapping[int, Cells]) -> Iterator[tuple[Ints, Floats]]:
    """The lists in the first cell of each case, in the second, …, and what these weigh on each day of theirs."""
    case, columns = grid.runs.case, grid.columns
    for number in range(max([1, *(len(cells.weight) for cells in crossed.values())])):
        is_there, weight = np.full(len(case), not number), np.full(len(columns.day), float(not number))
        for at, cells in crossed.items():
            here = slice(*np.searchsorted(case, (at, at + 1)))
            days = slice(*columns.begin[at : at + 2])
            has = number < len(cells.weight)
            is_there[here], weight[days] = (cells.is_there[number], cells.weight[number]) if has else (False, 0.0)
        yield np.flatnonzero(is_there), weight


class _Part:
    """One cell of each case: its lists, partner by partner. `cell` are those of the grid in play; `of_day` is
    what it weighs on each day of the grid, `weight` on each of its own.

    The days of the cases with most partners come first (`column` says which day of the grid each is): so the first
    partners of all cases, then the second ones, …, are runs of days that lie side by side (`ranks`: from, until, and
    so many days), and `place` says where among these each cell is.
    """

    def __init__(self, grid: Grid, partner: Ints, rows: Ints, weight: Floats) -> None:
        self.of_day, columns = weight, grid.columns
        rows = rows[np.lexsort((partner[rows], grid.runs.case[rows]))]
        case = grid.runs.case[rows]
        fresh = np.ones(len(rows), dtype=np.bool_)
        fresh[1:] = (np.diff(case) != 0) | (np.diff(partner[rows]) != 0)
        head, group = np.flatnonzero(fresh), np.cumsum(fresh) - 1
        partners = np.bincount(case[head], minlength=len(columns.count))
        order = np.argsort(-partners, kind="stable")[: np.count_nonzero(partners)]
        days = np.zeros(len(partners), dtype=np.int64)
        days[order] = np.cumsum(columns.count[order]) - columns.count[order]
        self.column = positions(columns.begin[order], columns.count[order])
        self.weight = weight[self.column]
        # How many days have a first partner, a second one, …
        deepest = int(partners.max(initial=0))
        sizes = np.bincount(partners, columns.count, deepest + 1).astype(np.int64)[:0:-1].cumsum()[::-1]
        begin = np.cumsum(sizes) - sizes
        self.ranks = list(zip(begin.tolist(), (begin + sizes).tolist(), sizes.tolist(), strict=True))
        self.many = int(sizes.sum())
        rank = np.arange(len(head)) - np.searchsorted(case[head], case[head])
        counts = grid.count[rows]
        self.cell = positions(grid.start[rows], counts)
        self.place = positions((begin[rank] + days[case[head]])[group], counts)
        turn = np.repeat(np.arange(len(rows)) - head[group], counts)
        # Which cells are of the first list of a partner, of the second one, …
        self.turns = [np.flatnonzero(turn == number) for number in range(int(turn.max(initial=-1)) + 1)]

    def missed(self, reached: Floats) -> Floats:
        """By partner and day the chance that somebody is on none of its lists."""
        found = np.ones(self.many)
        for chosen in self.turns:
            found[self.place[chosen]] *= 1.0 - reached[chosen]
        return found

    def chances(self, missed: Floats) -> tuple[Floats, Floats]:
        """By day the chance that at least two partners do not miss; by partner and day that all others miss."""
        none, once, more = np.ones(len(self.weight)), np.zeros(len(self.weight)), np.zeros(len(self.weight))
        without, after = np.empty(len(missed)), np.ones(len(self.weight))
        for begin, end, days in self.ranks:
            miss, before, one = missed[begin:end], none[:days], once[:days]
            hit = 1.0 - miss
            more[:days] += one * hit
            once[:days] = one * miss + before * hit
            without[begin:end] = before
            before *= miss
        for begin, end, days in reversed(self.ranks):
            without[begin:end] *= after[:days]
            after[:days] *= missed[begin:end]
        return more, without
