"""The rule of blind totals, tried by somebody who wants to know what one funder thinks of giving."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from funding.blind import LEAST_FUNDERS, MOST_OF_ONE, STEP_USD, is_safe, may_follow, told

AMOUNTS = st.integers(1, 2_000_000).map(Decimal)
SHARES = st.dictionaries(st.integers(1, 9), AMOUNTS, max_size=9)


def shares(*amounts):
    return {number: Decimal(amount) for number, amount in enumerate(amounts, 1)}


@pytest.mark.parametrize(
    ("amounts", "safe"),
    [
        ((), False),
        ((50_000, 50_000), False),
        ((50_000, 50_000, 50_000), True),
        ((60_000, 20_000, 20_000), True),
        ((60_001, 20_000, 19_999), False),
        ((90_000, 5_000, 5_000, 1_000), False),
    ],
)
def test_a_total_stands_for_three_funders_none_of_whom_has_most_of_it(amounts, safe):
    assert is_safe(shares(*amounts)) is safe


def test_who_gives_too_reads_the_others_alone_and_only_where_these_are_enough():
    three, four = shares(40_000, 50_000, 61_000), shares(40_000, 50_000, 61_000, 44_000)
    assert told(three, three, ()) == 150_000
    assert told(three, three, {1}) is None, "of two others, each could work out the other"
    assert told(four, four, {1}) == 160_000
    assert told(four, four, {9}) == told(four, four, ()) == 200_000


def test_a_total_of_which_too_few_are_left_is_told_no_more():
    before = shares(40_000, 50_000, 60_000)
    assert told(before, shares(40_000, 50_000), ()) is None


def test_what_is_less_than_half_a_step_is_told_as_next_to_nothing():
    small = shares(1_000, 1_000, 1_000)
    assert told(small, small, ()) == 0


def test_one_more_funder_does_not_change_what_is_told():
    """Else the difference of two days would be its amount."""
    before = shares(40_000, 50_000, 60_000)
    for added in (1, 2, 3):
        assert not may_follow(before, before | {10 + n: Decimal(45_000) for n in range(added)})
    assert may_follow(before, before | {10 + n: Decimal(45_000) for n in range(4)})


def test_four_changes_of_which_one_is_nearly_all_do_not_change_what_is_told():
    before = shares(40_000, 50_000, 60_000, 70_000)
    assert not may_follow(before, shares(40_100, 50_100, 60_100, 170_000))


@given(SHARES, st.sets(st.integers(1, 9), max_size=3))
def test_what_anybody_is_told_is_of_three_or_more_unknown_to_him(published, known):
    answer = told(published, published, known)
    unknown = {funder: amount for funder, amount in published.items() if funder not in known}
    if answer is None:
        return
    assert len(unknown) >= LEAST_FUNDERS and max(unknown.values()) <= MOST_OF_ONE * sum(unknown.values())
    assert answer % STEP_USD == 0 and abs(answer - sum(unknown.values())) <= STEP_USD / 2


@given(SHARES, SHARES, st.integers(1, 9))
def test_two_days_apart_nobody_can_tell_what_fewer_than_three_others_have_changed(before, after, viewer):
    assume(before and before != after)
    if not may_follow(before, after):
        return
    changed = {each for each in before.keys() | after.keys() if before.get(each) != after.get(each)} - {viewer}
    assert len(changed) >= LEAST_FUNDERS


@given(SHARES, st.integers(1, 9), AMOUNTS)
def test_what_one_funder_changes_alone_is_never_told(before, funder, amount):
    after = {**before, funder: amount}
    assume(before and after != before)
    assert not may_follow(before, after)
