"""The pipeline in totals: dollars per money color and status, each of them the sum of rows that one can open.

Three rules, said on the page too. Dollars of different vehicles are never added up. Exploring is shown and never
counted. Money that is passed on (an allocation that came by another one, which is counted here as well) counts once,
where it was first given. And what shares only a band is in no sum, but said beside it.

Everything here reads allocations `with_readable_amount` of whoever looks.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from funding.models.allocation import AllocationQuerySet, Inside
from funding.pipeline import APART, EXPLORING, ROAD
from partners.models.family import Vehicle

from .chains import at_edge_of, passed_on_in

COUNTED = tuple(status for status in ROAD if status != EXPLORING)
_ZERO: Any = Decimal(0)


@dataclass(frozen=True)
class Alike:
    """Allocations that are alike in all that totals ask: how many, and their sum in `currency`.

    `banded` of them share only a band, and are not in the sum. `passed_on` says that they count elsewhere.
    """

    vehicle: str
    status: str
    currency: str
    passed_on: bool
    count: int
    amount: Decimal
    banded: int


@dataclass(frozen=True)
class Group(Alike):
    """Those that are alike in everything else that the page filters by too. `fits` says that they meet the condition
    that was asked for."""

    owner: str
    owner_name: str
    fund: str
    fund_name: str
    cycle: str
    cycle_name: str
    fits: bool


@dataclass(frozen=True)
class Cell:
    """One total, in dollars: money of one vehicle in these statuses, and how many allocations stand behind it.

    `banded` of them share only a band: the total is at least `amount_usd`.
    """

    vehicle: str
    statuses: tuple[str, ...]
    amount_usd: Decimal
    count: int
    banded: int


@dataclass(frozen=True)
class VehicleRow:
    """The totals of one money color: a cell per status of the road, and all that counts."""

    vehicle: str
    label: str
    cells: tuple[Cell, ...]
    counted: Cell


@dataclass(frozen=True)
class Pipeline:
    """All totals of a page. `foreign` are (currency, amount, count, banded) beside them, `apart` (status, count) that
    ended without money, `passed_on` how many rows count elsewhere."""

    rows: tuple[VehicleRow, ...]
    foreign: tuple[tuple[str, Decimal, int, int], ...]
    apart: tuple[tuple[str, int], ...]
    passed_on: int


def grouped(
    allocations: AllocationQuerySet,
    *,
    elsewhere: Collection[int] = (),
    inside: Inside | None = None,
    fits: Q | None = None,
) -> list[Group]:
    """The allocations by everything the page filters by; one query.

    `elsewhere` and `inside` say which do not count here (`with_passed_on`). `fits` is a further condition that parts
    the groups; without it all of them meet it.
    """
    marked = allocations.with_passed_on(elsewhere, inside=inside)
    marked = marked.annotate(fits=Case(When(fits, then=True), default=False) if fits else Value(True))
    fields = (
        "fund__owner__slug",
        "fund__owner__name",
        "fund__slug",
        "fund__name",
        "fund__cycle__code",
        "fund__cycle__name",
        "fits",
    )
    rows = _summed(marked, *fields).order_by("fund__owner__name", "fund__name", "status", "currency")
    return [Group(*row) for row in rows]


def _summed(marked: Any, *fields: str) -> Any:
    """What `Alike` tells and these fields, of allocations marked with `passed_on`."""
    alike = ("fund__vehicle", "status", "currency", "passed_on")
    sums = {"count": Count("pk"), "sum": Coalesce(Sum("amount"), _ZERO), "banded": Count("pk", filter=Q(amount=None))}
    return marked.order_by().values(*alike, *fields).annotate(**sums).values_list(*alike, *sums, *fields)


def totals_of(allocations: AllocationQuerySet) -> Pipeline:
    """The totals of all of these, with nothing to narrow them by: money that came by another one of them counts
    there. Three queries at most."""
    marked = allocations.with_passed_on(passed_on_in(allocations, allocations))
    return pipeline_of(Alike(*row) for row in _summed(marked))


def totals_inside(allocations: AllocationQuerySet, inside: Inside) -> Pipeline:
    """The totals of what comes into a boundary; `inside` is the condition under which a partner is in it.

    Three queries at most.
    """
    elsewhere = passed_on_in(allocations, at_edge_of(allocations, inside))
    received = allocations.filter(inside("entity__partner__"))
    return pipeline_of(Alike(*row) for row in _summed(received.with_passed_on(elsewhere, inside=inside)))


def pipeline_of(groups: Iterable[Alike]) -> Pipeline:
    """The totals of these groups: every cell of a vehicle that occurs, empty ones too."""
    groups = list(groups)
    dollars = [group for group in groups if group.currency == "USD" and not group.passed_on]
    present = [vehicle for vehicle in Vehicle if any(g.vehicle == vehicle and g.status in ROAD for g in groups)]
    others = sorted({group.currency for group in groups} - {"USD"})
    foreign = [group for group in groups if group.status in ROAD]
    return Pipeline(
        rows=tuple(_row(vehicle, dollars) for vehicle in present),
        foreign=tuple((code, *_sum(g for g in foreign if g.currency == code)) for code in others),
        apart=tuple((status, n) for status in APART if (n := sum(g.count for g in groups if g.status == status))),
        passed_on=sum(group.count for group in groups if group.passed_on),
    )


def _row(vehicle: Vehicle, groups: list[Alike]) -> VehicleRow:
    mine = [group for group in groups if group.vehicle == vehicle]
    return VehicleRow(
        vehicle=vehicle.value,
        label=str(vehicle.label),
        cells=tuple(_cell(vehicle, (status,), mine) for status in ROAD),
        counted=_cell(vehicle, COUNTED, mine),
    )


def _cell(vehicle: Vehicle, statuses: tuple[str, ...], groups: list[Alike]) -> Cell:
    return Cell(vehicle.value, statuses, *_sum(group for group in groups if group.status in statuses))


def _sum(groups: Iterable[Alike]) -> tuple[Decimal, int, int]:
    groups = list(groups)
    amount = sum((group.amount for group in groups), Decimal(0))
    return amount, sum(group.count for group in groups), sum(group.banded for group in groups)
