"""Plans read as columns: the same couples, places and shares as plan by plan from the records."""

from itertools import combinations

import pytest

from partners.models import Activity
from planning.overlaps.records import BASES
from planning.overlaps.sweep import sweep
from planning.reports.columns import load_columns
from planning.reports.world import load_world

from .many_places import door_plan, make_places, make_plans, make_whole_districts

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    return make_places()


@pytest.fixture
def plans(places):
    make_plans(places)


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
    atlas, found = world.ground.atlas, {}
    for one, two in combinations(world.activities, 2):
        groups = one.constituencies & two.constituencies or not one.constituencies or not two.constituencies
        days = one.starts <= two.ends and two.starts <= one.ends
        relation = atlas.relation(atlas.home(one.division), atlas.home(two.division))
        if one.is_registration == two.is_registration and groups and days and relation:
            found[one.key, two.key] = (relation.share_a, relation.basis)
            found[two.key, one.key] = (relation.share_b, relation.basis)
    return found


def as_the_records_have_it() -> dict[tuple[int, int], tuple]:
    """The couples by column, each of which the records know just so."""
    found, wanted = by_column(), by_record()
    assert {frozenset(pair) for pair in found} == {frozenset(pair) for pair in wanted}
    for pair, (share, basis) in found.items():
        expected, known = wanted[pair]
        assert basis == known
        assert share == pytest.approx(float("nan") if expected is None else expected, nan_ok=True)
    return found


def test_couples_and_shares_are_those_of_the_records_one_by_one(plans):
    found = as_the_records_have_it()
    assert {basis for _, basis in found.values()} == set(BASES)


def test_districts_that_only_their_counties_set_side_by_side_are_as_the_records_have_it(places):
    districts = make_whole_districts(yuma=places[2], pima=places[0])
    eighth, inside, elsewhere, over = (door_plan(place.name, place).pk for place in districts)
    found = {frozenset(pair) for pair in as_the_records_have_it()}
    assert {pair for pair in found if eighth in pair} == {frozenset({eighth, each}) for each in (inside, over)}
    assert frozenset({elsewhere, eighth}) not in found


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
