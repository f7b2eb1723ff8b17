"""The lists of cases at work together, in all 28 days that may be the worst at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from .arrays import Flags, Floats, Ints, batches, first_of, spread
from .grid import Columns, Grid, Runs, Spans
from .mixing import Cells, Mixer
from .windows import DAYS, EPSILON

# So many days of pairs are weighed at once.
AT_ONCE = 1_000_000


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
class Worst:
    """The worst 28 days of a case, which end on `day`: people on two lists or more, and their mean touches."""

    low: float
    high: float
    touches: float
    day: int


@dataclass(frozen=True, slots=True, eq=False)
class _Met:
    """By day what the pairs at work add up to: whether there are any, people on both lists (low, high; `lowest` is
    the largest low end, where nobody has counted the anchor), what independent reaches say of these, and the tries by
    chance for one of them."""

    is_any: Flags
    low: Floats
    high: Floats
    lowest: Floats
    expected: Floats
    by_chance: Floats


class Together:
    """All of some cases; `electorate` is everyone's in the anchor of each (0: not known)."""

    def __init__(self, draws: Draws, runs: Runs, around: Runs, pairs: Meetings, electorate: Floats) -> None:
        self.draws, self.pairs, self.electorate = draws, pairs, electorate
        many = len(electorate)
        self.columns = _columns(runs, around, pairs, many)
        self.grid, self.around = Grid(runs, self.columns), Grid(around, self.columns)
        self.first_pair = first_of(pairs.case, many)
        self.sure = np.where(draws.is_sure, draws.reach, 0.0)
        # What independent reaches say of each pair; nothing where one of them is not sure.
        self.expected = self.sure[pairs.a] * self.sure[pairs.b] * electorate[pairs.case]
        for case, cells in draws.crossed.items():
            rows, here = np.searchsorted(runs.case, case), slice(*self.first_pair[case : case + 2])
            self.expected[here] *= cells.together(pairs.a[here] - rows, pairs.b[here] - rows)

    def worsts(self, band: Floats) -> Iterator[Worst | None]:
        """Those with the most excess attempts in each case, whose band ends there; None where all together stay in
        the band on average."""
        is_active = self.grid.rates > 0
        met = self._met(is_active)
        mixer = Mixer(self.grid, self.draws.partner, self.draws.crossed)
        mix = mixer.mix(is_active, self.draws.guess)
        tried = self.grid.sums(mix.on_this_too * self.grid.rates)
        touches = np.divide(tried, mix.on_two, out=np.zeros(len(tried)), where=mix.on_two > 0) + met.by_chance
        low, high = self._people(is_active, met, mixer)
        above = np.where(met.is_any, touches - band[self.columns.case], 0.0)
        begin = self.columns.begin
        for case in range(len(band)):
            here = np.flatnonzero(above[begin[case] : begin[case + 1]] > 0) + begin[case]
            at = _most(here.tolist(), (high[here] * above[here]).tolist())
            yield (
                None
                if at is None
                else Worst(float(low[at]), float(high[at]), float(touches[at]), int(self.columns.day[at]))
            )

    def _met(self, is_active: Flags) -> _Met:
        pairs, spans = self.pairs, Spans(self.grid, is_active, self.pairs.a, self.pairs.b)
        told = (np.ones(len(pairs.a)), pairs.low, pairs.high, self.expected)
        many, low, high, expected = spans.sums(self.columns, told)
        tried, is_any = self._tried(spans), many > 0.5
        by_chance = np.divide(tried, high, out=np.zeros(len(high)), where=is_any)
        return _Met(is_any, low, high, self._lowest(spans), expected, by_chance)

    def _tried(self, spans: Spans) -> Floats:
        """By day the tries of plans outside the case that reach the people of its pairs by chance."""
        reached = self.around.running(self._reached(spans))
        return self.around.sums(reached * self.around.rates)

    def _reached(self, spans: Spans) -> Iterator[tuple[Ints, Ints, Floats]]:
        """The people of pairs whom plans outside the case reach by chance, from a cell of the plan until before
        another one."""
        counts = np.diff(spans.first)
        for begin in range(0, len(self.pairs.met[0]), AT_ONCE):
            pair, other, chance = (each[begin : begin + AT_ONCE] for each in self.pairs.met)
            at, span = spread(spans.first[pair], counts[pair])
            start = self.around.start[other[at]] - self.columns.begin[self.pairs.case[pair[at]]]
            people = (chance * self.pairs.high[pair])[at]
            yield start + spans.begin[span], start + spans.end[span], people

    def _lowest(self, spans: Spans) -> Floats:
        """By day the largest low end of a pair, in cases whose anchor nobody has counted."""
        found = np.zeros(len(self.columns.day))
        chosen = np.flatnonzero(self.electorate[self.pairs.case[spans.pair]] == 0)
        for first, end in batches((spans.end - spans.begin)[chosen], AT_ONCE):
            some = chosen[first:end]
            span, column = spread(spans.begin[some], spans.end[some] - spans.begin[some])
            np.maximum.at(found, column, self.pairs.low[spans.pair[some][span]])
        return found

    def _people(self, is_active: Flags, met: _Met, mixer: Mixer) -> tuple[Floats, Floats]:
        """Independent reaches, corrected by what the pairs know better, and never more than the lists can hold."""
        sizes = np.where(is_active, self.draws.inside[self.grid.row], 0.0)
        largest, all_of_them = self.grid.most(sizes), self.grid.sums(sizes)
        # The most people who can be on two or more lists of these sizes.
        ceiling = np.minimum(all_of_them / 2, all_of_them - largest)
        electorate = self.electorate[self.columns.case]
        # Nor more than there are: the electorate or, where a list names more than that, the longest list.
        counted = np.minimum(ceiling, np.maximum(electorate, largest))
        base = electorate * mixer.mix(is_active, self.sure).on_two - met.expected
        low = np.minimum(np.maximum(0.0, base + met.low), counted)
        high = np.maximum(low, np.minimum(base + met.high, counted))
        is_counted = electorate > 0
        return np.where(is_counted, low, met.lowest), np.where(is_counted, high, np.minimum(ceiling, met.high))


def _columns(runs: Runs, around: Runs, pairs: Meetings, many: int) -> Columns:
    """Days on which the worst window of each case may end."""
    (one, turn), (two, other) = runs.turns(), around.turns()
    case, day = np.concatenate((one, two)), np.concatenate((turn, other))
    begin = first_of(pairs.case, many)[:-1]
    first, last = np.minimum.reduceat(pairs.first, begin), np.maximum.reduceat(pairs.last, begin)
    day = np.clip(day, first[case], last[case] + DAYS - 1)
    return Columns(np.concatenate((case, pairs.case)), np.concatenate((day, pairs.day)), many)


def _most(places: list[int], excess: list[float]) -> int | None:
    """The place of the most excess; of equal ones the first."""
    best, most = None, 0.0
    for place, found in zip(places, excess, strict=True):
        if best is None or found > most * (1 + EPSILON):
            best, most = place, found
    return best
