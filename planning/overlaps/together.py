"""The lists of cases at work together, on each day on which their worst 28 days may end."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .arrays import Flags, Floats, Ints, distinct, ints, offsets
from .mixing import Cells
from .windows import DAYS
from .worst_of_cases import reckon


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

    def columns(self) -> tuple[Ints, Ints, Ints, Floats]:
        """Where those of each list begin, and the tries a day for one person on it; nobody on it, nobody tried."""
        people = self.people[self.work]
        once = np.divide(self.daily, people, out=np.zeros(len(people)), where=people > 0)
        return offsets(self.work, len(self.people)), self.first, self.last, once

    def turns(self) -> tuple[Ints, Ints]:
        """Days, with their cases, on which a window may end that holds the most: a sum of rates is greatest there."""
        return np.tile(self.case[self.work], 2), np.concatenate((self.last, self.first + DAYS - 1))


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """The lists of cases as independent draws from the people of the anchor, case by case.

    `reach` is the chance that somebody is on the list (nan: not known), `guess` the same where it is not known: by
    the people of a place around, or as if the lists held different people. `is_sure` marks known reaches of lists
    whose share of the anchor is known too. `inside` are the list's people in the anchor (all, where not known).
    """

    partner: Ints
    reach: Floats
    guess: Floats
    is_sure: Flags
    inside: Floats
    crossed: Mapping[int, Cells]


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """The pairs of cases, case by case: lists a and b (positions), people on both, shared days, the worst day.

    `met` are the lists outside the case that are met by chance: the pair, the list (positions), and the chance.
    """

    case: Ints
    a: Ints
    b: Ints
    low: Floats
    high: Floats
    first: Ints
    last: Ints
    day: Ints
    met: tuple[Ints, Ints, Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Worsts:
    """The worst 28 days of cases, which end on `day` (-1: all together stay in the band on average): people on two
    lists or more, and their mean touches."""

    low: Floats
    high: Floats
    touches: Floats
    day: Ints


def worsts(draws: Draws, runs: Runs, around: Runs, pairs: Meetings, electorate: Floats, band: Floats) -> Worsts:
    """Those with the most excess attempts in each case. `electorate` is everyone's in the anchor of each (0: not
    known), `band` where its band ends."""
    many = len(electorate)
    low, high, touches = (np.zeros(many) for _ in range(3))
    found = Worsts(low, high, touches, np.zeros(many, dtype=np.int64))
    first_list, first_around = offsets(runs.case, many), offsets(around.case, many)
    first_pair = offsets(pairs.case, many)
    day, first_day = _days(runs, around, pairs, many)
    pair, other, chance = pairs.met
    party, parties = _parties(runs.case, draws.partner, many)
    sizes = np.array([np.diff(each).max(initial=0) for each in (first_list, first_pair, first_around)])
    rate, reached, misses, before = (np.zeros(size) for size in sizes[[0, 2, 0, 0]])
    reckon(
        electorate, band, first_day, day, first_list, first_around, first_pair, *_cells(draws.crossed, many),
        party, parties, draws.guess, np.where(draws.is_sure, draws.reach, 0.0), draws.inside, *runs.columns(),
        *around.columns(), ints(pairs.a), ints(pairs.b), pairs.low, pairs.high, offsets(pair, len(pairs.a)), other,
        chance, rate, np.zeros(sizes[1], dtype=np.bool_), reached, misses, before,
        found.low, found.high, found.touches, found.day,
    )  # fmt: skip
    return found


def _days(runs: Runs, around: Runs, pairs: Meetings, many: int) -> tuple[Ints, Ints]:
    """Days on which the worst window of each case may end, case by case, and where those of each begin."""
    (one, turn), (two, other) = runs.turns(), around.turns()
    case, day = np.concatenate((one, two)), np.concatenate((turn, other))
    begin = offsets(pairs.case, many)[:-1]
    first, last = np.minimum.reduceat(pairs.first, begin), np.maximum.reduceat(pairs.last, begin)
    day = np.clip(day, first[case], last[case] + DAYS - 1)
    case, day = np.concatenate((case, pairs.case)), np.concatenate((day, pairs.day))
    start = int(day.min(initial=0))
    span = int(day.max(initial=0)) - start + 1
    case, day = np.divmod(distinct(case * span + day - start), span)
    return day + start, offsets(case, many)


def _parties(case: Ints, partner: Ints, many: int) -> tuple[Ints, Ints]:
    """The partners of each case as numbers from 0 on, list by list, and how many there are."""
    partners, number = np.unique(partner, return_inverse=True)
    known, party = np.unique(case * len(partners) + number, return_inverse=True)
    begin = offsets(known // max(len(partners), 1), many)
    return ints(party - begin[case]), np.diff(begin)


def _cells(crossed: Mapping[int, Cells], many: int) -> tuple[Ints, Floats, Ints, np.ndarray]:
    """The cells of all cases: where those of each begin, what each weighs, and which lists are in it."""
    counts, sizes = np.zeros(many + 1, dtype=np.int64), np.zeros(many + 1, dtype=np.int64)
    for case, cells in crossed.items():
        counts[case + 1], sizes[case + 1] = len(cells.weight), cells.is_there.size
    parts = [crossed[case] for case in sorted(crossed)]
    weight = np.concatenate([np.zeros(0), *(each.weight for each in parts)])
    is_there = np.concatenate([np.zeros(0, dtype=np.bool_), *(each.is_there.ravel() for each in parts)])
    return np.cumsum(counts), weight, np.cumsum(sizes), is_there
