"""Money of funds that no promise is known of, as far as somebody may read promises."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, Sum

from accounts.visibility import Viewer
from funding.models import Allocation, Fund
from partners.models.family import Vehicle
from planning.gaps.colors import CONFIRM
from planning.overlaps.words import figure
from states.models import Cycle


@dataclass(frozen=True)
class Available:
    """A fund, and how many dollars of its target no promise that the viewer may read takes."""

    fund: Fund
    usd: Decimal

    def reaches(self, states: Collection[str]) -> bool:
        """Whether its focus covers work in one of these states (postal codes)."""
        return self.fund.focus == Fund.Focus.NATIONAL or self.fund.state_id in states


def available_money(viewer: Viewer, cycle: Cycle) -> list[Available]:
    """Funds of a cycle with money left, most first: for insiders all that they see, for a peer funder its own.

    Nobody else is told: what is left is what hidden promises leave. Two queries.
    """
    funds = Fund.objects.visible_to(viewer).filter(cycle=cycle, target_usd__isnull=False)
    funds = funds.filter(Q(focus=Fund.Focus.NATIONAL) | Q(focus=Fund.Focus.STATE)).select_related("owner")
    if not viewer.is_insider:
        funds = funds.filter(owner_id__in=viewer.funder_ids)
    promised = dict(
        Allocation.objects.visible_to(viewer)
        .counted()
        .in_dollars()
        .filter(fund__in=funds)
        .with_readable_amount(viewer)
        .order_by()
        .values_list("fund")
        .annotate(sum=Sum(F("amount")))
    )
    left = [
        Available(fund, (fund.target_usd or Decimal(0)) - (promised.get(fund.pk) or Decimal(0))) for fund in funds
    ]
    return sorted((each for each in left if each.usd > 0), key=lambda each: (-each.usd, each.fund.name))


def reason_to_fund(money: Available, vehicle: str) -> str:
    """ "has about $50,000 of 501(c)(4) money in Tidewater Fund that no promise you may read takes, which may fund …".

    There may be promises that the viewer may not read; whether there are any is not told.
    """
    color, recipient = Vehicle(money.fund.vehicle).short, Vehicle(vehicle).short
    return (
        f"has about ${figure(float(money.usd))} of {color} money in {money.fund.name} that no promise "
        f"you may read takes, which may fund a {recipient} ({CONFIRM})"
    )
