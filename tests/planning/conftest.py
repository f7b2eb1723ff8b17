"""What tests share: two plans that meet, and their case; the weeks before an election, and a priority with a gap."""

import datetime as dt

import pytest
import time_machine

from partners.models import Activity
from planning import actions
from planning.models import Overlap
from tests import factories
from tests.calendar_factories import make_election, make_priority
from tests.case_factories import plan_of
from tests.planning.gap_cast import plan


@pytest.fixture
def in_september():
    with time_machine.travel(dt.datetime(2028, 9, 1, 15, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def in_june():
    """Before the plans of 2027: nothing is moved into the past."""
    with time_machine.travel(dt.datetime(2027, 6, 1, 15, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def plans(own_partner, other_partner) -> tuple[Activity, Activity]:
    """Of two partners, at the same doors."""
    factories.make_county("Pima County", electorate=500_000)
    return plan_of(own_partner), plan_of(other_partner.memberships.get().partner)


@pytest.fixture
def case(plans) -> Overlap:
    """The one that these make."""
    actions.refresh_overlaps()
    return Overlap.objects.get()


@pytest.fixture
def priority(in_september):
    """Pima County, 20,000 people of whom 4,000 are tried often enough by a plan that is shared at the table."""
    county = factories.make_county("Pima County", electorate=500_000)
    make_election("AZ")
    # 68 days: the lower end for 4,000 people is 0.3 × 68 ÷ 28 × 4,000.
    plan("Sunrise", county, attempts_planned=2_914)
    return make_priority(county, target_universe=20_000, visibility="partners")
