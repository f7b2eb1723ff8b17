"""Step 1: which activities of different partners meet, found by sweeping over all of them sorted by place and start.

Each activity lies in the bucket of its kind of work and place. Two windows share a day exactly when the later one
starts inside the other, so that those met by an activity lie side by side in a bucket, and from one activity to the
next they begin further on.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .arrays import Ints, batches, find, in_order, offsets, room, spread
from .columns import Columns
from .loops import loop
from .terrain import Terrain

# So many candidates are looked at at once: they should stay near the processor.
AT_ONCE = 250_000


@dataclass(frozen=True, slots=True, eq=False)
class Couples:
    """Activities that meet, by their positions: `one` of the place in `way`, `two` of its other place."""

    one: Ints
    two: Ints
    way: Ints


class Sorted:
    """Activities in the order of their buckets and starts; those of the nth of `buckets` from `first[n]` on."""

    def __init__(self, columns: Columns, terrain: Terrain) -> None:
        self.places = terrain.places
        bucket = columns.kind * self.places + columns.place
        self.order = in_order(bucket, columns.starts)
        self.starts, self.ends = columns.starts[self.order], columns.ends[self.order]
        self.partner, self.mask = columns.partner[self.order], columns.mask[self.order]
        self.bucket = bucket[self.order]
        first = np.flatnonzero(np.diff(self.bucket, prepend=-1))
        self.buckets = self.bucket[first]
        self.first = np.append(first, len(bucket))


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of buckets from one until before another, with so many candidates."""

    begin: int
    until: int
    candidates: int


class Sweep:
    """All that is compared, to be gone through part by part; couples of two lists are in one part."""

    def __init__(self, columns: Columns, terrain: Terrain) -> None:
        lines = Sorted(columns, terrain)
        self.rows = here, there, _ = _rows(lines, terrain)
        counts = np.diff(lines.first)
        self.visits = counts[here] + counts[there]
        self.days = lines.first, lines.starts, lines.ends
        self.people = lines.partner, lines.mask, lines.order

    def parts(self) -> Iterator[Part]:
        """All rows; candidates are only counted some rows ahead."""
        here, there, _ = self.rows
        for begin, until in batches(self.visits, AT_ONCE):
            sizes = np.empty(until - begin, dtype=np.int64)
            _candidates(here[begin:until], there[begin:until], *self.days, sizes)
            for low, high in batches(sizes, AT_ONCE):
                yield Part(begin + low, begin + high, int(sizes[low:high].sum()))

    def couples(self, part: Part) -> Couples:
        """Those of a part."""
        one, two, way = (room(part.candidates) for _ in range(3))
        found = _meet(part.begin, part.until, *self.rows, *self.days, *self.people, one, two, way)
        return Couples(one[:found], two[:found], way[:found])


def sweep(columns: Columns, terrain: Terrain) -> Iterator[Couples]:
    """All couples, a few buckets at a time; those of two lists come together."""
    swept = Sweep(columns, terrain)
    return map(swept.couples, swept.parts())


def _rows(lines: Sorted, terrain: Terrain) -> tuple[Ints, Ints, Ints]:
    """Buckets that meet: the one, the other, and the way between their places."""
    met = np.flatnonzero(terrain.ways.is_met)
    first = offsets(terrain.ways.one[met], lines.places)
    place = lines.buckets % lines.places
    here, position = spread(first[place], np.diff(first)[place])
    way = met[position]
    there = find(lines.buckets, lines.buckets[here] - place[here] + terrain.ways.other[way])
    full = there >= 0
    return here[full], there[full], way[full]


@loop(outputs=1)
def _candidates(here, there, first, starts, ends, sizes):
    """For each row how often an activity of one bucket starts while one of the other runs."""
    for row in range(len(here)):
        sizes[row] = 0
        for turn in range(2 if here[row] != there[row] else 1):
            mine, theirs = (there[row], here[row]) if turn else (here[row], there[row])
            low, end = first[theirs], first[theirs + 1]
            for line in range(first[mine], first[mine + 1]):
                low = line + 1 if mine == theirs else _not_before(starts[line] + turn, low, end, starts)
                at = low
                while at < end and starts[at] <= ends[line]:
                    at += 1
                sizes[row] += at - low


@loop(outputs=3)
def _meet(begin, until, here, there, way, first, starts, ends, partner, mask, order, one, two, met):
    """Couples of some rows, and how many they are: first those of which the activity of the other bucket starts while
    that of the one runs. Of those that start on one day, the others' turn is this one; in one bucket the later of two
    has been met by then."""
    found = 0
    for turn in range(2):
        for row in range(begin, until):
            mine, theirs = (there[row], here[row]) if turn else (here[row], there[row])
            if turn and mine == theirs:
                continue
            low, end = first[theirs], first[theirs + 1]
            for line in range(first[mine], first[mine + 1]):
                low = line + 1 if mine == theirs else _not_before(starts[line] + turn, low, end, starts)
                at = low
                while at < end and starts[at] <= ends[line]:
                    # Different partners, and people in common: no constituency is everyone.
                    is_met = not mask[line] or not mask[at] or mask[line] & mask[at]
                    if is_met and partner[line] != partner[at]:
                        one[found], two[found] = (order[at], order[line]) if turn else (order[line], order[at])
                        met[found] = way[row]
                        found += 1
                    at += 1
    return found


def _not_before(day, low, end, starts):
    """The first line from `low` on that does not start before a day."""
    while low < end and starts[low] < day:
        low += 1
    return low
