"""When another person must stand behind an award of our own funds.

The limit of a fund is about what a recipient gets of it, not about one row: three awards of a third each, one after
the other, are no way around it.
"""

import datetime as dt
from decimal import Decimal
from typing import Final

from django.db.models import Sum
from django.utils import timezone

from accounts.models import User
from funding.models import Allocation, Fund, Installment

from .refusals import NeedsAnother

# Awards decided within so many days are looked at together.
TOGETHER: Final = dt.timedelta(days=90)


def need_another_approver(allocation: Allocation, *, by: User) -> None:
    """Above the limit, alone or with what its partner was awarded of the fund of late, whoever recommended
    it does not approve it, and no more is approved than was recommended. Two decided at once wait for each other."""
    fund = Fund.objects.select_for_update(no_key=True).get(pk=allocation.fund_id)
    limit, amount = fund.two_people_above_usd, allocation.best_amount
    before = of_late(allocation)
    if amount + before <= limit:
        return
    if allocation.proposed_by_id in (None, by.pk):
        with_it = f" With ${before:,.0f} of the last {TOGETHER.days} days it is above it." if amount <= limit else ""
        raise NeedsAnother(
            f"Above ${limit:,.0f}, another person than the one who recommended it approves it.{with_it}"
        )
    if allocation.amount_recommended is None or amount > allocation.amount_recommended:
        raise NeedsAnother("More than was recommended needs two people: send it back, and recommend more.")


def of_late(allocation: Allocation) -> Decimal:
    """What all legal entities of its partner were awarded of the same fund within `TOGETHER`, besides this one."""
    others = Allocation.objects.filter(
        fund=allocation.fund_id,
        entity__partner=allocation.entity.partner_id,
        status__in=Allocation.DECIDED,
        decided_on__gt=timezone.localdate() - TOGETHER,
    )
    return others.exclude(pk=allocation.pk).aggregate(sum=Sum("amount_approved"))["sum"] or Decimal(0)


def need_another_payer(installment: Installment, allocation: Allocation, *, by: User) -> None:
    """By the whole award, so that parts below the limit do not make one person enough."""
    assert allocation.amount_approved is not None, "it is decided"
    limit, let_go = allocation.fund.two_people_above_usd, installment.approved_by_id or allocation.approved_by_id
    if allocation.amount_approved > limit and by.pk == let_go:
        raise NeedsAnother("Above its fund's limit, another person pays an award than the one who let it go.")
