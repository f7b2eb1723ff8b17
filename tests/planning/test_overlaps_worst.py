"""The worst 28 days of cases: what a plain reckoning of every day finds, by plain Python and by machine code."""

from itertools import product
from math import prod
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.overlaps.arrays import ints
from planning.overlaps.loops import Loop
from planning.overlaps.mixing import Cells
from planning.overlaps.together import Draws, Meetings, Runs, worsts

HOW = [Loop.step_by_step, Loop.in_machine_code]
PARTS = st.sampled_from([0.0, 0.1, 0.35, 1.0])


@st.composite
def cases(draw):
    """Lists, all pairs of some of them, and lists outside, case by case, as plain values."""
    run = st.tuples(st.integers(0, 90), st.integers(0, 40), st.sampled_from([0.0, 0.02, 0.3]))
    runs = st.lists(run.map(lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])), max_size=3)
    found = []
    for _ in range(draw(st.integers(1, 3))):
        lists = [
            {
                "runs": draw(runs), "partner": draw(st.integers(0, 3)), "guess": draw(PARTS),
                "is_sure": draw(st.booleans()), "inside": draw(st.sampled_from([0.0, 500.0, 20_000.0])),
            }
            for _ in range(draw(st.integers(2, 5)))
        ]  # fmt: skip
        outside = [draw(runs) for _ in range(draw(st.integers(0, 3)))]
        couples = [(a, b) for a, b in product(range(len(lists)), repeat=2) if a < b]
        pairs = []
        for a, b in draw(st.lists(st.sampled_from(couples), min_size=1, max_size=6, unique=True)):
            first, length, low = draw(st.integers(0, 60)), draw(st.integers(0, 40)), draw(st.integers(0, 2_000))
            met = draw(st.lists(st.tuples(st.integers(0, len(outside) - 1), PARTS), max_size=4)) if outside else []
            pairs.append({
                "a": a, "b": b, "low": low, "high": low + draw(st.integers(0, 900)), "first": first,
                "last": first + length, "day": first + draw(st.integers(0, length + 27)), "met": met,
            })  # fmt: skip
        cells = None
        if draw(st.booleans()):
            there = [draw(st.lists(st.booleans(), min_size=2, max_size=2)) for _ in lists]
            cells = [(0.4, [each[0] for each in there]), (0.6, [each[1] for each in there])]
        people, band = draw(st.sampled_from([0.0, 1_000.0, 90_000.0])), draw(st.sampled_from([0.0, 2.0, 6.0]))
        found.append(
            {"lists": lists, "outside": outside, "pairs": pairs, "cells": cells, "people": people, "band": band}
        )
    return found


def by_columns(found):
    lists = [one for case in found for one in case["lists"]]
    pairs = [pair for case in found for pair in case["pairs"]]
    sizes = [len(case["lists"]) for case in found]
    before = np.repeat(np.append(0, np.cumsum(sizes))[:-1], [len(case["pairs"]) for case in found])
    work, outside = [one["runs"] for one in lists], [runs for case in found for runs in case["outside"]]
    first_outside = np.repeat(
        len(work) + np.append(0, np.cumsum([len(case["outside"]) for case in found]))[:-1],
        [len(case["pairs"]) for case in found],
    )
    runs = [run for one in work + outside for run in one]
    met = [
        (first + at, chance) for pair, first in zip(pairs, first_outside, strict=True) for at, chance in pair["met"]
    ]
    guess = np.array([one["guess"] for one in lists])
    draws = Draws(
        begin(sizes), np.arange(len(lists)), ints([one["partner"] for one in lists]), guess,
        np.where([one["is_sure"] for one in lists], guess, 0.0), np.array([one["inside"] for one in lists]),
        {n: Cells(*map(np.array, zip(*case["cells"], strict=True))) for n, case in enumerate(found) if case["cells"]},
    )  # fmt: skip
    a, b = (before + ints([pair[side] for pair in pairs]) for side in "ab")
    low, high = (floats([pair[end] for pair in pairs]) for end in ("low", "high"))
    first, last, day = (ints([pair[name] for pair in pairs]) for name in ("first", "last", "day"))
    other, chance = ints([at for at, _ in met]), floats([chance for _, chance in met])
    begin_pair, begin_met = begin([len(case["pairs"]) for case in found]), begin([len(pair["met"]) for pair in pairs])
    meetings = Meetings(begin_pair, a, b, low, high, first, last, day, begin_met, other, chance)
    since, until = (ints([run[n] for run in runs]) for n in (0, 1))
    columns = Runs(begin([len(one) for one in work + outside]), since, until, floats([run[2] for run in runs]))
    people, band = (np.array([case[name] for case in found]) for name in ("people", "band"))
    return worsts(draws, meetings, columns, people, band)


