"""What a check found, case by case: a fingerprint of each, and its words only where somebody asks for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import isnan
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Q

from partners.models import Partner
from planning import overlaps
from planning.overlaps import Span, Window, wording
from planning.overlaps.arrays import Floats, Ints, ints
from planning.overlaps.classes import FLAGGED
from planning.overlaps.records import COMPETING, LIKELY, POSSIBLE
from planning.spots import folded, hundredths, summed, word
from states.models import Division

from .case_board import Checked, usual_costs

# Raise it whenever the words of a case change, so that all of them are said anew.
EDITION = 2
_COMPETING = FLAGGED.index(COMPETING)


class _Row(NamedTuple):
    """A place, with the key of the one that holds it."""

    id: str
    name: str
    state: str | None
    parent: int | None


class Names:
    """What places are called, by OCD id, and how they lie; `row` tells each place of the terrain by its number."""

    def __init__(self, checked: Checked, states: Collection[str] | None) -> None:
        rows = Division.objects.order_by()
        if states is not None:
            rows = rows.filter(Q(state_id__in=states) | Q(state=None))
        columns = rows.values_list("pk", "ocd_id", "name", "state_id", "parent_id")
        known = {key: _Row(id, name, state, parent) for key, id, name, state, parent in columns}
        self.row = [known[key] for key in checked.world.division.tolist()]
        self._names = {row.id: row.name for row in known.values()}
        self._parents = {row.id: known[row.parent].id for row in known.values() if row.parent in known}
        people = checked.world.terrain.electorate
        counted = zip(self.row, people.tolist(), np.isnan(people).tolist(), strict=True)
        self._people = {row.id: None if is_unknown else many for row, many, is_unknown in counted}

    def home(self, id: str) -> str:
        return id

    def name(self, id: str) -> str:
        return self._names[id]

    def ancestors(self, id: str) -> tuple[str, ...]:
        found: list[str] = []
        above = self._parents.get(id)
        while above and above not in found:
            found.append(above)
            above = self._parents.get(above)
        return tuple(found)

    def electorate(self, id: str) -> float | None:
        return self._people.get(id)


@dataclass(frozen=True, eq=False)
class _Costs:
    """Dollars for one try in each case, nan where nobody says, and whether budgets and usual costs are in it."""

    dollars: Floats
    by_budget: Ints
    by_usual: Ints


class FoundCases:
    """The cases of one check, by position. `state` is the postal code of each anchor, None for the country."""

    def __init__(self, checked: Checked, states: Collection[str] | None) -> None:
        self.checked, self.cases, self.world = checked, checked.cases, checked.world
        self.names = Names(checked, states)
        self.partners = dict(Partner.objects.order_by().values_list("pk", "name"))
        self.state: list[str | None] = [self.names.row[at].state for at in self.cases.anchor.tolist()]
        self._activities: dict[int, overlaps.Activity] = {}

    @cached_property
    def kinds(self) -> tuple[Ints, Ints, Ints]:
        """Class (a position in `FLAGGED`), family and anchor (ids) of each case."""
        return self.cases.class_, self.cases.kind // 2, self.world.division[self.cases.anchor]

    @cached_property
    def fingerprints(self) -> Ints:
        """Of all that is kept of each case, and all that its words say."""
        cases, many, costs = self.cases, len(self.cases.class_), self._costs
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
        told = ((row.id, row.name, row.state, *self.names.ancestors(row.id)) for row in self.names.row)
        return ints([word(repr(facts)) for facts in told])

    @cached_property
    def _costs(self) -> _Costs:
        """The members' mean budget for each try; where one has none its tactic's usual cost."""
        cases, columns, at = self.cases, self.world.columns, self.cases.members
        owner, many = cases.owner(), len(cases.class_)
        budget, attempts, usual = self.world.budget[at], columns.attempts[at], usual_costs(self.world)[at]
        has_budget = ~np.isnan(budget) & (attempts > 0)
        has_usual = ~has_budget & ~np.isnan(usual)
        each = np.divide(budget, attempts, out=np.where(has_usual, usual, 0.0), where=has_budget)
        by_budget, by_usual = (np.bincount(owner, which, many).astype(np.int64) for which in (has_budget, has_usual))
        sums, counts = np.bincount(owner, each, many), by_budget + by_usual
        return _Costs(np.divide(sums, counts, out=np.full(many, np.nan), where=counts > 0), by_budget, by_usual)

    def members(self, position: int) -> list[int]:
        """The ids of a case's activities, in order."""
        begin, end = self.cases.begin[position : position + 2]
        return self.world.keys[self.cases.members[begin:end]].tolist()  # type: ignore[no-any-return]

    def case(self, position: int) -> overlaps.Case:
        """One of them in words, without its pairs."""
        cases, families = self.cases, self.checked.families
        begin, end = cases.begin[position : position + 2]
        members = [self._activity(at) for at in cases.members[begin:end].tolist()]
        family = families[int(cases.kind[position]) // 2]
        is_competing = cases.class_[position] == _COMPETING
        case = overlaps.Case(
            class_=FLAGGED[cases.class_[position]],
            certainty=(LIKELY if cases.is_likely[position] else POSSIBLE) if is_competing else None,
            family=family.code,
            anchor=self.names.row[cases.anchor[position]].id,
            members=tuple(each.label for each in members),
            keys=tuple(each.key for each in members),
            shared=Window(*(date.fromordinal(int(each[position])) for each in (cases.first, cases.last))),
            sentence="",
            pairs=(),
            **(self._measures(position, family) if is_competing else {}),
        )
        unknown = cases.unknown[1][slice(*np.searchsorted(cases.unknown[0], (position, position + 1)))]
        traits = wording.Traits(
            int(cases.pairs[position]),
            int(cases.longest[position]),
            frozenset(self.names.row[place].id for place in unknown.tolist()),
        )
        return wording.with_sentence(case, members, family, self.names, traits)

    def _measures(self, position: int, family: overlaps.Family) -> dict[str, Any]:
        cases, costs = self.cases, self._costs
        touches, dollars = float(cases.touches[position]), float(costs.dollars[position])
        excess = Span(float(cases.excess_low[position]), float(cases.excess_high[position]))
        basis = ["budget per attempt"] * bool(costs.by_budget[position]) + ["usual cost"] * bool(
            costs.by_usual[position]
        )
        return {
            "people": Span(float(cases.low[position]), float(cases.high[position])),
            "touches": Span(touches, touches),
            "band": family.band_high,
            "excess_attempts": excess,
            "dollars": excess.times(dollars) if basis else None,
            "dollars_basis": " and ".join(basis),
        }

    def forget(self) -> None:
        """Let go of what was made for the words of cases so far."""
        self._activities.clear()

    def _activity(self, at: int) -> overlaps.Activity:
        """A member as far as sentences speak of it."""
        if at not in self._activities:
            key, partner, kind, place, starts, ends, universe, attempts = (each[at] for each in self._plain)
            self._activities[at] = overlaps.Activity(
                key, str(key), partner, self.partners[partner], self.checked.doubles.get(at, ""), None, "", "",
                self.names.row[place].id, date.fromordinal(starts), date.fromordinal(ends),
                bool(kind % 2), frozenset(),
                None if isnan(universe) else int(universe), None if isnan(attempts) else int(attempts),
            )  # fmt: skip
        return self._activities[at]

    @cached_property
    def _plain(self) -> tuple[list[Any], ...]:
        """Plain numbers of all plans: single ones come out of arrays slowly."""
        columns = self.world.columns
        told = (columns.partner, columns.kind, columns.place, columns.starts, columns.ends, columns.universe,
                columns.attempts)  # fmt: skip
        return self.world.keys.tolist(), *(each.tolist() for each in told)
