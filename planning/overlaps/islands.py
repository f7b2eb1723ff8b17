"""Couples put together: two lists that meet, in each run of days that they share without a gap."""

from dataclasses import dataclass

import numpy as np

from .arrays import Flags, Floats, Ints, in_order, ints
from .columns import Columns
from .lists import Lists
from .sweep import Couples
from .terrain import Terrain


@dataclass(frozen=True, slots=True, eq=False)
class Islands:
    """One entry for each: lists `a` and `b` (the lower number first), days, and the way between their places.

    `x` and `y` are the activities of its couples, island by island, those of island n from `begin[n]` on. `is_couple`
    marks couples that are judged by themselves.
    """

    a: Ints
    b: Ints
    first: Ints
    last: Ints
    way: Ints
    is_couple: Flags
    begin: Ints
    x: Ints
    y: Ints

    def take(self, chosen: Ints) -> "Islands":
        """Some of them, without their couples."""
        return Islands(
            self.a[chosen],
            self.b[chosen],
            self.first[chosen],
            self.last[chosen],
            self.way[chosen],
            self.is_couple[chosen],
            self.begin[chosen],
            self.x,
            self.y,
        )


def islands_of(met: Couples, alone: Flags, columns: Columns, lists: Lists, terrain: Terrain) -> Islands:
    """Those of some couples. `alone` are each an island; the others are cut where a day that they do not share lies
    between, so a plan split in two at any day stays one."""
    turned = lists.of[met.one] > lists.of[met.two]
    x, y = np.where(turned, met.two, met.one), np.where(turned, met.one, met.two)
    way = np.where(turned, terrain.ways.back[met.way], met.way)
    a, b = lists.of[x], lists.of[y]
    first = np.maximum(columns.starts[x], columns.starts[y])
    last = np.minimum(columns.ends[x], columns.ends[y])
    # First those that are judged alone, or are the only couple of their lists; then the others by lists and day.
    is_only = alone | ~(lists.has_several[a] | lists.has_several[b])
    only, rest = np.flatnonzero(is_only), np.flatnonzero(~is_only)
    order = np.concatenate((only, rest[in_order(a[rest], b[rest], first[rest])]))
    a, b, first, last, way, x, y = (ints(each[order]) for each in (a, b, first, last, way, x, y))
    fresh = np.ones(len(a), dtype=np.bool_)
    some = slice(len(only), None)
    fresh[some][1:] = (np.diff(a[some]) != 0) | (np.diff(b[some]) != 0)
    # The last day so far, within one pair of lists: later pairs are lifted above all earlier ones.
    lift = np.cumsum(fresh[some]) * (int(last.max(initial=0)) + 2)
    until = np.maximum.accumulate(lift + last[some])
    fresh[some][1:] |= first[some][1:] > (until - lift)[:-1] + 1
    begin = np.flatnonzero(fresh)
    until = np.maximum.reduceat(last, begin) if len(begin) else last
    is_couple = alone[order[begin]]
    return Islands(a[begin], b[begin], first[begin], until, way[begin], is_couple, np.append(begin, len(a)), x, y)


@dataclass(frozen=True, slots=True, eq=False)
class Both:
    """People on both lists, from `low` to `high`, and the smaller list's people in the shared place."""

    low: Floats
    high: Floats
    smaller: Floats
