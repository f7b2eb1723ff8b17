"""What the database refuses of the ledger, by plain SQL: as `app_rw`, and logged in as the owner by mistake."""

from decimal import Decimal

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from funding.actions import ledger
from funding.actions.ledger import Bucket
from funding.models import Account, Fund, Transaction
from funding.reports.proof import prove
from tests import cluster, factories

from .books import account, cents, make_fund_with, make_grant, said

# What is tried → what the database says. Names in braces are ids of `books`.
_ENTRY = "INSERT INTO funding_entry (transaction_id, account_id, cents) VALUES "
_POST = """
    INSERT INTO funding_transaction
        (key, body, kind, actor_id, proposed_by_id, approved_by_id, reason, reverses_id, made_in, posted_at)
    VALUES ('by hand', 'x', '{kind}', {staff}, {staff}, {approver}, 'By hand', {reverses}, 0, now());
"""
_NEW = "currval(pg_get_serial_sequence('funding_transaction', 'id'))"
_CHECK = "; SET CONSTRAINTS ALL IMMEDIATE"


def _post(kind: str, entries: str, *, approver: str = "NULL", reverses: str = "NULL") -> str:
    header = _POST.replace("{kind}", kind).replace("{approver}", approver).replace("{reverses}", reverses)
    return header + _ENTRY + entries.replace("NEW", _NEW) + _CHECK


REFUSED = {
    "change an entry": ("UPDATE funding_entry SET cents = cents * 2", "only grows|permission denied"),
    "change a reason": ("UPDATE funding_transaction SET reason = 'Else'", "only grows|permission denied"),
    "change an account": ("UPDATE funding_account SET vehicle = 'c3'", "only grows|permission denied"),
    "change a balance": ("UPDATE funding_balance SET cents = 10", "moved by entries|permission denied"),
    "lower a floor": ("UPDATE funding_balance SET floor_cents = -10", "moved by entries|permission denied"),
    "invent a balance": (
        "INSERT INTO funding_balance (account_id, cents) VALUES ({outside}, 10)",
        "moved by entries|permission denied",
    ),
    "remove an entry": ("DELETE FROM funding_entry", "only grows|permission denied"),
    "remove a transaction": ("DELETE FROM funding_transaction", "only grows|permission denied"),
    "remove an account": ("DELETE FROM funding_account", "only grows|permission denied"),
    "remove a balance": ("DELETE FROM funding_balance", "only grows|permission denied"),
    "empty the entries": ("TRUNCATE funding_entry", "only grows|permission denied"),
    "empty all": ("TRUNCATE funding_account CASCADE", "only grows|permission denied"),
    "post one side alone": (_post("receipt", "(NEW, {available}, 100)"), "sums_to_zero"),
    "post no side": (
        _POST.format(kind="receipt", staff="{staff}", approver="NULL", reverses="NULL") + _CHECK[1:],
        "sums_to_zero",
    ),
    "post what does not add up": (
        _post("receipt", "(NEW, {outside}, -100), (NEW, {available}, 101)"),
        "sums_to_zero",
    ),
    "post an entry of nothing": (
        _post("receipt", "(NEW, {outside}, -100), (NEW, {available}, 0)"),
        "plausible_amount",
    ),
    "overdraw": (_post("transfer", "(NEW, {available}, -100001), (NEW, {same}, 100001)"), "above_its_floor"),
    "cross colors": (_post("transfer", "(NEW, {available}, -5), (NEW, {other}, 5)"), "one_color"),
    "spend what was not set aside": (
        _post("payment", "(NEW, {available}, -5), (NEW, {committed}, 5)"),
        "as_its_kind_says",
    ),
    "call a transfer a receipt": (
        _post("receipt", "(NEW, {available}, -5), (NEW, {same}, 5)"),
        "as_its_kind_says",
    ),
    "pay one grant's money to another": (
        _post("payment", "(NEW, {committed}, -5), (NEW, {disbursed}, 5)"),
        "as_its_kind_says",
    ),
    "decide alone above the limit": (
        _post("transfer", "(NEW, {available}, -60000), (NEW, {same}, 60000)", approver="{staff}"),
        "two_people",
    ),
    "add to what was posted": (_ENTRY + "({posted}, {same}, 5)", "together with their transaction"),
    "use a key again": (
        "INSERT INTO funding_transaction SELECT nextval(pg_get_serial_sequence('funding_transaction', 'id')), key,"
        " 'another body', kind, reason, made_in, posted_at, actor_id, approved_by_id, proposed_by_id, reverses_id"
        " FROM funding_transaction WHERE id = {posted}",
        "duplicate key|funding_transaction_key",
    ),
    "reverse a part": (
        _post("reversal", "(NEW, {outside}, 50), (NEW, {available}, -50)", reverses="{posted}"),
        "mirrors",
    ),
    "reverse into another account": (
        _post("reversal", "(NEW, {outside}, 100000), (NEW, {same}, -100000)", reverses="{posted}"),
        "mirrors|above_its_floor",
    ),
    "open an account of a peer's fund": (
        "INSERT INTO funding_account (fund_id, bucket, vehicle) VALUES ({reported}, 'available', 'c4')",
        "that we manage",
    ),
    "open an account of another color": (
        "INSERT INTO funding_account (fund_id, bucket, vehicle) VALUES ({bare}, 'available', 'c3')",
        "color_of_its_fund",
    ),
    "open an account for another fund's grant": (
        "INSERT INTO funding_account (fund_id, bucket, vehicle, allocation_id)"
        " VALUES ({bare}, 'committed', 'c4', {grant})",
        "allocation_of_its_fund",
    ),
    "recolor a fund": ("UPDATE funding_fund SET vehicle = 'c3' WHERE id = {fund}", "color_of_its_fund"),
    "give a fund away": ("UPDATE funding_fund SET is_managed = false WHERE id = {fund}", "rest on this"),
    "recount a grant in euros": (
        "UPDATE funding_allocation SET currency = 'EUR' WHERE id = {grant}",
        "rest on this",
    ),
    "lift the limit of a fund": (
        "UPDATE funding_fund SET two_people_above_usd = 1000000 WHERE id = {fund}",
        "lowered, never raised",
    ),
    "move a balance by a table of one's own": (
        "CREATE TEMP TABLE mine (account_id bigint, cents bigint);"
        " CREATE TRIGGER m AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION funding_move_balance();"
        " INSERT INTO mine VALUES ({available}, 500)",
        "moved by entries|permission denied",
    ),
    "hide the entries behind a table of one's own": (
        "CREATE TEMP TABLE funding_entry (transaction_id bigint, account_id bigint, cents bigint);"
        + _POST.format(kind="receipt", staff="{staff}", approver="NULL", reverses="NULL")
        + "INSERT INTO public.funding_entry (transaction_id, account_id, cents) VALUES (NEW, {available}, 100);"
        " INSERT INTO funding_entry VALUES (NEW, {available}, 100), (NEW, {outside}, -100)".replace("NEW", _NEW)
        + _CHECK,
        "sums_to_zero",
    ),
    "move a grant to another fund": (
        "UPDATE funding_allocation SET fund_id = {bare} WHERE id = {grant}",
        "allocation_of_its_fund",
    ),
}


