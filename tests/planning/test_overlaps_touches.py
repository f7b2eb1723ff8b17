"""Step 2: touches of a person on both lists in the worst 28 days. Every expected figure is reckoned beside it."""

from unittest.mock import patch

import pytest

from planning.overlaps.loops import Loop
from tests.planning.overlap_world import BELOIT, CD1, CD2, DANE, ROCK, WI, activity, all_pairs, day, find, the_pair

YOUTH = frozenset({"youth"})


@pytest.mark.parametrize(
    ("a", "b", "touches"),
    [
        # 90,000 attempts in 56 days on 30,000 people: 45,000 in any 28 of them, 1.5 each; twice that.
        ({}, {}, 3.0),
        # A window shorter than 28 days falls whole into one of them: 30,000 / 30,000 = 1, and 1.5.
        ({"days": 7, "attempts": 30_000}, {}, 2.5),
        # 28 and 28 days with 14 in common: the best 28 hold k of one and 42 - k of the other, 1/28 a day each: 1.5.
        ({"days": 28, "attempts": 30_000}, {"start": 14, "days": 28, "attempts": 30_000}, 1.5),
        # Zero is a volume.
        ({"attempts": 0}, {}, 1.5),
        # Nobody on the list, nobody tried.
        ({"universe": 0}, {}, 1.5),
        # A list larger than the electorate has its rate all the same: 400,000 / 2 / 200,000.
        ({"universe": 200_000, "attempts": 400_000}, {}, 2.5),
    ],
)
def test_touches_of_two(a, b, touches):
    assert the_pair(find(activity("a", **a), activity("b", **b))).touches == pytest.approx(touches)


def test_the_worst_28_days_need_not_be_the_first():
    # b does 28,000 attempts in its 14 days on 14,000 people: 2 each; they begin on day 40.
    pair = the_pair(find(activity("a", days=80), activity("b", start=40, days=14, universe=14_000, attempts=28_000)))
    assert pair.touches == pytest.approx(90_000 / 80 * 28 / 30_000 + 2)
    assert pair.worst.first <= day(40) and pair.worst.last >= day(53)
    assert (pair.worst.last - pair.worst.first).days == 27


@pytest.mark.parametrize("how", [Loop.step_by_step, Loop.in_machine_code])
def test_a_volume_of_far_too_many_zeros_before_leaves_the_worst_28_days_in_place(how):
    # On the one day that both share nobody is tried; what rounding leaves of all before is no day.
    before = [
        activity("a before", "a", start=-391, days=365, universe=1_000_000, attempts=1),
        activity("b before", "b", start=-100, days=1, universe=200, attempts=2_000_000_000),
    ]
    those = [
        activity("a", "a", days=1, universe=1_000_000, attempts=0),
        activity("b", "b", days=1, universe=200, attempts=0),
    ]
    with patch.object(Loop, "__call__", how):
        pair = all_pairs(find(*before, *those))["a", "b"]
    assert day(0) <= pair.worst.last <= day(27)


@pytest.mark.parametrize(
    ("third", "others"),
    [
        # Rate 1.5 x reach 30,000 / 100,000.
        ({}, 0.45),
        # State-wide: the same rate everywhere, reach 200,000 / 1,000,000: 1.5 x 0.2.
        ({"division": WI, "universe": 200_000, "attempts": 600_000}, 0.3),
        # In a city of 20,000 inside the county: reach 0.5, covers a fifth of the county: 1.5 x 0.5 x 0.2.
        ({"division": BELOIT, "universe": 10_000, "attempts": 30_000}, 0.15),
        # Reach is never above 1.
        ({"universe": 150_000, "attempts": 300_000}, 1.0),
        # Unknown volumes, another county, another constituency's people, other days: nothing.
        ({"attempts": None}, 0),
        ({"universe": None}, 0),
        ({"division": DANE}, 0),
        ({"start": 56}, 0),
        ({"family": "phone"}, 0),
        ({"is_registration": True}, 0),
        # The share of the county that lies in the district is not known, so it adds nothing.
        ({"division": CD1, "universe": 100_000, "attempts": 300_000}, 0),
        # A program of one of the two partners is not comparable with both.
        ({"partner": "partner of a", "constituencies": YOUTH}, 0),
    ],
)
def test_third_plans_are_met_by_chance(third, others):
    pair = all_pairs(find(activity("a"), activity("b"), activity("c", **third)))["a", "b"]
    assert pair.others == pytest.approx(others)
    assert pair.touches == pytest.approx(3.0 + others)
    assert (pair.rate_a, pair.rate_b) == (pytest.approx(1.5), pytest.approx(1.5))


def test_a_third_plan_must_share_people_with_both_sides():
    young, old = activity("a", constituencies=YOUTH), activity("c", constituencies=frozenset({"seniors"}))
    pairs = all_pairs(find(young, activity("b"), old))
    assert set(pairs) == {("a", "b"), ("b", "c")}
    assert [pair.others for pair in pairs.values()] == [0, 0]


def test_two_state_wide_lists_meet_a_county_plan_by_its_part_of_the_state():
    state = {"division": WI, "universe": 300_000, "attempts": 900_000}
    pair = all_pairs(find(activity("a", **state), activity("b", **state), activity("c")))["a", "b"]
    # Rate 1.5 x reach 0.3 x a tenth of the state.
    assert pair.others == pytest.approx(1.5 * 0.3 * 0.1)


