"""What would clear an overlap by place: one plan keeps to a part of its place, or two take a part each."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.models import Activity as Plan
from partners.models import Partner
from planning import actions
from planning.clearing import Turfs, ways_to_clear
from planning.models import Overlap
from planning.overlaps import Activity, Place, find_overlaps
from planning.overlaps.places import Atlas
from planning.reports import case_views
from planning.reports.clearing import clearings_of
from planning.terms import BUDGET, CHANGES
from tests import factories, place_factories

from .many_places import cross
from .overlap_world import BELOIT, CD1, DANE, DOOR, FAMILIES, PLACES, ROCK, SENATE, US, WI, activity
from .test_cases import share
from .test_clearing import done, flagged
from .test_refresh import door_plan

NORTH, SOUTH, EAST = (f"{WI}/sldl:{number}" for number in (31, 45, 99))
DISTRICTS = {id: Place(id, f"Assembly District {id.split(':')[-1]}", "sldl", WI, "WI") for id in (NORTH, SOUTH, EAST)}
# Rock County: two house districts within it, one over its border, and all of it in the first district of Congress.
SHARES = {
    (NORTH, ROCK): 1.0, (ROCK, NORTH): 0.5,
    (SOUTH, ROCK): 1.0, (ROCK, SOUTH): 0.4,
    (EAST, ROCK): 0.5, (ROCK, EAST): 0.1,
    (ROCK, CD1): 1.0, (CD1, ROCK): 0.25,
}  # fmt: skip
ATLAS = Atlas({**PLACES, **DISTRICTS}, SHARES, {})
TURFS = Turfs(ATLAS)
TODAY = dt.date(2027, 6, 1)


def finds(activities) -> set[frozenset]:
    return flagged(find_overlaps(activities, atlas=ATLAS, families=FAMILIES))


def ways_of(*plans: Activity, members=None):
    members = members or {each.key for each in plans}
    return ways_to_clear(plans, members, finds, today=TODAY, turfs=TURFS)


def by_turf(ways):
    return [way for way in ways if way.decision == "split_turf"]


def test_parts_of_a_place_lie_wholly_in_it_and_hold_a_fifth_of_it_or_more():
    assert [(turf.place, turf.share) for turf in TURFS.parts_of(ROCK)] == [(NORTH, 0.5), (SOUTH, 0.4)]
    assert [turf.place for turf in TURFS.parts_of(WI)] == [CD1, DANE]
    assert [turf.place for turf in TURFS.parts_of(CD1)] == [ROCK]


@pytest.mark.parametrize("place", [US, DOOR, BELOIT, SENATE, f"{US}/state:wy"])
def test_a_place_has_no_parts_where_nothing_is_known_to_be_inside_it_or_too_little_is(place):
    assert TURFS.parts_of(place) == []


def test_two_plans_of_one_county_can_take_one_district_each():
    plans = activity("a"), activity("b")
    (way,) = by_turf(ways_of(*plans))
    assert {each.division for each in way.becomes} == {NORTH, SOUTH}
    assert {(each.universe, each.attempts) for each in way.becomes} == {(15_000, 45_000), (12_000, 36_000)}
    assert way.sentence == (
        "Partner Of A working only in Assembly District 31 (50% of the electorate of Rock County): about 15,000 "
        "people of its list of 30,000, with as many tries for each; and Partner Of B working only in Assembly "
        "District 45 (40% of the electorate of Rock County): about 12,000 people of its list of 30,000, with as many "
        "tries for each"
    )
    assert not finds(done(plans, way))


def test_a_plan_of_a_county_can_keep_out_of_the_district_that_another_one_works():
    county, district = activity("a"), activity("b", division=NORTH, universe=15_000, attempts=45_000)
    ways = by_turf(ways_of(county, district))
    (alone,) = (way for way in ways if len(way.becomes) == 1)
    assert [each.division for each in alone.becomes] == [SOUTH]
    assert not finds(done([county, district], alone))


def test_where_a_third_one_works_the_whole_place_no_parts_of_it_are_told():
    facts = {"family": "site-based", "tactic": "site", "universe": None, "attempts": None}
    assert not by_turf(ways_of(*(activity(key, **facts) for key in "abc")))


def test_the_larger_list_takes_the_larger_part():
    plans = activity("a", attempts=40_000), activity("b", universe=80_000, attempts=400_000)
    (way,) = by_turf(ways_of(*plans))
    assert [(each.key, each.division) for each in way.becomes] == [("a", SOUTH), ("b", NORTH)]


def test_three_plans_of_one_county_can_take_one_district_each():
    third = {(id, ROCK): 1.0 for id in (NORTH, SOUTH, EAST)} | {(ROCK, id): 0.32 for id in (NORTH, SOUTH, EAST)}
    atlas = Atlas({**PLACES, **DISTRICTS}, third, {})
    plans = [activity(key, attempts=200_000) for key in "abc"]

    def found(activities):
        return flagged(find_overlaps(activities, atlas=atlas, families=FAMILIES))

    (way,) = by_turf(ways_to_clear(plans, set("abc"), found, today=TODAY, turfs=Turfs(atlas)))
    assert {each.division for each in way.becomes} == {NORTH, SOUTH, EAST}
    assert not found(done(plans, way))


def test_plans_of_different_places_share_no_place_out():
    """The state-wide one kept to one county alone would clear: the other need not give up half of its own."""
    state = activity("s", division=WI, universe=300_000, attempts=900_000)
    assert not by_turf(ways_of(activity("c", universe=60_000, attempts=180_000), state))


def test_districts_that_lie_over_one_another_are_no_parts():
    shares = {**SHARES, (EAST, ROCK): 1.0, (ROCK, EAST): 0.3}
    assert Turfs(Atlas({**PLACES, **DISTRICTS}, shares, {})).parts_of(ROCK) == []


@pytest.mark.parametrize(("share", "is_told"), [(0.39, False), (0.4, True)])
def test_one_plan_keeps_two_fifths_of_its_place_or_is_not_narrowed(share, is_told):
    turfs = Turfs(Atlas({**PLACES, **DISTRICTS}, {**SHARES, (ROCK, SOUTH): share}, {}))
    plans = activity("a"), activity("b", division=NORTH, universe=15_000, attempts=45_000)
    ways = by_turf(ways_to_clear(plans, {"a", "b"}, finds, today=TODAY, turfs=turfs))
    assert bool([way for way in ways if len(way.becomes) == 1]) is is_told


def test_work_that_has_begun_keeps_its_place():
    plans = activity("a"), activity("b")
    begun = ways_to_clear(plans, {"a", "b"}, finds, today=plans[0].starts, turfs=TURFS)
    assert not by_turf(begun)


def test_two_parts_that_leave_most_of_the_place_to_nobody_are_no_way():
    shares = {**SHARES, (ROCK, NORTH): 0.29, (ROCK, SOUTH): 0.3}
    thin = Turfs(Atlas({**PLACES, **DISTRICTS}, shares, {}))
    plans = activity("a"), activity("b")
    assert len(thin.parts_of(ROCK)) == 2
    assert not by_turf(ways_to_clear(plans, {"a", "b"}, finds, today=TODAY, turfs=thin))


def test_work_without_a_list_can_take_another_part_of_the_place():
    facts = {"family": "site-based", "tactic": "site", "universe": None, "attempts": None}
    plans = activity("a", **facts), activity("b", **facts)
    assert len(finds(plans)) == 1
    (way,) = by_turf(ways_of(*plans))
    assert way.sentence == (
        "Partner Of A working only in Assembly District 31 (50% of the electorate of Rock County); and Partner Of B "
        "working only in Assembly District 45 (40% of the electorate of Rock County)"
    )
    assert not finds(done(plans, way))


def test_tries_without_a_list_are_told_where_a_part_takes_fewer():
    facts = {"family": "site-based", "tactic": "site", "universe": None, "attempts": 9_000}
    (way,) = by_turf(ways_of(activity("a", **facts), activity("b", **facts)))
    assert "4,500 tries, not 9,000" in way.sentence and "3,600 tries, not 9,000" in way.sentence


def test_of_places_wider_than_a_county_there_are_no_parts_where_only_local_ones_are_asked_for():
    local = Turfs(ATLAS, only_local=True)
    assert (local.parts_of(ROCK), local.parts_of(WI)) == (TURFS.parts_of(ROCK), [])


facts = st.tuples(
    st.sampled_from([ROCK, ROCK, ROCK, NORTH, SOUTH, WI, CD1]), st.integers(0, 40), st.integers(1, 90_000),
    st.integers(0, 400_000),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(facts, min_size=2, max_size=5), st.integers(2, 3))
def test_whatever_is_told_clears_and_meets_nobody_new(rows, many):
    plans = [
        activity(str(key), division=place, start=start, universe=universe, attempts=attempts)
        for key, (place, start, universe, attempts) in enumerate(rows)
    ]
    members = {each.key for each in plans[:many]}
    before = finds(plans)
    for way in ways_of(*plans, members=members):
        for step in way.becomes if way.decision == "split_turf" else ():
            (was,) = (each for each in plans if each.key == step.key)
            (part,) = (turf.share for turf in TURFS.parts_of(was.division) if turf.place == step.division)
            assert step.universe == max(1, round(was.universe * part))
        after = {meeting for meeting in finds(done(plans, way)) if meeting & members}
        assert after <= before
        assert not [meeting for meeting in after if len(meeting & members) > 1]


@pytest.mark.django_db
def test_the_form_of_the_proposal_understands_the_places_and_done_it_clears(staff, viewer, sign_in):
    pima = factories.make_county("Pima County", electorate=500_000)
    north, south = (place_factories.make_district(f"sldu:{number}", kind="sldu") for number in (17, 20))
    cross((pima, north, "0.55", "1"), (pima, south, "0.4", "1"))
    share(door_plan("Sunrise"), "partners"), share(door_plan("Lantern"), "partners")
    actions.refresh_overlaps()
    case = Overlap.objects.get()
    (view,) = case_views(viewer(staff))
    (way,) = (way for way in clearings_of(viewer(staff), view, today=TODAY) if way.decision == "split_turf")
    assert way.plans == 2
    address, client = f"/overlaps/{case.public_id}/propose/split_turf/", sign_in(staff)
    form = client.get(address, way.facts).context["form"]
    for name, value in way.facts.items():
        assert form[name].value().replace(",", "") == value
    assert {name.partition("-")[2] for name in way.facts} == {*CHANGES["split_turf"]} - {BUDGET}
    sent = {"reason": "One half each.", "ticket": form["ticket"].value(), **way.facts}
    assert client.post(address, sent).status_code == 302
    proposal = case.proposals.get()
    for name in ("Sunrise", "Lantern"):
        side = Partner.objects.get(name=name)
        actions.answer_proposal(proposal, by=staff, partner=side, agrees=True, note="Told us by phone.")
    assert set(Plan.objects.values_list("division", flat=True)) == {north.pk, south.pk}
    actions.refresh_overlaps()
    assert not Overlap.objects.standing().exists()
