"""What would clear an overlap: every way that is told clears it, by the engine's own word."""

import datetime as dt
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.models import Activity as Plan
from planning import actions
from planning.clearing import MOST_RUNS, ways_to_clear
from planning.models import Overlap
from planning.overlaps import Activity, Family, Place, Window, find_overlaps
from planning.overlaps.places import Atlas
from planning.reports import case_views
from planning.reports.clearing import clearings_of
from tests import calendar_factories, factories
from tests.planning.test_cases import share
from tests.planning.test_refresh import door_plan

PIMA = "ocd-division/country:us/state:az/county:pima"
PLACES = {PIMA: Place(PIMA, "Pima County", "county", state="AZ", electorate=500_000)}
ATLAS = Atlas(PLACES, {}, {})
FAMILIES = {"door": Family("door", "Door", "list", 0.3, 2.0)}
TODAY = dt.date(2027, 6, 1)
NAMES = ("Porch", "River", "Sunset", "Maple", "Lantern", "Harbor", "Quilt", "Meadow")


def plan(key, **facts) -> Activity:
    facts = {"starts": dt.date(2027, 8, 2), "ends": dt.date(2027, 9, 26), "universe": 200_000, **facts}
    facts = {"attempts": 640_000, "program_name": f"Walk {key}", "tactic": "door-canvass", **facts}
    names = {"label": f"row {key}", "partner": key, "partner_name": f"Partner {key}"}
    return Activity(key, family="door", program_type="gotv", division=PIMA, **names, **facts)


def flagged(result) -> set[frozenset]:
    """Each two plans that are in one case, by key."""
    return {frozenset(pair) for case in result.cases for pair in combinations(case.keys, 2)}


def finds(activities) -> set[frozenset]:
    return flagged(find_overlaps(activities, atlas=ATLAS, families=FAMILIES))


def done(activities, way) -> list[Activity]:
    """The plans as they would be."""
    new = {each.key: each for each in way.becomes}
    return [new.get(each.key, each) for each in activities]


def test_each_way_is_the_smallest_that_clears():
    plans = [plan(1), plan(2)]
    ways = ways_to_clear(plans, {1, 2}, finds, today=TODAY)
    told = [way.sentence for way in ways if [each.key for each in way.becomes] == [1]]
    assert "Partner 1 moving 8 weeks later: Sep 27 – Nov 21, 2027" in told
    assert any(each.startswith("Partner 1 planning at most") for each in told)
    for way in ways:
        assert not finds(done(plans, way))


def test_nothing_is_moved_past_the_day_that_it_lives_by():
    first = dt.date(2027, 10, 1)
    seasons = {1: Window(first, dt.date(2027, 11, 21)), 2: Window(first, dt.date(2027, 11, 20))}
    ways = ways_to_clear([plan(1), plan(2)], {1, 2}, finds, today=TODAY, seasons=seasons)
    later = [way.sentence for way in ways if "later" in way.sentence]
    assert later == ["Partner 1 moving 8 weeks later: Sep 27 – Nov 21, 2027"]


def test_nothing_is_moved_out_of_the_weeks_in_which_it_does_good():
    """Of plans up to September 26, one is for weeks that begin before that, one for weeks that only follow."""
    last = dt.date(2027, 10, 1)
    seasons = {1: Window(dt.date(2027, 9, 1), last), 2: Window(dt.date(2027, 9, 27), last)}
    early = dt.date(2027, 1, 1)
    ways = ways_to_clear([plan(1), plan(2)], {1, 2}, finds, today=early, seasons=seasons)
    assert [way.sentence for way in ways if "earlier" in way.sentence] == [
        "Partner 2 moving 8 weeks earlier: Jun 7 – Aug 1, 2027"
    ]


def test_nothing_is_moved_into_the_past():
    ways = ways_to_clear([plan(1), plan(2)], {1, 2}, finds, today=dt.date(2027, 7, 30))
    assert not [way for way in ways if "earlier" in way.sentence]


