"""Constraints on the ledger and on money rules (see `tests/test_constraints.py`).

Neither is ever changed, so nearly all of these break as a row is made.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import models

from funding.models import Account, Allocation, BlindShare, BlindTotal, Entry, Fund, MoneyRule, Transaction
from partners.models import Partner
from tests import factories

EARLY, LATE = dt.date(2027, 1, 1), dt.date(2028, 1, 1)


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


def _told(partner: Partner | None = None) -> BlindTotal:
    partner = partner or factories.make_partner()
    return BlindTotal.objects.create(partner=partner, cycle=factories.make_cycle(), published_on=EARLY)


def _part(total: BlindTotal) -> BlindShare:
    return BlindShare.objects.create(total=total, funder=total.partner, amount_usd=5)


def _rule(**facts: Any) -> MoneyRule:
    facts = {"code": "one", "use": "any", "outcome": "allow", "reason": "So", "citation": "There", **facts}
    return MoneyRule.objects.create(**{"starts_on": EARLY, **facts})


MONEY_UPDATES: dict[str, tuple[Callable[[], models.Model], dict[str, Any]]] = {
    "money_rule_ends": (_rule, {"ends_on": EARLY - dt.timedelta(days=1)}),
    "blind_share_positive": (lambda: _part(_told()), {"amount_usd": 0}),
    "money_rule_confirmed_by_somebody_on_a_day": (_rule, {"confirmed_on": EARLY}),
}
MONEY_DOUBLES: dict[str, Callable[[], Any]] = {
    "blind_total_once": lambda: [_told(partner) for partner in [factories.make_partner()] for _ in range(2)],
    "blind_share_once": lambda: [_part(total) for total in [_told()] for _ in range(2)],
    "account_once": lambda: [_account(fund) for fund in [_fund()] for _ in range(2)],
    "account_of_an_allocation_iff_set_aside": lambda: _account(_fund(), "committed"),
    "balance_above_its_floor": lambda: _enter(-1),
    "entry_once_per_account": lambda: _enter(1, 1),
    "entry_of_a_plausible_amount": lambda: _enter(0),
    "transaction_has_a_reason": lambda: _post(reason=" \n"),
    "transaction_has_a_key": lambda: _post(key=""),
    "money_rule_outcome_known": lambda: _rule(outcome="maybe"),
    "money_rule_use_known": lambda: _rule(use="fun"),
    "money_rule_says_why": lambda: _rule(citation=" "),
    "money_rule_restriction_is_worded": lambda: _rule(outcome="restriction"),
    "money_rule_version_once": lambda: [_rule(ends_on=LATE), _rule(starts_on=LATE)],
    "money_rule_one_version_at_a_time": lambda: [_rule(), _rule(version=2, starts_on=LATE)],
    "transaction_reverses_iff_reversal": lambda: _post(kind="reversal"),
}
