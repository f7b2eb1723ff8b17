"""What a check found as rows to be kept: the figures, days and members of each case, and its sentence."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import numpy as np

from planning.overlaps import Span, Window, wording
from planning.overlaps.arrays import Ints, spread
from planning.overlaps.classes import FLAGGED
from planning.overlaps.records import COMPETING, LIKELY, POSSIBLE
from planning.overlaps.telling import Telling, at_work, missing

from .figures import FIGURES, rounded
from .found import FoundCases

COLUMNS: Final = (*FIGURES, "family_id", "anchor_id", "state_id", "fingerprint")
# So many are written out as plain values at once.
AT_ONCE = 5_000
_BUDGET, _USUAL = "budget per attempt", "usual cost"
_BASES: Final = {
    (False, False): "",
    (True, False): _BUDGET,
    (False, True): _USUAL,
    (True, True): f"{_BUDGET} and {_USUAL}",
}


def rows_of(found: FoundCases, positions: Ints) -> Iterator[tuple[Any, ...]]:
    """The columns `COLUMNS` of these cases."""
    for begin in range(0, len(positions), AT_ONCE):
        yield from _Some(found, positions[begin : begin + AT_ONCE]).rows()


class _Some:
    """A few thousand cases as plain values: single ones come out of arrays slowly."""

    def __init__(self, found: FoundCases, positions: Ints) -> None:
        self.found, self.cases, self.positions, self.case = found, found.cases, positions, positions.tolist()
        begin, columns, world = self.cases.begin, found.world.columns, found.world
        counts = begin[positions + 1] - begin[positions]
        case, at = spread(begin[positions], counts)
        at = self.cases.members[at]
        self.ends = np.cumsum(counts).tolist()
        span = len(found.partners)
        number = np.unique(columns.partner[at], return_inverse=True)[1]
        self.partners = np.bincount(np.unique(case * span + number) // span, minlength=len(positions)).tolist()
        self.at, self.keys = at.tolist(), world.keys[at].tolist()
        self.partner, self.place = columns.partner[at].tolist(), columns.place[at].tolist()
        self.universe, self.attempts = (_plain(each[at]) for each in (columns.universe, columns.attempts))
        # Most cases have no member that is told by more than its partner: nobody looks for one there.
        is_wide = columns.place[at] != self.cases.anchor[positions][case]
        is_blank = np.isnan(columns.universe[at] + columns.attempts[at])
        is_double = np.isin(at, list(found.checked.doubles))
        self.has_wide, self.has_blank, self.has_double = (
            (np.bincount(case, each, len(positions)) > 0).tolist() for each in (is_wide, is_blank, is_double)
        )

    def rows(self) -> Iterator[tuple[Any, ...]]:
        found, cases, costs, begin = self.found, self.cases, self.found.costs, 0
        class_, family, anchor = found.kinds
        told = (cases.anchor, anchor, class_, family, cases.kind % 2, cases.first, cases.last, cases.pairs,
                cases.longest, cases.is_likely, cases.low, cases.high, cases.touches, cases.excess_low,
                cases.excess_high, costs.dollars, costs.by_budget > 0, costs.by_usual > 0,
                found.fingerprints)  # fmt: skip
        columns = (each[self.positions].tolist() for each in told)
        for n, (end, row) in enumerate(zip(self.ends, zip(*columns, strict=True), strict=True)):
            yield self._row(n, slice(begin, end), *row)
            begin = end

    def _row(
        self, n: int, part: slice, place: int, anchor: int, class_: int, family: int, registers: int, first: int,
        last: int, pairs: int, longest: int, is_likely: bool, low: float, high: float, touches: float,
        excess_low: float, excess_high: float, dollars: float, by_budget: bool, by_usual: bool, fingerprint: int,
    ) -> tuple[Any, ...]:  # fmt: skip
        told = self._telling(n, part, place, FLAGGED[class_], family, registers, first, last, pairs, longest)
        certainty = ""
        if told.class_ == COMPETING:
            certainty = LIKELY if is_likely else POSSIBLE
            told.people, told.touches, told.band = Span(low, high), touches, told.family.band_high
            told.excess, told.dollars_basis = Span(excess_low, excess_high), _BASES[by_budget, by_usual]
            told.dollars = told.excess.times(dollars) if told.dollars_basis else None
        return (
            told.class_, certainty, *rounded(told.people, told.touches, told.excess, told.dollars), told.shared.first,
            told.shared.last, told.dollars_basis, wording.sentence(told), self.keys[part], family, anchor,
            self.found.state[self.case[n]], fingerprint,
        )  # fmt: skip

    def _telling(
        self, n: int, part: slice, place: int, class_: str, family: int, registers: int, first: int, last: int,
        pairs: int, longest: int,
    ) -> Telling:  # fmt: skip
        found, names, is_competing = self.found, self.found.names, class_ == COMPETING
        return Telling(
            class_,
            found.checked.families[family],
            bool(registers),
            names.name[place],
            names.is_counted[place],
            Window(date.fromordinal(first), date.fromordinal(last)),
            part.stop - part.start,
            self.partners[n],
            # The sentence of competing work names nobody.
            () if is_competing else sorted({found.partners[key] for key in self.partner[part]}),
            self._wider(part, place) if self.has_wide[n] else (),
            self._missing(part) if self.has_blank[n] and not is_competing else (),
            pairs,
            longest,
            sorted({names.name[each] for each in found.unknown.get(self.case[n], ())}) if is_competing else (),
            self._largest(part) if self.has_double[n] else None,
        )

    def _wider(self, part: slice, place: int) -> list[str]:
        elsewhere = Counter(self.place[part])
        elsewhere.pop(place, None)
        # Numbers of places are in the order of their ids.
        names = self.found.names
        return [at_work(many, names.name[each], names.holds(each, place)) for each, many in sorted(elsewhere.items())]

    def _missing(self, part: slice) -> list[str]:
        told = zip(self.partner[part], self.universe[part], self.attempts[part], strict=True)
        return sorted(missing(self.found.partners[key], *each) for key, *each in told if None in each)

    def _largest(self, part: slice) -> tuple[str, int, int]:
        """Of records of one piece of work: the engine tells the names of no others."""
        doubles = self.found.checked.doubles
        known = [
            (int(attempts or 0), int(universe or 0), doubles[at])
            for at, universe, attempts in zip(self.at[part], self.universe[part], self.attempts[part], strict=True)
            if at in doubles
        ]
        attempts, universe, name = max(known)
        return name, universe, attempts


def _plain(volumes: np.ndarray) -> list[float | None]:
    return [None if volume != volume else volume for volume in volumes.tolist()]
