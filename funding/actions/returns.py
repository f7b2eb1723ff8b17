"""Money of a paid award that its recipient did not spend and sends back: at once up to the fund's limit, else by two.

Every such return is a `Move` of its award, with the day on which the money came. The limit counts what one person
alone has entered for the fund in the last 90 days: money that is said to have come back can be given out again.
"""

import datetime as dt
from decimal import Decimal

from django.db.models import F, Sum
from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.cents import dollars_of
from funding.models import Account, Allocation, Balance, Fund, Move
from mvp_coord.lib import wording
from mvp_coord.lib.constraints import refusing

from . import awards, ledger, moves
from .amounts import need_amount
from .refusals import MoneyMissing, NoReason, WrongStatus, by_now
from .second_person import TOGETHER


def bring_back(*, award: Allocation, amount: Decimal, came_on: dt.date, reason: str, by: User, ticket: str) -> Move:
    """Enter it, or leave it for a second person; sent twice, the same comes back."""
    if not reason.strip():
        raise NoReason("Say why it came back: the books keep it.")
    need_amount(amount)
    with (
        change(by=by, verb="entered money that came back", reason=reason.strip()),
        awards.told(),
        refusing(moves.REFUSALS),
    ):
        held = awards.locked(award)
        asked = Move(public_id=ticket, fund=held.fund, act=Move.Act.UNSPENT, amount=amount, asked_by=by)
        asked.award, asked.came_on, asked.reason = held, came_on, reason.strip()
        before = Move.objects.filter(public_id=ticket).first()
        if before is not None:
            return _same(before, asked)
        _need_paid(held, asked)
        limit = Fund.objects.select_for_update(no_key=True).get(pk=held.fund_id).two_people_above_usd
        alone = _alone(held.fund, by)
        asked.save(force_insert=True)
        if alone + amount <= limit:
            moves.enter(asked, by=by)
        return asked


def left_to_return(award: Allocation) -> Decimal:
    """What has been paid of it, has not come back, and is not said to have by a return that waits; in dollars."""
    gone = Balance.objects.filter(account__allocation=award, account__bucket=Account.Bucket.DISBURSED).first()
    waits = Move.objects.waiting().filter(award=award).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    return (dollars_of(gone.cents) if gone else Decimal(0)) - waits


def _need_paid(award: Allocation, asked: Move) -> None:
    assert asked.came_on, "the form asks for it"
    if not award.fund.is_managed or award.status not in (Allocation.Status.COMMITTED, Allocation.Status.PAID):
        raise WrongStatus(by_now(award))
    first = award.installments.filter(paid_on__isnull=False).order_by("paid_on").first()
    if first is None:
        raise WrongStatus("Nothing of it has been paid.")
    assert first.paid_on, "a constraint holds it"
    if not first.paid_on <= asked.came_on <= timezone.localdate():
        since = wording.day(first.paid_on)
        raise WrongStatus(f"It came back on a day since {since}, when the first part was paid, and not after today.")
    left = left_to_return(award)
    if asked.amount > left:
        raise MoneyMissing(f"{wording.usd_exact(left)} of it is paid and has not come back, or waits to be entered.")


def _alone(fund: Fund, by: User) -> Decimal:
    """What this person alone has entered as come back within `TOGETHER`, in dollars."""
    mine = Move.objects.filter(
        fund=fund,
        act=Move.Act.UNSPENT,
        status=Move.Status.POSTED,
        asked_by=by,
        decided_by=F("asked_by"),
        decided_at__gt=timezone.now() - TOGETHER,
    )
    return mine.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def _same(before: Move, asked: Move) -> Move:
    facts = ("act", "award_id", "amount", "came_on", "asked_by_id")
    if any(getattr(before, each) != getattr(asked, each) for each in facts):
        raise ledger.KeyReused("Something else was entered by this form: open the page anew.")
    return before
