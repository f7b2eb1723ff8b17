"""What came back of an award counts nowhere: on meters, once in what was passed on, and in what one funder paid."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from funding import actions
from funding.models import Allocation, Installment
from funding.reports.meters import meters_of
from funding.reports.once import money_within
from funding.reports.passed_on import passed_on
from funding.reports.payments import payments_of
from funding.reports.registrars import _paid_by_one
from funding.reports.rules import held_against_rules
from tests import factories
from tests.funding import books, road
from tests.funding.chain_world import link, make_onward, make_table
from tests.meter_factories import make_award, make_home, make_work

pytestmark = pytest.mark.django_db


def paid_part(award: Allocation, amount: int, on: dt.date) -> None:
    Installment.objects.create(allocation=award, due_on=on, amount=amount, status="paid", paid_on=on)
    if amount == award.best_amount:
        Allocation.objects.filter(pk=award.pk).update(status="paid")


def measure(amount: int) -> tuple[Allocation, object]:
    """An award of a charity of ours for work on a measure, and the charity; its parts are still to be made."""
    home, giver = make_home()
    fund = books.make_fund_with(100_000, owner=home.owner, vehicle="c3_public")
    award = make_award(fund, make_work("ballot-measure"), amount)
    award.installments.all().delete()
    return award, giver


@pytest.fixture
def two(staff, counsel):
    return staff, counsel


def test_meters_count_what_stayed(two, viewer):
    day = timezone.localdate()
    award, giver = measure(40_000)
    paid_part(award, 40_000, day)
    books.paid_out(award, 40_000, two)
    books.came_back(award, 9_000, two)
    reading = meters_of(viewer(two[0]), giver, day.year, today=day).of.meters[0].reading
    assert (reading.paid, reading.value) == (31_000, 31_000)
    assert road.parts_of(award) == [("paid", Decimal(40_000))]


@pytest.mark.parametrize("ago", [0, 1], ids=["paid this year", "paid last year"])
def test_what_came_back_of_an_award_is_not_asked_for_once_more(ago, two):
    this = timezone.localdate()
    year = this.year - ago
    award, _ = measure(40_000)
    paid_part(award, 30_000, dt.date(year, 1, 1))
    Installment.objects.create(allocation=award, due_on=this, amount=10_000)
    books.paid_out(award, 30_000, two)
    books.came_back(award, 9_000, two)
    (held,) = held_against_rules([Allocation.objects.get(pk=award.pk)])
    expected = {year: Decimal(21_000), this.year: Decimal(10_000)} if ago else {year: Decimal(31_000)}
    assert {each.year.year: each.adds for each in held.meters} == expected


@pytest.mark.parametrize(("back", "counts"), [(0, 0), (4_000, 0), (7_000, 3_000), (10_000, 6_000)], ids=str)
def test_what_was_passed_on_counts_before_only_up_to_what_stayed_wherever_it_is_counted(back, counts, two, viewer):
    day, who = timezone.localdate(), viewer(two[0])
    table = make_table()
    fund = books.make_fund_with(100_000)
    source = factories.make_allocation(fund, factories.make_entity(table), 10_000, status="committed")
    onward = make_onward(table, 6_000, parent=source)
    for award, amount in ((source, 10_000), (onward, 6_000)):
        paid_part(award, amount, day)
    books.paid_out(source, 10_000, two)
    if back:
        books.came_back(source, back, two)
    inside = {fund.owner_id, onward.entity.partner_id}
    ledger = money_within(who, inside, fund.cycle, "payments")
    assert ledger.sorted.counted_usd == counts
    assert ledger.sum_of("back").amount_usd == 6_000 - counts
    calendar = payments_of(who, fund.cycle, today=day)
    (passed,) = [each for each in calendar.months[0].payments if each.part.allocation_id == onward.pk]
    assert passed.counted == counts
    assert sum(each.usd for each in calendar.colors) == 10_000 - back + counts


def test_an_award_that_came_back_is_not_passed_on(two, viewer, sign_in):
    table = make_table()
    source = factories.make_allocation(
        books.make_fund_with(100_000), factories.make_entity(table), 10_000, status="committed", visibility="funders"
    )
    paid_part(source, 10_000, timezone.localdate())
    books.paid_out(source, 10_000, two)
    books.came_back(source, 7_000, two)
    onward = make_onward(table, 6_000)
    with pytest.raises(actions.AllocationRefused, match=r"\$10,000, of which \$7,000 came back: \$3,000 more"):
        link(onward, source, two[0])
    link(make_onward(table, 2_000), source, two[0])
    found = passed_on(viewer(two[0]), source.pk)
    assert (found.stayed, found.left) == (3_000, 1_000)
    page = " ".join(sign_in(two[0]).get(f"/funding/{source.public_id}/").content.decode().split())
    assert "that did not come back has been passed on" in page


def test_what_one_funder_paid_is_what_stayed(two, viewer):
    fund = books.make_fund_with(100_000, vehicle="c3_private")
    entity = factories.make_entity(vehicle="c3_public")
    award = factories.make_allocation(fund, entity, 40_000, status="committed")
    paid_part(award, 40_000, timezone.localdate())
    books.paid_out(award, 40_000, two)
    books.came_back(award, 10_000, two)
    ends = _paid_by_one(viewer(two[0]), [entity.pk], timezone.localdate().year)
    assert ends == {entity.pk: 30_000}
    assert not _paid_by_one(viewer(two[0]), [entity.pk], timezone.localdate().year + 5)[entity.pk]
