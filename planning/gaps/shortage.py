"""How much of what is planned counts for a priority, by each family of tactics."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from planning.overlaps import Family, Window
from planning.overlaps.places import Atlas
from planning.overlaps.windows import DAYS

from .matrix import Cell, Floats, Matrix
from .records import BY_ELECTORATE, BY_TARGET, Aim, Lead, Shortfall

Mask = npt.NDArray[np.bool_]


def ways(families: Mapping[str, Family]) -> list[Family]:
    """The families by which a gap can be filled: those that work a list and have a lower end to fall short of."""
    return [family for family in families.values() if family.works == "list" and family.band_low]


def people_of(aim: Aim, atlas: Atlas) -> tuple[float | None, str]:
    """How many people a priority is about (None: nobody has counted), and what that rests on."""
    if aim.target is not None:
        return float(aim.target), BY_TARGET
    if aim.constituency is None:
        return atlas.electorate(aim.division), BY_ELECTORATE
    own = atlas.constituency_electorate(aim.division, frozenset({aim.constituency}))
    return None if own is None else float(own), BY_ELECTORATE


def shortfalls(
    aim: Aim,
    weeks: Window,
    plans: Matrix,
    counting: "Counting",
    families: Sequence[Family],
    leads: Mapping[str, Lead],
) -> tuple[Shortfall, ...]:
    """What each family asks for one person in these weeks, and what is planned by it in them. Whom all of them leave
    short is for whoever looks at them together."""
    shares = counting.shares(aim)
    is_vague = np.isnan(shares)
    weights = np.where(is_vague, 0.0, shares)
    planned, stated_nothing = plans.attempts * weights, plans.unknown * (weights > 0)
    unknown = stated_nothing + (is_vague & ((plans.attempts > 0) | (plans.unknown > 0)))
    days = (weeks.last - weeks.first).days + 1
    found = []
    for family in families:
        lead, own = leads[family.code], counting.of_family(family.code)
        found.append(
            Shortfall(
                family=family.code,
                label=family.label,
                each_takes=(family.band_low or 0.0) * days / DAYS,
                planned=float(planned[own].sum()),
                unknown=int(unknown[own].sum()),
                money_by=weeks.last - timedelta(days=lead.money_days),
                people_by=weeks.last - timedelta(days=lead.people_days),
                cost=lead.cost,
                cost_source=lead.cost_source,
                tries_an_hour=lead.tries_an_hour,
            )
        )
    return tuple(found)


class Counting:
    """How much of each cell counts for a priority: by place, by type of work, and by whom it is for."""

    def __init__(self, cells: Sequence[Cell], atlas: Atlas) -> None:
        self.atlas = atlas
        self.cells = cells
        self.places = {place: n for n, place in enumerate(sorted({cell.division for cell in cells}))}
        self.place = np.array([self.places[cell.division] for cell in cells], dtype=np.int64)
        self.is_for_everyone = np.array([not cell.constituencies for cell in cells], dtype=bool)
        self._by_place: dict[str, Floats] = {}
        self._masks: dict[tuple[str, str | None], Mask] = {}

    def of_family(self, code: str) -> Mask:
        """Which cells are work of this family."""
        return self._mask("family", code, lambda cell: cell.family == code)

    def shares(self, aim: Aim) -> Floats:
        """For each cell, the share of its attempts that goes to the people of this priority; NaN where not known."""
        asked = self._of_type(aim.program_type) & (self._for_some(aim.constituency) | self.is_for_everyone)
        whom = np.where(self._for_some(aim.constituency), 1.0, self._of_everyone(aim))
        # What is not asked for does not count, wherever it is; nor does work elsewhere, whomever it is for.
        placed = self._placed(aim.division)[self.place]
        return np.where(asked & (placed != 0.0), placed * whom, 0.0)

    def _mask(self, what: str, code: str | None, holds: Callable[[Cell], bool]) -> Mask:
        if (what, code) not in self._masks:
            self._masks[what, code] = np.array([holds(cell) for cell in self.cells], dtype=bool)
        return self._masks[what, code]

    def _of_type(self, code: str | None) -> Mask:
        """Registration work is of its own kind: its people are not yet voters."""
        if code is None:
            return self._mask("type", code, lambda cell: not cell.is_registration)
        return self._mask("type", code, lambda cell: cell.program_type == code)

    def _for_some(self, code: str | None) -> Mask:
        """Work for several constituencies counts whole for each of them."""
        return self._mask("whom", code, lambda cell: code is None or code in cell.constituencies)

    def _of_everyone(self, aim: Aim) -> float:
        """The part of work for everyone that goes to the constituency: its part of the electorate."""
        if aim.constituency is None:
            return 1.0
        own = self.atlas.constituency_electorate(aim.division, frozenset({aim.constituency}))
        everyone = self.atlas.electorate(aim.division)
        return np.nan if own is None or not everyone else min(1.0, own / everyone)

    def _placed(self, division: str) -> Floats:
        if division not in self._by_place:
            self._by_place[division] = np.array(
                [self._inside(division, place) for place in self.places], dtype=np.float64
            )
        return self._by_place[division]

    def _inside(self, division: str, place: str) -> float:
        """The share of a place that lies in the division."""
        relation = self.atlas.relation(self.atlas.home(division), self.atlas.home(place))
        if relation is None:
            return 0.0
        return np.nan if relation.share_b is None else relation.share_b
