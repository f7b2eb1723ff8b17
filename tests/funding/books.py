"""Funds with a ledger, for the tests of it."""

from decimal import Decimal
from itertools import count

from accounts.models import User
from funding.actions import ledger
from funding.actions.ledger import Said
from funding.models import Account, Allocation, Balance, Fund
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


def cents(fund: Fund, bucket: str, allocation: Allocation | None = None) -> int:
    """What is in a bucket of a fund."""
    return Balance.objects.get(account__fund=fund, account__bucket=bucket, account__allocation=allocation).cents


def account(fund: Fund, bucket: str = "available") -> Account:
    return Account.objects.get(fund=fund, bucket=bucket, allocation=None)
