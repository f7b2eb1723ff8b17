"""Step 2, touches over columns: how often somebody on both lists of an island is tried in the worst 28 days.

The runs of work around are looked up in the order in which they lie side by side, and added up day by day.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from .arrays import Flags, Floats, Ints, ints, room, small
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


Repeated = Callable[[Islands, "Around"], tuple[Ints, Ints]]
"""Runs that count elsewhere, since they are paid from the same money: pairs of island and run, by island."""


@dataclass(frozen=True, eq=False)
class Around:
    """Runs of third lists, by the positions of islands: those of the nth are the lines `met` from `begin[n]` on."""

    begin: Ints
    met: Ints
    chance: Floats
    line_list: Ints

    @cached_property
    def chances(self) -> Chances:
        """The same by lists."""
        owner = np.repeat(np.arange(len(self.begin) - 1), np.diff(self.begin))
        return Chances(owner, self.line_list[self.met], self.chance)


class Crowds:
    """Everything that goes on, to be asked what comes on top of two lists."""

    def __init__(self, columns: Columns, lists: Lists, terrain: Terrain, is_tied: Flags) -> None:
        """`is_tied` are lists that may be paid from the same money as others."""
        self.lists, self.terrain = lists, terrain
        runs = {each.name: getattr(columns, each.name)[lists.runs] for each in fields(Columns)}
        lines = Sorted(Columns(**runs), terrain)
        self.kind = columns.kind[lists.head]
        self.partner = small(np.unique(lists.partner, return_inverse=True)[1])
        run_list = lists.of[lists.runs]
        # The chance of one person on the list to be tried, for each day of a run: nobody on it, nobody tried.
        people = lists.universe[run_list]
        once = np.divide(lists.daily, people, out=np.zeros(len(people)), where=people > 0)
        # The most that a list gives in four weeks to one person on it.
        most = once * np.minimum(runs["ends"] - runs["starts"] + 1, DAYS)
        self.peak = np.bincount(run_list, most, len(self.kind))
        # What is asked of each run, line by line as they meet islands; for each bucket the latest end so far.
        self.line_list, self.once = small(run_list[lines.order]), once[lines.order]
        self.start, self.end = small(lines.starts), small(lines.ends)
        self.more = _numbered(np.diff(lists.first_run) > 1)[self.line_list]
        self.tied = _numbered(is_tied[self.line_list])
        self.line_of = np.empty(len(run_list), dtype=np.int64)
        self.line_of[lines.order] = np.arange(len(run_list))
        lift = lines.bucket * (int(lines.ends.max(initial=0)) + 1)
        latest = small(np.maximum.accumulate(lift + lines.ends) - lift)
        self.lines = (
            lines.first, self.start, self.end, latest, self.partner[self.line_list], lines.mask,
            lists.reach[self.line_list], lists.own_reach[self.line_list], self.once, self.more, self.tied,
        )  # fmt: skip
        self.bucket_of = np.full((int(self.kind.max(initial=0)) + 1) * terrain.places, -1)
        self.bucket_of[lines.buckets] = np.arange(len(lines.buckets))

    def worst(self, islands: Islands, at_most: Floats, repeated: Repeated) -> Iterator[tuple[Ints, Worst, Around]]:
        """For some islands at a time their positions, touches, and third lists; of those of which these surely give
        more than `at_most` there is nothing."""
        for positions, around in self._around(islands, at_most):
            some = islands.take(positions)
            yield positions, self._worst(some, around, repeated(some, around)), around

    def _around(self, islands: Islands, at_most: Floats) -> Iterator[tuple[Ints, Around]]:
        many, done, terrain = len(islands.a), 0, self.terrain
        stamp, begin = _stamps(self.more), np.zeros(many + 1, dtype=np.int64)
        is_drowned, most = np.zeros(many, dtype=np.bool_), min(FOR_EACH * many, ROOM)
        while done < many:
            met, chance = room(most), np.empty(most)
            end = look_up(
                done, islands.a, islands.b, islands.first, islands.last, islands.way, at_most, *terrain.thirds,
                self.kind, self.partner, self.lists.mask, self.lists.first_run, self.line_of, self.bucket_of,
                terrain.places, *self.lines, stamp, begin, is_drowned, met, chance,
            )  # fmt: skip
            if end == done:  # there was no room for one
                most *= 2
                continue
            kept, found = np.flatnonzero(~is_drowned[: end - done]), begin[end - done]
            yield done + kept, Around(np.append(begin[kept], found), met[:found], chance[:found], self.line_list)
            done = end

    def _worst(self, islands: Islands, around: Around, left_out: tuple[Ints, Ints]) -> Worst:
        many, (left_island, left_run) = len(islands.a), left_out
        days = int((islands.last - islands.first).max(initial=0)) + 2 * DAYS
        rates = _stamps(self.tied), *(np.empty(days) for _ in range(3))
        rate_a, rate_b, others = (np.empty(many) for _ in range(3))
        worst = Worst(rate_a, rate_b, others, np.empty(many, dtype=np.int64))
        add_up(
            islands.a, islands.b, islands.first, islands.last, around.begin, around.met, around.chance,
            self.lists.first_run, self.line_of, self.start, self.end, self.once, self.line_list, self.more,
            self.tied, left_island, self.line_of[left_run], *rates, rate_a, rate_b, others, worst.day,
        )  # fmt: skip
        return worst


def _numbered(flags: Flags) -> Ints:
    """Those that are true are numbered, the others have -1."""
    return small(np.where(flags, np.cumsum(flags) - 1, -1))


def _stamps(numbers: Ints) -> Ints:
    """One for each number, of no island yet."""
    return np.full(int(numbers.max(initial=-1)) + 1, -1)
