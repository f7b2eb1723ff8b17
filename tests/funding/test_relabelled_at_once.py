"""A recipient's vehicle or a rule changes in the moment of a payment: two real connections, one after the other."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection, connections, transaction

from funding import actions
from funding.actions.versions import state_of
from funding.models import Allocation, MoneyRule
from mvp_coord.lib.public_id import new_public_id
from mvp_coord.lib.refusals import StaleEdit
from partners.models import LegalEntity, Sponsorship
from tests import factories, family_factories

from .books import make_fund_with
from .road import approved, committed, people
from .rules import change_rule, today, versions

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def in_another_connection():
    """Begins a piece of work on a connection of its own."""
    with ThreadPoolExecutor(1) as pool:

        def begin(work: Callable[[], object]) -> Future[object]:
            def alone() -> object:
                try:
                    return work()
                finally:
                    connections.close_all()

            return pool.submit(alone)

        yield begin


def until_it_waits(other: Future[object]) -> None:
    """Until the other connection waits for a lock of this one; fails where it goes on without."""
    waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    for _ in range(3_000):
        if other.done():
            other.result()
            pytest.fail("It did not wait.")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.01), pg_stat_clear_snapshot()")  # else a transaction sees one moment
            cursor.execute(waits)
            if cursor.fetchone()[0]:
                return
    pytest.fail("It neither went on nor waited.")


def a_grant(vehicle: str = "c4", step=committed) -> tuple[Allocation, object]:
    staff, counsel = people()
    fund = make_fund_with(90_000, staff, vehicle="c4")
    award = factories.make_allocation(fund, factories.make_entity(vehicle=vehicle), amount=5_000)
    return step(award, staff, counsel), staff


def relabelled(entity_id: int) -> None:
    LegalEntity.objects.filter(pk=entity_id).update(vehicle="pac")


STEPS = {
    "pay": (committed, lambda award, by: actions.pay(allocation=award, by=by)),
    "pay a part": (committed, lambda award, by: actions.pay_part(installment=award.installments.get(), by=by)),
    "commit": (approved, lambda award, by: actions.commit(allocation=award, by=by)),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_waits_for_a_change_of_the_vehicle_and_is_judged_by_it(step, in_another_connection):
    before, take = STEPS[step]
    award, staff = a_grant(step=before)
    with transaction.atomic():
        relabelled(award.entity_id)
        other = in_another_connection(lambda: take(award, staff))
        until_it_waits(other)
    with pytest.raises(actions.Blocked):
        other.result(30)
    assert Allocation.objects.get(pk=award.pk).status == award.status
    assert not award.installments.filter(status="paid").exists()


@pytest.mark.parametrize("step", STEPS)
def test_a_change_of_the_vehicle_waits_for_a_step_that_has_asked_the_rules(step, in_another_connection):
    before, take = STEPS[step]
    award, staff = a_grant(step=before)
    with transaction.atomic():
        take(award, staff)
        other = in_another_connection(lambda: relabelled(award.entity_id))
        until_it_waits(other)
        assert LegalEntity.objects.get(pk=award.entity_id).vehicle == "c4"
    other.result(30)
    assert LegalEntity.objects.get(pk=award.entity_id).vehicle == "pac"


@pytest.mark.parametrize("change", ["its sponsor's vehicle", "its sponsor"])
def test_a_payment_waits_for_what_changes_about_a_projects_sponsor(change, in_another_connection):
    sponsor, project = factories.make_entity(vehicle="c4"), factories.make_entity(vehicle="sponsored")
    tie = family_factories.make_sponsorship(project=project, sponsor=sponsor)
    committee = factories.make_entity(vehicle="pac")
    staff, counsel = people()
    fund = make_fund_with(90_000, staff, vehicle="c4")
    award = committed(factories.make_allocation(fund, project, amount=5_000), staff, counsel)
    with transaction.atomic():
        if change == "its sponsor":
            Sponsorship.objects.filter(pk=tie.pk).update(sponsor=committee)
        else:
            relabelled(sponsor.pk)
        other = in_another_connection(lambda: actions.pay(allocation=award, by=staff))
        until_it_waits(other)
    with pytest.raises(actions.Blocked):
        other.result(30)


def test_a_payment_waits_for_a_rule_that_is_being_changed(admin, in_another_connection):
    award, staff = a_grant()
    with transaction.atomic():
        change_rule(admin, outcome="block")
        other = in_another_connection(lambda: actions.pay(allocation=award, by=staff))
        until_it_waits(other)
    with pytest.raises(actions.Blocked):
        other.result(30)


def test_of_two_who_change_one_rule_one_wins_and_the_other_is_told(admin, in_another_connection):
    seen = state_of(versions())
    with transaction.atomic():
        change_rule(admin, outcome="block", seen=seen)
        other = in_another_connection(lambda: change_rule(admin, outcome="counsel", seen=seen))
        until_it_waits(other)
    with pytest.raises(StaleEdit):
        other.result(30)
    assert [each.outcome for each in versions()] == ["allow", "block"]


def test_one_form_of_a_rule_sent_twice_at_once_makes_one_version(admin, in_another_connection):
    seen, key = state_of(versions()), new_public_id()
    with transaction.atomic():
        first = change_rule(admin, seen=seen, creation_key=key)
        other = in_another_connection(lambda: change_rule(admin, seen=seen, creation_key=key))
        until_it_waits(other)
    assert other.result(30) == first
    assert MoneyRule.objects.filter(code="c4-to-c4", starts_on=today()).count() == 1


def test_two_payments_to_one_recipient_wait_for_one_another_and_both_go_out(in_another_connection):
    staff, counsel = people()
    fund = make_fund_with(90_000, staff, vehicle="c4")
    to = factories.make_entity(vehicle="c4")
    one, two = (committed(factories.make_allocation(fund, to, amount=n), staff, counsel) for n in (500, 700))
    with transaction.atomic():
        actions.pay(allocation=one, by=staff)
        other = in_another_connection(lambda: actions.pay(allocation=two, by=staff))
        until_it_waits(other)
    other.result(30)
    paid = Allocation.objects.filter(status="paid").values_list("amount_approved", flat=True)
    assert sorted(paid) == [Decimal(500), Decimal(700)]
