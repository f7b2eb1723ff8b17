"""Steps 1 to 3 over columns: every meeting of two lists with its touches, its people and its class."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .arrays import Flags, Floats, Ints, ints, spread
from .board import Board
from .crowds import NO_CHANCES, Chances, joined
from .islands import Both, Islands, islands_of
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
    SHARE_UNKNOWN,
    UNMEASURED,
    WITHIN_BAND,
)
from .shared import Shared
from .sweep import Couples, sweep
from .threads import side_by_side

# The least difference that counts.
ABOVE = 1e-6
TENTH = 0.1
FEWEST_PEOPLE = 200
FEWEST_SHARE = 0.05

CLASSES = (
    SAME_MONEY, UNMEASURED, SAME_GROUND, DIFFERENT_GROUND, WITHIN_BAND, DIFFERENT_PEOPLE, SEQUENCED, COMPETING,
)  # fmt: skip
_CODE = {class_: code for code, class_ in enumerate(CLASSES)}
_CROSSING = [BASES.index(basis) for basis in (CROSSWALK, SHARE_UNKNOWN)]


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """Islands with their class (a position in `CLASSES`), and whether competing work is likely. The measures are
    those of work on lists, nan elsewhere; `chances` are those of competing islands, by their position here."""

    islands: Islands
    class_: Ints
    is_likely: Flags
    rates: Floats
    day: Ints
    both: Both
    chances: Chances


def _unmeasured(islands: Islands, class_: Ints) -> Verdicts:
    """Verdicts that rest on no figures yet."""
    many = len(islands.a)
    blank = [np.full(many, np.nan) for _ in range(3)]
    rates, day = np.full((many, 3), np.nan), np.zeros(many, dtype=np.int64)
    return Verdicts(islands, class_, np.zeros(many, dtype=np.bool_), rates, day, Both(*blank), NO_CHANCES)


def _fewest(smaller: Floats) -> Floats:
    """The fewest people on both lists that compete, of so many on the smaller one in the shared place. What is
    exactly 200 people must not fall short by the rounding of a product."""
    least: Floats = np.maximum(FEWEST_PEOPLE, FEWEST_SHARE * smaller) - ABOVE
    return least


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
        self.is_list, self.band, self.is_tied = board.is_list, board.band, board.ties.is_tied
        self.is_blank, self.crowds, self.shared = board.is_blank, board.crowds, Shared(self.lists, self.terrain)

    def verdicts(self) -> Iterator[Verdicts]:
        """All meetings, some at a time."""
        found = (met for met in sweep(self.columns, self.terrain) if len(met.one))
        return side_by_side(self._judged, found, plans=len(self.columns.kind))

    def _judged(self, met: Couples) -> Verdicts:
        same_money = self._same_money(met)
        on_list = self.is_list[self.lists.of[met.one]]
        alone = same_money | (on_list & (self.is_blank[met.one] | self.is_blank[met.two]))
        islands = islands_of(met, alone, self.columns, self.lists, self.terrain)
        head = islands.begin[:-1]
        tied = self.is_tied[islands.x[head]] & self.is_tied[islands.y[head]]
        paid = ints([n for n in np.flatnonzero(tied & islands.is_couple) if self._links(islands, int(n))])
        class_ = np.where(islands.is_couple, _CODE[UNMEASURED], _CODE[DIFFERENT_GROUND])
        class_[paid] = _CODE[SAME_MONEY]
        class_[self._on_same_ground(islands)] = _CODE[SAME_GROUND]
        found = _unmeasured(islands, class_)
        measured = np.flatnonzero(~islands.is_couple & self.is_list[islands.a])
        return self._measured(found, measured) if len(measured) else found

    def _same_money(self, met: Couples) -> Flags:
        found = np.zeros(len(met.one), dtype=np.bool_)
        for n in np.flatnonzero(self.is_tied[met.one] & self.is_tied[met.two]).tolist():
            found[n] = self.ties.links(int(met.one[n]), int(met.two[n]))
        return found

    def _links(self, islands: Islands, number: int) -> bool:
        at = islands.begin[number]
        return self.ties.links(int(islands.x[at]), int(islands.y[at]))

    def _on_same_ground(self, islands: Islands) -> Flags:
        """Same or nested places, both at county level or below: a state-wide tour does not meet a county's table."""
        local = self.terrain.is_local
        basis = self.terrain.ways.basis[islands.way]
        near = ~np.isin(basis, _CROSSING) & local[self.lists.place[islands.a]] & local[self.lists.place[islands.b]]
        long = islands.last - islands.first + 1 >= DAYS_TOGETHER
        return near & long & ~islands.is_couple & ~self.is_list[islands.a]

    def _measured(self, found: Verdicts, positions: Ints) -> Verdicts:
        """Touches, people and class of work on lists."""
        islands = found.islands.take(positions)
        both = self.shared.both(islands)
        for name in ("low", "high", "smaller"):
            getattr(found.both, name)[positions] = getattr(both, name)
        most = np.full(len(positions), np.inf)
        if not self.recorded:
            # Too few on both lists never compete, however often they are tried: nobody needs to know how often.
            enough = both.high >= _fewest(both.smaller)
            found.class_[positions[~enough]] = _CODE[DIFFERENT_PEOPLE]
            positions = positions[enough]
            islands = found.islands.take(positions)
            # Nor do those compete of which one gives less than a tenth of all.
            found.class_[positions] = _CODE[SEQUENCED]
            lesser = np.minimum(self.crowds.peak[islands.a], self.crowds.peak[islands.b])
            most = (lesser + 2 * ABOVE) / TENTH
        kept: list[Chances] = []
        for part, worst, chances in self.crowds.worst(islands, most, self._repeated):
            at = positions[part]
            found.rates[at] = np.column_stack((worst.rate_a, worst.rate_b, worst.others))
            found.day[at] = worst.day
            found.class_[at], found.is_likely[at] = self._classes(found, at)
            if self.chances:
                competing = found.class_[at] == _CODE[COMPETING]
                kept.append(chances.take(np.flatnonzero(competing[chances.island]), at))
        return replace(found, chances=joined(kept))

    def _classes(self, found: Verdicts, at: Ints) -> tuple[Ints, Flags]:
        """Competing, or the first of the reasons why not."""
        total, lesser = found.rates[at].sum(axis=1), found.rates[at, :2].min(axis=1)
        fewest = _fewest(found.both.smaller[at])
        reasons = (
            (total <= self.band[found.islands.a[at]] + ABOVE, _CODE[WITHIN_BAND]),
            (found.both.high[at] < fewest, _CODE[DIFFERENT_PEOPLE]),
            # What is exactly a tenth must not fall short by the rounding of a sum.
            (lesser < TENTH * total - ABOVE, _CODE[SEQUENCED]),
        )
        class_ = np.select([holds for holds, _ in reasons], [code for _, code in reasons], _CODE[COMPETING])
        return class_, (class_ == _CODE[COMPETING]) & (found.both.low[at] >= fewest)

    def _repeated(self, islands: Islands, chances: Chances) -> tuple[Ints, Ints]:
        """Runs whose attempts are already in those of another one, since they are paid from the same money."""
        if not self.ties.activities:
            return ints([]), ints([])
        tied = self.board.tied_lists
        counts = tied[islands.a].astype(np.int64) + tied[islands.b]
        counts += np.bincount(chances.island, tied[chances.other], len(islands.a)).astype(np.int64)
        owners: list[int] = []
        runs: list[int] = []
        begin = np.searchsorted(chances.island, np.arange(len(islands.a) + 1))
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
