"""What a check found, as columns: what a try costs, where else members work, and a fingerprint of each case."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planning.overlaps.arrays import Flags, Floats, Ints
from planning.overlaps.classes import FLAGGED
from planning.overlaps.outline import Outline
from planning.overlaps.records import COMPETING
from planning.overlaps.tables import Figures
from planning.spots import folded, hundredths, summed

from .case_board import usual_costs
from .chart import state_code
from .columns import ColumnWorld, load_budgets

# Raise it whenever other facts are kept of a case, so that all of them are written anew.
EDITION = 3


@dataclass(frozen=True, eq=False)
class Costs:
    """Dollars for one try in each case, nan where nobody says, and whether budgets and usual costs are in it
    (`bases`)."""

    dollars: Floats
    bases: tuple[Flags, Flags]


@dataclass(frozen=True, eq=False)
class Elsewhere:
    """Members who work another place than the anchor of their case: the case, the place (its number in the terrain),
    and whether it holds the anchor; case by case and by places."""

    case: Ints
    place: Ints
    is_around: Flags


class FoundCases:
    """The cases of one check, by position. `state` is the postal code of each anchor, None for the country.

    Whatever is asked of it with `figures` concerns competing work, the only one that has any; without, all other.
    """

    def __init__(self, world: ColumnWorld, cases: Outline, states: Collection[str] | None) -> None:
        self.world, self.cases, self._states = world, cases, states
        chart, used = world.terrain.chart, world.terrain.used
        codes = [state_code(number) for number in chart.state[used].tolist()]
        self.state: list[str | None] = [codes[at] for at in cases.anchor.tolist()]
        self.is_here = np.array([states is None or state in states for state in self.state], dtype=np.bool_)
        self.is_competing = cases.class_ == FLAGGED.index(COMPETING)

    @cached_property
    def kinds(self) -> tuple[Ints, Ints, Ints]:
        """Class (a position in `FLAGGED`), family and anchor (ids) of each case."""
        return self.cases.class_, self.cases.kind // 2, self.world.division[self.cases.anchor]

    @cached_property
    def is_counted(self) -> Flags:
        """Whether anybody has counted the people of each anchor."""
        counted: Flags = ~np.isnan(self.world.terrain.electorate[self.cases.anchor])
        return counted

    def fingerprints(self, at: Ints, figures: Figures | None) -> Ints:
        """Of all that is kept of these cases (positions)."""
        cases, columns = self.cases, list[Ints]()
        for each in (*self.kinds, self.is_counted, cases.first, cases.last, cases.pairs, cases.longest, *self._named):
            columns.append(each[at].astype(np.int64))
        if figures:
            low, high, dollars = figures.excess_low[at], figures.excess_high[at], self.costs.dollars[at]
            measures = figures.low[at], figures.high[at], low, high, low * dollars, high * dollars
            columns += [*map(hundredths, measures), hundredths(figures.touches[at], 10_000)]
            columns += [each[at].astype(np.int64) for each in (cases.is_likely, *self.costs.bases)]
        return folded((np.full(len(at), EDITION), *columns), len(at)).view(np.int64)

    @cached_property
    def _named(self) -> tuple[Ints, Ints, Ints]:
        """A number for all members of each case, for the places that nobody knows, and for those where else they
        work."""
        cases, elsewhere, divisions = self.cases, self.elsewhere, self.world.division
        many, (unknown, place) = len(cases.class_), cases.unknown
        apart = divisions[elsewhere.place], elsewhere.is_around.astype(np.int64)
        return (
            summed(folded((self.world.keys[cases.members],), len(cases.members)), cases.owner(), many),
            summed(folded((divisions[place],), len(place)), unknown, many),
            summed(folded(apart, len(elsewhere.case)), elsewhere.case, many),
        )

    @cached_property
    def elsewhere(self) -> Elsewhere:
        """Those of all cases."""
        terrain, case = self.world.terrain, self.cases.owner()
        place = self.world.columns.place[self.cases.members]
        apart = np.flatnonzero(place != self.cases.anchor[case])
        case, place = case[apart], place[apart]
        order = np.argsort(case * terrain.places + place)
        case, place = case[order], place[order]
        anchor = terrain.used[self.cases.anchor[case]]
        return Elsewhere(case, place, terrain.chart.lies_in(anchor, terrain.used[place]))

    @cached_property
    def costs(self) -> Costs:
        """The members' mean budget for each try; where one has none its tactic's usual cost."""
        cases, columns, at = self.cases, self.world.columns, self.cases.members
        owner, many = cases.owner(), len(cases.class_)
        budget, attempts = load_budgets(self.world.keys[at], self._states), columns.attempts[at]
        usual = usual_costs(self.world)[at]
        has_budget = ~np.isnan(budget) & (attempts > 0)
        has_usual = ~has_budget & ~np.isnan(usual)
        each = np.divide(budget, attempts, out=np.where(has_usual, usual, 0.0), where=has_budget)
        by_budget, by_usual = (np.bincount(owner, which, many) for which in (has_budget, has_usual))
        sums, counts = np.bincount(owner, each, many), by_budget + by_usual
        dollars = np.divide(sums, counts, out=np.full(many, np.nan), where=counts > 0)
        return Costs(dollars, (by_budget > 0, by_usual > 0))
