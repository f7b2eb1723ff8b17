"""The proof of the ledger finds what the guards would have stopped, had nobody switched them off."""

import json
import re
from decimal import Decimal

import psycopg
import pytest
from django.core.management import CommandError, call_command

from funding.actions import ledger
from funding.actions.proof import LedgerDoesNotHold, prove_nightly
from funding.models import Transaction
from funding.reports.proof import prove
from mvp_coord.jobs.models import JobRun
from tests import cluster, factories

from .books import make_fund_with, make_grant, said

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def books():
    """A fund of 100 dollars, 40 of them set aside."""
    staff = factories.make_user(is_staff=True)
    fund = make_fund_with(100, staff, name="Open Door Fund")
    award = factories.make_allocation(fund, amount=40, status="committed")
    ledger.set_aside(allocation=award, amount=Decimal(40), said=said(staff, "docket 1"))
    return fund


def by_owner(*statements: str) -> None:
    """Done by the owner with the guards switched off for the moment."""
    with psycopg.connect(cluster.database_url("mvp_owner")) as owner:
        for table in ("entry", "balance", "transaction", "account"):
            owner.execute(f"ALTER TABLE funding_{table} DISABLE TRIGGER USER")
        for statement in statements:
            owner.execute(statement)
        for table in ("entry", "balance", "transaction", "account"):
            owner.execute(f"ALTER TABLE funding_{table} ENABLE TRIGGER USER")


def test_whole_books_are_proven_with_a_receipt_once_a_day(books, capsys):
    run = prove_nightly(slot="2026-11-28")
    assert run.counts == {"accounts": 3, "transactions": 2, "entries": 4, "faults": 0}
    assert prove_nightly(slot="2026-11-28") is None
    call_command("prove_ledger")
    assert "2 transactions with 4 entries in 3 accounts." in capsys.readouterr().out
    call_command("prove_ledger", "--json")
    assert json.loads(capsys.readouterr().out) == {"accounts": 3, "transactions": 2, "entries": 4, "faults": []}


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            "UPDATE funding_entry SET cents = cents + 1 WHERE cents = 4000",
            "transaction docket 1 does not sum to zero.",
        ),
        ("UPDATE funding_balance SET cents = cents + 1 WHERE cents = 4000", "of Open Door Fund has a balance that"),
        ("DELETE FROM funding_entry WHERE cents = 4000", "transaction docket 1 does not sum to zero."),
        ("UPDATE funding_transaction SET kind = 'payment' WHERE key = 'docket 1'", "as_its_kind_says) is not whole."),
        ("GRANT UPDATE ON funding_entry TO app_rw", "table funding_entry can be changed by app_rw."),
        ("DROP TRIGGER only_grows ON funding_account", "table funding_account (only_grows) is not guarded."),
        (
            "ALTER TABLE funding_entry DISABLE TRIGGER move_balance",
            "table funding_entry (move_balance) is not guarded.",
        ),
    ],
)
def test_what_was_changed_behind_the_guards_is_found_and_named(books, statement, says):
    by_owner(statement)
    if "DISABLE" in statement:
        with psycopg.connect(cluster.database_url("mvp_owner")) as owner:
            owner.execute(statement)
    assert any(says in fault for fault in prove().faults), prove().faults
    with pytest.raises(LedgerDoesNotHold, match=re.escape(says)):
        prove_nightly(slot="2026-11-28")
    run = JobRun.objects.get(name="prove the ledger")
    assert run.status == "failed" and says in run.error
    with pytest.raises(CommandError, match=re.escape(says)):
        call_command("prove_ledger")


def test_a_limit_that_was_lowered_since_makes_no_fault(books):
    staff = Transaction.objects.first().actor
    ledger.receive(fund=books, amount=Decimal(9_000), said=said(staff))
    ledger.set_aside(allocation=make_grant(books), amount=Decimal(9_000), said=said(staff))
    books.two_people_above_usd = 5
    books.save()
    assert prove().faults == ()