def test_a_third_plan_in_a_crossing_district_covers_its_share_of_the_county():
    shares = {(ROCK, CD1): 0.6, (CD1, ROCK): 0.2, (ROCK, CD2): 0.4, (CD2, ROCK): 0.1}
    # The district holds 60,000 of Rock, which is a fifth of it: 300,000. Reach 90,000 / 300,000.
    third = activity("c", division=CD1, universe=90_000, attempts=270_000)
    pair = all_pairs(find(activity("a"), activity("b"), third, shares=shares))["a", "b"]
    assert pair.others == pytest.approx(1.5 * 0.3 * 0.6)


def test_a_third_plan_for_the_same_constituency_is_met_by_its_reach_there():
    youth = {"constituencies": YOUTH, "universe": 6_000, "attempts": 18_000}
    a, b, c = (activity(label, **youth) for label in "abc")
    # 20,000 young voters: reach 0.3. Not counted, reach is that among everyone: 0.06.
    known = all_pairs(find(a, b, c, constituency_electorates={(ROCK, "youth"): 20_000}))["a", "b"]
    assert known.others == pytest.approx(1.5 * 0.3)
    assert all_pairs(find(a, b, c))["a", "b"].others == pytest.approx(1.5 * 0.06)


class TestOneList:
    """Activities of one partner in one family, place and set of constituencies."""

    def test_attempts_add_up_and_the_universe_is_the_largest(self):
        # 90,000 + 30,000 attempts on 40,000 people in 56 days: 1.5; b alone 1.5.
        first = activity("a1", "us", universe=40_000)
        second = activity("a2", "us", universe=10_000, attempts=30_000)
        pairs = all_pairs(find(first, second, activity("b")))
        assert {members: pair.touches for members, pair in pairs.items()} == {
            ("a1", "b"): pytest.approx(3.0),
            ("a2", "b"): pytest.approx(3.0),
        }

    def test_other_constituencies_are_another_list(self):
        # The list for youth has 2 of its own (24,000 / 2 / 6,000), that for everyone 1.5.
        young = activity("a2", "us", universe=6_000, attempts=24_000, constituencies=YOUTH)
        pairs = all_pairs(find(activity("a1", "us"), young, activity("b")))
        assert pairs["a1", "b"].touches == pytest.approx(3.0)
        assert pairs["a2", "b"].touches == pytest.approx(3.5)

    def test_registration_is_another_list(self):
        drive = activity("a2", "us", is_registration=True, program_type="registration")
        assert all_pairs(find(activity("a1", "us"), drive, activity("b")))["a1", "b"].touches == pytest.approx(3.0)

    def test_a_line_without_numbers_adds_nothing_and_asks_for_them(self):
        blank = activity("a2", "us", universe=90_000, attempts=None)
        pairs = all_pairs(find(activity("a1", "us"), blank, activity("b")))
        assert pairs["a1", "b"].touches == pytest.approx(3.0)
        assert pairs["a2", "b"].class_ == "unmeasured"

    def test_another_season_of_the_list_does_not_hide_the_one_in_which_they_meet(self):
        # In winter the list is tried ten times, alone; in August three times together with b.
        winter = activity("a1", "us", start=-200, days=28, attempts=300_000)
        pairs = all_pairs(find(winter, activity("a2", "us"), activity("b")))
        assert set(pairs) == {("a2", "b")}
        assert pairs["a2", "b"].touches == pytest.approx(3.0)
        assert pairs["a2", "b"].class_ == "competing"

    def test_third_lists_add_up_too(self):
        # Two lines of 45,000 attempts on the same 30,000 people are the one line of 90,000.
        thirds = [activity(f"c{n}", "third", attempts=45_000) for n in (1, 2)]
        assert all_pairs(find(activity("a"), activity("b"), *thirds))["a", "b"].others == pytest.approx(0.45)


class TestSameMoney:
    """Work paid from the same money is one piece of work in two plans."""

    def test_a_third_plan_of_the_same_umbrella_as_a_side_is_not_counted_again(self):
        a, c = activity("a", umbrella=7), activity("c", umbrella=7)
        pairs = all_pairs(find(a, activity("b"), c))
        assert pairs["a", "b"].others == 0
        assert pairs["a", "c"].class_ == "same money"

    def test_of_two_third_plans_from_one_purse_the_larger_counts(self):
        c, d = activity("c", paid_by=frozenset({"us"})), activity("d", "us", universe=20_000, attempts=40_000)
        pairs = all_pairs(find(activity("a"), activity("b"), c, d))
        assert pairs["a", "b"].others == pytest.approx(0.45)

    def test_two_programs_of_one_partner_under_one_umbrella_both_count(self):
        ours = [activity(f"a{n}", "us", umbrella=7, attempts=45_000) for n in (1, 2)]
        pairs = all_pairs(find(*ours, activity("b"), activity("c", umbrella=7, attempts=6_000)))
        assert pairs["a1", "b"].touches == pytest.approx(3.0)
        assert pairs["a1", "c"].class_ == pairs["a2", "c"].class_ == "same money"
