"""What is material: which changes of facts open a settled case again, and which do not."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.material import Facts, Member, facts_from, material_changes

SUNRISE, LANTERN = Member("Sunrise", "Pima County, AZ"), Member("Lantern", "Pima County, AZ")
THEN = Facts({1: SUNRISE, 2: LANTERN}, date(2027, 8, 2), date(2027, 9, 26), (96_000.0, 96_000.0))
WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        ({}, []),
        ({"members": {1: Member("Sunrise Votes", "Pima County, AZ"), 2: LANTERN}}, []),
        ({"members": {1: SUNRISE}}, []),
        ({"members": {1: SUNRISE, 2: LANTERN, 3: Member("Juniper", "Tucson, AZ")}}, ["Who works there"]),
        ({"members": {1: SUNRISE, 2: Member("Lantern", "Pinal County, AZ")}}, ["Where Lantern works"]),
        ({"first": THEN.first - WEEK}, ["Weeks in common"]),
        ({"first": THEN.first - WEEK + timedelta(days=1)}, []),
        ({"last": THEN.last + WEEK}, ["Weeks in common"]),
        ({"first": THEN.first + WEEK, "last": THEN.last - WEEK}, []),
        ({"excess": (115_199.0, 115_199.0)}, []),
        ({"excess": (115_200.0, 115_200.0)}, ["Tries above the band"]),
        ({"excess": (120_000.0, 120_000.0)}, ["Tries above the band"]),
        ({"excess": (96_000.0, 130_000.0)}, []),  # the middle rose by less than a fifth
        ({"excess": (10.0, 10.0)}, []),
        ({"excess": None}, []),
        ({"is_found": False, "excess": (500_000.0, 500_000.0)}, []),
    ],
)
def test_only_what_matters_is_material(now, changed):
    assert [each.what for each in material_changes(THEN, replace(THEN, **now))] == changed


def test_changes_say_from_what_to_what():
    now = replace(THEN, members={**THEN.members, 3: Member("Juniper", "Tucson, AZ")}, excess=(120_000.0, 130_000.0))
    joined, excess = material_changes(THEN, now)
    assert (joined.before, joined.now) == ("not a part of it", "Juniper, in Tucson, AZ")
    assert (excess.before, excess.now) == ("96,000", "120,000–130,000")


def test_a_case_that_a_decision_made_go_away_is_open_again_as_soon_as_it_is_found():
    gone = replace(THEN, is_found=False, excess=None)
    (change,) = material_changes(gone, replace(THEN, excess=(5.0, 5.0)))
    assert (change.before, change.now) == ("gone with the decision", "found again, with 5 tries above the band")
    assert material_changes(gone, gone) == ()


def test_a_class_without_attempts_above_a_band_knows_members_places_and_weeks():
    ground = replace(THEN, excess=None)
    assert material_changes(ground, ground) == ()
    assert material_changes(ground, replace(ground, last=ground.last + 2 * WEEK))


members = st.dictionaries(st.integers(1, 9), st.builds(Member, st.sampled_from("ABC"), st.sampled_from("xyz")))
figures = st.none() | st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)).map(lambda ends: tuple(sorted(ends)))
facts = st.builds(
    lambda members, first, days, excess, is_found: Facts(members, first, first + timedelta(days), excess, is_found),
    members,
    st.dates(date(2027, 1, 1), date(2028, 12, 31)),
    st.integers(0, 90),
    figures,
    st.booleans(),
)


@given(facts)
def test_the_same_facts_are_never_material(one):
    assert material_changes(one, replace(one, is_found=one.is_found)) == () or not one.is_found


@given(facts)
def test_facts_come_back_from_json_as_they_were(one):
    assert facts_from(json.loads(json.dumps(one.plain()))) == one


@given(facts, st.floats(0, 0.199))
def test_less_than_a_fifth_more_and_fewer_members_change_nothing(one, more):
    excess = one.excess and (one.excess[0] * (1 + more), one.excess[1] * (1 + more))
    fewer = dict(list(one.members.items())[1:])
    found = replace(one, is_found=True)
    assert material_changes(found, replace(found, excess=excess, members=fewer)) == ()


@given(facts, st.floats(0.21, 5))
def test_a_fifth_more_always_is_material(one, more):
    found = replace(one, is_found=True, excess=(1000.0, 2000.0))
    assert material_changes(found, replace(found, excess=(1000.0 * (1 + more), 2000.0 * (1 + more))))
