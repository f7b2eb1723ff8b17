"""Need left: the newest statement one may read, less what was approved since that one may know of."""

import datetime as dt

import pytest

from funding.reports import needs_left
from states.models import Cycle
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def entity(db):
    return factories.make_entity(factories.make_partner("Open Porch", visibility="public"))


def left(viewer, entity):
    """What is left in dollars, or None where the viewer reads no statement."""
    found = needs_left(viewer, [entity.pk])
    return int(next(iter(found.values())).left_usd) if found else None


def test_it_is_the_gap_of_the_newest_statement(entity, staff, viewer):
    factories.make_need(entity, 100_000, 10_000, good_as_of=dt.date(2026, 9, 1))
    factories.make_need(entity, 120_000, 50_000, good_as_of=dt.date(2026, 10, 1))
    factories.make_need(entity, 90_000, 0, good_as_of=dt.date(2026, 8, 1))
    assert left(viewer(staff), entity) == 70_000


def test_of_two_statements_of_one_day_the_later_entered_is_shown(entity, staff, viewer):
    factories.make_need(entity, 100_000, 10_000)
    factories.make_need(entity, 80_000, 20_000)
    assert left(viewer(staff), entity) == 60_000


@pytest.mark.parametrize(
    ("decided_on", "expected"), [("2026-11-01", 60_000), ("2026-11-02", 35_000), ("2026-10-01", 60_000)]
)
def test_what_was_approved_after_that_day_is_taken_off(decided_on, expected, entity, staff, viewer):
    factories.make_need(entity, good_as_of=dt.date(2026, 11, 1))
    factories.make_allocation(entity=entity, amount=25_000, status="approved", decided_on=decided_on)
    assert left(viewer(staff), entity) == expected


@pytest.mark.parametrize("status", ["exploring", "recommended", "in_review", "declined"])
def test_what_is_not_approved_changes_nothing(status, entity, staff, viewer):
    factories.make_need(entity)
    factories.make_allocation(entity=entity, amount=25_000, status=status)
    assert left(viewer(staff), entity) == 60_000


def test_other_currencies_other_cycles_and_cancelled_money_change_nothing(entity, staff, viewer):
    factories.make_need(entity)
    factories.make_allocation(entity=entity, amount=25_000, status="approved", currency="EUR")
    factories.make_allocation(
        entity=entity, amount=25_000, status="cancelled", amount_approved=25_000, decided_on="2026-11-10"
    )
    earlier = Cycle.objects.create(
        code="2025-26", name="2025–26", starts_on=dt.date(2025, 1, 1), ends_on=dt.date(2026, 12, 31)
    )
    factories.make_allocation(factories.make_fund(cycle=earlier), entity, 25_000, status="approved")
    assert left(viewer(staff), entity) == 60_000


def test_it_is_never_below_zero(entity, staff, viewer):
    factories.make_need(entity, 100_000, 90_000)
    factories.make_allocation(entity=entity, amount=25_000, status="approved")
    assert left(viewer(staff), entity) == 0


def test_money_of_peers_counts_as_ours_does(entity, own_funder, staff, viewer):
    factories.make_need(entity)
    factories.make_allocation(factories.make_fund(own_funder), entity, 10_000, status="approved")
    factories.make_allocation(factories.make_fund(is_managed=True), entity, 5_000, status="committed")
    assert left(viewer(staff), entity) == 45_000


def test_a_donor_reads_public_statements_alone_and_nothing_of_allocations(entity, donor, staff, viewer):
    factories.make_need(entity, 100_000, 40_000, consent="public", good_as_of=dt.date(2026, 9, 1))
    factories.make_need(entity, 100_000, 95_000, consent="funders", good_as_of=dt.date(2026, 11, 1))
    factories.make_allocation(entity=entity, amount=25_000, status="approved", visibility="public")
    assert left(viewer(donor), entity) == 60_000
    (for_staff,) = needs_left(viewer(staff), [entity.pk]).values()
    assert (for_staff.left_usd, for_staff.donors_read_usd) == (5_000 - 5_000, 60_000)


def test_without_a_readable_statement_there_is_no_figure(entity, donor, funder_rep, viewer):
    factories.make_need(entity, consent="staff")
    assert left(viewer(donor), entity) is None
    assert left(viewer(funder_rep), entity) is None


def test_a_funder_cannot_work_out_an_allocation_that_is_hidden_from_it(entity, funder_rep, staff, viewer):
    factories.make_need(entity, consent="funders")
    factories.make_allocation(entity=entity, amount=25_000, status="approved", visibility="staff")
    assert left(viewer(funder_rep), entity) == 60_000
    assert left(viewer(staff), entity) == 35_000
    factories.make_allocation(entity=entity, amount=10_000, status="approved", visibility="funders")
    assert left(viewer(funder_rep), entity) == 50_000
