"""The sweep over columns: the same couples as a double loop over all activities, however many it takes at once."""

from itertools import combinations
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.overlaps import sweep as sweeping
from planning.overlaps.columns import MOST_CONSTITUENCIES, bits, columns_of
from planning.overlaps.loops import Loop
from planning.overlaps.places import Atlas
from planning.overlaps.terrain import terrain_of
from tests.planning.overlap_world import PLACES
from tests.planning.test_overlaps_properties import comparable, plans


def couples(activities, at_once: int, how=Loop.__call__) -> list[frozenset[str]]:
    atlas = Atlas(PLACES, {}, {})
    named = terrain_of((one.division for one in activities), atlas)
    with patch.object(sweeping, "AT_ONCE", at_once), patch.object(Loop, "__call__", how):
        found = list(sweeping.sweep(columns_of(activities, atlas, named.number), named.terrain))
    return [
        frozenset((activities[one].label, activities[two].label))
        for batch in found
        for one, two in zip(batch.one, batch.two, strict=True)
    ]


@settings(max_examples=100, deadline=None)
@given(plans(), st.integers(1, 12), st.sampled_from([Loop.step_by_step, Loop.in_machine_code]))
def test_every_couple_is_met_once(found, at_once, how):
    expected = {frozenset((one.label, two.label)) for one, two in combinations(found, 2) if comparable(one, two)}
    met = couples(found, at_once, how)
    assert set(met) == expected
    assert len(met) == len(expected)


def test_nothing_to_compare_is_no_couple():
    assert couples([], 10) == []


def test_more_constituencies_than_a_number_has_bits_are_refused():
    assert bits(["youth", "latino", "youth"]) == {"latino": 1, "youth": 2}
    with pytest.raises(ValueError, match="more than can be compared"):
        bits(str(number) for number in range(MOST_CONSTITUENCIES + 1))
