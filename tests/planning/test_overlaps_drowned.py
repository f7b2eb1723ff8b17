"""What cannot compete, since so much goes on around: told as soon as that is sure, and never of what does compete."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.overlaps.crowds import Crowds
from tests.planning.overlap_world import BELOIT, CD1, DANE, ROCK, WI, activity, find, paid

SHARES = {(ROCK, CD1): 0.5, (CD1, ROCK): 0.4}


@st.composite
def crowded(draw):
    """Two to four plans of little work, among many of much."""
    numbers, found = st.integers(0, 60), []
    for at in range(draw(st.integers(6, 16))):
        is_small = at < 4
        universe = draw(st.sampled_from([0, 400, 2_000, 30_000] if is_small else [30_000, 90_000, 200_000]))
        found.append(
            activity(
                f"plan {at}",
                f"partner {draw(st.integers(0, 9))}",
                start=draw(numbers),
                days=draw(st.sampled_from([1, 6, 13, 14, 27, 28, 29, 60, 100])),
                division=draw(st.sampled_from([ROCK, ROCK, ROCK, WI, BELOIT, DANE, CD1])),
                universe=universe,
                attempts=universe * draw(st.sampled_from([0, 1, 3, 9] if is_small else [1, 5, 30])),
                constituencies=frozenset(draw(st.sampled_from([(), (), (), ("youth",), ("black", "youth")]))),
            )
        )
    return found


@settings(max_examples=200, deadline=None)
@given(crowded(), st.sampled_from([{}, SHARES]), st.data())
def test_whoever_asks_for_cases_alone_gets_all_of_them(found, shares, data):
    keys = st.sampled_from([each.key for each in found])
    found = paid(found, data.draw(st.lists(st.tuples(keys, keys), max_size=3)))
    more = {"shares": shares}
    assert find(*found, **more, with_recorded=False).cases == find(*found, **more).cases


# Each of the twenty 1.5 times for a tenth of the county: 2.6 tries by chance. A list that is tried 0.05 times gives
# less than a tenth of that, one that is tried 1.5 times does not.
@pytest.mark.parametrize(("attempts", "competes"), [(3_000, False), (90_000, True)])
def test_a_small_plan_among_many_is_not_added_up(attempts, competes):
    many = [activity(f"one of many {n}", universe=9_000, attempts=27_000) for n in range(20)]
    small = activity("small", attempts=attempts)
    pairs = []

    def counted(*args):
        for positions, *found in worst(*args):
            pairs.extend(positions.tolist())
            yield positions, *found

    worst = Crowds.worst
    with patch.object(Crowds, "worst", counted):
        cases = find(*many, small, with_recorded=False).cases
    assert len(pairs) == 190 + 20 * competes
    assert [len(case.keys) for case in cases] == [20 + competes]
