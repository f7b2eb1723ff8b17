"""Lists over columns: each activity is on the one that is told by plain values, and which couples may be told of."""

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.overlaps.arrays import ints
from planning.overlaps.board import board_of
from planning.overlaps.columns import Columns
from planning.overlaps.judging import Judge
from planning.overlaps.lists import lists_of
from planning.overlaps.loops import Loop
from planning.overlaps.money import SameMoney
from planning.overlaps.places import Atlas
from planning.overlaps.sweep import sweep
from planning.overlaps.terrain import terrain_of
from tests.planning.overlap_world import FAMILIES, PLACES
from tests.planning.test_overlaps_properties import plans
from tests.planning.test_overlaps_reference import COUNTED, SHARES

HOW = st.sampled_from([Loop.step_by_step, Loop.in_machine_code])
# Partner, kind, place and constituencies; these need more than a number has bits with those of the first columns.
KEYS = st.tuples(st.integers(-2, 2), st.integers(0, 1), st.integers(0, 2), st.sampled_from([0, 1, 2, 1 << 61]))


@settings(max_examples=150, deadline=None)
@given(st.lists(KEYS, max_size=12), HOW)
def test_lists_are_numbered_as_their_first_activities_come(keys, how):
    partner, kind, place, mask = (ints([key[part] for key in keys]) for part in range(4))
    days, volumes = ints([1] * len(keys)), np.full(len(keys), 10.0)
    terrain = terrain_of(sorted(PLACES)[:3], Atlas(PLACES, {}, {})).terrain
    with patch.object(Loop, "__call__", how):
        lists = lists_of(Columns(partner, kind, place, days, days, mask, volumes, volumes), terrain)
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    assert lists.of.tolist() == [numbers[key] for key in keys]
    assert lists.head.tolist() == [keys.index(key) for key in numbers]


@settings(max_examples=150, deadline=None)
@given(plans(), st.sampled_from([{}, SHARES]), st.sampled_from([{}, COUNTED]), HOW)
def test_only_couples_with_too_few_people_are_sifted_out(found, shares, counted, how):
    compared = [each for each in found if FAMILIES[each.family].works != "none"]
    judge = Judge(board_of(compared, FAMILIES, Atlas(PLACES, shares, counted), SameMoney(compared)))
    with patch.object(Loop, "__call__", how):
        for met in sweep(judge.columns, judge.terrain):
            (every, why, both), (left, _, _) = (
                judge.shared.sifted(met, judge.traits, recorded=recorded) for recorded in (True, False)
            )
            of, kept = judge.lists.of, (why != 0) | ~(both.high < both.fewest)
            assert (of[every.one] < of[every.two]).all()
            assert left.one.tolist() == every.one[kept].tolist()
            assert left.two.tolist() == every.two[kept].tolist()
            assert left.way.tolist() == every.way[kept].tolist()
            blank = judge.board.is_blank[every.one] | judge.board.is_blank[every.two]
            listed = judge.is_list[of[every.one]]
            assert (why != 0).tolist() == (blank & listed).tolist()
            assert both.fewest[listed & ~blank] == pytest.approx(
                np.maximum(200, 0.05 * both.smaller[listed & ~blank]), abs=1e-5
            )