def floats(values):
    return np.array(values, dtype=np.float64)


def begin(sizes):
    return ints(np.append(0, np.cumsum(sizes)))


def plainly(case):
    """People (low, high), touches and the day, of each day on which the worst weeks may end."""
    lists, pairs, start = case["lists"], case["pairs"], min(pair["first"] for pair in case["pairs"])
    end = max(pair["last"] for pair in pairs) + 27
    runs = [run for each in [*(one["runs"] for one in lists), *met_by(case)] for run in each]
    turns = {min(max(turn, start), end) for first, last, _ in runs for turn in (last, first + 27)}
    for day in sorted(turns | {pair["day"] for pair in pairs}):
        figures = on_day(case, day)
        if figures is not None and figures[2] > case["band"]:
            yield (*figures, day)


def met_by(case):
    return [case["outside"][at] for at in sorted({at for pair in case["pairs"] for at, _ in pair["met"]})]


def on_day(case, day):
    lists, cells = case["lists"], case["cells"] or [(1.0, [True] * len(case["lists"]))]
    rate = [given_by(one["runs"], day) for one in lists]
    at_work = [pair for pair in case["pairs"] if rate[pair["a"]] > 0 and rate[pair["b"]] > 0]
    if not at_work:
        return None
    sure = [one["guess"] if one["is_sure"] else 0.0 for one in lists]
    inside = [one["inside"] for one, given in zip(lists, rate, strict=True) if given > 0]
    low, high = (sum(pair[end] for pair in at_work) for end in ("low", "high"))
    on_two, tries = mixed([one["guess"] for one in lists], lists, rate, cells)
    tried = sum(
        pair["high"] * chance * given_by(case["outside"][at], day) for pair in at_work for at, chance in pair["met"]
    )
    touches = (tries / on_two if on_two > 0 else 0.0) + (tried / high if high > 0 else 0.0)
    ceiling = min(sum(inside) / 2, sum(inside) - max(inside))
    if not case["people"]:
        return max(pair["low"] for pair in at_work), min(ceiling, high), touches
    ceiling = min(ceiling, max(case["people"], *inside))
    expected = sum(
        sure[pair["a"]]
        * sure[pair["b"]]
        * sum(part for part, there in cells if there[pair["a"]] and there[pair["b"]])
        for pair in at_work
    )
    base = case["people"] * (mixed(sure, lists, rate, cells)[0] - expected)
    low = min(max(0.0, base + low), ceiling)
    return low, max(low, min(base + high, ceiling)), touches


def given_by(runs, day):
    return sum(daily * max(0, min(last, day) - max(first, day - 27) + 1) for first, last, daily in runs)


def mixed(reach, lists, rate, cells):
    """The chance to be on lists of two partners or more, and the tries then: by all ways to be on lists or not."""
    on_two = tries = 0.0
    for part, there in cells:
        working = [at for at in range(len(lists)) if rate[at] > 0 and there[at]]
        for on in product([False, True], repeat=len(working)):
            its = [at for at, is_on in zip(working, on, strict=True) if is_on]
            if len({lists[at]["partner"] for at in its}) > 1:
                chance = prod(reach[at] if is_on else 1 - reach[at] for at, is_on in zip(working, on, strict=True))
                on_two += part * chance
                tries += part * chance * sum(rate[at] for at in its)
    return on_two, tries


@pytest.mark.parametrize("how", HOW)
@settings(max_examples=150, deadline=None)
@given(found=cases())
def test_the_worst_days_are_those_of_reckoning_every_day(how, found):
    with patch.object(Loop, "__call__", how):
        mine = by_columns(found)
    for n, case in enumerate(found):
        days = list(plainly(case))
        if not days:
            assert mine.day[n] == -1
            continue
        most = max(high * (touches - case["band"]) for _, high, touches, _ in days)
        those = [each for each in days if each[1] * (each[2] - case["band"]) >= most * (1 - 1e-9)]
        told = mine.low[n], mine.high[n], mine.touches[n], mine.day[n]
        assert told == pytest.approx(those[0], rel=1e-9, abs=1e-9)
