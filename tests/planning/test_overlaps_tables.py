"""Cases as columns: each is what the engine makes of the same plans, and groups are those of the plain rule."""

from dataclasses import fields
from types import SimpleNamespace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.overlaps import crowds
from planning.overlaps.arrays import ints
from planning.overlaps.board import board_of
from planning.overlaps.classes import FLAGGED
from planning.overlaps.duplicates import find_duplicates, order
from planning.overlaps.flagged import duplicates, flagged
from planning.overlaps.grouping import WEEK, running_together
from planning.overlaps.judging import Judge
from planning.overlaps.links import Links
from planning.overlaps.loops import Loop
from planning.overlaps.money import SameMoney
from planning.overlaps.names import NameJudge
from planning.overlaps.outline import outlined
from planning.overlaps.places import Atlas
from planning.overlaps.tables import figures_of
from tests.planning.overlap_world import BELOIT, CD1, FAMILIES, PLACES, VOCABULARY, WI, activity, find, paid
from tests.planning.test_overlaps_properties import plans
from tests.planning.test_overlaps_reference import COUNTED, NEAR, SHARES


def by_columns(found, shares, counted):
    """The cases of these plans, as plain values, by the columns alone."""
    atlas = Atlas(PLACES, shares, counted)
    compared = sorted((each for each in found if FAMILIES[each.family].works != "none"), key=order)
    doubles, stands_for = find_duplicates(compared, NameJudge(VOCABULARY, atlas), atlas)
    position = {each.key: at for at, each in enumerate(compared)}
    all_of_them = board_of(compared, FAMILIES, atlas, SameMoney(compared))
    counts = [each for each in compared if each.key not in stands_for]
    board = board_of(counts, FAMILIES, atlas, SameMoney(counts))
    one, two = (ints([position[pair[side].key] for pair in doubles]) for side in (0, 1))
    links = flagged(
        Judge(board, recorded=False),
        ints([position[each.key] for each in counts]),
        [duplicates(all_of_them.columns, one, two)],
    )
    outline, by_case = outlined(all_of_them.columns, links)
    parts = outline, figures_of(board, links, outline, by_case)
    return (
        compared,
        all_of_them,
        SimpleNamespace(**{each.name: getattr(part, each.name) for part in parts for each in fields(part)}),
    )


def plain(compared, board, cases):
    for n, class_ in enumerate(cases.class_.tolist()):
        members = [compared[at] for at in cases.members[cases.begin[n] : cases.begin[n + 1]].tolist()]
        figures = [float(getattr(cases, name)[n]) for name in ("low", "high", "touches", "excess_low", "excess_high")]
        yield (
            (FLAGGED[class_], members[0].family, [each.key for each in members], int(cases.first[n])),
            (int(cases.last[n]), bool(cases.is_likely[n]), int(cases.pairs[n])),
            figures,
        )


def wanted(case):
    def ends(span):
        return [float("nan")] * 2 if span is None else [span.low, span.high]

    touches = float("nan") if case.touches is None else case.touches.high
    figures = [*ends(case.people), touches, *ends(case.excess_attempts)]
    return (
        (case.class_, case.family, list(case.keys), case.shared.first.toordinal()),
        (case.shared.last.toordinal(), case.certainty == "likely", len(case.pairs)),
        figures,
    )


HOW = [Loop.step_by_step, Loop.in_machine_code]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_each_case_is_what_the_engine_makes_of_the_same_plans(data):
    kind = st.tuples(st.integers(2, 6), st.booleans(), st.sampled_from(NEAR))
    found = data.draw(kind.flatmap(lambda kind: plans(*kind)))
    shares, counted = data.draw(st.sampled_from([{}, SHARES])), data.draw(st.sampled_from([{}, COUNTED]))
    keys = st.sampled_from([each.key for each in found])
    found = paid(found, data.draw(st.lists(st.tuples(keys, keys), max_size=3)))
    with (
        patch.object(Loop, "__call__", data.draw(st.sampled_from(HOW))),
        patch.object(crowds, "FOR_EACH", data.draw(st.sampled_from([1, 64]))),
    ):
        check(found, shares, counted)


