"""Step 1: which activities are compared at all."""

import pytest

from tests.planning.overlap_world import (
    BELOIT,
    CD1,
    CD2,
    DANE,
    ROCK,
    SENATE,
    TETON,
    WI,
    WY,
    WY_AT_LARGE,
    activity,
    all_pairs,
    day,
    find,
    the_pair,
)

YOUTH, LATINO = frozenset({"youth"}), frozenset({"latino"})


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"division": WI},
        {"division": BELOIT},
        {"start": 55},
        {"constituencies": YOUTH},
        {"program_type": "persuasion"},
        {"universe": None, "attempts": None},
    ],
    ids=["same", "state-wide", "a city inside", "one day shared", "one side everyone", "other type", "no numbers"],
)
def test_two_partners_who_meet_are_a_pair(other):
    assert set(all_pairs(find(activity("a"), activity("b", **other)))) == {("a", "b")}


@pytest.mark.parametrize(
    "other",
    [
        {"partner": "partner of a"},
        {"family": "phone"},
        {"division": DANE},
        {"division": WY},
        {"start": 56},
        {"start": -56},
        {"is_registration": True, "program_type": "registration"},
    ],
    ids=["same partner", "other family", "other county", "other state", "next day", "day before", "registration"],
)
def test_who_do_not_meet_are_no_pair(other):
    assert not all_pairs(find(activity("a"), activity("b", **other)))


def test_different_constituencies_do_not_meet_and_a_common_one_does():
    both = frozenset({"youth", "latino"})
    a, b, c = (
        activity("a", constituencies=YOUTH),
        activity("b", constituencies=LATINO),
        activity("c", constituencies=both),
    )
    assert set(all_pairs(find(a, b, c))) == {("a", "c"), ("b", "c")}


def test_registration_meets_registration():
    a, b = (activity(label, is_registration=True, program_type="registration") for label in "ab")
    assert set(all_pairs(find(a, b))) == {("a", "b")}


def test_training_and_unknown_families_are_never_compared():
    result = find(
        *(activity(label, family="training") for label in "ab"), *(activity(label, family=None) for label in "cd")
    )
    assert not all_pairs(result)
    assert result.counts["activities"] == 0


@pytest.mark.parametrize(
    ("a", "b", "anchor", "share", "basis"),
    [
        (ROCK, ROCK, ROCK, 1, "same place"),
        (WI, ROCK, ROCK, 1, "nested"),
        (WI, BELOIT, BELOIT, 1, "nested"),
        (CD1, ROCK, ROCK, None, "share unknown"),
        (CD1, WI, CD1, 1, "nested"),
        (CD1, SENATE, SENATE, None, "share unknown"),
        (WY_AT_LARGE, WY, WY, 1, "same place"),
        (WY_AT_LARGE, TETON, TETON, 1, "nested"),
    ],
)
def test_anchor_is_the_smaller_place_and_says_how_its_share_was_known(a, b, anchor, share, basis):
    pair = the_pair(find(activity("a", division=a), activity("b", division=b)))
    assert (pair.anchor, pair.place_share, pair.basis) == (anchor, share, basis)


def test_two_districts_of_one_kind_never_meet():
    assert not all_pairs(find(activity("a", division=CD1), activity("b", division=CD2)))


def test_crosswalk_gives_the_share_and_rules_out_the_districts_that_hold_none_of_a_county():
    # 60 % of Rock's voters are in the first district, the rest in the second: none is left for any other.
    shares = {(ROCK, CD1): 0.6, (CD1, ROCK): 0.2, (ROCK, CD2): 0.4, (CD2, ROCK): 0.1, (DANE, CD2): 1.0}
    pair = the_pair(find(activity("a", division=CD1), activity("b", division=ROCK), shares=shares))
    assert (pair.anchor, pair.place_share, pair.basis) == (ROCK, 0.6, "crosswalk")
    assert not all_pairs(find(activity("a", division=CD1), activity("b", division=DANE), shares=shares))


def test_a_county_larger_than_a_district_is_not_the_anchor():
    # Dane holds 300,000 of the state's million; with eight districts, 125,000 live in each.
    pair = the_pair(find(activity("a", division=CD1), activity("b", division=DANE)))
    assert (pair.anchor, pair.place_share) == (CD1, None)


def test_shared_days_are_said():
    pair = the_pair(find(activity("a", days=30), activity("b", start=10, days=40)))
    assert (pair.shared.first, pair.shared.last) == (day(10), day(29))


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"division": "nowhere"}, "not in the table"),
        ({"days": 0}, "ends before it starts"),
        ({"key": "a"}, "comes twice"),
    ],
)
def test_what_cannot_be_true_is_refused(facts, message):
    with pytest.raises(ValueError, match=message):
        find(activity("a"), activity("b", **facts))


def test_a_city_is_in_a_district_as_far_as_its_county_is():
    plans = activity("a", division=CD1), activity("b", division=BELOIT)
    assert the_pair(find(*plans)).basis == "share unknown"
    whole = {(ROCK, CD1): 1.0, (CD1, ROCK): 0.8}
    pair = the_pair(find(*plans, shares=whole))
    assert (pair.anchor, pair.place_share, pair.basis) == (BELOIT, 1.0, "crosswalk")
    assert not all_pairs(find(*plans, shares={(ROCK, CD2): 1.0, (CD2, ROCK): 0.8}))


def test_members_come_by_label_with_their_own_rates():
    # Two lines of one partner around that of the other: in each pair the lower label comes first.
    lines = activity("a", "us"), activity("b", "them", attempts=30_000), activity("c", "us", attempts=0)
    pairs = all_pairs(find(*lines))
    assert set(pairs) == {("a", "b"), ("b", "c")}
    assert [pairs["a", "b"].rate_a, pairs["a", "b"].rate_b] == pytest.approx([1.5, 0.5])
    assert [pairs["b", "c"].rate_a, pairs["b", "c"].rate_b] == pytest.approx([0.5, 1.5])
