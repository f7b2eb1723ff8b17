"""Constraints on the ledger (see `tests/test_constraints.py`): rows never change, so each breaks as it is made."""

from collections.abc import Callable
from typing import Any

from funding.models import Account, Allocation, Entry, Fund, Transaction
from tests import factories


def _fund() -> Fund:
    return factories.make_fund(is_managed=True)


def _account(fund: Fund, bucket: str = "available", allocation: Allocation | None = None) -> Account:
    return Account.objects.create(fund=fund, bucket=bucket, vehicle=fund.vehicle, allocation=allocation)


def _post(**facts: Any) -> Transaction:
    user = factories.make_user()
    facts = {"key": "one", "kind": "receipt", "reason": "As agreed", **facts}
    return Transaction.objects.create(actor=user, proposed_by=user, **facts)


def _enter(*cents: int) -> None:
    posted, account = _post(), _account(_fund())
    for each in cents:
        Entry.objects.create(transaction=posted, account=account, cents=each)


MONEY_DOUBLES: dict[str, Callable[[], Any]] = {
    "account_once": lambda: [_account(fund) for fund in [_fund()] for _ in range(2)],
    "account_of_an_allocation_iff_set_aside": lambda: _account(_fund(), "committed"),
    "balance_above_its_floor": lambda: _enter(-1),
    "entry_once_per_account": lambda: _enter(1, 1),
    "entry_of_a_plausible_amount": lambda: _enter(0),
    "transaction_has_a_reason": lambda: _post(reason=" \n"),
    "transaction_has_a_key": lambda: _post(key=""),
    "transaction_reverses_iff_reversal": lambda: _post(kind="reversal"),
}
