"""The lists of cases at work together, on each day on which their worst 28 days may end."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Ints
from .mixing import Cells
from .turns import NEVER, turns
from .windows import DAYS
from .worst_of_cases import reckon


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Runs of work, list by list (those of list n from `begin[n]` on): the first and the last day (ordinals), and the
    tries a day for one person on the list."""

    begin: Ints
    first: Ints
    last: Ints
    once: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """The lists of cases as independent draws from the people of the anchor, case by case (those of case n from
    `begin[n]` on). `work` is the number of each by which its runs are found.

    `guess` is the chance that somebody is on the list; where it is not known, by the people of a place around, or as
    if the lists held different people. `sure` is the same where it is known and so is the list's share of the anchor
    (0 elsewhere). `inside` are the list's people in the anchor (all, where not known).
    """

    begin: Ints
    work: Ints
    partner: Ints
    guess: Floats
    sure: Floats
    inside: Floats
    crossed: Mapping[int, Cells]


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """The pairs of cases, case by case (those of case n from `begin[n]` on): lists a and b (positions among those of
    the cases), people on both, shared days, the worst day.

    `met` are the lists outside the case that are met by chance, pair by pair (those of pair n from `first_met[n]`
    on), by the numbers by which their runs are found; and `chance` how likely.
    """

    begin: Ints
    a: Ints
    b: Ints
    low: Floats
    high: Floats
    first: Ints
    last: Ints
    day: Ints
    first_met: Ints
    met: Ints
    chance: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Worsts:
    """The worst 28 days of cases, which end on `day` (-1: all together stay in the band on average): people on two
    lists or more, and their mean touches."""

    low: Floats
    high: Floats
    touches: Floats
    day: Ints


def worsts(draws: Draws, pairs: Meetings, runs: Runs, electorate: Floats, band: Floats) -> Worsts:
    """Those with the most excess attempts in each case. `electorate` is everyone's in the anchor of each (0: not
    known), `band` where its band ends."""
    many = len(electorate)
    low, high, touches = (np.zeros(many) for _ in range(3))
    found = Worsts(low, high, touches, np.zeros(many, dtype=np.int64))
    lists, links = (int(np.diff(begin).max()) for begin in (draws.begin, pairs.begin))
    partners, works = int(draws.partner.max()) + 1, len(draws.work)
    first_day = np.minimum.reduceat(pairs.first, pairs.begin[:-1])
    lengths = np.maximum.reduceat(pairs.last, pairs.begin[:-1]) - first_day + DAYS
    days = first_day, np.append(0, np.cumsum(lengths))
    since, until = (np.empty(works, dtype=np.int64) for _ in range(2))
    bend, most_on, by_chance = (np.empty(size) for size in (int(lengths.max()) + 2, *2 * (int(days[1][-1]),)))
    those = pairs.first_met, pairs.met, pairs.chance, runs.begin, runs.first, runs.last, runs.once
    turns(
        *days, draws.begin, draws.work, pairs.begin, pairs.a, pairs.b, pairs.high, pairs.day, *those,
        since, until, bend, most_on, by_chance,
    )  # fmt: skip
    room = (
        np.empty(lists), np.empty(lists, dtype=np.int64), np.empty(lists, dtype=np.bool_),
        np.empty(lists, dtype=np.int64), np.empty(links, dtype=np.bool_), np.empty(2 * links, dtype=np.int64),
        np.full(partners, NEVER), np.empty(partners), np.empty(partners, dtype=np.int64),
    )  # fmt: skip
    reckon(
        electorate, band, draws.begin, pairs.begin, *_cells(draws.crossed, many), draws.work, draws.partner,
        draws.guess, draws.sure, draws.inside, pairs.a, pairs.b, pairs.low, pairs.high, *those, *days, by_chance,
        since, until, most_on, *room, found.low, found.high, found.touches, found.day,
    )  # fmt: skip
    return found


def _cells(crossed: Mapping[int, Cells], many: int) -> tuple[Ints, Floats, Ints, np.ndarray]:
    """The cells of all cases: where those of each begin, what each weighs, and which lists are in it."""
    counts, sizes = np.zeros(many + 1, dtype=np.int64), np.zeros(many + 1, dtype=np.int64)
    for case, cells in crossed.items():
        counts[case + 1], sizes[case + 1] = len(cells.weight), cells.is_there.size
    parts = [crossed[case] for case in sorted(crossed)]
    weight = np.concatenate([np.zeros(0), *(each.weight for each in parts)])
    is_there = np.concatenate([np.zeros(0, dtype=np.bool_), *(each.is_there.ravel() for each in parts)])
    return np.cumsum(counts), weight, np.cumsum(sizes), is_there
