"""Postings to the ledger: money comes in, is set aside, paid and taken back, and each posting is made once."""

from dataclasses import replace
from decimal import Decimal

import pytest

from funding.actions import ledger
from funding.models import Account, Entry, Transaction
from funding.reports.proof import prove
from tests import factories

from .books import cents, make_fund_with, make_grant, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund(staff):
    return make_fund_with(50_000, staff)


def test_money_goes_from_outside_to_available_to_committed_to_disbursed(fund, staff):
    grant = make_grant(fund)
    ledger.set_aside(allocation=grant, amount=Decimal("8000.50"), said=said(staff))
    ledger.pay_out(allocation=grant, amount=Decimal(5_000), said=said(staff))
    ledger.set_free(allocation=grant, amount=Decimal("1000.50"), said=said(staff))
    assert cents(fund, "outside") == -5_000_000
    assert cents(fund, "available") == 4_300_000
    assert cents(fund, "committed", grant) == 200_000
    assert cents(fund, "disbursed", grant) == 500_000
    assert prove().faults == ()


def test_nothing_is_paid_that_was_not_set_aside_for_just_this_grant(fund, staff):
    grant, other = make_grant(fund), make_grant(fund)
    ledger.set_aside(allocation=grant, amount=Decimal(9_000), said=said(staff))
    with pytest.raises(ledger.NotEnough):
        ledger.pay_out(allocation=other, amount=Decimal(1), said=said(staff))
    with pytest.raises(ledger.NotEnough):
        ledger.pay_out(allocation=grant, amount=Decimal("9000.01"), said=said(staff))
    assert ledger.pay_out(allocation=grant, amount=Decimal(9_000), said=said(staff)).kind == "payment"


def test_nothing_is_set_aside_that_is_not_there(fund, staff, admin):
    facts = {"allocation": make_grant(fund), "amount": Decimal("50000.01")}
    with pytest.raises(ledger.NotEnough, match="not that much money left"):
        ledger.set_aside(**facts, said=said(staff, approved_by=admin))
    assert cents(fund, "available") == 5_000_000 and Transaction.objects.count() == 1


def test_a_key_posts_once_and_never_something_else(fund, staff, admin):
    grant, once = make_grant(fund), said(staff, "docket 7, line 3")
    made = ledger.set_aside(allocation=grant, amount=Decimal(700), said=once)
    again = ledger.set_aside(allocation=grant, amount=Decimal(700), said=replace(once, by=admin, reason="Again"))
    assert made == again and cents(fund, "committed", grant) == 70_000
    with pytest.raises(ledger.KeyReused, match="docket 7, line 3"):
        ledger.set_aside(allocation=grant, amount=Decimal(701), said=once)
    assert cents(fund, "committed", grant) == 70_000


@pytest.mark.parametrize("approver", [None, "staff"])
def test_above_the_limit_nobody_decides_alone(approver, cast, fund, staff, admin):
    grant = make_grant(fund)
    with pytest.raises(ledger.NeedsSecondPerson):
        ledger.set_aside(
            allocation=grant, amount=Decimal("10000.01"), said=said(staff, approved_by=cast.get(approver))
        )
    alone = ledger.set_aside(allocation=grant, amount=Decimal(10_000), said=said(staff))
    both = ledger.set_aside(allocation=grant, amount=Decimal(30_000), said=said(staff, approved_by=admin))
    assert (alone.approved_by, both.approved_by) == (None, admin)


def test_who_posts_it_may_be_a_third_person(fund, staff, admin, counsel):
    two = said(counsel, proposed_by=staff, approved_by=admin)
    posted = ledger.set_aside(allocation=make_grant(fund), amount=Decimal(20_000), said=two)
    assert (posted.actor, posted.proposed_by, posted.approved_by) == (counsel, staff, admin)


