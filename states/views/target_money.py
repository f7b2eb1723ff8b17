"""What is counted for a place beside the investment target of its priority, as far as the viewer may read it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mvp_coord import addresses
from mvp_coord.lib import wording
from partners.models.family import Vehicle
from states.models import Division, Priority

from .state_matrix import Figure

_WHOLE_STATES = frozenset({Division.Kind.STATE, Division.Kind.DISTRICT, Division.Kind.TERRITORY})


@dataclass(frozen=True)
class AgainstTarget:
    """Figures by vehicle, each with its rows, and what is left of the target when dollars of any color count.

    `is_more`: grants that share only a band are counted in none of them, so that less may be left.
    """

    figures: tuple[tuple[str, Figure], ...]
    left_usd: Decimal
    is_more: bool

    @property
    def is_reached(self) -> bool:
        return self.left_usd <= 0


def has_target(priority: Priority) -> bool:
    """Whether it is one that money can be counted against: money is kept by the states of the groups that it goes to,
    not by county, constituency or kind of work."""
    is_whole = priority.division.kind in _WHOLE_STATES and bool(priority.division.state_id)
    for_all = priority.constituency_id is None and priority.program_type_id is None
    return is_whole and for_all and priority.investment_target_usd is not None


def against_target(priority: Priority, pipeline: Any) -> AgainstTarget | None:
    """The counted money of the state and cycle (`planning.reports.ecosystem.money_in`) beside the priority's target;
    None for one that money cannot be counted against. No query."""
    if not has_target(priority) or priority.investment_target_usd is None:
        return None
    counted = [row for row in pipeline.rows if row.counted.count]
    return AgainstTarget(
        tuple((Vehicle(row.vehicle).short, _figure(priority, row.vehicle, row.counted)) for row in counted),
        priority.investment_target_usd - sum((row.counted.amount_usd for row in counted), Decimal(0)),
        any(row.counted.banded for row in counted),
    )


def rows_of_state(priority: Priority) -> str:
    """The address of the counted money of groups in the priority's state, "" for one of the whole country."""
    code = priority.division.state_id
    return addresses.counted_money(state=code, cycle=priority.cycle.code) if code else ""


def _figure(priority: Priority, vehicle: str, cell: Any) -> Figure:
    href = addresses.counted_money(state=priority.division.state_id or "", vehicle=vehicle, cycle=priority.cycle.code)
    return Figure(wording.usd_and_more(cell.amount_usd, cell.banded), href, wording.usd_exact(cell.amount_usd))
