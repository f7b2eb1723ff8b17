"""When another person must stand behind an award of our own funds.

The limit of a fund is about what a recipient gets of it, not about one row: three awards of a third each, one after
the other, are no way around it.
"""

import datetime as dt
from decimal import Decimal
from typing import Final

from django.db.models import Exists, OuterRef, Q, Sum
from django.utils import timezone

from accounts.models import User
from funding.models import Allocation, Amendment, Fund, Installment

from .refusals import NeedsAnother

# Awards decided within so many days are looked at together.
TOGETHER: Final = dt.timedelta(days=90)


def need_another_approver(allocation: Allocation, *, by: User) -> None:
    """Above the limit, alone or with what its partner was awarded of the fund of late, whoever recommended
    it does not approve it, and no more is approved than was recommended. Two decided at once wait for each other."""
    limit, before = _limit_held(allocation), of_late(allocation)
    amount = allocation.best_amount
    if amount + before <= limit:
        return
    if allocation.proposed_by_id in (None, by.pk):
        with_it = f" With ${before:,.0f} of the last {TOGETHER.days} days it is above it." if amount <= limit else ""
        raise NeedsAnother(
            f"Above ${limit:,.0f}, another person than the one who recommended it approves it.{with_it}"
        )
    if allocation.amount_recommended is None or amount > allocation.amount_recommended:
        raise NeedsAnother("More than was recommended needs two people: send it back, and recommend more.")


def need_another_for_more(award: Allocation, row: Amendment, *, by: User) -> None:
    """More for an award is decided like an award: small ones that grow are no way around the limit either."""
    limit, before = _limit_held(award), of_late(award)
    if row.amount_after + before > limit and by.pk == row.proposed_by_id:
        raise NeedsAnother(
            f"With ${before:,.0f} that they were awarded in the last {TOGETHER.days} days it is above ${limit:,.0f}: "
            "another person than the one who proposed the change decides it."
        )


def need_another_payer(installment: Installment, allocation: Allocation, *, by: User) -> None:
    """By the whole award, and by what else was awarded of late: neither parts nor awards below the limit make one
    person enough."""
    assert allocation.amount_approved is not None, "it is decided"
    let_go = installment.approved_by_id or allocation.approved_by_id
    if by.pk == let_go and allocation.amount_approved + of_late(allocation) > allocation.fund.two_people_above_usd:
        raise NeedsAnother(
            "Above its fund's limit, another person pays an award than the one who let it go; "
            f"what its recipient was awarded in the last {TOGETHER.days} days counts."
        )


def of_late(allocation: Allocation) -> Decimal:
    """What all legal entities of its partner have of the same fund by awards that were decided, or raised, within
    `TOGETHER`, besides this one; in dollars."""
    since = timezone.now() - TOGETHER
    raised = Amendment.objects.filter(allocation=OuterRef("pk"), status="approved", decided_at__gt=since)
    others = Allocation.objects.filter(
        Q(decided_on__gt=timezone.localdate(since)) | Exists(raised),
        fund=allocation.fund_id,
        entity__partner=allocation.entity.partner_id,
        status__in=Allocation.DECIDED,
    )
    return others.exclude(pk=allocation.pk).aggregate(sum=Sum("amount_approved"))["sum"] or Decimal(0)


def _limit_held(allocation: Allocation) -> Decimal:
    """The limit of its fund, whose other decisions wait until this one is made."""
    return Fund.objects.select_for_update(no_key=True).get(pk=allocation.fund_id).two_people_above_usd
