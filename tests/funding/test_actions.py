"""Every action on an allocation: the row, the history, the refusal."""

from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.utils import timezone

from funding import actions
from funding.models import Allocation
from funding.reports import steps_taken
from tests import factories
from tests.funding import books, road

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(db):
    """An exploring allocation of a fund that is ours, which holds a hundred thousand dollars."""
    return factories.make_allocation(books.make_fund_with(100_000), amount=50_000)


def test_a_proposal_is_exploring_and_remembers_who_and_why(staff, viewer):
    entity = factories.make_entity()
    made = actions.propose(
        fund=factories.make_fund(), entity=entity, amount=Decimal(20_000), by=staff, reason="They asked"
    )
    assert (made.status, made.amount_requested, made.amount_approved) == ("exploring", Decimal(20_000), None)
    (entry,) = steps_taken(made, viewer(staff))
    assert (entry.label, entry.who, entry.reason, entry.amount) == ("Proposed", "Sol Staff", "They asked", 20_000)


def test_the_whole_road_of_our_own_money(ours, staff, counsel, viewer):
    actions.recommend(allocation=ours, by=staff, amount=Decimal(40_000), reason="A good list")
    actions.review(allocation=ours, by=staff)
    road.reviewed(ours, staff, counsel)
    actions.approve(allocation=ours, by=counsel)
    actions.commit(allocation=ours, by=staff)
    paid = actions.pay(allocation=ours, by=staff)
    assert (paid.status, paid.amount_recommended, paid.amount_approved) == ("paid", 40_000, 40_000)
    assert paid.decided_on == timezone.localdate()
    labels = [entry.label for entry in steps_taken(paid, viewer(staff))]
    # The factory entered it: one change in the history per step, and one for the entry. Within one transaction
    # the context is the last one's, so the labels of the steps are read step by step in the test of the pages.
    assert len(labels) == 6


@pytest.mark.parametrize("act", [actions.review, actions.approve, actions.commit, actions.pay])
def test_our_own_money_skips_no_step(act, ours, staff):
    with pytest.raises(actions.WrongStatus, match="It is exploring by now"):
        act(allocation=ours, by=staff)
    ours.refresh_from_db()
    assert ours.status == "exploring"


def test_a_peer_may_report_an_approval_without_the_steps_before(staff):
    reported = factories.make_allocation(factories.make_fund(is_managed=False), amount=30_000)
    assert actions.approve(allocation=reported, by=staff).amount_approved == 30_000


@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_is_declined_without_a_reason(reason, ours, staff):
    with pytest.raises(actions.NoReason):
        actions.decline(allocation=ours, by=staff, reason=reason)
    ours.refresh_from_db()
    assert ours.status == "exploring"


def test_what_is_decided_is_cancelled_not_declined(staff):
    approved = factories.make_allocation(status="approved")
    with pytest.raises(actions.WrongStatus):
        actions.decline(allocation=approved, by=staff, reason="Changed our mind")
    assert actions.cancel(allocation=approved, by=staff, reason="Changed our mind").status == "cancelled"


@pytest.mark.parametrize("amount", ["0", "-5", "10.005"])
def test_an_amount_is_more_than_zero_and_whole_cents(amount, staff):
    with pytest.raises(actions.AmountMissing):
        actions.propose(fund=factories.make_fund(), entity=factories.make_entity(), amount=Decimal(amount), by=staff)
    assert not Allocation.objects.exists()


def test_a_program_belongs_to_who_receives(staff):
    with pytest.raises(actions.NotTheRecipientsProgram):
        actions.propose(
            fund=factories.make_fund(),
            entity=factories.make_entity(),
            program=factories.make_program(),
            amount=Decimal(5),
            by=staff,
        )


def test_a_contact_of_the_home_organization_moves_none_of_its_managed_money(own_funder, funder_rep, viewer):
    managed = factories.make_allocation(factories.make_fund(own_funder, is_managed=True))
    assert not Allocation.objects.changeable_by(viewer(funder_rep)).filter(pk=managed.pk).exists()


def test_an_amount_that_nobody_approved_is_not_released(staff):
    recommended = factories.make_allocation(status="recommended", amount_approved=Decimal(5))
    with pytest.raises(actions.NotYetApproved):
        actions.release(allocation=recommended, by=staff)


def test_only_an_approved_amount_is_released(ours, staff):
    with pytest.raises(actions.NotYetApproved):
        actions.release(allocation=ours, by=staff)
    approved = factories.make_allocation(status="approved")
    assert actions.release(allocation=approved, by=staff).released_on == timezone.localdate()


def test_what_was_approved_is_not_reworded_but_may_be_shared(staff):
    approved = factories.make_allocation(status="approved", purpose="Doors")
    with pytest.raises(actions.TermsFixed):
        actions.revise(allocation=approved, by=staff, purpose="Phones", restriction="", visibility="staff")
    shared = actions.revise(allocation=approved, by=staff, purpose="Doors", restriction="", visibility="funders")
    assert shared.visibility == "funders"


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"status": "approved", "decided_on": None}, "allocation_decided_has_a_day"),
        ({"released_on": "2026-11-01"}, "allocation_released_only_once_approved"),
        ({"amount_requested": None}, "allocation_names_an_amount"),
        ({"currency": "usd"}, "allocation_currency_code"),
    ],
)
def test_what_can_never_be_false_of_an_allocation(facts, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        factories.make_allocation(**facts)
