"""What comes on top of the lists of cases: what is looked up pair by pair, without the lists of the case itself."""

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.overlaps import outside as module
from planning.overlaps.arrays import ints
from planning.overlaps.board import board_of
from planning.overlaps.islands import Islands
from planning.overlaps.loops import Loop
from planning.overlaps.money import SameMoney
from planning.overlaps.outside import outside as outside_of
from planning.overlaps.places import Atlas
from tests.planning.overlap_world import FAMILIES, PLACES
from tests.planning.test_overlaps_properties import plans
from tests.planning.test_overlaps_reference import COUNTED, NEAR, SHARES


def pairs_of(board, drawn):
    """Pairs of lists of one kind of work with ground in common."""
    lists, ways = board.lists, board.terrain.ways
    way = {(one, other): at for at, (one, other) in enumerate(zip(ways.one, ways.other, strict=True))}
    kind, many = board.columns.kind[lists.head], len(lists.head)
    for one, two, first, days in drawn:
        a, b = one % many, two % many
        found = way.get((lists.place[a], lists.place[b]))
        if found is not None and kind[a] == kind[b]:
            start = board.columns.starts.min() + first
            yield a, b, start, start + days, found


@pytest.mark.parametrize("how", [Loop.step_by_step, Loop.in_machine_code])
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_lists_outside_a_case_are_those_of_its_pairs_without_its_own(how, data):
    kind = st.tuples(st.integers(3, 8), st.booleans(), st.sampled_from(NEAR))
    found = data.draw(kind.flatmap(lambda kind: plans(*kind)))
    atlas = Atlas(PLACES, SHARES, COUNTED)
    those = [each for each in found if FAMILIES[each.family].works != "none"]
    board = board_of(those, FAMILIES, atlas, SameMoney(those))
    numbers = st.tuples(*(st.integers(0, most) for most in (9, 9, 30, 60)))
    cases = [list(pairs_of(board, data.draw(st.lists(numbers, max_size=8)))) for _ in range(3)] if those else []
    cases = [pairs for pairs in cases if pairs]
    if not cases:
        return
    a, b, first, last, way = (ints(each) for each in zip(*(pair for pairs in cases for pair in pairs), strict=True))
    alone, heads = np.zeros(len(a), dtype=np.bool_), board.lists.head
    islands = Islands(a, b, first, last, way, alone, np.arange(len(a) + 1), heads[a], heads[b])
    begin = ints(np.append(0, np.cumsum([len(pairs) for pairs in cases])))
    with patch.object(Loop, "__call__", how), patch.object(module, "FOR_EACH", data.draw(st.sampled_from([1, 64]))):
        outside = outside_of(board.crowds, begin, islands)
        found = board.crowds.worst(islands, np.full(len(a), np.inf), lambda *_: (ints([]), ints([])))
        (positions, met), *more = [(positions, around.chances) for positions, _, around in found]
    for n in range(len(cases)):
        own = outside.work[outside.first_list[n] : outside.first_list[n + 1]].tolist()
        pairs = range(begin[n], begin[n + 1])
        assert sorted(own) == sorted({*a[begin[n] : begin[n + 1]].tolist(), *b[begin[n] : begin[n + 1]].tolist()})
        for pair in pairs:
            assert (outside.work[outside.one[pair]], outside.work[outside.two[pair]]) == (a[pair], b[pair])
            there = slice(outside.first_met[pair], outside.first_met[pair + 1])
            mine = dict(zip(outside.met[there].tolist(), outside.chance[there].tolist(), strict=True))
            assert mine == chances_of(pair, [(positions, met), *more], own)


def chances_of(pair, parts, own):
    return {
        other: chance
        for positions, met in parts
        for island, other, chance in zip(met.island.tolist(), met.other.tolist(), met.chance.tolist(), strict=True)
        if positions[island] == pair and other not in own
    }
