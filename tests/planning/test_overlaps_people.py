"""Step 2: people on both lists."""

import pytest

from tests.planning.overlap_world import CD1, CD2, DANE, DOOR, ROCK, WI, activity, find, the_pair

YOUTH, WIDER = frozenset({"youth"}), frozenset({"youth", "students"})
COUNTED = {(ROCK, "youth"): 20_000}


def people(a, b, **more):
    found = the_pair(find(activity("a", **a), activity("b", **b), **more)).people
    return found.low, found.high


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        # 30,000 x 30,000 / 100,000.
        ({}, {}, 9_000),
        # The smaller list x the other's reach: 5,000 x 0.3.
        ({"universe": 5_000}, {}, 1_500),
        # State-wide, spread by electorate: 30,000 x 200,000 / 1,000,000.
        ({"division": WI, "universe": 200_000}, {}, 6_000),
        # A state-wide list that has fewer people in Rock (100 of 1,000) than Rock's own: 100 x 0.3 is the same 30.
        ({"division": WI, "universe": 1_000}, {}, 30),
        # Both state-wide.
        ({"division": WI, "universe": 200_000}, {"division": WI, "universe": 100_000}, 20_000),
        # More people on a list than voted: reach 1, so all of the smaller list.
        ({"universe": 250_000}, {}, 30_000),
        # Nobody on a list.
        ({"universe": 0}, {}, 0),
        # One side works everyone: by everyone's electorate, though the other's constituency is counted.
        ({"universe": 5_000, "constituencies": YOUTH}, {}, 1_500),
    ],
)
def test_one_figure(a, b, expected):
    assert people(a, b, constituency_electorates=COUNTED) == (pytest.approx(expected), pytest.approx(expected))


def test_one_figure_for_one_constituency_that_is_counted():
    youth = {"universe": 5_000, "constituencies": YOUTH}
    # 5,000 x 5,000 / 20,000.
    assert people(youth, youth, constituency_electorates=COUNTED) == (1_250, 1_250)


def test_counted_in_the_county_only_the_state_wide_list_is_spread_by_everyone():
    county = {"universe": 5_000, "constituencies": YOUTH}
    state = {"division": WI, "universe": 80_000, "constituencies": YOUTH}
    # 8,000 of the state-wide list live in Rock: reach 8,000 / 20,000 there, of 5,000.
    assert people(county, state, constituency_electorates=COUNTED) == (pytest.approx(2_000), pytest.approx(2_000))


@pytest.mark.parametrize("other", [YOUTH, WIDER])
def test_a_range_where_nobody_knows_how_alike_the_lists_are(other):
    # From 5,000 x 8,000 / 100,000 to the whole smaller list.
    a, b = {"universe": 5_000, "constituencies": YOUTH}, {"universe": 8_000, "constituencies": other}
    assert people(a, b) == (pytest.approx(400), pytest.approx(5_000))


def test_from_none_to_all_where_the_place_share_is_unknown():
    district = {"division": CD1, "universe": 150_000}
    assert people(district, {"universe": 12_000}) == (0, 12_000)


def test_a_crosswalk_gives_one_figure():
    shares = {(ROCK, CD1): 0.6, (CD1, ROCK): 0.2, (ROCK, CD2): 0.4, (CD2, ROCK): 0.1}
    # The district has 100,000 x 0.6 / 0.2 = 300,000 voters, reach 0.5. Of Rock's 12,000, 7,200 live in it; of the
    # district's 150,000, 30,000 live in Rock. 7,200 x 0.5.
    district = {"division": CD1, "universe": 150_000}
    expected = pytest.approx(3_600)
    assert people(district, {"universe": 12_000}, shares=shares) == (expected, expected)


def test_a_district_is_the_sum_of_its_counties_by_weight():
    # Without the other direction of the shares: 100,000 x 0.6 + 300,000 x 0.5 = 210,000; reach 0.5; 7,200 x 0.5.
    shares = {(ROCK, CD1): 0.6, (DANE, CD1): 0.5}
    low, high = people({"division": CD1, "universe": 105_000}, {"universe": 12_000}, shares=shares)
    assert (low, high) == (pytest.approx(3_600), pytest.approx(3_600))


def test_where_nobody_counted_the_voters_of_the_place_those_of_the_state_are_the_most_there_can_be():
    # 30,000 x 30,000 / 1,000,000 at least, all of the smaller list at most.
    assert people({"division": DOOR}, {"division": DOOR}) == (pytest.approx(900), pytest.approx(30_000))


def test_state_wide_against_a_county_that_nobody_counted_needs_only_the_state():
    low, high = people({"division": WI, "universe": 200_000}, {"division": DOOR, "universe": 5_000})
    assert (low, high) == (pytest.approx(1_000), pytest.approx(1_000))
