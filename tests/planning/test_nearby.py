"""One plan's overlaps at once: the same cases from its own places as from all plans, and nothing that is hidden."""

import pytest

from accounts.visibility import Viewer
from funding.models import Allocation
from partners.models import Activity
from planning.reports.cases import readable_activities
from planning.reports.meetings import meetings_at, meetings_of
from planning.reports.nearby import met_by, world_near
from planning.reports.world import load_world
from tests import factories, place_factories

from .many_places import door_plan, make_places, make_plans

pytestmark = pytest.mark.django_db

ALL = ("program__partner", "program_type", "tactic__family", "division")
STAFF = Viewer(user_id=1, is_staff=True)


@pytest.fixture
def plans():
    """Those of every kind of place, with four large ones in Pima County so that some compete."""
    places = make_places()
    make_plans(places)
    for name in ("Sunrise", "Ocotillo", "Lantern", "Mesquite"):
        door_plan(name, places[0], universe=200_000, attempts_planned=640_000)
    door_plan("Everywhere", factories.make_country(), universe=4_000_000, attempts_planned=9_000_000)
    return list(Activity.objects.comparable().select_related(*ALL).order_by("pk"))


def with_it(cases, activity):
    return [case for case in cases if activity.pk in case.keys]


def test_cases_found_in_its_own_places_are_those_found_among_all_plans(plans):
    everything = Activity.objects.comparable()
    money = Allocation.objects.read_by_every_insider()
    whole, classes = load_world(everything, money=money).find_overlaps().cases, set()
    for activity in plans:
        near, wanted = world_near(activity, everything, money), with_it(whole, activity)
        assert (with_it(near.find_overlaps().cases, activity) if near else []) == wanted
        classes |= {case.class_ for case in wanted}
    assert classes == {"competing", "duplicate record", "unmeasured"}


def test_whom_it_meets_are_those_of_other_partners_on_its_own_days(plans):
    everything = Activity.objects.comparable()
    one = next(each for each in plans if each.program.partner.name == "Sunrise")
    found = Activity.objects.filter(pk__in=met_by(one, everything)).values_list("program__partner__name", flat=True)
    # Those of the county itself, of the country, and of a district over part of it; none of Cochise or Wyoming.
    assert {"Ocotillo", "Lantern", "Mesquite", "Everywhere", "B3"} <= set(found)
    assert not {"Sunrise", "B1", "B8"} & set(found)


def test_the_page_of_a_plan_tells_what_that_of_its_partner_tells(plans):
    for activity in plans:
        of_partner = meetings_of(STAFF, [activity.program.partner_id])
        wanted = [each for each in of_partner if activity.pk in each.own_keys]
        assert meetings_at(STAFF, activity) == wanted


def test_a_plan_that_one_may_not_read_is_not_told_of():
    county = factories.make_county("Pima County", electorate=500_000)
    own = door_plan("Sunrise", county, universe=200_000, attempts_planned=640_000)
    hidden = door_plan("Hidden", county, universe=150_000, attempts_planned=500_000)
    contact = Viewer(user_id=1, partner_ids=frozenset({own.program.partner_id}))
    own = Activity.objects.select_related(*ALL).get(pk=own.pk)
    hidden.program.visibility = "staff"
    hidden.program.save()
    assert meetings_at(contact, own) == []
    assert met_by(own, readable_activities(contact)) == []
    assert [each.class_label for each in meetings_at(STAFF, own)] == ["Competing"]


def test_the_number_of_queries_is_the_same_for_many_plans(plans, django_assert_max_num_queries):
    one = next(each for each in plans if each.program.partner.name == "Sunrise")
    with django_assert_max_num_queries(16):
        assert meetings_at(STAFF, one)


def test_a_plan_alone_in_its_place_meets_nobody():
    district = place_factories.make_district("cd:6")
    own = door_plan("Sunrise", district)
    plan, everything = Activity.objects.select_related(*ALL).get(pk=own.pk), Activity.objects.comparable()
    assert world_near(plan, everything, Allocation.objects.read_by_every_insider()) is None
