"""Changing the amount of an award, and giving it up: by whom, down to what, and what the ledger frees."""

from decimal import Decimal

import pytest

from funding import actions
from tests.funding import books
from tests.funding.road import in_halves, parts_of, whole

pytestmark = pytest.mark.django_db


def test_what_is_cancelled_sets_its_money_free(award, fund, staff):
    assert actions.cancel(allocation=award, by=staff, reason="They closed").status == "cancelled"
    assert (books.cents(fund, "available"), books.cents(fund, "committed", award)) == (10_000_000, 0)
    assert parts_of(award) == []
    whole()


def test_what_is_paid_in_part_is_not_cancelled_but_amended_down(award, fund, staff, counsel):
    first, _ = in_halves(award, staff)
    actions.pay_part(installment=first, by=staff)
    with pytest.raises(actions.WrongStatus, match="amend the award"):
        actions.cancel(allocation=award, by=staff, reason="They closed")
    change = actions.propose_amendment(allocation=award, amount=Decimal(25_000), by=staff, reason="They closed")
    ended = actions.approve_amendment(amendment=change, by=counsel)
    assert (ended.status, ended.amount_approved) == ("paid", 25_000)
    assert (books.cents(fund, "available"), books.cents(fund, "committed", award)) == (7_500_000, 0)
    whole()


def test_more_is_proposed_by_one_and_above_the_limit_decided_by_another(award, fund, staff, counsel):
    in_halves(award, staff)
    change = actions.propose_amendment(allocation=award, amount=Decimal(60_001), by=staff, reason="A third county")
    with pytest.raises(actions.NeedsAnother):
        actions.approve_amendment(amendment=change, by=staff)
    assert actions.approve_amendment(amendment=change, by=counsel).amount_approved == 60_001
    assert [amount for _, amount in parts_of(award)] == [Decimal("30000.50")] * 2
    assert books.cents(fund, "committed", award) == 6_000_100
    whole()


def test_one_change_waits_at_a_time_and_a_refusal_says_why(award, staff, counsel):
    change = actions.propose_amendment(allocation=award, amount=Decimal(60_000), by=staff, reason="More doors")
    with pytest.raises(actions.WrongStatus, match="Another change"):
        actions.propose_amendment(allocation=award, amount=Decimal(70_000), by=staff, reason="Even more")
    with pytest.raises(actions.NoReason):
        actions.refuse_amendment(amendment=change, by=counsel, reason="")
    actions.refuse_amendment(amendment=change, by=counsel, reason="Not this year")
    with pytest.raises(actions.WrongStatus, match="It is refused by now"):
        actions.approve_amendment(amendment=change, by=counsel)
    award.refresh_from_db()
    assert award.amount_approved == 50_000


@pytest.mark.parametrize("amount", ["0", "-1", "50000", "1.005"])
def test_an_amendment_changes_the_amount_to_one_that_can_be(amount, award, staff):
    with pytest.raises(actions.AllocationRefused):
        actions.propose_amendment(allocation=award, amount=Decimal(amount), by=staff, reason="So")


def test_no_award_falls_below_what_was_paid(award, staff, counsel):
    first, _ = in_halves(award, staff)
    change = actions.propose_amendment(allocation=award, amount=Decimal(20_000), by=staff, reason="Less")
    actions.pay_part(installment=first, by=staff)
    with pytest.raises(actions.WrongStatus, match="has been paid"):
        actions.approve_amendment(amendment=change, by=counsel)
