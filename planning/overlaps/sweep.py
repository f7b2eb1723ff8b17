"""Step 1: which activities of different partners meet, found by sweeping over all of them sorted by place and start.

Each activity lies in the bucket of its kind of work and place. Two windows share a day exactly when the later one
starts inside the other, so that those met by an activity lie side by side in a bucket: two searches find them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .arrays import Ints, batches, find, ints, offsets, positions, spread
from .columns import Columns
from .terrain import Terrain

# So many candidates are written out at once: they should stay near the processor.
AT_ONCE = 250_000
# Days are shifted into this many bits.
DAYS = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Couples:
    """Activities that meet, by their positions: `one` of the place in `way`, `two` of its other place."""

    one: Ints
    two: Ints
    way: Ints


class Sorted:
    """Activities in the order of their buckets and starts."""

    def __init__(self, columns: Columns, terrain: Terrain) -> None:
        self.places = terrain.places
        keys = (columns.kind * self.places + columns.place) * DAYS + columns.starts
        self.order = np.argsort(keys, kind="stable")
        self.starts, self.ends = columns.starts[self.order], columns.ends[self.order]
        self.partner, self.mask = columns.partner[self.order], columns.mask[self.order]
        self.keys = keys[self.order]
        bucket = self.keys // DAYS
        first = np.flatnonzero(np.diff(bucket, prepend=-1))
        self.buckets = bucket[first]
        self.first = np.append(first, len(bucket))

    def find(self, buckets: Ints) -> Ints:
        """The positions of buckets, -1 for empty ones."""
        return find(self.buckets, buckets)

    def started(self, bucket: Ints, day: Ints, side: str) -> Ints:
        """Where those begin that start on a day of these ("left") or after it ("right")."""
        return np.searchsorted(self.keys, self.buckets[bucket] * DAYS + day, side=side)  # type: ignore[call-overload, no-any-return]


def sweep(columns: Columns, terrain: Terrain) -> Iterator[Couples]:
    """All couples, a few buckets at a time; those of two lists come together."""
    if not len(columns.kind):
        return
    lines = Sorted(columns, terrain)
    here, there, way = _rows(lines, terrain)
    counts = np.diff(lines.first)
    for begin, end in batches(counts[here] + counts[there], AT_ONCE):
        rows = slice(begin, end)
        yield from _couples(lines, here[rows], there[rows], way[rows])


def _rows(lines: Sorted, terrain: Terrain) -> tuple[Ints, Ints, Ints]:
    """Buckets that meet: the one, the other, and the way between their places."""
    met = np.flatnonzero(terrain.ways.is_met)
    first = offsets(terrain.ways.one[met], lines.places)
    place = lines.buckets % lines.places
    here, position = spread(first[place], np.diff(first)[place])
    way = met[position]
    there = lines.find(lines.buckets[here] - place[here] + terrain.ways.other[way])
    full = there >= 0
    return here[full], there[full], way[full]


def _couples(lines: Sorted, here: Ints, there: Ints, way: Ints) -> Iterator[Couples]:
    """Those of some rows. `row` holds for each range of candidates the row that it belongs to."""
    is_same = here == there
    inside = _ranges(lines, here, there, is_same)
    # From the other side only where there is one: in one bucket the later of two has already been met.
    outside = _ranges(lines, there, here, is_same, ~is_same)
    sizes = np.bincount(inside[0], inside[3], len(here)) + np.bincount(outside[0], outside[3], len(here))
    for begin, end in batches(sizes.astype(np.int64), AT_ONCE):
        (row1, one, met), (row2, two, meeting) = (_meeting(lines, each, begin, end) for each in (inside, outside))
        row = np.concatenate((row1, row2))
        one, two = lines.order[np.concatenate((one, meeting))], lines.order[np.concatenate((met, two))]
        yield Couples(one, two, way[row])


def _ranges(
    lines: Sorted, here: Ints, there: Ints, is_same: np.ndarray, wanted: np.ndarray | None = None
) -> tuple[Ints, Ints, Ints, Ints]:
    """For each activity of `here` the row, itself, and where those lie in `there` that start while it runs.

    Of those that start on its very first day, the others' turn is this one (with `wanted`: they are left out).
    """
    chosen = np.arange(len(here)) if wanted is None else np.flatnonzero(wanted)
    bucket = here[chosen]
    owner, activity = spread(lines.first[bucket], lines.first[bucket + 1] - lines.first[bucket])
    row = chosen[owner]
    low = activity + 1
    apart = np.flatnonzero(~is_same[row])
    side = "left" if wanted is None else "right"
    low[apart] = lines.started(there[row[apart]], lines.starts[activity[apart]], side)
    high = lines.started(there[row], lines.ends[activity], "right")
    return row, activity, low, np.maximum(high - low, 0)


def _meeting(lines: Sorted, ranges: tuple[Ints, Ints, Ints, Ints], begin: int, end: int) -> tuple[Ints, Ints, Ints]:
    """Of the candidates of some rows those that meet: row, activity, and the one that it meets."""
    row, activity, low, count = ranges
    part = slice(*np.searchsorted(row, (begin, end)))
    count = count[part]
    met = positions(low[part], count)
    one = np.repeat(activity[part], count)
    # Both lie side by side among the lines, so that little is looked up far away.
    kept = _may_meet(lines, one, met)
    return np.repeat(row[part], count)[kept], one[kept], met[kept]


def _may_meet(lines: Sorted, one: Ints, two: Ints) -> Ints:
    """Different partners, and people in common: no constituency is everyone."""
    different = lines.partner[one] != lines.partner[two]
    mask, other = lines.mask[one], lines.mask[two]
    return ints(np.flatnonzero(different & ((mask == 0) | (other == 0) | (mask & other != 0))))
