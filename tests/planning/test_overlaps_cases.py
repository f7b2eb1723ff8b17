"""Steps 4 and 5: pairs as cases, and the figures of a case."""

from decimal import Decimal

import pytest

from tests.planning.overlap_world import (
    CD1,
    CD2,
    DANE,
    DOOR,
    ROCK,
    TETON,
    WI,
    WY,
    WY_AT_LARGE,
    activity,
    case_members,
    find,
)

YOUTH, SENIORS = frozenset({"youth"}), frozenset({"seniors"})
STATE_WIDE = {"division": WI, "universe": 300_000, "attempts": 900_000}


def the_case(*plans, **more):
    (case,) = find(*plans, **more).cases
    return case


class TestWhatBelongsTogether:
    """One class, family and anchor; weeks that run together; linked by members."""

    def test_three_in_one_county_are_one_case(self):
        case = the_case(*(activity(label) for label in "cab"))
        assert (case.members, case.anchor, len(case.pairs)) == (("a", "b", "c"), ROCK, 3)

    def test_state_wide_against_three_counties_is_three_cases(self):
        counties = (activity(label, division=place) for label, place in (("a", ROCK), ("b", DANE), ("c", DOOR)))
        cases = find(activity("s", **STATE_WIDE), *counties).cases
        assert {(case.members, case.anchor) for case in cases} == {
            (("a", "s"), ROCK),
            (("b", "s"), DANE),
            (("c", "s"), DOOR),
        }

    def test_two_state_wide_plans_meet_each_other_apart_from_where_they_meet_a_county(self):
        cases = find(activity("s", **STATE_WIDE), activity("t", **STATE_WIDE), activity("a")).cases
        assert {(case.members, case.anchor) for case in cases} == {(("s", "t"), WI), (("a", "s", "t"), ROCK)}

    def test_linked_through_a_member(self):
        # The lists for youth and for seniors never meet each other; both meet that for everyone.
        young, old = activity("a", constituencies=YOUTH), activity("c", constituencies=SENIORS)
        case = the_case(young, activity("b"), old)
        assert case.members == ("a", "b", "c")
        assert [pair.members for pair in case.pairs] == [("a", "b"), ("b", "c")]

    def test_not_linked_are_two_cases(self):
        plans = [
            activity(label, constituencies=who)
            for label, who in zip("abcd", (YOUTH, YOUTH, SENIORS, SENIORS), strict=True)
        ]
        assert case_members(find(*plans)) == [("a", "b"), ("c", "d")]

    @pytest.mark.parametrize(("start", "cases"), [(28, 1), (34, 1), (35, 2), (100, 2)])
    def test_weeks_that_run_together(self, start, cases):
        # a works 200 days; b its first 28; c from `start` on. Days 28 to 34 are less than a week without both.
        long = activity("a", days=200, attempts=400_000)
        plans = long, activity("b", days=28), activity("c", start=start, days=28)
        assert case_members(find(*plans)) == ([("a", "b", "c")] if cases == 1 else [("a", "b"), ("a", "c")])

    def test_a_partner_with_two_programs_in_the_county_brings_both(self):
        case = the_case(activity("a1", "us"), activity("a2", "us"), activity("b"))
        assert case.members == ("a1", "a2", "b")

    def test_a_program_of_another_season_stays_out(self):
        winter = activity("a2", "us", start=-200, days=28)
        assert the_case(activity("a1", "us"), winter, activity("b")).members == ("a1", "b")

    def test_classes_families_and_registration_are_apart(self):
        doors = activity("a"), activity("b"), activity("c", attempts=None)
        phones = (activity(label, family="phone", attempts=180_000) for label in "de")
        drives = (activity(label, is_registration=True) for label in "fg")
        result = find(*doors, *phones, *drives)
        assert case_members(result, "competing") == [("a", "b"), ("d", "e"), ("f", "g")]
        assert case_members(result, "unmeasured") == [("a", "b", "c")]

    def test_an_at_large_district_is_its_state(self):
        wide = {"universe": 75_000, "attempts": 225_000}
        at_large, state = activity("a", division=WY_AT_LARGE, **wide), activity("b", division=WY, **wide)
        assert the_case(at_large, state).anchor == WY
        local = activity("c", division=TETON, universe=5_000, attempts=15_000)
        assert {(case.members, case.anchor) for case in find(at_large, state, local).cases} == {
            (("a", "b"), WY),
            (("a", "b", "c"), TETON),
        }

    def test_labels_that_come_twice_are_told_apart_by_their_keys(self):
        case = the_case(activity("1", "us", key=7), activity("1", "them", key=8))
        assert (case.members, case.keys) == (("1", "1"), (7, 8))


