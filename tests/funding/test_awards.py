"""What follows from an award: its parts, what is owed for it, another amount; and the ledger beneath all of it."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from funding import actions
from funding.actions.payments import evenly
from funding.models import Allocation, Installment
from tests import factories
from tests.funding import books, road
from tests.funding.road import FALL, SPRING, in_halves, parts_of, whole

pytestmark = pytest.mark.django_db


def test_an_approval_schedules_all_of_it_and_a_commitment_sets_it_aside(award, fund):
    assert parts_of(award) == [("scheduled", Decimal(50_000))]
    assert (books.cents(fund, "available"), books.cents(fund, "committed", award)) == (5_000_000, 5_000_000)


def test_nothing_is_committed_that_is_not_there(staff, counsel):
    poor = books.make_fund_with(4_000)
    allocation = road.approved(factories.make_allocation(poor, amount=5_000), staff, counsel)
    with pytest.raises(actions.MoneyMissing, match="not that much money"):
        actions.commit(allocation=allocation, by=staff)
    allocation.refresh_from_db()
    assert (allocation.status, books.cents(poor, "available")) == ("approved", 400_000)


def test_above_the_limit_whoever_spoke_for_the_amount_does_not_approve_it(fund, staff, counsel):
    allocation = road.into_review(factories.make_allocation(fund, amount=50_000), staff)
    road.reviewed(allocation, staff, counsel)
    with pytest.raises(actions.NeedsAnother, match="another person"):
        actions.approve(allocation=allocation, by=staff)
    with pytest.raises(actions.NeedsAnother, match="send it back"):
        actions.approve(allocation=allocation, by=counsel, amount=Decimal(60_000))
    assert actions.approve(allocation=allocation, by=counsel).status == "approved"


def test_up_to_the_limit_one_person_is_enough(fund, counsel):
    allocation = road.into_review(factories.make_allocation(fund, amount=10_000), counsel)
    road.reviewed(allocation, counsel, counsel)
    assert actions.approve(allocation=allocation, by=counsel).status == "approved"


def test_both_reviews_come_first_and_an_objection_holds(fund, staff, counsel):
    allocation = road.into_review(factories.make_allocation(fund, amount=5_000), staff)
    with pytest.raises(actions.NotReviewed, match="Operations has not"):
        actions.approve(allocation=allocation, by=counsel)
    road.reviewed(allocation, staff, counsel)
    actions.give_review(allocation=allocation, side="legal", passed=False, by=counsel, note="No EIN")
    with pytest.raises(actions.NotReviewed, match="Legal objects: No EIN"):
        actions.approve(allocation=allocation, by=counsel)


def test_what_was_sent_back_is_reviewed_anew(fund, staff, counsel):
    allocation = road.into_review(factories.make_allocation(fund, amount=5_000), staff)
    road.reviewed(allocation, staff, counsel)
    actions.send_back(allocation=allocation, by=counsel, reason="The budget is missing")
    actions.review(allocation=allocation, by=staff)
    with pytest.raises(actions.NotReviewed):
        actions.approve(allocation=allocation, by=counsel)


def test_the_legal_review_is_counsels_and_an_objection_says_why(fund, staff, counsel):
    allocation = road.into_review(factories.make_allocation(fund, amount=5_000), staff)
    with pytest.raises(actions.NeedsAnother):
        actions.give_review(allocation=allocation, side="legal", passed=True, by=staff)
    with pytest.raises(actions.NoReason):
        actions.give_review(allocation=allocation, side="legal", passed=False, by=counsel)


def test_an_award_is_paid_in_parts_and_paid_with_the_last(award, fund, staff):
    first, second = in_halves(award, staff)
    assert actions.pay_part(installment=first, by=staff, on=timezone.localdate()).status == "committed"
    assert (books.cents(fund, "committed", award), books.cents(fund, "disbursed", award)) == (2_500_000, 2_500_000)
    assert actions.pay_part(installment=second, by=staff).status == "paid"
    whole()
    with pytest.raises(actions.WrongStatus, match="It is paid by now"):
        actions.pay_part(installment=second, by=staff)


def test_above_the_limit_whoever_approved_does_not_pay(award, staff, counsel):
    (part,) = award.installments.all()
    with pytest.raises(actions.NeedsAnother):
        actions.pay_part(installment=part, by=counsel)
    actions.approve_payment(installment=part, by=staff)
    with pytest.raises(actions.NeedsAnother):
        actions.pay_part(installment=part, by=staff)
    assert actions.pay_part(installment=part, by=counsel).status == "paid"


def test_parts_below_the_limit_do_not_make_one_person_enough(fund, award, staff, counsel):
    fifths = evenly(award.amount_approved, parts=5, first=SPRING, months=1)
    actions.reschedule(allocation=award, parts=fifths, by=counsel)
    with pytest.raises(actions.NeedsAnother):
        actions.pay(allocation=award, by=counsel)
    with pytest.raises(actions.NeedsAnother):
        actions.pay_part(installment=award.installments.filter(status="scheduled").first(), by=counsel)
    assert actions.pay(allocation=award, by=staff).status == "paid"


def test_what_was_reworded_in_review_is_reviewed_anew(fund, staff, counsel):
    allocation = road.into_review(factories.make_allocation(fund, amount=5_000), staff)
    road.reviewed(allocation, staff, counsel)
    actions.revise(allocation=allocation, by=staff, purpose="Something else", restriction="", visibility="staff")
    with pytest.raises(actions.NotReviewed):
        actions.approve(allocation=allocation, by=counsel)


def test_an_award_that_was_amended_above_the_limit_is_committed(fund, counsel):
    other = factories.make_user(is_staff=True)
    small = road.into_review(factories.make_allocation(fund, amount=8_000), counsel)
    road.reviewed(small, counsel, counsel)
    actions.approve(allocation=small, by=counsel)
    more = actions.propose_amendment(allocation=small, amount=Decimal(50_000), by=counsel, reason="A whole year")
    actions.approve_amendment(amendment=more, by=other)
    assert actions.commit(allocation=small, by=counsel).status == "committed"


def test_less_is_let_through_where_the_rules_have_come_to_forbid_it(award, fund, staff, counsel):
    first, _ = in_halves(award, staff)
    actions.pay_part(installment=first, by=staff)
    type(award.entity).objects.filter(pk=award.entity_id).update(vehicle="pac")
    change = actions.propose_amendment(allocation=award, amount=Decimal(25_000), by=staff, reason="Forbidden by now")
    assert actions.approve_amendment(amendment=change, by=counsel).status == "paid"
    assert books.cents(fund, "committed", award) == 0


def test_no_payment_is_entered_before_the_approval(award, staff):
    (part,) = award.installments.all()
    with pytest.raises(actions.WrongStatus, match="before the day of the approval"):
        actions.pay_part(installment=part, by=staff, on=dt.date(206, 3, 1))


def test_what_a_payment_waits_for_is_kept_when_the_parts_change(award, staff):
    _, second = in_halves(award, staff)
    owed = actions.require(allocation=award, kind="report", due_on=FALL, by=staff, installment=second)
    parts = actions.reschedule(allocation=award, parts=[(SPRING, Decimal(50_000))], by=staff)
    owed.refresh_from_db()
    assert owed.installment == parts[0]
    with pytest.raises(actions.StillOpen):
        actions.pay(allocation=award, by=staff)


def test_no_payment_is_entered_before_its_day(award, staff):
    (part,) = award.installments.all()
    with pytest.raises(actions.WrongStatus, match="on the day"):
        actions.pay_part(installment=part, by=staff, on=timezone.localdate() + dt.timedelta(days=1))


def test_a_payment_that_bounced_is_taken_back_and_paid_anew(award, fund, staff, counsel):
    actions.pay(allocation=award, by=staff)
    (part,) = award.installments.all()
    with pytest.raises(actions.NoReason):
        actions.undo_payment(installment=part, by=counsel, reason="")
    with pytest.raises(actions.NeedsAnother):
        actions.undo_payment(installment=part, by=staff, reason="I paid it, and take it back alone")
    back = actions.undo_payment(installment=part, by=counsel, reason="Wrong account number")
    assert (back.status, books.cents(fund, "committed", award)) == ("committed", 5_000_000)
    assert actions.pay_part(installment=Installment.objects.get(pk=part.pk), by=staff).status == "paid"
    assert books.cents(fund, "disbursed", award) == 5_000_000


@pytest.mark.parametrize("amounts", [[], [50_000, 1], [49_999], [25_000.005, 24_999.995]])
def test_parts_come_to_the_award(amounts, award, staff):
    with pytest.raises((actions.PartsDoNotAddUp, actions.AmountMissing)):
        actions.reschedule(allocation=award, parts=[(SPRING, Decimal(str(each))) for each in amounts], by=staff)
    assert parts_of(award) == [("scheduled", Decimal(50_000))]


@given(
    st.decimals(min_value="0.24", max_value="9999999", places=2),
    st.integers(1, 24),
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
    st.integers(1, 24),
)
def test_equal_parts_add_up_and_come_in_order(amount, parts, first, months):
    found = evenly(amount, parts=parts, first=first, months=months)
    assert sum(each for _, each in found) == amount
    assert max(each for _, each in found) - min(each for _, each in found) <= Decimal("0.01")
    days = [on for on, _ in found]
    assert days[0] == first and days == sorted(set(days))
    assert all((b.year - a.year) * 12 + b.month - a.month == months for a, b in pairwise(days))


def test_the_database_holds_parts_to_the_award(award):
    with pytest.raises(IntegrityError, match="the award is"), transaction.atomic():
        Installment.objects.filter(allocation=award).update(amount=1)
        whole()


def test_the_database_lets_no_part_wait_for_what_was_cancelled(award):
    with pytest.raises(IntegrityError, match="still waits"), transaction.atomic():
        Allocation.objects.filter(pk=award.pk).update(status="cancelled")
        whole()


def test_the_database_does_not_leave_an_award_open_that_is_paid(award):
    with pytest.raises(IntegrityError, match="All of award"), transaction.atomic():
        Installment.objects.filter(allocation=award).update(status="paid", paid_on=SPRING)
        whole()


def test_money_is_not_set_aside_before_the_agreement_is_signed(fund, staff, counsel):
    allocation = road.approved(factories.make_allocation(fund, amount=5_000), staff, counsel)
    owed = actions.require(allocation=allocation, kind="agreement", due_on=SPRING, by=staff)
    with pytest.raises(actions.StillOpen, match="not signed"):
        actions.commit(allocation=allocation, by=staff)
    actions.meet(requirement=owed, by=staff, note="In the drawer")
    assert actions.commit(allocation=allocation, by=staff).status == "committed"


def test_a_payment_waits_for_its_report(award, staff):
    first, second = in_halves(award, staff)
    owed = actions.require(allocation=award, kind="report", due_on=FALL, by=staff, installment=second)
    assert actions.pay_part(installment=first, by=staff).status == "committed"
    with pytest.raises(actions.StillOpen, match="waits for: report"):
        actions.pay_part(installment=second, by=staff)
    with pytest.raises(actions.NoReason):
        actions.waive(requirement=owed, by=staff, note="")
    actions.waive(requirement=owed, by=staff, note="They told us on the phone")
    assert actions.pay_part(installment=second, by=staff).status == "paid"


def test_what_was_settled_by_mistake_is_opened_again(award, staff):
    owed = actions.require(allocation=award, kind="report", due_on=FALL, by=staff)
    actions.meet(requirement=owed, by=staff)
    with pytest.raises(actions.WrongStatus, match="It is met by now"):
        actions.waive(requirement=owed, by=staff, note="Twice")
    assert actions.reopen(requirement=owed, by=staff, note="That was another report").state == "open"


def test_a_peers_award_is_paid_without_a_ledger(own_funder, funder_rep):
    reported = factories.make_allocation(factories.make_fund(own_funder), amount=80_000)
    actions.approve(allocation=reported, by=funder_rep)
    assert actions.pay(allocation=reported, by=funder_rep).status == "paid"
    assert parts_of(reported) == [("paid", Decimal(80_000))]
    whole()
