"""Step 2, touches over columns: how often somebody on both lists of an island is tried in the worst 28 days.

All that goes on around is added up day by day, for some thousand islands at once: the 28-day sum of a run of work is
made of straight lines, so that four bends tell all of it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

import numpy as np

from .arrays import Flags, Floats, Ints, batches, ints, spread
from .columns import Columns
from .islands import Islands
from .lists import Lists
from .sweep import DAYS as SHIFT
from .sweep import Sorted
from .terrain import Terrain
from .windows import DAYS, EPSILON

# So many days of islands are added up at once.
CELLS = 250_000


@dataclass(frozen=True, slots=True, eq=False)
class Worst:
    """The 28 days that end on `day` for each island, by parts."""

    rate_a: Floats
    rate_b: Floats
    others: Floats
    day: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """Third lists: the island (a position), the list, and the chance that somebody on both is on it as well."""

    island: Ints
    other: Ints
    chance: Floats


def joined(parts: list[Chances]) -> Chances:
    """Several as one, in the order of their islands."""
    island, other = (ints(np.concatenate([ints([])] + [getattr(p, n) for p in parts])) for n in ("island", "other"))
    chance = np.concatenate([np.zeros(0)] + [part.chance for part in parts])
    order = np.argsort(island, kind="stable")
    return Chances(island[order], other[order], chance[order])


Repeated = Callable[[Islands, Chances], tuple[Ints, Ints]]
"""Runs that count elsewhere, since they are paid from the same money: pairs of island and run."""


class Crowds:
    """Everything that goes on, to be asked what comes on top of two lists."""

    def __init__(self, columns: Columns, lists: Lists, terrain: Terrain) -> None:
        self.columns, self.lists, self.terrain = columns, lists, terrain
        parts = {each.name: getattr(columns, each.name)[lists.runs] for each in fields(Columns)}
        self.lines = Sorted(Columns(**parts), terrain)
        bucket = self.lines.keys - self.lines.starts
        self.latest = np.maximum.accumulate(bucket + self.lines.ends) if len(bucket) else bucket
        self.start, self.end = columns.starts[lists.runs], columns.ends[lists.runs]
        self.run_list = lists.of[lists.runs]
        self.has_several = np.diff(lists.first_run) > 1

    def worst(self, islands: Islands, repeated: Repeated) -> Iterator[tuple[Ints, Worst, Chances]]:
        """For some islands at a time: their positions, touches, and third lists. The shortest come first."""
        length = islands.last - islands.first + DAYS
        order = np.argsort(length, kind="stable")
        for begin, end in batches(length[order], CELLS):
            chosen = islands.take(order[begin:end])
            chances = self.chances(chosen)
            yield order[begin:end], self._worst(chosen, chances, repeated), chances

    def chances(self, islands: Islands) -> Chances:
        """Lists comparable with both sides that work on a day that these share."""
        island, run, share = self._around(islands)
        lists, other = self.lists, self.run_list[run]
        a, b, partner = islands.a[island], islands.b[island], lists.partner[other]
        kept = np.flatnonzero((partner != lists.partner[a]) & (partner != lists.partner[b]))
        island, other, share, a, b = island[kept], other[kept], share[kept], a[kept], b[kept]
        mask, mask_a, mask_b = lists.mask[other], lists.mask[a], lists.mask[b]
        meets = (mask == 0) | (((mask_a == 0) | (mask & mask_a != 0)) & ((mask_b == 0) | (mask & mask_b != 0)))
        inside = ((mask_a != 0) & (mask_a & ~mask == 0)) | ((mask_b != 0) & (mask_b & ~mask == 0))
        is_own = (mask != 0) & inside & ~np.isnan(lists.own_reach[other])
        chance = np.where(is_own, lists.own_reach[other], lists.reach[other]) * share
        kept = np.flatnonzero(meets & (chance > 0) & self._is_first(island, other))
        return Chances(island[kept], other[kept], chance[kept])

    def _is_first(self, island: Ints, other: Ints) -> Flags:
        """Whether a list comes to an island for the first time: one of several runs may come more than once."""
        found = np.ones(len(island), dtype=np.bool_)
        several = np.flatnonzero(self.has_several[other])
        _, once = np.unique(island[several] * len(self.has_several) + other[several], return_index=True)
        found[several] = False
        found[several[once]] = True
        return found

    def _around(self, islands: Islands) -> tuple[Ints, Ints, Floats]:
        """Runs in places around on a shared day: the island, the run, and the share of the common place."""
        first_third, place, share = self.terrain.thirds
        counts = first_third[islands.way + 1] - first_third[islands.way]
        island, third = spread(first_third[islands.way], counts)
        kind = self.columns.kind[islands.x[islands.begin[island]]]
        bucket = self.lines.find(kind * self.lines.places + place[third])
        full = bucket >= 0
        island, bucket, share = island[full], bucket[full], share[third[full]]
        code = self.lines.buckets[bucket] * SHIFT
        low = np.searchsorted(self.latest, code + islands.first[island])
        high = self.lines.started(bucket, islands.last[island], "right")
        owner, position = spread(low, np.maximum(high - low, 0))
        there = self.lines.ends[position] >= islands.first[island[owner]]
        owner, position = owner[there], position[there]
        return island[owner], self.lines.order[position], share[owner]

    def _worst(self, islands: Islands, chances: Chances, repeated: Repeated) -> Worst:
        many = len(islands.a)
        owner = np.concatenate((np.arange(many), np.arange(many), chances.island))
        which = np.concatenate((islands.a, islands.b, chances.other))
        weight = np.concatenate((np.ones(2 * many), chances.chance))
        side = np.repeat([0, 1, 2], [many, many, len(chances.island)])
        counts, begin = self.lists.runs_of(which)
        entry, run = spread(begin, counts)
        owner, side, daily = owner[entry], side[entry], self.lists.daily[run]
        daily = np.where(self._is_in(owner, run, repeated(islands, chances)), 0.0, daily)
        # The chance of one person on both lists to be tried, for each try: nobody on a list, nobody tried.
        people = self.lists.universe[which][entry]
        once = np.divide(weight[entry], people, out=np.zeros(len(entry)), where=people > 0)
        day = worst_days(islands, owner, self.start[run], self.end[run], daily * once)
        until = day[owner]
        days = np.minimum(self.end[run], until) - np.maximum(self.start[run], until - DAYS + 1) + 1
        tried = daily * np.maximum(days, 0)
        rate_a, rate_b = (self._rate(tried, owner, side == n, work) for n, work in ((0, islands.a), (1, islands.b)))
        others: Floats = np.bincount(owner, np.where(side == 2, tried * once, 0.0), many).astype(np.float64)
        return Worst(rate_a, rate_b, others, day)

    def _rate(self, tried: Floats, owner: Ints, is_side: Flags, work: Ints) -> Floats:
        people = self.lists.universe[work]
        tries: Floats = np.bincount(owner, np.where(is_side, tried, 0.0), len(work)).astype(np.float64)
        return np.divide(tries, people, out=np.zeros(len(work)), where=people > 0)

    def _is_in(self, owner: Ints, run: Ints, pairs: tuple[Ints, Ints]) -> Flags:
        many = len(self.lists.runs) + 1
        if not len(pairs[0]):
            return np.zeros(len(owner), dtype=np.bool_)
        return np.isin(owner * many + run, pairs[0] * many + pairs[1])


def worst_days(islands: Islands, owner: Ints, start: Ints, end: Ints, tries: Floats) -> Ints:
    """The earliest day from the first shared one on which the 28-day sum of these runs is greatest, for each island.

    `tries` are those of a day. Only days on which the sum bends, the first and the last can be it.
    """
    many, first = len(islands.a), islands.first
    length = islands.last - first + DAYS
    width = int(length.max(initial=1))
    begin, last = first[owner], length[owner] - 1
    shorter, longer = np.minimum(end, start + DAYS - 1), np.maximum(end, start + DAYS - 1)
    bends = np.zeros(many * width)
    for day, change in ((start - 1, tries), (shorter, -tries), (longer, -tries), (end + DAYS, tries)):
        bends += np.bincount(owner * width + np.clip(day - begin, 0, last), change, many * width)
    curve: Floats = bends.reshape(many, width)
    days = np.minimum(end, begin) - np.maximum(start, begin - DAYS + 1) + 1
    value = np.zeros((many, width))
    value[:, 0] = np.bincount(owner, tries * np.maximum(days, 0), many)
    value[:, 1:] = np.cumsum(curve, axis=1)[:, :-1]
    value = np.cumsum(value, axis=1)
    column = np.arange(width)
    asked = (curve != 0) | (column == 0) | (column == (length - 1)[:, None])
    value = np.where(asked & (column < length[:, None]), value, -np.inf)
    return first + ints(np.argmax(value >= value.max(axis=1, keepdims=True) - EPSILON, axis=1))