def test_funds_of_one_vehicle_share_and_of_two_do_not(fund, staff):
    same, other = make_fund_with(0, vehicle="c4"), make_fund_with(0, vehicle="c3")
    ledger.transfer(source=fund, target=same, amount=Decimal(300), said=said(staff))
    assert (cents(fund, "available"), cents(same, "available")) == (4_970_000, 30_000)
    with pytest.raises(ledger.ColorsDiffer):
        ledger.transfer(source=fund, target=other, amount=Decimal(300), said=said(staff))
    with pytest.raises(ledger.NotInTheLedger):
        ledger.transfer(source=fund, target=fund, amount=Decimal(300), said=said(staff))


def test_a_posting_is_taken_back_once_as_a_whole_and_a_reversal_never(fund, staff):
    grant = make_grant(fund)
    posted = ledger.set_aside(allocation=grant, amount=Decimal(4_000), said=said(staff))
    mirror = ledger.reverse(posted=posted, said=said(staff, reason="The group closed"))
    assert (mirror.reverses, posted.reversed_by) == (posted, mirror)
    assert (cents(fund, "available"), cents(fund, "committed", grant)) == (5_000_000, 0)
    for what in (posted, mirror):
        with pytest.raises(ledger.AlreadyReversed):
            ledger.reverse(posted=what, said=said(staff))
    assert prove().faults == ()


def test_money_comes_back_from_a_grant_and_goes_back_to_who_gave_it(fund, staff):
    grant = make_grant(fund)
    ledger.set_aside(allocation=grant, amount=Decimal(4_000), said=said(staff))
    ledger.pay_out(allocation=grant, amount=Decimal(4_000), said=said(staff))
    ledger.take_back(allocation=grant, amount=Decimal(1_500), said=said(staff, reason="Unspent"))
    assert (cents(fund, "disbursed", grant), cents(fund, "available")) == (250_000, 4_750_000)
    with pytest.raises(ledger.NotEnough):
        ledger.take_back(allocation=grant, amount=Decimal("2500.01"), said=said(staff))
    ledger.give_back(fund=fund, amount=Decimal("47.5"), said=said(staff, reason="A bank's fee"))
    assert (cents(fund, "outside"), cents(fund, "available")) == (-4_995_250, 4_745_250)
    assert prove().faults == ()


def test_what_was_spent_since_is_not_taken_back(fund, staff):
    grant = make_grant(fund)
    posted = ledger.set_aside(allocation=grant, amount=Decimal(4_000), said=said(staff))
    ledger.pay_out(allocation=grant, amount=Decimal(1), said=said(staff))
    with pytest.raises(ledger.NotEnough):
        ledger.reverse(posted=posted, said=said(staff))


@pytest.mark.parametrize("amount", ["0", "-5", "0.005", "NaN", "1E+15"])
def test_what_is_no_amount_is_refused(amount, fund, staff):
    with pytest.raises(ledger.NotInTheLedger):
        ledger.receive(fund=fund, amount=Decimal(amount), said=said(staff))


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_every_posting_says_why(reason, fund, staff):
    with pytest.raises(ledger.NotInTheLedger, match="Say why"):
        ledger.receive(fund=fund, amount=Decimal(5), said=said(staff, reason=reason))


def test_only_dollars_of_our_own_funds_are_in_the_ledger(fund, staff):
    with pytest.raises(ledger.NotInTheLedger, match="that we manage"):
        ledger.receive(fund=factories.make_fund(), amount=Decimal(5), said=said(staff))
    with pytest.raises(ledger.NotInTheLedger, match="Only dollars"):
        ledger.set_aside(allocation=make_grant(fund, currency="EUR"), amount=Decimal(5), said=said(staff))


def test_a_refusal_leaves_nothing_behind(fund, staff):
    grant = make_grant(fund)
    before = (Account.objects.count(), Transaction.objects.count(), Entry.objects.count())
    with pytest.raises(ledger.NotEnough):
        ledger.pay_out(allocation=grant, amount=Decimal(5), said=said(staff))
    assert (Account.objects.count(), Transaction.objects.count(), Entry.objects.count()) == before


def test_staff_and_admins_read_the_books_and_nobody_else(fund, cast, viewer):
    readers = {name for name, user in cast.items() if user and Transaction.objects.visible_to(viewer(user)).exists()}
    assert readers == {"staff", "counsel", "admin"}
