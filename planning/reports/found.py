"""What a check found, as columns: what it names, what a try costs, and a fingerprint of each case."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from django.db.models import Q

from partners.models import Partner
from planning.overlaps.arrays import Floats, Ints, ints
from planning.spots import folded, hundredths, summed, word
from states.models import Division

from .case_board import Checked, usual_costs
from .columns import load_budgets

# Raise it whenever the words of a case change, so that all of them are said anew.
EDITION = 2


class _Row(NamedTuple):
    """A place, with the key of the one that holds it."""

    id: str
    name: str
    state: str | None
    parent: int | None


class Names:
    """What places are called and how they lie, by the numbers of the terrain. `row` tells of each place, `is_counted`
    whether anybody has counted its people, `key` is its own; `known` are all places by their keys."""

    def __init__(self, checked: Checked, states: Collection[str] | None) -> None:
        rows = Division.objects.order_by()
        if states is not None:
            rows = rows.filter(Q(state_id__in=states) | Q(state=None))
        columns = rows.values_list("pk", "ocd_id", "name", "state_id", "parent_id")
        self.known = {key: _Row(id, name, state, parent) for key, id, name, state, parent in columns}
        self.key = checked.world.division.tolist()
        self.row = [self.known[key] for key in self.key]
        self.name = [row.name for row in self.row]
        self.is_counted = (~np.isnan(checked.world.terrain.electorate)).tolist()
        self._around: dict[int, tuple[int, ...]] = {}

    def around(self, place: int) -> tuple[int, ...]:
        """The ids of the places that hold one."""
        if place not in self._around:
            found: list[int] = []
            above = self.row[place].parent
            while above and above not in found and above in self.known:
                found.append(above)
                above = self.known[above].parent
            self._around[place] = tuple(found)
        return self._around[place]

    def holds(self, one: int, other: int) -> bool:
        """Whether a place holds another one."""
        return self.key[one] in self.around(other)


@dataclass(frozen=True, eq=False)
class Costs:
    """Dollars for one try in each case, nan where nobody says, and whether budgets and usual costs are in it."""

    dollars: Floats
    by_budget: Ints
    by_usual: Ints


class FoundCases:
    """The cases of one check, by position. `state` is the postal code of each anchor, None for the country."""

    def __init__(self, checked: Checked, states: Collection[str] | None) -> None:
        self.checked, self.cases, self.world, self._states = checked, checked.cases, checked.world, states
        self.names = Names(checked, states)
        self.partners = dict(Partner.objects.order_by().values_list("pk", "name"))
        self.state: list[str | None] = [self.names.row[at].state for at in self.cases.anchor.tolist()]

    @cached_property
    def kinds(self) -> tuple[Ints, Ints, Ints]:
        """Class (a position in `FLAGGED`), family and anchor (ids) of each case."""
        return self.cases.class_, self.cases.kind // 2, self.world.division[self.cases.anchor]

    @cached_property
    def fingerprints(self) -> Ints:
        """Of all that is kept of each case, and all that its words say."""
        cases, many, costs = self.cases, len(self.cases.class_), self.costs
        families = {key: word(repr(family)) for key, family in self.checked.families.items()}
        class_, family, anchor = self.kinds
        unknown, place = cases.unknown
        is_counted = ~np.isnan(self.world.terrain.electorate[cases.anchor])
        facts = (
            np.full(many, EDITION), class_, ints([families[key] for key in family.tolist()]), anchor,
            self._places[cases.anchor], is_counted, cases.first, cases.last, cases.is_likely,
            *(hundredths(each) for each in (cases.low, cases.high, cases.excess_low, cases.excess_high)),
            hundredths(cases.touches, 10_000), hundredths(costs.dollars * cases.excess_low),
            hundredths(costs.dollars * cases.excess_high), costs.by_budget, costs.by_usual,
            np.minimum(cases.pairs, 2), cases.longest, self._of_members(),
            summed(folded((self._places[place],), len(place)), unknown, many),
        )  # fmt: skip
        return folded(facts, many).view(np.int64)

    def _of_members(self) -> Ints:
        """Of who the members of each case are, and what its sentence says of them."""
        columns, at, doubles = self.world.columns, self.cases.members, self.checked.doubles
        known, position = np.unique(columns.partner[at], return_inverse=True)
        partners = ints([word(self.partners[key]) for key in known.tolist()])[position]
        blank = np.isnan(columns.universe[at]) * 4 + np.isnan(columns.attempts[at]) * 2 + columns.kind[at] % 2
        programs = np.zeros(len(columns.kind), dtype=np.int64)
        programs[list(doubles)] = [word(name) for name in doubles.values()]
        # Only the sentence of what is on record twice tells its volumes.
        is_double = programs[at] != 0
        volumes = (np.where(is_double, each[at], 0.0) for each in (columns.universe, columns.attempts))
        facts = (
            self.world.keys[at], columns.partner[at], partners, self._places[columns.place[at]], blank, programs[at],
            *(hundredths(each) for each in volumes),
        )  # fmt: skip
        return summed(folded(facts, len(at)), self.cases.owner(), len(self.cases.class_))

    @cached_property
    def _places(self) -> Ints:
        """A number for the name of each place, and for those that hold it: "all over Arizona", not "in Arizona"."""
        names = self.names
        around = ([names.known[key].id for key in names.around(place)] for place in range(len(names.row)))
        told = ((row.id, row.name, row.state, *ids) for row, ids in zip(names.row, around, strict=True))
        return ints([word(repr(facts)) for facts in told])

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
        by_budget, by_usual = (np.bincount(owner, which, many).astype(np.int64) for which in (has_budget, has_usual))
        sums, counts = np.bincount(owner, each, many), by_budget + by_usual
        return Costs(np.divide(sums, counts, out=np.full(many, np.nan), where=counts > 0), by_budget, by_usual)

    @cached_property
    def unknown(self) -> dict[int, list[int]]:
        """By case, the places (numbers) of which nobody knows how much of its anchor they hold."""
        found: dict[int, list[int]] = {}
        for case, place in zip(*(each.tolist() for each in self.cases.unknown), strict=True):
            found.setdefault(case, []).append(place)
        return found
