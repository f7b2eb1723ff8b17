"""One partner as a receiver and as a giver: the allocations on both sides that a viewer may read."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db.models import Count, F, Q, Sum

from accounts.visibility import Viewer
from funding.models import Allocation
from funding.models.allocation import AllocationQuerySet
from partners.models import Partner, Program
from partners.models.family import Vehicle
from states.models import Cycle

from .chains import back_to_receiver

MOST_SHOWN: Final = 50


@dataclass(frozen=True)
class Grant:
    """One allocation as the page of either side shows it. `other` is who stands on the other side.

    `program` is empty where the viewer may not read the program; `is_counted` tells whether it enters totals. Where
    only a band is shared, `amount` is None and `band` says it.
    """

    public_id: str
    other: Partner
    fund: str
    entity: str
    program: str
    vehicle: Vehicle
    cycle: str
    amount: Decimal | None
    band: str
    currency: str
    status: str
    status_label: str
    is_counted: bool


@dataclass(frozen=True)
class Side:
    """Allocations on one side, the last moved first; at most `MOST_SHOWN` of `count`.

    `totals` are counted dollars of one cycle by money color, never summed over colors. Exploring ones, other
    currencies, what shares only a band, and money that stays inside the family are listed and not counted.
    """

    grants: tuple[Grant, ...]
    count: int
    totals: tuple[tuple[Vehicle, Decimal], ...]


@dataclass(frozen=True)
class PartnerMoney:
    """Both sides of one partner; `cycle` is the one that the totals are of."""

    received: Side
    given: Side
    cycle: Cycle | None


def money_of(partner: Partner, viewer: Viewer, *, cycle: Cycle | None) -> PartnerMoney:
    """What this viewer may read of the partner's money. Seven queries at most."""
    seen = Allocation.objects.visible_to(viewer).with_readable_amount(viewer)
    programs = Program.objects.visible_to(viewer).filter(
        Q(allocations__entity__partner=partner) | Q(allocations__fund__owner=partner)
    )
    readable = set(programs.values_list("pk", flat=True))
    received, back = seen.filter(entity__partner=partner), back_to_receiver(seen.filter(fund__cycle=cycle))
    return PartnerMoney(
        received=_side(received.with_passed_on(back), cycle, readable, giver=False),
        given=_side(seen.filter(fund__owner=partner).with_passed_on(()), cycle, readable, giver=True),
        cycle=cycle,
    )


def _side(rows: AllocationQuerySet, cycle: Cycle | None, readable: set[int], *, giver: bool) -> Side:
    counted = Q(status__in=Allocation.COUNTED, currency="USD", fund__cycle=cycle, passed_on=False)
    colors = (
        rows.order_by().values(color=F("fund__vehicle")).annotate(n=Count("pk"), sum=Sum("amount", filter=counted))
    )
    found = [(Vehicle(row["color"]), row["n"], row["sum"]) for row in colors]
    newest = rows.select_related("fund__owner", "fund__cycle", "entity__partner", "program").order_by(
        "-status_changed_at", "-pk"
    )[:MOST_SHOWN]
    totals = [(color, total) for color, _, total in found if total]
    return Side(
        grants=tuple(_grant(row, readable, giver=giver) for row in newest),
        count=sum(n for _, n, _ in found),
        totals=tuple(sorted(totals, key=lambda item: (-item[1], item[0]))),
    )


def _grant(row: Allocation, readable: set[int], *, giver: bool) -> Grant:
    elsewhere = bool(row.passed_on)  # type: ignore[attr-defined]  # annotated by with_passed_on()
    return Grant(
        public_id=row.public_id,
        other=row.entity.partner if giver else row.fund.owner,
        fund=row.fund.name,
        entity=row.entity.legal_name,
        program=row.program.name if row.program and row.program_id in readable else "",
        vehicle=Vehicle(row.fund.vehicle),
        cycle=row.fund.cycle.name,
        amount=row.amount,  # type: ignore[attr-defined]  # annotated by with_readable_amount()
        band=row.said_band,
        currency=row.currency,
        status=row.status,
        status_label=row.get_status_display(),
        is_counted=row.status in Allocation.COUNTED and row.currency == "USD" and not (elsewhere or row.said_band),
    )
