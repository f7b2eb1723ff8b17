"""Step 2, touches over columns: how often somebody on both lists of an island is tried in the worst 28 days.

All that goes on around is added up day by day, for some thousand islands at once: the 28-day sum of a run of work is
made of straight lines, so that four bends tell all of it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

import numpy as np

from .arrays import Flags, Floats, Ints, batches, ints, positions, spread
from .columns import Columns
from .islands import Islands
from .lists import Lists
from .sweep import DAYS as SHIFT
from .sweep import Sorted
from .terrain import Terrain
from .windows import DAYS, EPSILON

# So many days of islands are added up at once.
CELLS = 60_000


@dataclass(frozen=True, slots=True, eq=False)
class Worst:
    """The 28 days that end on `day` for each island, by parts."""

    rate_a: Floats
    rate_b: Floats
    others: Floats
    day: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """Third lists: the island (a position), the list, the chance that somebody on both is on it as well, and a run
    of it that the two meet."""

    island: Ints
    other: Ints
    chance: Floats
    run: Ints

    def take(self, chosen: Ints, island: Ints) -> "Chances":
        """Some of them; `island` says what each island is called now."""
        return Chances(island[self.island[chosen]], self.other[chosen], self.chance[chosen], self.run[chosen])


NO_CHANCES = Chances(ints([]), ints([]), np.zeros(0), ints([]))


def joined(parts: list[Chances]) -> Chances:
    """Several as one, in the order of their islands."""
    columns = [[getattr(part, each.name) for part in (NO_CHANCES, *parts)] for each in fields(Chances)]
    found = [np.concatenate(column) for column in columns]
    order = np.argsort(found[0], kind="stable")
    return Chances(*(column[order] for column in found))


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
        self.has_several, self.kind = np.diff(lists.first_run) > 1, columns.kind[lists.head]
        # What is asked of each run that may meet an island, in the order in which they lie side by side.
        work = self.run_list[self.lines.order]
        self.until, self.mask = self.lines.ends.astype(np.int32), lists.mask[work]
        self.partner_of = np.unique(lists.partner, return_inverse=True)[1].astype(np.int32)
        self.partner = self.partner_of[work]
        self.reach, self.own_reach = lists.reach[work], lists.own_reach[work]
        self.has_own = (self.mask != 0) & ~np.isnan(self.own_reach)
        # The chance of one person on the list to be tried, for each day of a run: nobody on it, nobody tried.
        people = lists.universe[self.run_list]
        self.once = np.divide(lists.daily, people, out=np.zeros(len(people)), where=people > 0)

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
        island, position, share = self._around(islands)
        chance = self.reach[position] * share
        meets = self._meets(islands, island, position, share, chance)
        run = self.lines.order[position]
        other = self.run_list[run]
        kept = np.flatnonzero(meets & (chance > 0) & self._is_first(island, other))
        return Chances(island[kept], other[kept], chance[kept], run[kept])

    def _meets(self, islands: Islands, island: Ints, position: Ints, share: Floats, chance: Floats) -> Flags:
        """Whether runs are for people on both sides. Where they are for all whom one side is for, and these are
        counted, `chance` becomes that by their own people."""
        meets = np.ones(len(island), dtype=np.bool_)
        # A run for everyone meets all.
        some = np.flatnonzero(self.mask[position])
        mask, at = self.mask[position[some]], island[some]
        a, b = self.lists.mask[islands.a][at], self.lists.mask[islands.b][at]
        meets[some] = ((a == 0) | (mask & a != 0)) & ((b == 0) | (mask & b != 0))
        own = np.flatnonzero(self.has_own[position[some]])
        mask, a, b = mask[own], a[own], b[own]
        own = some[own[((a != 0) & (a & ~mask == 0)) | ((b != 0) & (b & ~mask == 0))]]
        chance[own] = self.own_reach[position[own]] * share[own]
        return meets

    def _is_first(self, island: Ints, other: Ints) -> Flags:
        """Whether a list comes to an island for the first time: one of several runs may come more than once."""
        found = np.ones(len(island), dtype=np.bool_)
        several = np.flatnonzero(self.has_several[other])
        _, once = np.unique(island[several] * len(self.has_several) + other[several], return_index=True)
        found[several] = False
        found[several[once]] = True
        return found

    def thirds(self, islands: Islands) -> tuple[Ints, Ints, Floats]:
        """Where somebody works around: the island, the bucket of a place, and the share of the common place there."""
        first_third, place, share = self.terrain.thirds
        counts = first_third[islands.way + 1] - first_third[islands.way]
        island, third = spread(first_third[islands.way], counts)
        kind = np.repeat(self.kind[islands.a] * self.lines.places, counts)
        bucket = self.lines.find(kind + place[third])
        full = bucket >= 0
        return island[full], bucket[full], share[third[full]]

    def _around(self, islands: Islands) -> tuple[Ints, Ints, Floats]:
        """Runs of third partners in places around on a shared day: the island, where among the lines the run is, and
        the share of the common place."""
        island, bucket, share = self.thirds(islands)
        code = self.lines.buckets[bucket] * SHIFT
        low = np.searchsorted(self.latest, code + islands.first[island])
        counts = np.maximum(self.lines.started(bucket, islands.last[island], "right") - low, 0)
        position = positions(low, counts)
        # Written out side by side: looking the island of each up would take several times as long.
        first, a, b = (
            np.repeat(each[island], counts)
            for each in (islands.first.astype(np.int32), self.partner_of[islands.a], self.partner_of[islands.b])
        )
        partner = self.partner[position]
        kept = np.flatnonzero((self.until[position] >= first) & (partner != a) & (partner != b))
        return np.repeat(island, counts)[kept], position[kept], np.repeat(share, counts)[kept]

    def _worst(self, islands: Islands, chances: Chances, repeated: Repeated) -> Worst:
        a, b, others = self._runs(islands.a), self._runs(islands.b), self._others(chances)
        owner, run = (np.concatenate(each) for each in zip(a, b, others[:2], strict=True))
        once = self.once[run]
        repeats = repeated(islands, chances)
        if len(repeats[0]):
            once[self._is_in(owner, run, repeats)] = 0.0
        sides = len(a[0]) + len(b[0])
        once[sides:] *= others[2]
        day, most = worst_days(islands, owner, self.start[run], self.end[run], once)
        one, two = slice(len(a[0])), slice(len(a[0]), sides)
        rate_a, rate_b = (self._rate(owner[part], run[part], once[part], day) for part in (one, two))
        # What is left is by chance, or the rounding of a sum; of very many that is quicker than to add them up again.
        left = most - rate_a - rate_b
        return Worst(rate_a, rate_b, np.where(left > EPSILON, left, 0.0), day)

    def _runs(self, work: Ints) -> tuple[Ints, Ints]:
        """The runs of lists, each with the position of its list among these."""
        counts, begin = self.lists.runs_of(work)
        return spread(begin, counts)

    def _others(self, chances: Chances) -> tuple[Ints, Ints, Floats]:
        """All runs of third lists, with their islands and chances. Most lists have the run that met and no other."""
        several = self.has_several[chances.other]
        alone, more = np.flatnonzero(~several), np.flatnonzero(several)
        owner, run = self._runs(chances.other[more])
        at = np.concatenate((alone, more[owner]))
        return chances.island[at], np.concatenate((chances.run[alone], run)), chances.chance[at]

    def _rate(self, owner: Ints, run: Ints, once: Floats, day: Ints) -> Floats:
        """What runs come to in the 28 days that end on the day of each island."""
        until = day[owner]
        days = np.minimum(self.end[run], until) - np.maximum(self.start[run], until - DAYS + 1) + 1
        return np.bincount(owner, once * np.maximum(days, 0), len(day)).astype(np.float64)

    def _is_in(self, owner: Ints, run: Ints, pairs: tuple[Ints, Ints]) -> Flags:
        many = len(self.lists.runs) + 1
        return np.isin(owner * many + run, pairs[0] * many + pairs[1])


def worst_days(islands: Islands, owner: Ints, start: Ints, end: Ints, tries: Floats) -> tuple[Ints, Floats]:
    """The earliest day from the first shared one on which the 28-day sum of these runs is greatest, for each island;
    and that sum.

    `tries` are those of a day. Only days on which the sum bends, the first and the last can be it.
    """
    many, length = len(islands.a), islands.last - islands.first + DAYS
    width = int(length.max(initial=1))
    # A column for each day on which tries can count, from 27 days before the first on, and one for all later ones.
    columns = width + DAYS
    first, row = (islands.first - DAYS + 1)[owner], owner * columns
    change = np.bincount(row + np.clip(start - first, 0, columns - 1), tries, many * columns)
    change -= np.bincount(row + np.clip(end + 1 - first, 0, columns - 1), tries, many * columns)
    table = change.reshape(many, columns)
    sums = np.cumsum(np.cumsum(table, axis=1), axis=1)
    value = sums[:, DAYS - 1 : -1].copy()
    value[:, 1:] -= sums[:, : width - 1]
    column = np.arange(width)
    asked = (table[:, DAYS:] != table[:, :width]) | (column == 0) | (column == (length - 1)[:, None])
    value = np.where(asked & (column < length[:, None]), value, -np.inf)
    at = np.argmax(value >= value.max(axis=1, keepdims=True) - EPSILON, axis=1)
    return islands.first + ints(at), value[np.arange(many), at]
