"""The lists of a case at work together, in all 28 days that may be the worst at once."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .arrays import Flags, Floats, Ints
from .mixing import Cells, Mixer
from .windows import DAYS, EPSILON

# So many days of pairs are weighed at once.
AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Runs of work, list by list: the list, the first and the last day (ordinals), and the tries a day, of all the
    list's people. `people` are those of each list."""

    work: Ints
    first: Ints
    last: Ints
    daily: Floats
    people: Floats

    def rates(self, days: Ints) -> Floats:
        """For each list and day the attempts for one person on it in the 28 days that end then."""
        found = np.zeros((len(self.people), len(days)))
        if not len(self.work):
            return found
        since = np.maximum(self.first[:, None], days - DAYS + 1)
        within = np.maximum(np.minimum(self.last[:, None], days) - since + 1, 0) * self.daily[:, None]
        begins = np.flatnonzero(np.diff(self.work, prepend=-1))
        those = self.work[begins]
        people = self.people[those, None]
        tries = np.add.reduceat(within, begins, axis=0)
        found[those] = np.divide(tries, people, out=np.zeros_like(tries), where=people > 0)
        return found

    def turns(self) -> Ints:
        """Days on which a window may end that holds the most: a sum of rates is greatest at one of them."""
        return np.concatenate((self.last, self.first + DAYS - 1))


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """The lists of a case as independent draws from the people of the anchor.

    `reach` is the chance that somebody is on the list (nan: not known), `guess` the same where it is not known: by
    the people of a place around, or as if the lists held different people. `is_sure` marks known reaches of lists
    whose share of the anchor is known too. `inside` are the list's people in the anchor (all, where not known).
    """

    partner: Ints
    reach: Floats
    guess: Floats
    is_sure: Flags
    inside: Floats
    cells: Cells


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """The pairs of a case: lists a and b (positions), people on both, shared days, the worst day of the pair.

    `met` are the lists outside the case that are met by chance: the pair, the list (positions), and the chance.
    """

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


class Together:
    """All of a case; `electorate` is everyone's in the anchor (0: not known)."""

    def __init__(self, draws: Draws, runs: Runs, around: Runs, pairs: Meetings, electorate: float) -> None:
        self.draws, self.runs, self.around, self.pairs = draws, runs, around, pairs
        self.electorate = electorate
        self.mixer = Mixer(draws.partner, draws.cells)
        self.sure = np.where(draws.is_sure, draws.reach, 0.0)
        apart = self.sure[pairs.a] * self.sure[pairs.b] * draws.cells.together(pairs.a, pairs.b)
        # What independent reaches say of each pair; nothing where one of them is not sure.
        self.expected: Floats = apart * electorate

    def worst(self, band: float) -> Worst | None:
        """Those with the most excess attempts; None where all together stay in the band on average."""
        best, most = None, 0.0
        for days, low, high, touches in self._by_day():
            for n in np.flatnonzero(touches > band).tolist():
                excess = float(high[n] * (touches[n] - band))
                if best is None or excess > most * (1 + EPSILON):
                    best, most = Worst(float(low[n]), float(high[n]), float(touches[n]), int(days[n])), excess
        return best

    def _by_day(self) -> Iterator[tuple[Ints, Floats, Floats, Floats]]:
        """Days on which the worst window may end, with the people on two lists (low, high) and their touches."""
        pairs = self.pairs
        turns = np.concatenate((self.runs.turns(), self.around.turns()))
        turns = np.clip(turns, pairs.first.min(), pairs.last.max() + DAYS - 1)
        days = np.unique(np.concatenate((turns, pairs.day)))
        step = max(1, AT_ONCE // len(pairs.a))
        for begin in range(0, len(days), step):
            some = days[begin : begin + step]
            rates = self.runs.rates(some)
            is_active = rates > 0
            met = is_active[pairs.a] & is_active[pairs.b]
            chosen = np.flatnonzero(met.any(axis=0))
            if len(chosen):
                yield (
                    some[chosen],
                    *self._weighed(some[chosen], rates[:, chosen], is_active[:, chosen], met[:, chosen]),
                )

    def _weighed(self, days: Ints, rates: Floats, is_active: Flags, met: Flags) -> tuple[Floats, Floats, Floats]:
        mix = self.mixer.mix(is_active, self.draws.guess)
        tried = (mix.on_this_too * rates).sum(axis=0)
        touches = np.divide(tried, mix.on_two, out=np.zeros(len(days)), where=mix.on_two > 0)
        touches += self._by_chance(days, met)
        return *self._people(is_active, met), touches

    def _by_chance(self, days: Ints, met: Flags) -> Floats:
        """Plans outside the case, as its pairs meet them, weighed by the pairs' people."""
        pair, other, chance = self.pairs.met
        if not len(pair):
            return np.zeros(len(days))
        many = len(self.around.people)
        weight = np.zeros((many, len(days)))
        # Some pairs at a time, so that pairs by lists stay few.
        for begin in range(0, len(met), max(1, AT_ONCE // many)):
            until = begin + max(1, AT_ONCE // many)
            part = slice(*np.searchsorted(pair, (begin, until)))
            chances = np.zeros((len(met[begin:until]), many))
            chances[pair[part] - begin, other[part]] = chance[part] * self.pairs.high[pair[part]]
            weight += chances.T @ met[begin:until]
        found: Floats = (weight * self.around.rates(days)).sum(axis=0) / (self.pairs.high @ met)
        return found

    def _people(self, is_active: Flags, met: Flags) -> tuple[Floats, Floats]:
        """Independent reaches, corrected by what the pairs know better, and never more than the lists can hold."""
        pairs, sizes = self.pairs, np.where(is_active, self.draws.inside[:, None], 0.0)
        largest, all_of_them = sizes.max(axis=0), sizes.sum(axis=0)
        # The most people who can be on two or more lists of these sizes.
        ceiling = np.minimum(all_of_them / 2, all_of_them - largest)
        if not self.electorate:
            low = np.where(met, pairs.low[:, None], -np.inf).max(axis=0)
            return low, np.minimum(ceiling, pairs.high @ met)
        # Nor more than there are: the electorate or, where a list names more than that, the longest list.
        ceiling = np.minimum(ceiling, np.maximum(self.electorate, largest))
        base = self.electorate * self.mixer.mix(is_active, self.sure).on_two - self.expected @ met
        low = np.minimum(np.maximum(0.0, base + pairs.low @ met), ceiling)
        return low, np.maximum(low, np.minimum(base + pairs.high @ met, ceiling))
