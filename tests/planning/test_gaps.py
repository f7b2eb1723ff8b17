"""Gaps: what is planned for a priority against what would do good, in figures that one can reckon by hand."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.gaps import Aim, Candidate, Lead, Plans, find_gaps, season
from planning.gaps.records import NEARBY, OFFERED, PRESENT
from planning.overlaps import Window
from planning.overlaps.places import Atlas
from tests.planning.overlap_world import (
    AUGUST_2,
    CD1,
    DANE,
    DOOR,
    FAMILIES,
    NONE,
    PLACES,
    ROCK,
    US,
    WI,
    activity,
    day,
)

# Eight weeks from August 2, 2027: the lower end at the door is 0.3 × 8 ÷ 4 = 0.6 attempts a person, by phone 1, by
# text 2.
WEEKS = Window(day(0), day(55))
LEADS = {
    "door": Lead(money_days=28, people_days=14),
    "phone": Lead(money_days=14, people_days=7),
    "text": Lead(money_days=7, people_days=3, cost=Decimal("0.04"), cost_source="a trial"),
}
AIM = Aim("rock", ROCK, 1, WEEKS, target=20_000)


def gaps(*aims, plans=(), candidates=(), today=AUGUST_2, leads=LEADS, shares=NONE, counts=NONE, **world):
    found, _ = find_gaps(
        aims or [AIM],
        Plans.of(plans),
        atlas=Atlas(PLACES, shares, counts),
        families=FAMILIES,
        leads=leads,
        candidates=candidates,
        today=today,
        **world,
    )
    return found


def way(gap, family="door"):
    return next(each for each in gap.by_way if each.family == family)


def test_where_nobody_plans_anything_each_family_is_short_of_its_lower_end():
    (gap,) = gaps()
    assert [(each.family, each.each_takes, each.planned, each.takes) for each in gap.by_way] == [
        ("text", 2, 0, 40_000),  # the one that has a price
        ("door", pytest.approx(0.6), 0, pytest.approx(12_000)),
        ("phone", 1, 0, 20_000),
    ]
    assert (gap.people, gap.people_basis, gap.people_short) == (20_000, "the priority's target", 20_000)


def test_attempts_count_by_the_days_that_fall_into_the_weeks_and_the_rest_of_a_plan_does_not():
    half = activity("a", start=-56, days=112, attempts=10_000)  # half of it before the weeks begin
    (gap,) = gaps(plans=[half])
    assert way(gap).planned == pytest.approx(5_000)
    assert gap.people_short == pytest.approx(20_000 * (1 - 5_000 / 12_000))


def test_families_add_up_as_if_they_tried_different_people_so_that_no_more_is_called_a_gap_than_there_is():
    plans = [activity("a", attempts=6_000), activity("b", family="phone", tactic="phone", attempts=10_000)]
    assert gaps(plans=plans) == ()  # half the people at the door, half by phone
    assert len(gaps(plans=plans[:1])) == 1


def test_registration_serves_only_priorities_of_registration():
    drive = activity("a", program_type="registration", is_registration=True, attempts=9_000)
    aims = [AIM, replace(AIM, key="reg", program_type="registration")]
    assert {gap.aim.key: way(gap).planned for gap in gaps(*aims, plans=[drive])} == {
        "rock": 0,
        "reg": pytest.approx(9_000),
    }


def test_a_priority_of_a_type_counts_only_work_of_that_type():
    plans = [activity("a", attempts=3_000), activity("b", program_type="persuasion", attempts=1_000)]
    (gap,) = gaps(replace(AIM, program_type="persuasion"), plans=plans)
    assert way(gap).planned == pytest.approx(1_000)


def test_work_all_over_the_state_counts_by_the_electorate_and_work_elsewhere_not_at_all():
    plans = [activity("a", division=WI, attempts=50_000), activity("b", division=DANE, attempts=50_000)]
    assert way(gaps(plans=plans)[0]).planned == pytest.approx(5_000)  # Rock is a tenth of Wisconsin


def test_a_district_that_crosses_counts_by_the_crosswalk_and_without_one_is_said_to_be_unknown():
    plans = [activity("a", division=CD1, attempts=8_000)]
    (gap,) = gaps(plans=plans)
    assert (way(gap).planned, way(gap).unknown) == (0, 1)
    (gap,) = gaps(plans=plans, shares={(CD1, ROCK): 0.25, (ROCK, CD1): 0.9})
    assert (way(gap).planned, way(gap).unknown) == (pytest.approx(2_000), 0)
    # A priority of a district: of the county’s doors those in its nine tenths, of the state’s its electorate’s part,
    # which is that of the counties it covers (0.9 × 100,000 people of Rock, of the million of Wisconsin).
    in_district = replace(AIM, division=CD1)
    county, state = activity("a", division=ROCK, attempts=5_000), activity("b", division=WI, attempts=10_000)
    (gap,) = gaps(in_district, plans=[county, state], shares={(ROCK, CD1): 0.9, (CD1, ROCK): 1.0})
    assert (way(gap).planned, way(gap).unknown) == (pytest.approx(4_500 + 900), 0)
    assert "1 plan there states no attempts" in gaps(plans=[activity("a", attempts=None)])[0].reason


def test_a_constituency_counts_its_own_work_whole_and_work_for_everyone_by_its_part_of_the_electorate():
    youth = replace(AIM, constituency="youth")
    plans = [
        activity("a", constituencies=frozenset({"youth", "latino"}), attempts=1_000),
        activity("b", constituencies=frozenset({"latino"}), attempts=1_000),
        activity("c", attempts=1_000),
    ]
    (gap,) = gaps(youth, plans=plans)
    assert (way(gap).planned, way(gap).unknown) == (pytest.approx(1_000), 1)
    (gap,) = gaps(youth, plans=plans, counts={(ROCK, "youth"): 20_000})
    assert (way(gap).planned, way(gap).unknown) == (pytest.approx(1_200), 0)


def test_without_a_target_the_electorate_stands_for_it_and_without_either_the_priority_asks_for_it():
    (gap,) = gaps(replace(AIM, target=None))
    assert (gap.people, gap.people_basis) == (100_000, "the electorate")
    _, asking = find_gaps(
        [replace(AIM, division=DOOR, target=None), replace(AIM, target=None, constituency="youth")],
        Plans.of([]),
        atlas=Atlas(PLACES, {}, {}),
        families=FAMILIES,
        leads=LEADS,
        today=day(0),
    )
    assert [each.reason for each in asking] == [
        "How many people there are to reach in Door County is not known: state a target, or count its electorate.",
        "How many people of this constituency there are to reach in Rock County is not known: state a target, or "
        "count its electorate.",
    ]


def test_few_people_are_no_gap():
    assert gaps(replace(AIM, target=199)) == ()
    almost = activity("a", attempts=11_500)  # 19,167 of 20,000
    assert gaps(plans=[almost]) == ()


def test_gaps_come_by_priority_times_people_times_time_times_somebody_to_ask():
    second = replace(AIM, key="dane", division=DANE, tier=2, target=30_000)
    found = gaps(AIM, second)
    assert [(gap.aim.key, gap.score) for gap in found] == [("dane", 45_000), ("rock", 40_000)]
    able = Candidate("p", "Lantern Votes", "door", ROCK, day(0), day(60), is_offered=True)
    assert [(gap.aim.key, gap.score) for gap in gaps(AIM, second, candidates=[able])] == [
        ("rock", 80_000),
        ("dane", 45_000),  # nobody has offered anything there
    ]
    (late,) = gaps(today=day(42))  # text people can come until day 52
    assert (late.weeks, late.factors["time left"]) == (Window(day(42), day(55)), pytest.approx(11 / 53))
    assert gaps(today=day(55))[0].score == 0
    assert gaps(today=day(56)) == ()


def test_money_and_people_have_a_last_day_each():
    (gap,) = gaps()
    assert (way(gap).money_by, way(gap).people_by) == (day(27), day(41))
    assert gap.money_by == way(gap, "text").money_by == day(48)


def test_who_could_fill_it_is_named_once_with_the_best_reason():
    candidates = [
        Candidate("a", "Across Town", "door", DANE, day(0), day(60)),
        Candidate("b", "Banyan Project", "door", ROCK, day(0), day(60), universe=4_000),
        Candidate("c", "Cedar Table", "door", ROCK, day(0), day(60), is_offered=True, universe=12_000),
        Candidate("c", "Cedar Table", "text", DANE, day(0), day(60)),
        Candidate("d", "Digital Only", "digital", ROCK, day(0), day(60)),
        Candidate("e", "Early Birds", "door", ROCK, day(-90), day(-30), is_offered=True),
        Candidate("r", "Registrars", "door", ROCK, day(0), day(60), is_registration=True),
    ]
    (gap,) = gaps(candidates=candidates)
    assert [(each.partner, each.basis, each.reason) for each in gap.fillers] == [
        ("c", OFFERED, "has said that it could work Rock County if asked (door, a list of 12,000 people)"),
        ("b", PRESENT, "works Rock County already (door, a list of 4,000 people)"),
        ("a", NEARBY, "does the same work in Dane County (door)"),
    ]


def test_the_reason_is_a_sentence_with_its_figures():
    (gap,) = gaps(plans=[activity("a", attempts=6_000)])
    assert gap.reason == (
        "From August 2 to September 26, 2027, nobody plans to try at least 10,000 of the 20,000 people in Rock "
        "County as often as does any good. To bring all of them to the lower end by one way alone takes 20,000 more "
        "attempts by text ($800); or 6,000 more attempts by door; or 10,000 more attempts by phone."
    )


def test_what_each_way_takes_is_for_the_people_who_are_short_whoever_brings_the_others_there():
    plans = [activity("a", attempts=3_000), activity("b", family="text", tactic="text", attempts=20_000)]
    (gap,) = gaps(plans=plans)
    assert [(each.family, each.enough_for) for each in gap.by_way] == [
        ("text", 10_000),
        ("door", pytest.approx(5_000)),
        ("phone", 0),
    ]
    assert gap.people_short == pytest.approx(5_000)
    assert {each.family: each.takes for each in gap.by_way} == pytest.approx(
        {"text": 10_000, "door": 3_000, "phone": 5_000}
    )
    assert way(gap, "text").cost_usd == 400


def test_ways_stand_by_cost_then_by_hours_of_volunteers_then_by_attempts():
    priced = {**LEADS, "door": replace(LEADS["door"], cost=Decimal("0.10"))}
    assert [each.family for each in gaps(leads=priced)[0].by_way] == ["door", "text", "phone"]  # $1,200, $1,600
    by_hours = {**LEADS, "phone": replace(LEADS["phone"], tries_an_hour=20.0)}
    assert [each.family for each in gaps(leads=by_hours)[0].by_way] == ["text", "phone", "door"]
    assert "(1,000 hours of volunteers); or" in gaps(leads=by_hours)[0].reason


def test_seasons_end_with_election_day_and_registration_with_its_deadline():
    election = dt.date(2028, 11, 7)
    assert season("gotv", election=election) == Window(dt.date(2028, 9, 27), election)
    assert season("registration", election=election).last == dt.date(2028, 10, 8)
    closes = dt.date(2028, 10, 20)
    assert season("registration", election=election, registration_closes=closes).last == closes


# --- Any plans ---------------------------------------------------------------------------------------

AROUND = (ROCK, DANE, WI, US)
INSIDE_ROCK = {ROCK: 1.0, DANE: 0.0, WI: 0.1, US: 0.001}
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "division": st.sampled_from(AROUND),
            "family": st.sampled_from(["door", "phone", "text", "site-based"]),
            "program_type": st.sampled_from(["gotv", "persuasion"]),
            "start": st.integers(-40, 70),
            "days": st.integers(1, 90),
            "attempts": st.none() | st.integers(0, 90_000),
        }
    ),
    max_size=8,
).map(lambda lines: [activity(f"r{n}", **facts) for n, facts in enumerate(lines)])


@given(plans=LINES, type_=st.sampled_from([None, "gotv"]), order=st.randoms())
def test_what_is_planned_is_what_a_plain_sum_says_in_whatever_order(plans, type_, order):
    aim = replace(AIM, program_type=type_, target=10**9)
    (gap,) = gaps(aim, plans=plans)
    for found in gap.by_way:
        own = [a for a in plans if a.family == found.family and type_ in (None, a.program_type)]
        shared = [
            (a, (min(a.ends, WEEKS.last) - max(a.starts, WEEKS.first)).days + 1, INSIDE_ROCK[a.division]) for a in own
        ]
        there = [(a, days, part) for a, days, part in shared if days > 0 and part]
        plain = sum((a.attempts or 0) * days / ((a.ends - a.starts).days + 1) * part for a, days, part in there)
        assert found.planned == pytest.approx(plain)
        assert found.unknown == sum(a.attempts is None for a, _, _ in there)
    mixed = list(plans)
    order.shuffle(mixed)
    (again,) = gaps(aim, plans=mixed)
    assert [(w.family, w.unknown) for w in again.by_way] == [(w.family, w.unknown) for w in gap.by_way]
    assert [w.planned for w in again.by_way] == pytest.approx([w.planned for w in gap.by_way])


@given(plans=LINES, by=st.sampled_from(["door", "phone", "text"]))
def test_what_one_way_takes_fills_the_gap_by_that_way_alone(plans, by):
    aim = replace(AIM, target=10**6)
    for gap in gaps(aim, plans=plans):
        assert gap.people - sum(each.enough_for for each in gap.by_way) == pytest.approx(gap.people_short)
        takes = round(way(gap, by).takes)
        assert gaps(aim, plans=[*plans, activity("all of it", family=by, tactic=by, attempts=takes)]) == ()


@given(plans=LINES, more=st.integers(1, 50_000))
def test_more_work_never_makes_a_gap_larger(plans, more):
    aim = replace(AIM, target=10**9)
    (before,) = gaps(aim, plans=plans)
    (after,) = gaps(aim, plans=[*plans, activity("more", attempts=more)])
    assert after.people_short <= before.people_short
    assert way(after).takes <= way(before).takes
