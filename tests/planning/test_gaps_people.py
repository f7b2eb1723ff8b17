"""Hours of volunteers against a gap: which could go there, how many fall into its weeks, what is to find."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.gaps import Candidate, Volunteers
from planning.gaps.records import PEOPLE, PRESENT
from tests.planning.overlap_world import CD1, DANE, ROCK, WI, activity, day
from tests.planning.test_gaps import LEADS, gaps, way

# Twelve doors an hour and twenty calls: 12,000 tries at the door are 1,000 hours, 20,000 calls as many.
HOURS = LEADS | {
    "door": replace(LEADS["door"], tries_an_hour=12.0),
    "phone": replace(LEADS["phone"], tries_an_hour=20.0),
}
OFFER = Volunteers("o1", "lantern", "Lantern Votes", "door", 70, day(0), day(55), division=ROCK)


def the_gap(*offers, plans=(), leads=HOURS, **world):
    (gap,) = gaps(volunteers=offers, plans=plans, leads=leads, **world)
    return gap


def hours(gap, family="door"):
    found = way(gap, family)
    return found.hours_needed, found.hours_on_offer, found.hours_to_find


def test_what_is_short_takes_so_many_hours_and_what_is_not_volunteers_work_none():
    gap = the_gap()
    assert hours(gap) == (1_000, 0, 1_000)
    assert hours(gap, "phone") == (1_000, 0, 1_000)
    assert hours(gap, "text") == (None, 0, 0)
    assert hours(the_gap(plans=[activity("a", attempts=6_000)])) == (500, 0, 500)


@pytest.mark.parametrize(
    ("instead", "on_offer"),
    [
        ({}, 560),  # seventy a week, eight weeks
        ({"division": WI}, 560),  # they would go where they are sent
        ({"division": DANE}, 0),
        ({"division": CD1}, 560),  # a district that crosses the county
        ({"division": "ocd-division/country:us/state:zz"}, 0),
        ({"starts": day(28)}, 280),
        ({"ends": day(-1)}, 0),
        ({"starts": day(56), "ends": day(90)}, 0),
        ({"starts": day(-90), "ends": day(90)}, 560),
        ({"division": None, "is_remote": True}, 0),  # nobody knocks from anywhere
        ({"division": ROCK, "is_remote": True}, 560),
    ],
)
def test_an_offer_counts_where_and_when_it_could_be_worked(instead, on_offer):
    assert hours(the_gap(replace(OFFER, **instead))) == (1_000, on_offer, 1_000 - on_offer)


def test_calls_come_from_anywhere_and_more_than_enough_is_enough():
    far = replace(OFFER, family="phone", division=None, is_remote=True, hours_a_week=500)
    gap = the_gap(far, OFFER)
    assert hours(gap, "phone") == (1_000, 4_000, 0)
    assert hours(gap) == (1_000, 560, 440)


def at_the_doors(partner, name):
    return Candidate(partner, name, "door", ROCK, day(0), day(60))


def test_who_offers_people_is_named_with_the_reason_before_those_who_only_work_there():
    plans = [activity("a", partner="b", partner_name="Banyan", attempts=10)]
    at_work = [at_the_doors("b", "Banyan Project"), at_the_doors("lantern", "Lantern Votes")]
    gap = the_gap(OFFER, plans=plans, candidates=at_work)
    assert [(each.partner, each.basis) for each in gap.fillers] == [("lantern", PEOPLE), ("b", PRESENT)]
    assert gap.fillers[0].reason == "offers 70 hours of its people a week in Rock County (door, independent)"
    far = replace(OFFER, family="phone", division=None, is_remote=True, side="nonpartisan")
    assert the_gap(far).fillers[0].reason == (
        "offers 70 hours of its people a week from anywhere (phone, nonpartisan)"
    )


def test_people_on_offer_are_somebody_to_ask():
    assert the_gap(OFFER).score == 2 * the_gap().score


NEED = Volunteers("n1", "banyan", "Banyan Project", "door", 35, day(0), day(55), division=ROCK)


@pytest.mark.parametrize(
    ("instead", "asked"),
    [
        ({}, 280),  # thirty-five a week, eight weeks
        ({"division": WI}, 28),  # a tenth of the state lives here
        ({"division": DANE}, 0),
        ({"division": CD1}, 0),  # how much of it lies here is not known
        ({"starts": day(28)}, 140),
        ({"ends": day(-1)}, 0),
        ({"family": "phone"}, 0),
        ({"division": None, "is_remote": True}, 0),  # for work that is nowhere in particular
    ],
)
def test_what_partners_ask_for_comes_on_top_of_what_is_short(instead, asked):
    found = way(the_gap(OFFER, asked=[replace(NEED, **instead)]))
    assert (found.hours_asked, found.hours_to_find) == (asked, 1_000 + asked - 560)
    assert found.hours_asked == sum(each.hours for each in found.asked)


def test_a_need_alone_changes_neither_who_is_asked_nor_the_rank():
    assert the_gap(asked=[NEED]).fillers == the_gap().fillers
    assert the_gap(asked=[NEED]).score == the_gap().score


OFFERS = st.lists(
    st.builds(
        replace,
        st.just(OFFER),
        key=st.text(max_size=3),
        partner=st.sampled_from("abc"),
        hours_a_week=st.integers(1, 5_000),
        starts=st.integers(-30, 40).map(day),
        ends=st.integers(41, 90).map(day),
        division=st.sampled_from([ROCK, WI, DANE]),
    ),
    max_size=6,
)


@given(offers=OFFERS, order=st.randoms())
def test_hours_on_offer_are_the_sum_of_their_rows_whatever_the_order(offers, order):
    mixed = list(offers)
    order.shuffle(mixed)
    one, other = way(the_gap(*offers)), way(the_gap(*mixed))
    assert one.hours_on_offer == sum(each.hours for each in one.on_offer) == other.hours_on_offer
    assert one.hours_to_find >= 0
