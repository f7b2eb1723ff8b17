"""Step 2, touches over columns: how often somebody on both lists of an island is tried in the worst 28 days.

The runs of work around are looked up in the order in which they lie side by side, and added up day by day.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

import numpy as np

from .arrays import Flags, Floats, Ints, ints
from .chances import look_up
from .columns import Columns
from .islands import Islands
from .lists import Lists
from .sweep import Sorted
from .terrain import Terrain
from .windows import DAYS
from .worst import add_up

# So many third lists are looked up at once, and for each island so many are made room for.
ROOM, FOR_EACH = 1_000_000, 64


@dataclass(frozen=True, slots=True, eq=False)
class Worst:
    """The 28 days that end on `day` for each island, by parts."""

    rate_a: Floats
    rate_b: Floats
    others: Floats
    day: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """Third lists, island by island: the island (a position), the list, and the chance that somebody on both is on it
    as well."""

    island: Ints
    other: Ints
    chance: Floats

    def take(self, chosen: Ints, island: Ints) -> "Chances":
        """Some of them; `island` says what each island is called now."""
        return Chances(island[self.island[chosen]], self.other[chosen], self.chance[chosen])


NO_CHANCES = Chances(ints([]), ints([]), np.zeros(0))


def joined(parts: list[Chances]) -> Chances:
    """Several as one, in the order of their islands."""
    columns = [[getattr(part, each.name) for part in (NO_CHANCES, *parts)] for each in fields(Chances)]
    return Chances(*(np.concatenate(column) for column in columns))


Repeated = Callable[[Islands, Chances], tuple[Ints, Ints]]
"""Runs that count elsewhere, since they are paid from the same money: pairs of island and run, by island."""


class Crowds:
    """Everything that goes on, to be asked what comes on top of two lists."""

    def __init__(self, columns: Columns, lists: Lists, terrain: Terrain, is_tied: Flags) -> None:
        """`is_tied` are lists that may be paid from the same money as others."""
        self.lists, self.terrain = lists, terrain
        runs = {each.name: getattr(columns, each.name)[lists.runs] for each in fields(Columns)}
        lines = Sorted(Columns(**runs), terrain)
        self.start, self.end = columns.starts[lists.runs], columns.ends[lists.runs]
        self.run_list = lists.of[lists.runs]
        self.kind = columns.kind[lists.head]
        self.partner = np.unique(lists.partner, return_inverse=True)[1]
        # The chance of one person on the list to be tried, for each day of a run: nobody on it, nobody tried.
        people = lists.universe[self.run_list]
        self.once = np.divide(lists.daily, people, out=np.zeros(len(people)), where=people > 0)
        # The most that a list gives in four weeks to one person on it.
        most = self.once * np.minimum(self.end - self.start + 1, DAYS)
        self.peak = np.bincount(self.run_list, most, len(self.kind))
        work, bucket = self.run_list[lines.order], lines.keys - lines.starts
        # What is asked of each run that may meet an island; for each bucket the latest end so far.
        self.lines = (
            lines.first, lines.starts, lines.ends, np.maximum.accumulate(bucket + lines.ends) - bucket,
            work, lists.mask[work], lists.reach[work], lists.own_reach[work], self.once[lines.order],
            np.diff(lists.first_run) > 1, is_tied,
        )  # fmt: skip
        self.bucket_of = np.full((int(self.kind.max(initial=0)) + 1) * terrain.places, -1)
        self.bucket_of[lines.buckets] = np.arange(len(lines.buckets))

    def worst(self, islands: Islands, at_most: Floats, repeated: Repeated) -> Iterator[tuple[Ints, Worst, Chances]]:
        """For some islands at a time their positions, touches, and third lists; of those of which these surely give
        more than `at_most` there is nothing."""
        for positions, chances in self.chances(islands, at_most):
            some = islands.take(positions)
            yield positions, self._worst(some, chances, repeated(some, chances)), chances

    def chances(self, islands: Islands, at_most: Floats) -> Iterator[tuple[Ints, Chances]]:
        """The same without touches: lists comparable with both sides that work on a day that these share."""
        many, done, terrain = len(islands.a), 0, self.terrain
        columns = [ints(each) for each in (islands.a, islands.b, islands.first, islands.last, islands.way)]
        stamp, begin = np.full(len(self.kind), -1), np.zeros(many + 1, dtype=np.int64)
        is_drowned, room = np.zeros(many, dtype=np.bool_), min(FOR_EACH * many, ROOM)
        while done < many:
            other, chance = np.empty(room, dtype=np.int64), np.empty(room)
            end = look_up(
                done, *columns, at_most, *terrain.thirds, self.kind, self.partner, self.lists.mask, self.bucket_of,
                terrain.places, *self.lines, stamp, begin, is_drowned, other, chance,
            )  # fmt: skip
            if end == done:  # there was no room for one
                room *= 2
                continue
            kept = np.flatnonzero(~is_drowned[: end - done])
            owner = np.repeat(np.arange(len(kept)), begin[kept + 1] - begin[kept])
            yield done + kept, Chances(owner, other[: len(owner)], chance[: len(owner)])
            done = end

    def _worst(self, islands: Islands, chances: Chances, left_out: tuple[Ints, Ints]) -> Worst:
        many, lists = len(islands.a), self.lists
        days = int((islands.last - islands.first).max(initial=0)) + 2 * DAYS
        room = np.full(len(self.run_list), -1), *(np.empty(days) for _ in range(3))
        rate_a, rate_b, others = (np.empty(many) for _ in range(3))
        worst = Worst(rate_a, rate_b, others, np.empty(many, dtype=np.int64))
        begin = np.searchsorted(chances.island, np.arange(many + 1))
        add_up(
            islands.a, islands.b, islands.first, islands.last, begin, chances.other, chances.chance, lists.first_run,
            self.start, self.end, self.once, *left_out, *room, rate_a, rate_b, others, worst.day,
        )  # fmt: skip
        return worst
