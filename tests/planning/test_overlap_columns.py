"""Plans read as columns: the same couples, places and shares as plan by plan from the records."""

import datetime as dt
from decimal import Decimal
from itertools import combinations

import pytest

from partners.models import Activity, Partner, Program
from planning.overlaps.places import Atlas
from planning.overlaps.records import BASES
from planning.overlaps.sweep import sweep
from planning.reports.columns import load_columns
from planning.reports.world import load_world
from states.models import DivisionShare, State
from tests import factories, place_factories

pytestmark = pytest.mark.django_db


def door_plan(partner: str, division, **facts) -> Activity:
    groups = facts.pop("constituencies", ())
    facts = {"universe": 9_000, "attempts_planned": 20_000, "division": division, **facts}
    found = factories.make_activity(factories.make_program(factories.make_partner(partner)), **facts)
    found.constituencies.set(groups)
    return found


@pytest.fixture
def places():
    """Two counties, one without a count; a district over parts of both, a house and a senate district of the same
    ground, an at-large district, and the states and the country around them."""
    pima = factories.make_county("Pima County", electorate=500_000)
    cochise = factories.make_county("Cochise County", electorate=60_000)
    yuma = factories.make_county("Yuma County")
    sixth = place_factories.make_district("cd:6")
    other = place_factories.make_district("cd:7")
    senate, house = (place_factories.make_district(f"{kind}:12", kind=kind) for kind in ("sldu", "sldl"))
    crosswalk = [(pima, sixth, "0.6", "0.7"), (cochise, sixth, "1", "0.12"), (pima, senate, "0.2", "0.9")]
    for one, two, of_one, of_two in crosswalk:
        (a, b), (of_a, of_b) = (((one, two), (of_one, of_two)), ((two, one), (of_two, of_one)))[one.pk > two.pk]
        DivisionShare.objects.create(division_a=a, division_b=b, share_of_a=Decimal(of_a), share_of_b=Decimal(of_b),
                                     basis="votes", source="made up")  # fmt: skip
    wyoming = factories.make_state("WY")
    at_large = place_factories.make_district("cd:at-large", state="WY")
    teton = factories.make_county("Teton County", state="WY", electorate=10_000)
    arizona = State.objects.get(pk="AZ").division
    return [pima, cochise, yuma, sixth, other, senate, house, at_large, teton, arizona, wyoming.division]


@pytest.fixture
def plans(places):
    """Two plans of every place, some for a few only, one registering; and some that do not count."""
    youth, latino = factories.make_constituency("youth"), factories.make_constituency("latino")
    registers = factories.make_program_type("registration", is_registration=True)
    for number, place in enumerate(places):
        groups = [(), (youth,), (latino,), (youth, latino)][number % 4]
        start = dt.date(2028, 8, 1) + dt.timedelta(days=5 * number)
        door_plan(f"A{number}", place, starts_on=start, ends_on=start + dt.timedelta(days=30), constituencies=groups)
        door_plan(f"B{number}", place, universe=None, program_type=registers if number % 5 == 0 else None)
    door_plan("Closed", places[0])
    Partner.objects.filter(name="Closed").update(status=Partner.Status.CLOSED)
    door_plan("Idea", places[0])
    Program.objects.filter(partner__name="Idea").update(status="idea")
    door_plan("Able", places[0], mode="capacity")
    door_plan("Off", places[0], cancelled_at=dt.datetime(2028, 1, 1, tzinfo=dt.UTC))


def by_column() -> dict[tuple[int, int], tuple]:
    world = load_columns()
    ways, found = world.terrain.ways, {}
    for met in sweep(world.columns, world.terrain):
        shares, bases = ways.share[met.way].tolist(), ways.basis[met.way].tolist()
        for one, two, share, basis in zip(
            world.keys[met.one].tolist(), world.keys[met.two].tolist(), shares, bases, strict=True
        ):
            assert (one, two) not in found and (two, one) not in found
            found[one, two] = (share, BASES[basis])
    return found


def by_record() -> dict[tuple[int, int], tuple]:
    world = load_world(Activity.objects.comparable())
    atlas, found = Atlas(world.places, world.shares, world.constituency_electorates), {}
    for one, two in combinations(world.activities, 2):
        groups = one.constituencies & two.constituencies or not one.constituencies or not two.constituencies
        days = one.starts <= two.ends and two.starts <= one.ends
        relation = atlas.relation(atlas.home(one.division), atlas.home(two.division))
        if one.is_registration == two.is_registration and groups and days and relation:
            found[one.key, two.key] = (relation.share_a, relation.basis)
            found[two.key, one.key] = (relation.share_b, relation.basis)
    return found


def test_couples_and_shares_are_those_of_the_records_one_by_one(plans):
    found, wanted = by_column(), by_record()
    assert {frozenset(pair) for pair in found} == {frozenset(pair) for pair in wanted}
    assert {basis for _, basis in found.values()} == set(BASES)
    for pair, (share, basis) in found.items():
        expected, known = wanted[pair]
        assert basis == known
        assert share == pytest.approx(float("nan") if expected is None else expected, nan_ok=True)


def test_what_does_not_count_is_not_among_the_columns(plans):
    assert sorted(load_columns().keys) == sorted(Activity.objects.comparable().values_list("pk", flat=True))


def test_volumes_days_and_constituencies_are_those_of_the_plans(plans):
    world = load_columns()
    assert list(world.keys) == sorted(world.keys)
    for position, key in enumerate(world.keys.tolist()):
        plan, columns = Activity.objects.get(pk=key), world.columns
        assert columns.starts[position] == plan.starts_on.toordinal()
        assert columns.ends[position] == plan.ends_on.toordinal()
        wanted = float("nan") if plan.universe is None else plan.universe
        assert columns.universe[position] == pytest.approx(wanted, nan_ok=True)
        assert int(columns.mask[position]).bit_count() == plan.constituencies.count()


def test_the_number_of_queries_is_the_same_for_few_plans_as_for_many(places, django_assert_max_num_queries):
    door_plan("Sunrise", places[3])
    with django_assert_max_num_queries(11):
        load_columns()


def test_nothing_to_compare_is_no_rows(db):
    assert not len(load_columns().keys)
