"""Money inside a boundary, each dollar once: what comes in, what stays inside, what goes out, with the rows behind.

Never more than the viewer may read: hidden allocations are in no figure, and figures are said to be of what one may
see. Only dollars count, what shares only a band is left out (and said), and colors are never added up.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from django.utils import timezone

from accounts.visibility import Viewer
from funding.boundaries import VIEWS, Award, Flow, Sorted, sort_flows, total
from funding.models import Allocation, Installment
from partners.models.family import Vehicle
from states.models import Cycle

from .came_back import came_back, stayed

# Each place of a flow, what it is called, and what it means for the count.
PLACES: Final[dict[str, tuple[str, str]]] = {
    "incoming": ("Comes in", "from outside: counted"),
    "back": ("Came back", "was inside before: not counted again"),
    "internal": ("Moves inside", "from one to another inside: not counted again"),
    "outgoing": ("Goes out", "to others outside"),
}


@dataclass(frozen=True)
class Grant:
    """What a page names of an award."""

    public_id: str
    fund: str
    giver: str
    giver_slug: str
    receiver: str
    receiver_slug: str
    status: str


@dataclass(frozen=True)
class Line:
    """One flow as a page lists it, with its award."""

    grant: Grant
    vehicle: str
    amount_usd: Decimal
    year: int | None

    @property
    def vehicle_label(self) -> str:
        return Vehicle(self.vehicle).short


@dataclass(frozen=True)
class Sum:
    """Dollars of one color in one place, in one year or in all: `count` flows. Its rows are `lines_of` the same."""

    place: str
    vehicle: str
    year: str
    amount_usd: Decimal
    count: int


@dataclass(frozen=True)
class Ledger:
    """All flows of a cycle that a viewer may read, as one of the `VIEWS` makes them, sorted by a boundary.

    `banded` allocations of the cycle share only a band, wherever they lie: they are in no figure.
    """

    sorted: Sorted
    grants: Mapping[int, Grant]
    banded: int

    @cached_property
    def years(self) -> list[str]:
        """Years that occur inside or at the edge; "none" for what is not approved yet."""
        return sorted({year_of(flow) for place in PLACES for flow in self._flows(place)})

    @cached_property
    def vehicles(self) -> list[Vehicle]:
        """Colors that occur inside or at the edge, in their order."""
        present = {flow.vehicle for place in PLACES for flow in self._flows(place)}
        return [vehicle for vehicle in Vehicle if vehicle in present]

    def sum_of(self, place: str, vehicle: str = "", year: str = "") -> Sum:
        """Dollars of a color in a place ("" for all years)."""
        flows = self._of(place, vehicle, year)
        return Sum(place, vehicle, year, total(flows), len(flows))

    def lines_of(self, place: str, vehicle: str = "", year: str = "") -> list[Line]:
        """The rows of that sum, the largest first."""
        flows = sorted(
            self._of(place, vehicle, year), key=lambda each: (-each.amount_usd, each.award, each.year or 0)
        )
        return [Line(self.grants[each.award], each.vehicle, each.amount_usd, each.year) for each in flows]

    def _of(self, place: str, vehicle: str, year: str) -> list[Flow]:
        return [flow for flow in self._flows(place) if vehicle in ("", flow.vehicle) and year in ("", year_of(flow))]

    def _flows(self, place: str) -> tuple[Flow, ...]:
        found: tuple[Flow, ...] = getattr(self.sorted, place)
        return found


def year_of(flow: Flow) -> str:
    """The year of a flow as an address names it."""
    return str(flow.year) if flow.year else "none"


def money_within(viewer: Viewer, inside: Collection[int], cycle: Cycle, view: str) -> Ledger:
    """The money of a cycle's funds by how it lies to these organizations (their keys), for a viewer.

    `view` is one of `VIEWS`. Three queries at most.
    """
    seen = list(_rows(viewer, cycle))
    rows = [row for row in seen if row.amount is not None]
    paid, returned = _payments(viewer, [row.pk for row in rows]) if view == "payments" else ({}, set())
    awards = [_award(row, paid) for row in rows]
    parents = {each.key: each.parent for each in awards if each.parent is not None}
    flows = VIEWS[view][2](awards)
    found = sort_flows(flows, inside, parents, returned)
    return Ledger(found, {row.pk: _grant(row) for row in rows}, len(seen) - len(rows))


def _rows(viewer: Viewer, cycle: Cycle) -> Iterable[Any]:
    counted = Allocation.objects.visible_to(viewer).counted().in_dollars().filter(fund__cycle=cycle)
    return counted.with_readable_amount(viewer).select_related("fund__owner", "entity__partner").order_by("pk")


def _payments(viewer: Viewer, keys: list[int]) -> tuple[dict[int, list[tuple[dt.date, Decimal]]], set[int]]:
    """Days and dollars of installments that were paid and stayed, by allocation, as far as the viewer may know; and
    the allocations of which some came back."""
    paid = Installment.objects.visible_to(viewer).filter(status=Installment.Status.PAID, allocation__in=keys)
    found: dict[int, list[tuple[dt.date, Decimal]]] = defaultdict(list)
    for key, day, amount in paid.order_by("paid_on", "pk").values_list("allocation_id", "paid_on", "amount"):
        assert day, "a constraint holds it"
        found[key].append((day, amount))
    back = came_back(found)
    return {key: stayed(parts, back.get(key, Decimal(0))) for key, parts in found.items()}, set(back)


def _award(row: Any, paid: Mapping[int, list[tuple[dt.date, Decimal]]]) -> Award:
    """An award as the counting takes it: one that is paid, and of whose installments nothing is known, at once."""
    is_decided, is_paid = row.status in Allocation.DECIDED, row.status == Allocation.Status.PAID
    at_once = ((timezone.localdate(row.status_changed_at), row.amount),) if is_paid else ()
    return Award(
        key=row.pk,
        giver=row.fund.owner_id,
        receiver=row.entity.partner_id,
        vehicle=row.fund.vehicle,
        amount_usd=row.amount,
        approved_on=row.decided_on if is_decided else None,
        payments=tuple(paid.get(row.pk, at_once)),
        parent=row.parent_id,
    )


def _grant(row: Any) -> Grant:
    giver, receiver = row.fund.owner, row.entity.partner
    return Grant(
        *(row.public_id, row.fund.name, giver.name, giver.slug, receiver.name, receiver.slug),
        status=row.get_status_display(),
    )