# Three lists and more at once, some for a district or a city, some that only come after others.
TOGETHER = [
    activity("a", universe=40_000, attempts=200_000),
    activity("b", universe=30_000, attempts=150_000, start=10),
    activity("c", universe=50_000, attempts=140_000, start=30, constituencies=frozenset({"youth"})),
    activity("d", division=WI, universe=300_000, attempts=1_500_000, days=90),
    activity("e", division=CD1, universe=90_000, attempts=400_000),
    activity("f", division=BELOIT, universe=9_000, attempts=30_000, start=40),
    activity("a2", "partner of a", universe=20_000, attempts=60_000, start=20),
]


@pytest.mark.parametrize("shares", [{}, SHARES], ids=["no crosswalk", "crosswalk"])
@pytest.mark.parametrize("same_money", [[], [("a", "b"), ("d", "e")]], ids=["", "same money"])
@pytest.mark.parametrize("how", HOW)
def test_cases_of_many_lists_are_what_the_engine_makes_of_them(shares, same_money, how):
    with patch.object(Loop, "__call__", how):
        assert check(paid(TOGETHER, same_money), shares, COUNTED) > 2


def check(found, shares, counted):
    """How many lists the largest case of competing work has."""
    result = find(*found, shares=shares, constituency_electorates=counted)
    mine = sorted(plain(*by_columns(found, shares, counted)), key=lambda case: case[0])
    theirs = sorted(map(wanted, result.cases), key=lambda case: case[0])
    assert [case[:2] for case in mine] == [case[:2] for case in theirs]
    for one, other in zip(mine, theirs, strict=True):
        assert one[2] == pytest.approx(other[2], rel=1e-9, abs=1e-9, nan_ok=True)
    return max((len(case.keys) for case in result.cases if case.class_ == "competing"), default=0)


def pairs_of(many):
    things = st.integers(0, many - 1)
    return st.tuples(st.just(many), st.lists(st.tuples(things, things), max_size=40))


def groups_of(one, two):
    """The number of the group of each link of one week, by what it links."""
    week = np.zeros(len(one), dtype=np.int64)
    return running_together(week, (one, two), week, week)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 30).flatmap(pairs_of), st.sampled_from(HOW))
def test_parts_are_those_of_linking_one_by_one(drawn, how):
    many, pairs = drawn
    links = Links()
    for one, two in pairs:
        links.link(one, two)
    part_of = {thing: min(group) for group in links.groups(range(many)) for thing in group}
    with patch.object(Loop, "__call__", how):
        found = groups_of(*(ints([pair[side] for pair in pairs]) for side in (0, 1)))
    wanted = [part_of[one] for one, _ in pairs]
    numbers = {part: number for number, part in enumerate(dict.fromkeys(wanted))}
    assert found.tolist() == [numbers[part] for part in wanted]


def test_a_long_chain_is_one_part():
    many = 100_000
    chain = np.random.default_rng(1).permutation(many)
    assert not groups_of(chain[:-1], chain[1:]).any()


WEEKS = st.lists(
    st.tuples(st.sampled_from([7, 10**9]), *(st.integers(0, most) for most in (5, 5, 60, 30))),
    min_size=1,
    max_size=40,
)


@settings(max_examples=200, deadline=None)
@given(WEEKS, st.sampled_from(HOW))
def test_groups_are_those_of_weeks_that_follow_one_another_at_an_end(drawn, how):
    links = [(bucket, (one, two), first, first + days) for bucket, one, two, first, days in drawn]
    parts, ends = Links(), {(bucket, end) for bucket, both, *_ in links for end in both}
    for bucket, end in ends:
        until, before = None, None
        there = [(first, at) for at, (its, both, first, _) in enumerate(links) if its == bucket and end in both]
        for first, at in sorted(there):
            if until is not None and first - until <= WEEK:
                parts.link(before, at)
                until = max(until, links[at][3])
            else:
                until = links[at][3]
            before = at
    part_of = {at: min(group) for group in parts.groups(range(len(links))) for at in group}
    numbers = {part: number for number, part in enumerate(dict.fromkeys(part_of[at] for at in range(len(links))))}
    bucket, both, first, last = zip(*links, strict=True)
    with patch.object(Loop, "__call__", how):
        found = running_together(ints(bucket), tuple(map(ints, zip(*both, strict=True))), ints(first), ints(last))
    assert found.tolist() == [numbers[part_of[at]] for at in range(len(links))]
