"""Funds with a ledger, for the tests of it."""

from decimal import Decimal
from itertools import count

from django.utils import timezone

from accounts.models import User
from funding.actions import ledger, moves, returns
from funding.actions.ledger import Said
from funding.models import Account, Allocation, Balance, Fund
from mvp_coord.lib.public_id import new_public_id
from tests import factories

_keys = count(1)


def said(by: User, key: str = "", **facts) -> Said:
    return Said(**{"key": key or f"key {next(_keys)}", "reason": "As agreed", "by": by, **facts})


def make_fund_with(dollars: int, by: User | None = None, **facts) -> Fund:
    """A fund of ours that has received these dollars."""
    fund = factories.make_fund(is_managed=True, **facts)
    if dollars:
        ledger.receive(fund=fund, amount=Decimal(dollars), said=said(by or factories.make_user(is_staff=True)))
    return fund


def make_grant(fund: Fund, **facts) -> Allocation:
    return factories.make_allocation(fund, status="approved", **facts)


def paid_out(award: Allocation, dollars: int, two: tuple[User, User]) -> None:
    """All of an award set aside, and so much of it paid, as the ledger has it; by two people."""
    people = {"proposed_by": two[0], "approved_by": two[1]}
    ledger.set_aside(allocation=award, amount=award.best_amount, said=said(two[0], **people))
    ledger.pay_out(allocation=award, amount=Decimal(dollars), said=said(two[0], **people))


def came_back(award: Allocation, dollars: int, two: tuple[User, User]) -> None:
    """So much of it came back today; the second one posts it where it waits."""
    facts = {"came_on": timezone.localdate(), "reason": "So", "by": two[0], "ticket": new_public_id()}
    made = returns.bring_back(award=award, amount=Decimal(dollars), **facts)
    if made.status == "waiting":
        moves.post_move(move=made, by=two[1])


def cents(fund: Fund, bucket: str, allocation: Allocation | None = None) -> int:
    """What is in a bucket of a fund."""
    return Balance.objects.get(account__fund=fund, account__bucket=bucket, account__allocation=allocation).cents


def account(fund: Fund, bucket: str = "available") -> Account:
    return Account.objects.get(fund=fund, bucket=bucket, allocation=None)