class TestFigures:
    """People once, their mean touches, one excess."""

    def test_of_two(self):
        # 9,000 people x (3.0 - 2).
        case = the_case(activity("a", budget=Decimal(180_000)), activity("b", budget=Decimal(360_000)))
        assert case.people.plain() == 9_000
        assert case.touches.plain(2) == 3.0
        assert case.excess_attempts.plain() == 9_000
        # $2 and $4 an attempt: $3 on average.
        assert (case.dollars.plain(), case.dollars_basis) == (27_000, "budget per attempt")
        assert (case.band, case.certainty) == (2.0, "likely")

    def test_of_three_people_are_counted_once(self):
        # Reach 0.3 each. On two of three lists: 3 x 0.3 x 0.3 x 0.7 = 0.189, on all 0.027: 21,600 of 100,000. They
        # are on (2 x 0.189 + 3 x 0.027) / 0.216 = 2.125 lists, each 1.5 times: 3.1875. 21,600 x 1.1875 = 25,650.
        case = the_case(*(activity(label) for label in "abc"))
        assert case.people.plain() == 21_600
        assert case.touches.plain(4) == 3.1875
        assert case.excess_attempts.plain() == 25_650
        assert case.excess_attempts.high < sum(pair.excess_attempts.high for pair in case.pairs)

    def test_of_three_the_figures_are_of_all_even_where_one_pair_presses_harder(self):
        # 2.4, 0.6 and 0.4 tries. On two lists: 0.063 each, on all 0.027: 21,600 people, and (0.063 x (3 + 2.8 + 1)
        # + 0.027 x 3.4) / 0.216 = 2.4083 touches. a and b alone: 9,000 people, 3.12 touches, an excess of 10,080.
        tries = {"a": 144_000, "b": 36_000, "c": 24_000}
        case = the_case(*(activity(label, attempts=attempts) for label, attempts in tries.items()))
        assert case.people.plain() == 21_600
        assert case.touches.plain(4) == 2.4083
        assert case.excess_attempts.plain() == 8_820
        assert max(pair.excess_attempts.high for pair in case.pairs) == pytest.approx(10_080)

    def test_a_plan_outside_the_case_is_met_by_chance(self):
        # 500 names share 150 people with each other list, too few to compete; 0.005 of all, 20 tries each.
        outside = activity("d", universe=500, attempts=20_000)
        case = the_case(*(activity(label) for label in "abc"), outside)
        assert case.members == ("a", "b", "c")
        assert case.touches.plain(4) == 3.1875 + 0.1

    def test_two_lists_of_one_partner_are_not_two_partners(self):
        # us: a list for everyone and one for youth; they: one for everyone. On ours with 1 - 0.7 x 0.9 = 0.37, on
        # theirs with 0.3: 11,100 people. Our first list holds 0.3 / 0.37 of them, the second 0.1 / 0.37.
        young = activity("a2", "us", universe=10_000, attempts=30_000, constituencies=YOUTH)
        case = the_case(activity("a1", "us"), young, activity("b"))
        assert case.people.plain() == 11_100
        assert case.touches.low == pytest.approx(1.5 * (1 + 0.4 / 0.37))

    def test_a_range_of_people_gives_a_range_of_all(self):
        # 4,000 x 4,000 / 100,000 = 160 to 4,000 people, tried twice 1.5 times.
        plans = [
            activity(x, universe=4_000, attempts=12_000, budget=Decimal(24_000), constituencies=YOUTH) for x in "ab"
        ]
        case = the_case(*plans)
        assert case.people.plain() == [160, 4_000]
        assert case.touches.plain(1) == 3.0
        assert case.excess_attempts.plain() == [160, 4_000]
        assert case.dollars.plain() == [320, 8_000]

    def test_with_a_range_three_lists_hold_no_more_than_they_can(self):
        # Three lists of 4,000: at most 6,000 people can be on two of them.
        case = the_case(*(activity(x, universe=4_000, attempts=12_000, constituencies=YOUTH) for x in "abc"))
        # By everyone's electorate: 3 x 0.04² x 0.96 + 0.04³ = 0.004672 of 100,000.
        assert case.people.plain() == [467, 6_000]

    def test_with_lists_longer_than_the_electorate_people_are_no_more_than_the_longest(self):
        # 100,000 voted; each pair of lists has all of the smaller one in common.
        sizes = {"a": 160_000, "b": 155_000, "c": 150_000}
        case = the_case(*(activity(x, universe=size, attempts=480_000) for x, size in sizes.items()))
        assert case.people.plain() == 160_000

    def test_a_district_reaches_only_its_part_of_the_county(self):
        # The district has 300,000 people and 60 % of Rock. In that part: reach 0.5, 0.3, 0.3; on two or more: 0.30.
        # In the rest: 0.3 x 0.3. 60,000 x 0.30 + 40,000 x 0.09.
        shares = {(ROCK, CD1): 0.6, (CD1, ROCK): 0.2, (ROCK, CD2): 0.4, (CD2, ROCK): 0.1}
        wide = activity("d", division=CD1, universe=150_000, attempts=450_000)
        case = the_case(wide, activity("a"), activity("b"), shares=shares)
        assert (case.anchor, case.people.plain()) == (ROCK, 21_600)

    def test_two_districts_that_share_a_county_do_not_meet_in_it(self):
        # Reach 0.5 of 60 % and 0.3 of 40 % of Rock, where 0.3 are on the list: 100,000 x 0.3 x (0.3 + 0.12).
        shares = {(ROCK, CD1): 0.6, (CD1, ROCK): 0.2, (ROCK, CD2): 0.4, (CD2, ROCK): 0.1}
        one = activity("d", division=CD1, universe=150_000, attempts=450_000)
        # 100,000 x 0.4 / 0.1 = 400,000 people in the second district.
        two = activity("e", division=CD2, universe=120_000, attempts=360_000)
        case = the_case(one, two, activity("a"), shares=shares)
        assert (case.members, case.people.plain()) == (("a", "d", "e"), 12_600)

    def test_where_the_share_is_unknown_people_start_from_none(self):
        wide = activity("d", division=CD1, universe=150_000, attempts=450_000)
        case = the_case(wide, activity("a"))
        assert (case.people.plain(), case.certainty) == ([0, 30_000], "possible")

    def test_same_money_is_counted_once_in_a_case(self):
        # a and c are one purse. With b either competes; nobody is tried by both a and c.
        a, c = activity("a", umbrella=1), activity("c", umbrella=1)
        competing = [case for case in find(a, activity("b"), c).cases if case.class_ == "competing"]
        assert [case.members for case in competing] == [("a", "b", "c")]
        assert competing[0].touches.high == pytest.approx(3.0)

    def test_worst_weeks_are_those_with_the_most_excess(self):
        # Three work together in the last four weeks only.
        plans = activity("a"), activity("b"), activity("c", start=28, days=28, attempts=45_000)
        case = the_case(*plans)
        assert case.people.plain() == 21_600
        assert case.worst.first == plans[2].starts


class TestDollars:
    """Excess at the members' mean budget per attempt, or at the usual cost."""

    @pytest.mark.parametrize(
        ("a", "b", "dollars", "basis"),
        [
            ({}, {}, None, ""),
            ({"budget": Decimal(90_000)}, {}, 9_000, "budget per attempt"),
            ({"usual_cost": Decimal("0.5")}, {"usual_cost": Decimal("0.5")}, 4_500, "usual cost"),
            # $1 and the usual $3: $2.
            ({"budget": Decimal(90_000)}, {"usual_cost": Decimal(3)}, 18_000, "budget per attempt and usual cost"),
            # A stated budget goes before the usual cost; volunteers may cost nothing.
            ({"budget": Decimal(0), "usual_cost": Decimal(3)}, {"budget": Decimal(0)}, 0, "budget per attempt"),
        ],
    )
    def test_cost_of_the_excess(self, a, b, dollars, basis):
        case = the_case(activity("a", **a), activity("b", **b))
        assert (case.dollars.plain() if case.dollars else None) == dollars
        assert case.dollars_basis == basis
