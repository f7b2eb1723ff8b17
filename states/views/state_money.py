"""Money for groups of a state on its page: a line for each vehicle, from exploring to paid, against its target."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from accounts.visibility import Viewer
from funding.models import Allocation
from funding.pipeline import ROAD
from funding.reports.blind import Blind, blind_total_in
from mvp_coord import addresses
from mvp_coord.lib import wording
from partners.models.family import Vehicle
from planning.reports.ecosystem import StateFacts, money_in
from states.models import Cycle

from .state_matrix import Figure


@dataclass(frozen=True)
class MoneyLine:
    """One vehicle. `cells` each stand with the head of their column; `target_usd` is what the state's own funds of it
    set out to raise (None: none says so)."""

    label: str
    cells: tuple[tuple[str, Figure | None], ...]
    total: Figure
    counted_usd: Decimal
    target_usd: Decimal | None


class StateMoney:
    """One state in one cycle, for one viewer who may read allocations."""

    def __init__(self, viewer: Viewer, facts: StateFacts, cycle: Cycle | None) -> None:
        self.viewer, self.facts, self.cycle = viewer, facts, cycle

    @property
    def _cycle_code(self) -> str:
        return self.cycle.code if self.cycle else ""

    @property
    def heads(self) -> list[str]:
        return [str(Allocation.Status(status).label) for status in ROAD]

    @cached_property
    def pipeline(self) -> Any:
        return money_in(self.viewer, self.facts.code, self.cycle)

    @cached_property
    def lines(self) -> list[MoneyLine]:
        """A line for each vehicle that money comes by or that a fund of the state has a target for."""
        rows = {row.vehicle: row for row in self.pipeline.rows}
        shown = [vehicle for vehicle in Vehicle if vehicle in rows or vehicle in self.facts.targets]
        return [self._line(vehicle, rows.get(vehicle)) for vehicle in shown]

    @cached_property
    def blind(self) -> Blind | None:
        """What funders tell of groups here in blind totals alone, which no line contains."""
        return blind_total_in(self.viewer, self.facts.code, self.cycle)

    @property
    def has_banded(self) -> bool:
        """Whether a grant that shares only a band stands behind a figure."""
        return any(row.counted.banded or row.cells[0].banded for row in self.pipeline.rows)

    @property
    def has_targets(self) -> bool:
        return bool(self.facts.targets)

    @property
    def most_usd(self) -> Decimal:
        """The end of the bars: the largest of all figures and targets."""
        return max((max(each.counted_usd, each.target_usd or Decimal(0)) for each in self.lines), default=Decimal(0))

    def _line(self, vehicle: Vehicle, row: Any) -> MoneyLine:
        """The total is what counts, so without exploring."""
        counted = row.counted.amount_usd if row else Decimal(0)
        href = self._counted(vehicle.value) if row and row.counted.count else ""
        return MoneyLine(
            str(vehicle.label),
            tuple(zip(self.heads, map(self._cell, row.cells) if row else (None,) * len(ROAD), strict=True)),
            Figure(wording.usd_and_more(counted, row.counted.banded if row else 0), href, wording.usd_exact(counted)),
            counted,
            self.facts.targets.get(vehicle.value),
        )

    def _counted(self, vehicle: str) -> str:
        return addresses.counted_money(state=self.facts.code, vehicle=vehicle, cycle=self._cycle_code)

    def _cell(self, cell: Any) -> Figure | None:
        if not cell.count:
            return None
        told = {"state": self.facts.code, "vehicle": cell.vehicle, "status": cell.statuses[0]}
        href = addresses.money(**told, cycle=self._cycle_code)
        return Figure(wording.usd_and_more(cell.amount_usd, cell.banded), href, wording.usd_exact(cell.amount_usd))