def test_of_work_that_has_begun_only_what_is_still_to_come_is_taken():
    """Half of the tries are made; three quarters of them would have to go."""
    plans = [plan(1), plan(2)]
    half_way = plans[0].starts + dt.timedelta(28)
    before = {way.decision for way in ways_to_clear(plans, {1, 2}, finds, today=TODAY)}
    assert before == {"split_dates", "lead_support"}
    for each in ways_to_clear(plans, {1, 2}, finds, today=half_way):
        assert each.decision == "lead_support"
        assert all(step.attempts >= 320_000 for step in each.becomes)
    late = plans[0].starts + dt.timedelta(50)
    assert ways_to_clear(plans, {1, 2}, finds, today=late) == []


def test_where_nothing_small_helps_nothing_is_told():
    """Five plans of one place, each far too much: neither one nor two nor a cut of all makes the difference."""
    plans = [plan(key, attempts=6_000_000) for key in range(5)]
    assert ways_to_clear(plans, set(range(4)), finds, today=TODAY) == []


def test_the_work_is_bounded():
    runs = []

    def count(activities):
        runs.append(1)
        return {frozenset((0, 1))}

    ways_to_clear([plan(key) for key in range(9)], set(range(9)), count, today=TODAY)
    assert len(runs) <= MOST_RUNS


plans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(20, 60), st.integers(1, 400_000), st.integers(0, 2_000_000)),
    min_size=2,
    max_size=4,
)


def world_of(rows) -> list[Activity]:
    first = dt.date(2027, 8, 2)
    return [
        replace(
            plan(key, program_name=f"{NAMES[key]} Walk"),
            starts=first + dt.timedelta(start),
            ends=first + dt.timedelta(start + length),
            universe=universe,
            attempts=attempts,
        )
        for key, (start, length, universe, attempts) in enumerate(rows)
    ]


@settings(max_examples=40, deadline=None)
@given(plans)
def test_whatever_is_told_clears(rows):
    activities = world_of(rows)
    ways = ways_to_clear(activities, set(range(len(rows))), finds, today=TODAY)
    for way in ways:
        assert not finds(done(activities, way))
    assert ways == sorted(ways, key=lambda way: way.size)


@settings(max_examples=40, deadline=None)
@given(plans, plans)
def test_whatever_is_told_leaves_plans_around_as_they_meet_now(rows, around):
    activities, members = world_of([*rows, *around]), set(range(len(rows)))
    before = finds(activities)
    for way in ways_to_clear(activities, members, finds, today=TODAY):
        after = {meeting for meeting in finds(done(activities, way)) if meeting & members}
        assert after <= before
        assert not [meeting for meeting in after if len(meeting & members) > 1]


def test_of_three_sides_where_no_one_is_enough_two_or_all_are_changed():
    names = enumerate(("Porch Lights", "River Bend", "Sunset"))
    plans = [plan(key, attempts=700_000, program_name=name) for key, name in names]
    ways = ways_to_clear(plans, {0, 1, 2}, finds, today=TODAY)
    assert {len(way.becomes) for way in ways} == {2, 3}
    assert any(
        way.decision == "split_dates" and "weeks earlier" in way.sentence and "weeks later" in way.sentence
        for way in ways
    )
    assert any(way.sentence.count("planning at most") == 3 for way in ways)
    for way in ways:
        assert not finds(done(plans, way))


def test_a_move_onto_somebody_elses_plan_is_no_way():
    """Two plans meet in August; everything around them is taken by a third that does not meet them now."""
    one, two = plan(1), plan(2)
    around = [plan(9, starts=one.ends + dt.timedelta(1), ends=one.ends + dt.timedelta(140), attempts=1_600_000)]
    ways = ways_to_clear([one, two, *around], {1, 2}, finds, today=dt.date(2027, 8, 1))
    assert ways
    assert not [way for way in ways if way.decision == "split_dates"]


