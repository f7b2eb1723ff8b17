"""Steps 1 to 3 over columns: every meeting of two lists with its touches, its people and its class."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from .arrays import Flags, Floats, Ints, ints, room, small, spread
from .board import Board
from .crowds import NO_CHANCES, Around, Chances, joined
from .islands import TIED, Islands, islands_of, traits_of
from .loops import loop
from .records import (
    BASES,
    COMPETING,
    CROSSWALK,
    DAYS_TOGETHER,
    DIFFERENT_GROUND,
    DIFFERENT_PEOPLE,
    SAME_GROUND,
    SAME_MONEY,
    SEQUENCED,
    UNMEASURED,
    WITHIN_BAND,
)
from .shared import ABOVE, UNKNOWN, Both, Shared
from .sweep import Couples, Part, Sweep
from .threads import Found, side_by_side

TENTH = 0.1

CLASSES = (
    SAME_MONEY, UNMEASURED, SAME_GROUND, DIFFERENT_GROUND, WITHIN_BAND, DIFFERENT_PEOPLE, SEQUENCED, COMPETING,
)  # fmt: skip
_CODE = {class_: code for code, class_ in enumerate(CLASSES)}
_UNMEASURED, _SAME_MONEY, _COMPETING = _CODE[UNMEASURED], _CODE[SAME_MONEY], _CODE[COMPETING]
_SAME_GROUND, _DIFFERENT_GROUND = _CODE[SAME_GROUND], _CODE[DIFFERENT_GROUND]
_WITHIN_BAND, _DIFFERENT_PEOPLE, _SEQUENCED = _CODE[WITHIN_BAND], _CODE[DIFFERENT_PEOPLE], _CODE[SEQUENCED]
# Of work on lists, whose class its figures will tell.
_OPEN = -1
_CROSSWALK = BASES.index(CROSSWALK)


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """Islands with their class (a position in `CLASSES`), and whether competing work is likely. The measures are
    those of work on lists, nan elsewhere; `chances` are those of competing islands, by their position here."""

    islands: Islands
    class_: Ints
    is_likely: Flags
    rates: tuple[Floats, Floats, Floats]
    day: Ints
    both: Both
    chances: Chances


def _unmeasured(islands: Islands, both: Both) -> Verdicts:
    """Verdicts that rest on no touches yet."""
    many = len(islands.a)
    rate_a, rate_b, others = (np.full(many, np.nan) for _ in range(3))
    day, class_ = small(np.zeros(many)), room(many, np.int8)
    return Verdicts(islands, class_, np.zeros(many, dtype=np.bool_), (rate_a, rate_b, others), day, both, NO_CHANCES)


class Judge:
    """Classifies what meets, against everything else that goes on in the same place.

    Without `recorded` it is only told apart what competes: of all others no touches are reckoned. Without `chances`
    nothing is kept of third lists.
    """

    def __init__(
        self,
        board: Board,
        *,
        recorded: bool = True,
        chances: bool = True,
    ) -> None:
        self.board, self.ties, self.recorded, self.chances = board, board.ties, recorded, chances
        self.columns, self.terrain, self.lists = board.columns, board.terrain, board.lists
        self.is_list, self.band = board.is_list, board.band
        self.crowds, self.shared = board.crowds, Shared(self.lists, self.terrain)
        self.traits = traits_of(self.lists, board.is_list, board.is_blank, board.ties.is_tied)

    def verdicts(self) -> Iterator[Verdicts]:
        """All meetings that are recorded, some at a time."""
        return self.each(lambda found: found)

    def each(self, then: Callable[[Verdicts], Found]) -> Iterator[Found]:
        """What is made of them, some at a time."""
        sweep = Sweep(self.columns, self.terrain)

        def judged(part: Part) -> Found:
            return then(self._judged(sweep.couples(part)))

        return side_by_side(judged, sweep.parts(), plans=len(self.columns.kind))

    def _judged(self, met: Couples) -> Verdicts:
        met, alone, both = self.shared.sifted(met, self.traits, recorded=self.recorded)
        for n in np.flatnonzero(alone & TIED).tolist():
            alone[n] = TIED if self.ties.links(int(met.one[n]), int(met.two[n])) else alone[n] - TIED
        islands, head = islands_of(met, alone, self.traits, self.columns, self.lists)
        found = _unmeasured(islands, Both(*(getattr(both, each.name)[head] for each in fields(Both))))
        _classify(
            islands.a, islands.b, islands.first, islands.last, islands.way, islands.alone, self.is_list,
            self.lists.place, self.terrain.is_local, self.terrain.ways.basis, found.class_,
        )  # fmt: skip
        measured = np.flatnonzero(found.class_ == _OPEN)
        return self._measured(found, measured) if len(measured) else found

    def _measured(self, found: Verdicts, positions: Ints) -> Verdicts:
        """Touches, people and class of work on lists."""
        islands = found.islands.take(positions)
        most = np.full(len(positions), np.inf)
        if not self.recorded:
            # Those do not compete of which one gives less than a tenth of all: nobody needs to know how often.
            found.class_[positions] = _SEQUENCED
            lesser = np.minimum(self.crowds.peak[islands.a], self.crowds.peak[islands.b])
            most = (lesser + 2 * ABOVE) / TENTH
        kept: list[Chances] = []
        for part, worst, around in self.crowds.worst(islands, most, self._repeated):
            at = positions[part]
            rates, both = (worst.rate_a, worst.rate_b, worst.others), found.both
            _decide(
                at, *rates, worst.day, found.islands.a, self.band, both.low, both.high, both.fewest,
                *found.rates, found.day, found.class_, found.is_likely,
            )  # fmt: skip
            if self.chances:
                competing = found.class_[at] == _COMPETING
                kept.append(around.chances.take(np.flatnonzero(competing[around.chances.island]), at))
        return replace(found, chances=joined(kept))

    def _repeated(self, islands: Islands, around: Around) -> tuple[Ints, Ints]:
        """Runs whose attempts are already in those of another one, since they are paid from the same money."""
        if not self.ties.activities:
            return ints([]), ints([])
        tied, begin, chances = self.board.tied_lists, around.begin, around.chances
        counts = tied[islands.a].astype(np.int64) + tied[islands.b]
        counts += np.bincount(chances.island, tied[chances.other], len(islands.a)).astype(np.int64)
        owners: list[int] = []
        runs: list[int] = []
        for n in np.flatnonzero(counts >= 2).tolist():
            sides = [int(islands.a[n]), int(islands.b[n])]
            others = chances.other[begin[n] : begin[n + 1]].tolist()
            repeated = self.ties.repeated(sides, others)
            found = self._runs_among(repeated, [*sides, *others]) if repeated else []
            owners += [n] * len(found)
            runs += found
        return ints(owners), ints(runs)

    def _runs_among(self, activities: set[int], lists: Sequence[int]) -> list[int]:
        counts, begin = self.lists.runs_of(ints(lists))
        runs = spread(begin, counts)[1]
        return runs[np.isin(self.lists.runs[runs], list(activities))].tolist()  # type: ignore[no-any-return]


@loop(outputs=1)
def _classify(a, b, first, last, way, alone, is_list, place, is_local, basis, class_):
    """What needs no figures. Same ground are same or nested places, both at county level or below: a state-wide tour
    does not meet a county's table."""
    for island in range(len(a)):
        if alone[island]:
            class_[island] = _SAME_MONEY if alone[island] & TIED else _UNMEASURED
        elif is_list[a[island]]:
            class_[island] = _OPEN
        else:
            here, known = is_local[place[a[island]]] and is_local[place[b[island]]], basis[way[island]]
            is_near = here and known != _CROSSWALK and known != UNKNOWN
            is_long = last[island] - first[island] + 1 >= DAYS_TOGETHER
            class_[island] = _SAME_GROUND if is_near and is_long else _DIFFERENT_GROUND


@loop(outputs=6)
def _decide(
    positions, rate_a, rate_b, others, worst, a, band, low, high, fewest, rates_a, rates_b, rates_others, day, class_,
    is_likely,
):  # fmt: skip
    """Competing, or the first of the reasons why not, of islands at some positions."""
    for n in range(len(positions)):
        at = positions[n]
        rates_a[at], rates_b[at], rates_others[at], day[at] = rate_a[n], rate_b[n], others[n], worst[n]
        total, lesser = rate_a[n] + rate_b[n] + others[n], min(rate_a[n], rate_b[n])
        if total <= band[a[at]] + ABOVE:
            class_[at] = _WITHIN_BAND
        elif high[at] < fewest[at]:
            class_[at] = _DIFFERENT_PEOPLE
        elif lesser < TENTH * total - ABOVE:  # what is exactly a tenth must not fall short by the rounding of a sum
            class_[at] = _SEQUENCED
        else:
            class_[at], is_likely[at] = _COMPETING, low[at] >= fewest[at]