def make_books(staff) -> dict[str, int]:
    """A fund with 1,000 dollars, its accounts, and what is around it, by name."""
    fund = make_fund_with(1_000, staff, name="Open Door Fund", two_people_above_usd=500)
    same, other = make_fund_with(5, staff, vehicle="c4"), make_fund_with(5, staff, vehicle="c3")
    grant, second = make_grant(fund), make_grant(fund)
    ledger.set_aside(allocation=grant, amount=Decimal(10), said=said(staff))
    ledger.set_free(allocation=grant, amount=Decimal(5), said=said(staff))
    return {
        "staff": staff.pk,
        "fund": fund.pk,
        "bare": make_fund_with(0, staff, vehicle="c4").pk,
        "reported": factories.make_fund(vehicle="c4").pk,
        "grant": grant.pk,
        "outside": account(fund, "outside").pk,
        "available": account(fund).pk,
        "committed": Account.objects.get(bucket=Bucket.COMMITTED).pk,
        "disbursed": Account.objects.create(
            fund=fund, bucket=Bucket.DISBURSED, allocation=second, vehicle=fund.vehicle
        ).pk,
        "same": account(same).pk,
        "other": account(other).pk,
        "posted": Transaction.objects.get(kind="receipt", entries__account__fund=fund, entries__cents__gt=0).pk,
    }


# In a test that is one transaction, this one belongs to it; below it does not.
@pytest.mark.parametrize("what", sorted(REFUSED.keys() - {"add to what was posted"}))
def test_pages_cannot(what, staff):
    statement, says = REFUSED[what]
    facts = make_books(staff)
    with pytest.raises(DatabaseError, match=says), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(**facts))
    fund = Fund.objects.get(pk=facts["fund"])
    assert cents(fund, "available") == 99_500 and Transaction.objects.count() == 5


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["app_rw", "mvp_owner"])
def test_neither_can_who_comes_later_nor_the_owner_by_mistake(role):
    """One database for all of them. Whoever owns the tables is stopped by triggers and constraints alone."""
    facts = make_books(factories.make_user(is_staff=True))
    with psycopg.connect(cluster.database_url(role)) as other:
        for what, (statement, says) in REFUSED.items():
            with pytest.raises(psycopg.Error, match=says) as refused:
                other.execute(statement.format(**facts))
            assert role == "app_rw" or "permission denied" not in str(refused.value), what
            other.rollback()
        other.execute(_post("transfer", "(NEW, {available}, -5), (NEW, {same}, 5)").format(**facts))
        other.rollback()
    assert prove().faults == ()


def test_what_is_whole_is_posted_by_sql_too(staff):
    facts = make_books(staff)
    with connection.cursor() as cursor:
        cursor.execute(_post("transfer", "(NEW, {available}, -5), (NEW, {same}, 5)").format(**facts))
    assert cents(Fund.objects.get(pk=facts["fund"]), "available") == 99_495
