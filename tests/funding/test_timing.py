"""How early money is, what it comes too late for, and the calendar of payments."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from funding.models import Installment
from funding.reports.payments import payments_of
from funding.timing import EARLY_DAYS, Late, Work, days_before, early_share, late_for, latest_for
from tests import factories

ELECTION = dt.date(2028, 11, 7)
days = st.dates(dt.date(2027, 1, 1), dt.date(2028, 12, 31))


def test_early_money_goes_out_half_a_year_before():
    last = ELECTION - dt.timedelta(days=EARLY_DAYS)
    payments = [(last, Decimal(30)), (last + dt.timedelta(days=1), Decimal(70))]
    assert early_share(payments, ELECTION) == (30, 100)


def test_money_is_late_when_the_tactic_had_to_have_it_before():
    doors = Work("Door canvass", dt.date(2028, 8, 1), dt.date(2028, 9, 30), 21)
    mail = Work("Mail", dt.date(2028, 9, 1), dt.date(2028, 9, 30), 30)
    assert late_for(dt.date(2028, 7, 11), [doors, mail]) is None
    late = late_for(dt.date(2028, 8, 5), [doors, mail])
    assert (late.work, late.days) == (doors, 25)


def test_money_is_not_late_for_work_that_is_over():
    doors = Work("Door canvass", dt.date(2028, 3, 1), dt.date(2028, 3, 31), 21)
    soon = Work("Mail", dt.date(2028, 8, 20), dt.date(2028, 9, 30), 30)
    assert late_for(dt.date(2028, 3, 31), [doors]).days == 51
    assert late_for(dt.date(2028, 4, 1), [doors]) is None
    late = late_for(dt.date(2028, 8, 1), [doors, soon])
    assert (late.work, late.days) == (soon, 11), "what is over hides nothing"


def test_work_that_has_begun_counts_only_where_no_money_came_before():
    facts = ("Door canvass", dt.date(2028, 8, 1), dt.date(2028, 9, 30), 21)
    on = dt.date(2028, 8, 11)
    assert late_for(on, [Work(*facts)]).days == 31
    assert late_for(on, [Work(*facts, had_money=True)]) is None
    assert late_for(on, [Work(*facts)], is_later_part=True) is None
    assert late_for(dt.date(2028, 7, 30), [Work(*facts, had_money=True)], is_later_part=True).days == 19


def test_of_a_schedule_the_part_that_misses_its_own_work_is_late():
    """Quarterly money: the first part is in time, the third misses what begins after it, the last misses nothing."""
    spring = Work("Door canvass", dt.date(2028, 2, 1), dt.date(2028, 10, 31), 21)
    summer = Work("Mail", dt.date(2028, 7, 10), dt.date(2028, 8, 31), 30)
    days = [dt.date(2028, month, 1) for month in (1, 4, 7, 10)]
    assert latest_for(days, [spring], has_begun=False) is None
    assert latest_for(days, [spring, summer], has_begun=False) == (days[2], Late(summer, 21))
    assert latest_for(days[1:], [spring], has_begun=True) is None
    assert latest_for(days[1:], [spring], has_begun=False) == (days[1], Late(spring, 81))


def test_work_that_begins_with_the_calendar_needs_its_money_no_earlier():
    assert Work("Doors", dt.date.min, dt.date.max, 21).needs_money_by == dt.date.min


@given(days, st.lists(st.tuples(days, st.integers(0, 60)), max_size=5))
def test_later_money_is_never_less_late_while_the_work_lasts(on, works):
    planned = [Work(str(at), start, dt.date.max, lead) for at, (start, lead) in enumerate(works)]
    today, tomorrow = late_for(on, planned), late_for(on + dt.timedelta(days=1), planned)
    assert today is None or (tomorrow is not None and tomorrow.days == today.days + 1)
    assert days_before(ELECTION, on) + (on - ELECTION).days == 0


def part(award, due_on, amount, **facts) -> Installment:
    return Installment.objects.create(allocation=award, due_on=due_on, amount=amount, **facts)


@pytest.mark.django_db
def test_the_calendar_counts_a_dollar_where_it_was_first_given(staff, viewer):
    cycle, group = factories.make_cycle(), factories.make_entity()
    first = factories.make_allocation(factories.make_fund(is_managed=True), group, amount=100, status="committed")
    onward = factories.make_allocation(
        factories.make_fund(group.partner), amount=40, status="committed", parent=first
    )
    pounds = factories.make_allocation(factories.make_fund(), amount=70, status="committed", currency="GBP")
    for award, amount in ((first, 100), (onward, 40), (pounds, 70)):
        part(award, dt.date(2027, 3, 1), amount)
    found = payments_of(viewer(staff), cycle, today=dt.date(2027, 4, 1))
    assert [(each.usd, each.early_usd) for each in found.colors] == [(100, 100)]
    assert found.overdue_count == 3
    (month,) = found.months
    assert month.colors == found.colors and len(month.payments) == 3


@pytest.mark.django_db
def test_money_counts_where_its_giver_does_not_stand_in_the_calendar(staff, viewer):
    """A band hides the giver's payment: the dollars that were passed on are not counted before."""
    group = factories.make_entity()
    facts = {"status": "committed", "visibility": "funders"}
    banded = factories.make_allocation(factories.make_fund(), group, amount=100, shared_as="band", **facts)
    onward = factories.make_allocation(factories.make_fund(group.partner), amount=40, parent=banded, **facts)
    for award, amount in ((banded, 100), (onward, 40)):
        part(award, dt.date(2027, 3, 1), amount)
    found = payments_of(viewer(staff), onward.fund.cycle, today=dt.date(2027, 1, 1))
    assert [each.usd for each in found.colors] == [40]


