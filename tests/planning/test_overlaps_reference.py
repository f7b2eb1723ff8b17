"""The engine over columns against the plain reckoning in `reference/`: pairs, touches, people, classes, cases."""

import re
from dataclasses import fields, is_dataclass
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.overlaps import cases, crowds, engine, sweep
from planning.overlaps.classes import Finding
from planning.overlaps.loops import Loop
from tests.planning import reference
from tests.planning.overlap_world import BELOIT, CD1, CD2, DANE, DOOR, ROCK, WI, activity, find, paid
from tests.planning.test_overlaps_properties import INSIDE, plans

SHARES = {(ROCK, CD1): 0.7, (ROCK, CD2): 0.3, (DANE, CD2): 1.0, (CD1, ROCK): 0.1, (BELOIT, CD1): 0.5}
COUNTED = {(ROCK, "youth"): 20_000, (DANE, "youth"): 70_000, (DOOR, "latino"): 900}


def near(value):
    """The same, with figures that may differ by the rounding of sums."""
    if isinstance(value, float):
        return pytest.approx(value, rel=1e-9, abs=1e-9)
    if isinstance(value, tuple | list):
        return type(value)(near(each) for each in value)
    return {name: near(each) for name, each in value.items()} if isinstance(value, dict) else value


def worded(sentence: str) -> str:
    """A sentence without its figures, which are compared as such: half a try may be rounded up or down."""
    return re.sub(r"[\d.,]+", "#", sentence) if " " in sentence else sentence


def plain(value):
    """As dicts and tuples."""
    if isinstance(value, tuple | list):
        return type(value)(plain(each) for each in value)
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    return worded(value) if isinstance(value, str) else value


def facts(finding: Finding):
    """All of a finding, as plain values that can be put in order."""
    meeting = finding.meeting
    couples = sorted((one.label, two.label, first, last) for one, two, first, last in meeting.couples)
    others = [(one.number, chance) for one, chance in finding.others] if finding.class_ == "competing" else []
    return (meeting.a.number, meeting.b.number, couples, finding.class_, finding.certainty, worded(finding.reason),
            plain(finding.touches), plain(finding.people), others, finding.band)  # fmt: skip


def check(found, **more):
    met: dict[str, list[Finding]] = {}
    results = {}
    ways = (("columns", engine.findings, cases.figures_of), ("plain", reference.findings, reference.figures_of))
    for name, judged, reckoned in ways:

        def keep(*args, judged=judged, name=name, **options):
            met[name] = list(judged(*args, **options))
            return met[name]

        with patch.object(engine, "findings", keep), patch.object(cases, "figures_of", reckoned):
            results[name] = find(*found, **more)
    ordered = {name: sorted(map(facts, each), key=lambda fact: fact[:3]) for name, each in met.items()}
    assert ordered["columns"] == near(ordered["plain"])
    assert plain(results["columns"]) == near(plain(results["plain"]))
    # Whoever asks for cases alone gets the same ones, though fewer figures are reckoned.
    assert find(*found, **more, with_recorded=False).cases == results["columns"].cases


# Few places, so that three and more meet.
NEAR = [tuple(INSIDE), (ROCK,), (ROCK, BELOIT, WI), (ROCK, DANE, CD1)]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_all_that_is_found_is_what_a_plain_reckoning_finds(data):
    kind = st.tuples(st.integers(2, 6), st.booleans(), st.sampled_from(NEAR))
    found = data.draw(kind.flatmap(lambda kind: plans(*kind)))
    more = {
        "shares": data.draw(st.sampled_from([{}, SHARES])),
        "constituency_electorates": data.draw(st.sampled_from([{}, COUNTED])),
    }
    if data.draw(st.booleans()):
        keys = st.sampled_from([one.key for one in found])
        found = paid(found, data.draw(st.lists(st.tuples(keys, keys), max_size=3)))
    at_once = data.draw(st.sampled_from([1, 100, 500_000]))
    how = data.draw(st.sampled_from([Loop.step_by_step, Loop.in_machine_code]))
    with (
        patch.object(sweep, "AT_ONCE", at_once),
        patch.object(crowds, "ROOM", at_once),
        patch.object(Loop, "__call__", how),
    ):
        check(found, **more)


@pytest.mark.parametrize("how", [Loop.step_by_step, Loop.in_machine_code])
def test_of_two_runs_of_one_list_only_the_one_that_is_paid_twice_counts_elsewhere(how):
    lines = (
        activity("a1", "one", attempts=80_000),
        activity("a2", "one", attempts=60_000, start=5),
        activity("b", "two", attempts=90_000),
        activity("c", "three", attempts=95_000, start=2),
        activity("d", "four", attempts=70_000, start=8),
    )
    with patch.object(Loop, "__call__", how):
        for pair in (("b", "a1"), ("b", "a2"), ("c", "a2")):
            check(paid(lines, [pair]))