@pytest.mark.django_db
class TestOnThePage:
    @pytest.fixture
    def case(self):
        factories.make_county("Pima County", electorate=500_000)
        share(door_plan("Sunrise"), "partners"), share(door_plan("Lantern"), "partners")
        actions.refresh_overlaps()
        return Overlap.objects.get()

    def test_the_panel_is_the_page_without_its_frame(self, case, staff, sign_in):
        address = f"/overlaps/{case.public_id}/ways/"
        client = sign_in(staff)
        whole, part = client.get(address), client.get(address, headers={"HX-Request": "true"})
        assert ("<html" in whole.content.decode(), "<html" in part.content.decode()) == (True, False)
        assert "8 weeks later" in part.content.decode()
        assert address in client.get(f"/overlaps/{case.public_id}/").content.decode()

    def test_a_way_leads_to_a_proposal_that_says_just_that_and_done_it_clears(self, case, staff, viewer, sign_in):
        (view,) = case_views(viewer(staff))
        ways = clearings_of(viewer(staff), view, today=TODAY)
        assert {way.decision for way in ways} == {"split_dates", "lead_support"}
        for way in ways:
            assert way.plans == 1
            form = (
                sign_in(staff).get(f"/overlaps/{case.public_id}/propose/{way.decision}/", way.facts).context["form"]
            )
            for name, value in way.facts.items():
                assert form[name].value().replace(",", "") == value
        moved = next(way for way in ways if way.decision == "split_dates")
        facts = {name.partition("-")[2]: value for name, value in moved.facts.items()}
        (plan,) = {name.partition("-")[0] for name in moved.facts}
        Plan.objects.filter(public_id=plan).update(**facts)
        actions.refresh_overlaps()
        assert not Overlap.objects.standing().exists()

    def test_a_hidden_plan_has_no_part_in_it(self, case, staff, other_partner, viewer, sign_in):
        client, address = sign_in(other_partner), f"/overlaps/{case.public_id}/ways/"
        before = client.get(address, headers={"HX-Request": "true"}).content
        share(door_plan("Quiet Hands", attempts_planned=3_000_000), "staff")
        actions.refresh_overlaps()
        assert client.get(address, headers={"HX-Request": "true"}).content == before
        assert sign_in(staff).get(address, headers={"HX-Request": "true"}).content != before

    def test_work_for_an_election_is_not_moved_past_it(self, case, staff, viewer):
        def weeks_later() -> list[str]:
            (view,) = case_views(viewer(staff))
            ways = clearings_of(viewer(staff), view, today=TODAY)
            return [way.sentence for way in ways if "weeks later" in way.sentence]

        assert weeks_later() and "8 weeks later" in weeks_later()[0]
        calendar_factories.make_election(held_on=dt.date(2027, 11, 20))
        assert weeks_later() == []

    @pytest.mark.parametrize(
        ("kind", "held_on", "is_bound"),
        [
            ("primary", dt.date(2027, 10, 5), True),
            ("primary", dt.date(2027, 10, 20), False),
            ("special", dt.date(2027, 10, 20), False),
            ("general", dt.date(2027, 10, 20), True),
        ],
    )
    def test_past_a_primary_only_what_ends_shortly_before_it_is_not_moved(
        self, case, staff, viewer, kind, held_on, is_bound
    ):
        calendar_factories.make_election(held_on=dt.date(2027, 12, 1))
        calendar_factories.make_election(kind=kind, held_on=held_on)
        (view,) = case_views(viewer(staff))
        told = [way.sentence for way in clearings_of(viewer(staff), view, today=TODAY)]
        assert any("weeks later" in sentence for sentence in told) is not is_bound

    def test_a_primary_bounds_where_no_general_election_is_known(self, case, staff, viewer):
        calendar_factories.make_election(kind="primary", held_on=dt.date(2027, 10, 20))
        (view,) = case_views(viewer(staff))
        ways = clearings_of(viewer(staff), view, today=TODAY)
        assert not [way for way in ways if "weeks later" in way.sentence]

    def test_a_case_of_the_whole_country_does_not_live_by_an_election_of_a_county(self, staff, viewer):
        country = factories.make_country()
        facts = {"division": country, "universe": 4_000_000, "attempts_planned": 12_800_000}
        factories.make_electorate(country, 10_000_000)
        share(door_plan("Sunrise", **facts), "partners"), share(door_plan("Lantern", **facts), "partners")
        actions.refresh_overlaps()

        def weeks_later():
            (view,) = case_views(viewer(staff))
            return [way for way in clearings_of(viewer(staff), view, today=TODAY) if "weeks later" in way.sentence]

        soon = {"held_on": dt.date(2027, 10, 1), "kind": "general"}
        calendar_factories.make_election(division=factories.make_county(), **soon)
        calendar_factories.make_election("AZ", **soon)
        assert weeks_later()
        federal = calendar_factories.make_election("AZ", held_on=dt.date(2027, 11, 2), is_computed=True)
        assert not weeks_later()
        federal.delete()
        calendar_factories.make_election(division=country, **soon)
        assert not weeks_later()