@pytest.mark.django_db
def test_money_that_stays_in_one_family_is_not_counted(staff, viewer):
    fund = factories.make_fund()
    award = factories.make_allocation(
        fund, factories.make_entity(fund.owner), status="committed", visibility="funders"
    )
    part(award, dt.date(2027, 3, 1), 50_000)
    found = payments_of(viewer(staff), fund.cycle, today=dt.date(2027, 1, 1))
    assert found.months and not found.colors


@pytest.mark.django_db
def test_dollars_of_two_vehicles_are_never_added(staff, viewer):
    for vehicle in ("c4", "c3_public"):
        award = factories.make_allocation(factories.make_fund(is_managed=True, vehicle=vehicle), status="committed")
        part(award, dt.date(2027, 3, 1), 50_000)
    found = payments_of(viewer(staff), award.fund.cycle, today=dt.date(2027, 1, 1))
    assert [each.usd for each in found.colors] == [50_000, 50_000]
    assert len(found.months[0].colors) == 2


@pytest.mark.django_db
def test_the_calendar_says_what_money_comes_too_late_for(staff, viewer):
    program = factories.make_program()
    factories.make_activity(program, starts_on=dt.date(2027, 8, 2))
    award = factories.make_allocation(
        factories.make_fund(is_managed=True),
        factories.make_entity(program.partner),
        program=program,
        status="committed",
    )
    part(award, dt.date(2027, 8, 1), 50_000)
    found = payments_of(viewer(staff), award.fund.cycle, today=dt.date(2027, 1, 1), shown="late")
    assert found.late_count == 1
    assert found.months[0].payments[0].late.days == 20


@pytest.mark.django_db
def test_the_calendar_holds_a_later_part_against_later_work(staff, viewer, sign_in):
    program = factories.make_program()
    factories.make_activity(program, starts_on=dt.date(2027, 2, 1), ends_on=dt.date(2027, 12, 31))
    group = factories.make_entity(program.partner)
    facts = {"program": program, "status": "committed", "amount": 150_000}
    award = factories.make_allocation(factories.make_fund(is_managed=True), group, **facts)
    for month in (1, 4, 7):
        part(award, dt.date(2027, month, 4), 50_000)
    today = dt.date(2027, 1, 2)
    assert payments_of(viewer(staff), award.fund.cycle, today=today).late_count == 0
    factories.make_activity(program, starts_on=dt.date(2027, 7, 6))
    found = payments_of(viewer(staff), award.fund.cycle, today=today, shown="late")
    assert [(each.on.month, each.late.days) for month in found.months for each in month.payments] == [(7, 19)]
    page = sign_in(staff).get(reverse("funding:payments"), {"cycle": award.fund.cycle.code}).content.decode()
    assert "a later part of an award is for what begins after it" in page


@pytest.mark.django_db
def test_a_recipient_sees_its_own_payments_once_they_are_released_and_nobody_elses(
    own_partner, partner_rep, other_partner, viewer
):
    award = factories.make_allocation(
        factories.make_fund(is_managed=True), factories.make_entity(own_partner), status="committed"
    )
    part(award, dt.date(2027, 3, 1), 50_000)
    cycle, today = award.fund.cycle, dt.date(2027, 1, 1)
    assert not payments_of(viewer(partner_rep), cycle, today=today).months
    type(award).objects.update(released_on=dt.date(2026, 1, 1))
    assert payments_of(viewer(partner_rep), cycle, today=today).colors[0].usd == 50_000
    assert not payments_of(viewer(other_partner), cycle, today=today).months


@pytest.mark.django_db
def test_a_band_of_a_peer_is_not_told_by_its_payments(staff, viewer):
    facts = {"status": "committed", "visibility": "funders", "shared_as": "band"}
    award = factories.make_allocation(factories.make_fund(), **facts)
    part(award, dt.date(2027, 3, 1), 50_000)
    assert not payments_of(viewer(staff), award.fund.cycle, today=dt.date(2027, 1, 1)).months


@pytest.mark.django_db
def test_the_page_opens_for_every_choice(staff, sign_in):
    part(factories.make_allocation(status="committed", visibility="public"), dt.date(2027, 3, 1), 50_000)
    for shown in ("", "early", "late", "overdue", "nonsense"):
        assert sign_in(staff).get(reverse("funding:payments"), {"show": shown}).status_code == 200
