"""Money of funds that could still go somewhere, as far as somebody may read the funds, their books and promises."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, Sum

from accounts.visibility import Viewer
from funding.models import Allocation, Fund
from funding.reports.statement import holdings
from mvp_coord.lib import wording
from partners.models.family import Vehicle
from planning.gaps.colors import CONFIRM
from states.models import Cycle


@dataclass(frozen=True)
class Available:
    """A fund and its dollars that could still go somewhere: those available by its books where the viewer reads them
    (`is_by_books`), else what no promise that the viewer may read takes of those that it set out to raise."""

    fund: Fund
    usd: Decimal
    is_by_books: bool

    def reaches(self, states: Collection[str]) -> bool:
        """Whether its focus covers work in one of these states (postal codes)."""
        return self.fund.focus == Fund.Focus.NATIONAL or self.fund.state_id in states


def available_money(viewer: Viewer, cycle: Cycle) -> list[Available]:
    """Funds of a cycle with money left, those by their books first, then most first: for insiders all that they see,
    for a peer funder its own.

    Nobody else is told: what is left is what hidden promises leave. Three queries at most.
    """
    visible = Fund.objects.visible_to(viewer).filter(cycle=cycle).select_related("owner")
    visible = visible.filter(Q(focus=Fund.Focus.NATIONAL) | Q(focus=Fund.Focus.STATE))
    if not viewer.is_insider:
        visible = visible.filter(owner_id__in=viewer.funder_ids)
    funds = list(visible)
    ours = [fund for fund in funds if fund.is_managed and viewer.is_insider]
    by_books = [Available(each.fund, each.available, is_by_books=True) for each in holdings(viewer, ours)]
    by_target = _by_target(viewer, [fund for fund in funds if fund not in ours and fund.target_usd])
    found = [each for each in (*by_books, *by_target) if each.usd > 0]
    return sorted(found, key=lambda each: (not each.is_by_books, -each.usd, each.fund.name))


def _by_target(viewer: Viewer, funds: Collection[Fund]) -> list[Available]:
    """What these funds set out to raise, less what is promised of it. One query."""
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
    return [
        Available(fund, (fund.target_usd or Decimal(0)) - (promised.get(fund.pk) or Decimal(0)), is_by_books=False)
        for fund in funds
    ]


def reason_to_fund(money: Available, vehicle: str) -> str:
    """ "has $50,000 of 501(c)(4) money available in Tidewater Fund by its books; such money may fund …".

    There may be promises that the viewer may not read; whether there are any is not told.
    """
    color, recipient = Vehicle(money.fund.vehicle).short, Vehicle(vehicle).short
    return f"{_in_fund(money, color)}; such money may fund a {recipient} ({CONFIRM})"


def _in_fund(money: Available, color: str) -> str:
    fund = money.fund.name
    if money.is_by_books:
        return f"has {wording.usd_exact(money.usd)} of {color} money available in {fund} by its books"
    target = money.fund.target_usd or Decimal(0)
    promised = wording.usd_exact(target - money.usd) if target > money.usd else "nothing"
    goal = f"set out to raise {wording.usd_exact(target)} of {color} money for {fund}"
    return f"{goal}, of which {promised} is promised as far as you may read"
