"""One person may award a little alone. A little again and again is not a little."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connections

from funding import actions
from funding.models import Allocation
from tests import factories
from tests.funding import books, road


@pytest.fixture
def doors(db):
    """The partner whose two legal entities are awarded something."""
    return factories.make_partner(name="Fictional Doors")


def ready(fund, entity, by, amount=6_000) -> Allocation:
    """Recommended and reviewed by one person: to be approved."""
    allocation = road.into_review(factories.make_allocation(fund, entity, amount=amount), by)
    road.reviewed(allocation, by, by)
    return allocation


def amended(award, amount, by):
    return actions.propose_amendment(allocation=award, amount=Decimal(amount), by=by, reason="They grow")


def test_a_second_award_that_goes_above_the_limit_with_the_first_takes_another_person(fund, counsel, staff, doors):
    one, other = factories.make_entity(doors), factories.make_entity(doors, legal_name="Fictional Doors Fund")
    actions.approve(allocation=ready(fund, one, counsel), by=counsel)
    half = ready(fund, other, counsel)
    with pytest.raises(actions.NeedsAnother, match=r"With \$6,000 of the last 90 days it is above it"):
        actions.approve(allocation=half, by=counsel)
    assert actions.approve(allocation=half, by=staff).status == "approved"


def test_what_is_long_ago_given_up_of_another_fund_or_to_another_partner_does_not_count(fund, counsel, doors):
    entity = factories.make_entity(doors)
    long_ago = factories.make_allocation(fund, entity, amount=9_000, status="paid")
    Allocation.objects.filter(pk=long_ago.pk).update(decided_on=dt.date(2026, 1, 5))
    taken_back = ready(fund, entity, counsel)
    actions.approve(allocation=taken_back, by=counsel)
    actions.cancel(allocation=taken_back, by=counsel, reason="They closed")
    actions.approve(allocation=ready(books.make_fund_with(9_000), entity, counsel), by=counsel)
    actions.approve(allocation=ready(fund, factories.make_entity(), counsel), by=counsel)
    assert actions.approve(allocation=ready(fund, entity, counsel), by=counsel).status == "approved"


def test_small_awards_that_grow_are_no_way_around_the_limit(fund, counsel, staff, doors):
    entity = factories.make_entity(doors)
    awards = [actions.approve(allocation=ready(fund, entity, counsel, amount=1), by=counsel) for _ in range(3)]
    first, second, third = (amended(award, 9_000, by=counsel) for award in awards)
    actions.approve_amendment(amendment=first, by=counsel)
    with pytest.raises(actions.NeedsAnother, match="With \\$9,001 that they were awarded"):
        actions.approve_amendment(amendment=second, by=counsel)
    assert actions.approve_amendment(amendment=third, by=staff).amount_approved == 9_000


def test_an_old_award_that_was_raised_of_late_counts(fund, counsel, doors):
    entity = factories.make_entity(doors)
    old = actions.approve(allocation=ready(fund, entity, counsel, amount=1), by=counsel)
    Allocation.objects.filter(pk=old.pk).update(decided_on=dt.date(2026, 1, 5))
    actions.approve_amendment(amendment=amended(old, 9_000, by=counsel), by=counsel)
    with pytest.raises(actions.NeedsAnother, match=r"With \$9,000"):
        actions.approve(allocation=ready(fund, entity, counsel), by=counsel)


def test_less_is_decided_by_one_and_goes_on_standing_behind_both(fund, staff, counsel, doors):
    award = road.approved(
        factories.make_allocation(fund, factories.make_entity(doors), amount=50_000), staff, counsel
    )
    actions.approve_amendment(amendment=amended(award, 9_000, by=counsel), by=counsel)
    award.refresh_from_db()
    assert (award.amount_approved, award.proposed_by, award.approved_by) == (9_000, staff, counsel)


def test_awards_that_are_above_the_limit_together_are_not_paid_by_whoever_let_them_go(fund, staff, counsel, doors):
    entity = factories.make_entity(doors)
    for _ in range(2):
        road.approved(factories.make_allocation(fund, entity, amount=9_000), staff, counsel)
    awards = [actions.commit(allocation=each, by=staff) for each in Allocation.objects.all()]
    with pytest.raises(actions.NeedsAnother, match="another person pays"):
        actions.pay(allocation=awards[0], by=counsel)
    assert actions.pay(allocation=awards[0], by=staff).status == "paid"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_halves_approved_in_the_same_moment_one_person_gets_one(fund, counsel, doors):
    entity, begin = factories.make_entity(doors), Barrier(2)
    halves = [ready(fund, entity, counsel) for _ in range(2)]

    def approve(half: Allocation) -> str:
        try:
            begin.wait()
            return actions.approve(allocation=half, by=counsel).status
        except actions.NeedsAnother as refusal:
            return str(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(approve, halves))
    assert said[1] == "approved" and said[0].startswith("Above $10,000"), said
