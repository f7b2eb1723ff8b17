"""What a fund of ours holds, and every movement of its money: the statement that its books give."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from accounts.visibility import Viewer
from funding.cents import dollars_of
from funding.models import Account, Allocation, Balance, Entry, Fund, Transaction

Bucket = Account.Bucket


@dataclass(frozen=True)
class Holding:
    """A fund and what is in its buckets, in dollars. `received` is all that has come in from outside and stayed."""

    fund: Fund
    received: Decimal
    available: Decimal
    committed: Decimal
    disbursed: Decimal


@dataclass(frozen=True)
class Movement:
    """One transaction as the fund's available money felt it: `change` and what was `left` after it, in dollars; how
    much `moved`; whom it was for, where it was for an award; and whether it may be reversed, or was."""

    posted: Transaction
    moved: Decimal
    change: Decimal
    left: Decimal
    award: Allocation | None
    reversed_by: Transaction | None


def holdings(viewer: Viewer, funds: Sequence[Fund] | None = None) -> list[Holding]:
    """Every fund of ours that the viewer reads the books of (or these), with what it holds. Two queries."""
    chosen = funds
    if chosen is None:
        ours = Fund.objects.visible_to(viewer).filter(is_managed=True)
        chosen = list(ours.select_related("cycle", "owner").order_by("-cycle__starts_on", "name"))
    rows = (
        Balance.objects.filter(account__in=Account.objects.visible_to(viewer), account__fund__in=chosen)
        .values_list("account__fund_id", "account__bucket")
        .annotate(cents=Sum("cents"))
    )
    held = {(fund, bucket): dollars_of(cents) for fund, bucket, cents in rows}
    return [_holding(each, held) for each in chosen]


def movements(viewer: Viewer, fund: Fund) -> list[Movement]:
    """All movements of a fund's money, the last first. Three queries."""
    entries = (
        Entry.objects.filter(account__in=Account.objects.visible_to(viewer), account__fund=fund)
        .select_related("account__allocation__entity__partner", "transaction__actor")
        .order_by("transaction_id", "pk")
    )
    by_posting: dict[int, list[Entry]] = {}
    for each in entries:
        by_posting.setdefault(each.transaction_id, []).append(each)
    reversals = Transaction.objects.filter(reverses__in=list(by_posting)).in_bulk(field_name="reverses_id")
    left, found = 0, []
    for key, sides in by_posting.items():
        change = sum(each.cents for each in sides if each.account.bucket == Bucket.AVAILABLE)
        left += change
        found.append(_movement(sides, change, left, reversals.get(key)))
    return found[::-1]


def _movement(sides: list[Entry], change: int, left: int, reversed_by: Transaction | None) -> Movement:
    award = next((each.account.allocation for each in sides if each.account.allocation), None)
    moved = max(abs(each.cents) for each in sides)
    return Movement(sides[0].transaction, dollars_of(moved), dollars_of(change), dollars_of(left), award, reversed_by)


def _holding(fund: Fund, held: dict[tuple[int, str], Decimal]) -> Holding:
    def of(bucket: str) -> Decimal:
        return held.get((fund.pk, bucket), Decimal(0))

    return Holding(fund, -of(Bucket.OUTSIDE), of(Bucket.AVAILABLE), of(Bucket.COMMITTED), of(Bucket.DISBURSED))
