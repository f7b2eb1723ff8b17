"""Places over columns: every two of them lie to each other as the definition says of two at a time."""

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.overlaps import Place
from planning.overlaps.loops import Loop
from planning.overlaps.places import Atlas
from planning.overlaps.records import BASES
from planning.overlaps.terrain import terrain_of

US, MI, OH = "us", "us/mi", "us/oh"
# Two counties, one with two cities, and two districts of each kind, in each of two states.
KINDS = {"county": "county", "cd": "cd", "sldu": "sldu", "sldl": "sldl"}
SITES = {
    US: ("country", None, None),
    **{state: ("state", US, state[-2:].upper()) for state in (MI, OH)},
    **{f"{s}/{k}:{n}": (k, s, s[-2:].upper()) for s in (MI, OH) for k in KINDS for n in (1, 2)},
    **{f"{s}/place:{n}": ("place", f"{s}/county:1", s[-2:].upper()) for s in (MI, OH) for n in (1, 2)},
    f"{MI}/place:9": ("place", MI, "MI"),
}


@st.composite
def atlases(draw):
    """Places with and without electorates, under a crosswalk that is whole, partial, one-sided or missing."""
    people = st.none() | st.sampled_from([0, 100, 100, 700, 5_000, 90_000])
    places = {
        id: Place(id, id, kind, parent, state, draw(people)) for id, (kind, parent, state) in sorted(SITES.items())
    }
    lower = st.sampled_from([id for id in SITES if ":" in id])
    pair = st.tuples(lower, lower).filter(lambda pair: pair[0] != pair[1])
    shares = draw(st.dictionaries(pair, st.sampled_from([0.0, 0.01, 0.4, 0.6, 0.98, 1.0]), max_size=30))
    # Districts whose counties are all known: then these tell how the districts lie to each other.
    for state in (MI, OH) if draw(st.booleans()) else ():
        for district in (id for id in SITES if id.startswith(state) and any(f"/{k}:" in id for k in ("cd", "sldl"))):
            county = f"{state}/county:{draw(st.sampled_from([1, 2]))}"
            shares |= {(district, county): 1.0, (county, district): draw(st.sampled_from([0.4, 1.0]))}
    return Atlas(places, shares, {})


def expected(used, atlas):
    """Each two of them that have ground in common, by the plain definition."""
    found = {}
    for one in used:
        for other in used:
            near = one == other or one in atlas.ancestors(other) or other in atlas.ancestors(one)
            # The order of two crossing places decides only which way round their shares are given.
            first, second = (one, other) if near else sorted((one, other))
            is_of_one_state = atlas.places[one].state == atlas.places[other].state
            relation = atlas.relation(*((one, other) if near else (first, second)))
            if relation is not None and (near or is_of_one_state):
                share = relation.share_of(near or first == one)
                found[one, other] = (np.nan if share is None else share, relation.anchor, relation.basis)
    return found


@settings(max_examples=100, deadline=None)
@given(atlases())
def test_two_places_meet_when_one_lies_to_the_other_in_any_way(atlas):
    for one in SITES:
        for other in SITES:
            assert atlas.meets(one, other) == (atlas.relation(one, other) is not None)


@settings(max_examples=300, deadline=None)
@given(atlases(), st.sets(st.sampled_from(sorted(SITES)), min_size=1))
def test_ways_are_those_of_every_two_places_looked_at_by_themselves(atlas, used):
    named = terrain_of(used, atlas)
    ways, ids = named.terrain.ways, sorted(used)
    found = {
        (ids[one], ids[other]): (share, ids[anchor] if anchor >= 0 else None, BASES[basis])
        for one, other, share, anchor, basis in zip(
            *(column.tolist() for column in (ways.one, ways.other, ways.share, ways.anchor, ways.basis)), strict=True
        )
    }
    assert len(found) == len(ways.one)
    wanted = expected(ids, atlas)
    assert found.keys() == wanted.keys()
    for pair, (share, anchor, basis) in found.items():
        assert (anchor, basis) == wanted[pair][1:], pair
        assert share == pytest.approx(wanted[pair][0], nan_ok=True), pair
    assert [ids[n] for n in ways.one[ways.back].tolist()] == [ids[n] for n in ways.other.tolist()]


@settings(max_examples=100, deadline=None)
@given(atlases())
def test_ceilings_and_local_places_are_those_of_one_place_at_a_time(atlas):
    terrain = terrain_of(SITES, atlas).terrain
    ids = sorted(SITES)
    wanted = [np.nan if (found := atlas.ceiling(id)) is None else found for id in ids]
    assert terrain.ceiling.tolist() == pytest.approx(wanted, nan_ok=True)
    assert terrain.is_local.tolist() == [atlas.is_local(id) for id in ids]


@settings(max_examples=100, deadline=None)
@given(
    atlases(),
    st.sets(st.sampled_from(sorted(SITES)), min_size=1),
    st.sampled_from([Loop.step_by_step, Loop.in_machine_code]),
)
def test_third_places_are_those_that_meet_both_places_and_hold_a_part_of_the_anchor(atlas, used, how):
    terrain = terrain_of(used, atlas).terrain
    with patch.object(Loop, "__call__", how):
        begin, third, share = (column.tolist() for column in terrain.thirds)
    ways = terrain.ways
    rows = list(zip(*(column.tolist() for column in (ways.one, ways.other, ways.anchor)), strict=True))
    part = {pair[:2]: share for pair, share in zip(rows, ways.share.tolist(), strict=True)}
    assert begin[-1] == len(third) == len(share)
    for way, (one, other, anchor) in enumerate(rows):
        wanted = {}
        for place in range(terrain.places):
            if (anchor, place) in part and (place, one) in part and (place, other) in part:
                wanted[place] = 1.0 if place in (one, other) else part[anchor, place]
        here = slice(begin[way], begin[way + 1])
        assert dict(zip(third[here], share[here], strict=True)) == {
            place: share for place, share in wanted.items() if share > 0
        }
