"""What partners receive in a cycle, as far as a viewer may know of it, by money color."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum

from accounts.visibility import Viewer
from funding.models import Allocation
from partners.models.family import Vehicle
from states.models import Cycle

from .chains import back_to_receiver


@dataclass(frozen=True)
class Received:
    """Counted dollars of one color that reach one partner from others; a family's own funds are not counted, nor what
    shares only a band."""

    vehicle: Vehicle
    amount_usd: Decimal


def received_by_partner(
    viewer: Viewer, partner_ids: Collection[int], cycle: Cycle | None
) -> dict[int, tuple[Received, ...]]:
    """Dollars that count (exploring ones do not) for these partners in this cycle, by partner id, the largest color
    first. Three queries at most."""
    if cycle is None:
        return {}
    rows = _per_partner_and_color(viewer, cycle).filter(partner__in=partner_ids).order_by("-sum", "color")
    found: dict[int, tuple[Received, ...]] = {}
    for row in rows:
        each = Received(Vehicle(row["color"]), row["sum"])
        found[row["partner"]] = (*found.get(row["partner"], ()), each)
    return found


def largest_received(viewer: Viewer, cycle: Cycle | None) -> dict[int, Decimal]:
    """For every partner that receives any in this cycle, the dollars of its largest color. Three queries at most.

    Colors are never summed: this is the first figure that `received_by_partner` gives for it.
    """
    if cycle is None:
        return {}
    found: dict[int, Decimal] = {}
    for row in _per_partner_and_color(viewer, cycle):
        found[row["partner"]] = max(row["sum"], found.get(row["partner"], Decimal(0)))
    return found


def _per_partner_and_color(viewer: Viewer, cycle: Cycle) -> Any:
    visible = Allocation.objects.visible_to(viewer).filter(fund__cycle=cycle)
    counted = visible.counted().in_dollars().with_passed_on(back_to_receiver(visible))
    return (
        counted.filter(Q(passed_on=False))
        .with_readable_amount(viewer)
        .filter(Q(amount__isnull=False))
        .order_by()
        .values(partner=F("entity__partner_id"), color=F("fund__vehicle"))
        .annotate(sum=Sum("amount"))
    )
