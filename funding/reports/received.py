"""What partners receive in a cycle, as far as a viewer may know of it, by money color."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Subquery, Sum

from accounts.visibility import Viewer
from funding.models import Allocation
from partners.models.family import Vehicle
from states.models import Cycle


@dataclass(frozen=True)
class Received:
    """Counted dollars of one color that reach one partner from others; a family's own funds are not counted."""

    vehicle: Vehicle
    amount_usd: Decimal


@dataclass(frozen=True)
class ReceivedByPartner:
    """By partner id, the largest color first. `largest_usd` is the largest figure that the viewer may see of anybody
    in this cycle: the scale of the bars, the same on every page of a list."""

    of: dict[int, tuple[Received, ...]]
    largest_usd: Decimal


def received_by_partner(viewer: Viewer, partner_ids: Collection[int], cycle: Cycle | None) -> ReceivedByPartner:
    """Dollars that count (exploring ones do not) for these partners in this cycle. One query."""
    if cycle is None:
        return ReceivedByPartner({}, Decimal(0))
    seen = _per_partner_and_color(viewer, cycle)
    largest = seen.order_by("-sum").values("sum")[:1]
    rows = seen.filter(partner__in=partner_ids).annotate(largest=Subquery(largest)).order_by("-sum", "color")
    found: dict[int, tuple[Received, ...]] = {}
    scale = Decimal(0)
    for row in rows:
        each = Received(Vehicle(row["color"]), row["sum"])
        found[row["partner"]] = (*found.get(row["partner"], ()), each)
        scale = row["largest"]
    return ReceivedByPartner(found, scale)


def _per_partner_and_color(viewer: Viewer, cycle: Cycle) -> Any:
    counted = Allocation.objects.visible_to(viewer).counted().in_dollars().filter(fund__cycle=cycle)
    return (
        counted.exclude(fund__owner=F("entity__partner"))
        .with_amount()
        .order_by()
        .values(partner=F("entity__partner_id"), color=F("fund__vehicle"))
        .annotate(sum=Sum("amount"))
    )
