"""What holds for any plans: the engine against a plain reckoning, and how it answers to changes of its input."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planning.overlaps import Activity
from tests.planning.overlap_world import (
    BELOIT,
    CD1,
    DANE,
    PLACES,
    ROCK,
    SENATE,
    TETON,
    US,
    WI,
    activity,
    all_pairs,
    day,
    find,
)

# Written out by hand: which places lie inside which, and which only cross.
INSIDE = {
    WI: {US},
    ROCK: {WI, US},
    DANE: {WI, US},
    BELOIT: {ROCK, WI, US},
    CD1: {WI, US},
    SENATE: {WI, US},
    TETON: {US},
    US: set(),
}
CROSSING = [{CD1, ROCK}, {CD1, DANE}, {CD1, BELOIT}, {CD1, SENATE}, {SENATE, ROCK}, {SENATE, DANE}, {SENATE, BELOIT}]
GROUPS = [frozenset(), frozenset({"youth"}), frozenset({"latino"}), frozenset({"youth", "latino"})]


def plans(partners: int = 4, measured: bool = False, divisions: tuple[str, ...] = tuple(INSIDE)):
    """A handful of plans that are likely to meet. Names have nothing in common, so none is a duplicate of another."""
    volume = st.integers(0, 60_000) if measured else st.none() | st.integers(0, 60_000)
    line = st.fixed_dictionaries(
        {
            "partner": st.integers(1, partners).map("p{}".format),
            "family": st.sampled_from(["door", "door", "door", "phone", "site-based"]),
            "division": st.sampled_from(divisions),
            "start": st.integers(0, 70),
            "days": st.integers(1, 70),
            "constituencies": st.sampled_from(GROUPS),
            "is_registration": st.sampled_from([False, False, False, True]),
            "universe": volume,
            "daily": volume.map(lambda found: found if found is None else found // 20),
        }
    )
    return st.lists(line, min_size=2, max_size=7).map(
        lambda lines: [plan(n, **facts) for n, facts in enumerate(lines)]
    )


def plan(number: int, *, daily: int | None, days: int, **facts) -> Activity:
    attempts = None if daily is None else daily * days
    name = ("heron", "quartz", "maple", "tundra", "violin", "sextant", "pebble")[number]
    return activity(f"r{number}", days=days, attempts=attempts, program_name=name, **facts)


def intersect(one: str, two: str) -> bool:
    return one == two or one in INSIDE[two] or two in INSIDE[one] or {one, two} in CROSSING


def comparable(one: Activity, two: Activity) -> bool:
    """Step 1, word by word."""
    return (
        one.partner != two.partner
        and one.family == two.family
        and one.is_registration == two.is_registration
        and intersect(one.division, two.division)
        and one.starts <= two.ends
        and two.starts <= one.ends
        and (not one.constituencies or not two.constituencies or bool(one.constituencies & two.constituencies))
    )


@settings(max_examples=200, deadline=None)
@given(plans())
def test_pairs_are_those_of_a_plain_double_loop(found):
    expected = {(one.label, two.label) for one, two in combinations(found, 2) if comparable(one, two)}
    assert set(all_pairs(find(*found))) == expected


def rate_on(one: Activity, until: int) -> float:
    """Attempts for each person in the 28 days that end on a day, one day after the other."""
    days = [one.starts.toordinal() + n for n in range((one.ends - one.starts).days + 1)]
    within = sum(until - 28 < each <= until for each in days)
    return one.attempts * within / len(days) / one.universe if one.universe else 0.0


def chance_on(third: Activity, one: Activity, two: Activity) -> float:
    """Reach by everyone's electorate, times the share of the common place (places are nested here)."""
    common = one.division if two.division in {one.division, *INSIDE[one.division]} else two.division
    electorate = PLACES[third.division].electorate
    covered = (
        PLACES[third.division].electorate / PLACES[common].electorate if common in INSIDE[third.division] else 1.0
    )
    return min(1.0, third.universe / electorate) * covered


@settings(max_examples=100, deadline=None)
@given(plans(partners=1, measured=True, divisions=(US, WI, ROCK, DANE, BELOIT, TETON)))
def test_touches_are_those_of_trying_every_day(found):
    found = [replace(one, partner=f"p{number}") for number, one in enumerate(found)]
    pairs = all_pairs(find(*found))
    by_label = {one.label: one for one in found}
    days = range(day(0).toordinal(), day(200).toordinal())
    for (first, second), pair in pairs.items():
        if pair.touches is None:
            continue
        one, two = by_label[first], by_label[second]
        thirds = [(c, chance_on(c, one, two)) for c in found if comparable(c, one) and comparable(c, two)]
        worst = max(
            rate_on(one, end) + rate_on(two, end) + sum(rate_on(c, end) * chance for c, chance in thirds)
            for end in days
        )
        assert pair.touches == pytest.approx(worst, abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_the_order_of_the_input_does_not_matter(data):
    found = data.draw(plans())
    assert find(*data.draw(st.permutations(found))) == find(*found)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_splitting_a_plan_into_two_adjacent_windows_changes_no_touches(data):
    found = data.draw(plans())
    whole = data.draw(st.sampled_from([one for one in found if one.ends > one.starts] or [None]))
    assume(whole is not None)
    days = (whole.ends - whole.starts).days + 1
    cut = data.draw(st.integers(1, days - 1))
    part = None if whole.attempts is None else whole.attempts // days * cut
    rest = None if whole.attempts is None else whole.attempts - part
    halves = [
        replace(whole, key="early", label="early", attempts=part, ends=day_after(whole, cut - 1)),
        replace(whole, key="late", label="late", attempts=rest, starts=day_after(whole, cut)),
    ]
    before = touches(found, {})
    after = touches([one for one in found if one is not whole] + halves, {"early": whole.label, "late": whole.label})
    assert set(after) == set(before)
    for members, figures in after.items():
        assert figures == pytest.approx(before[members])


def day_after(one: Activity, days: int):
    return one.starts.fromordinal(one.starts.toordinal() + days)


def touches(found, same) -> dict[frozenset[str], list[float]]:
    """Touches and people of each pair, under the labels that the plans had before."""
    figures: dict[frozenset[str], list[float]] = {}
    for members, pair in all_pairs(find(*found)).items():
        if pair.touches is not None:
            key = frozenset(same.get(label, label) for label in members)
            now = [pair.touches, pair.people.low, pair.people.high]
            assert figures.setdefault(key, now) == pytest.approx(now), "the halves differ"
    return figures


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_more_attempts_never_lower_the_excess(data):
    # In one county most meet, and with so many tries most are above the band: only there is an excess to be lowered.
    found = data.draw(plans(measured=True, divisions=data.draw(st.sampled_from([(ROCK,), tuple(INSIDE)]))))
    found = [replace(one, attempts=one.attempts * data.draw(st.sampled_from([1, 20]))) for one in found]
    index = data.draw(st.integers(0, len(found) - 1))
    more = list(found)
    more[index] = replace(found[index], attempts=found[index].attempts + data.draw(st.integers(1, 100_000)))
    before, after = all_pairs(find(*found)), all_pairs(find(*more))
    assert set(before) == set(after)
    for members, pair in before.items():
        if pair.touches is not None:
            for end in ("low", "high"):
                was, now = (getattr(p.people, end) * max(0.0, p.touches - p.band) for p in (pair, after[members]))
                assert now >= was - 1e-6


@settings(max_examples=150, deadline=None)
@given(plans())
def test_every_case_is_linked_counted_once_and_explained(found):
    result = find(*found)
    for case in result.cases:
        assert set(case.members) == {label for pair in case.pairs for label in pair.members}
        assert case.sentence.endswith(".") and "None" not in case.sentence and "  " not in case.sentence
        assert all(pair.class_ == case.class_ and pair.anchor == case.anchor for pair in case.pairs)
        if case.class_ == "competing":
            universes = [one.universe for one in found if one.label in case.members]
            assert 0 <= case.people.low <= case.people.high <= sum(universes) / 2 + 1e-6
            assert case.touches.high > case.band
            assert case.excess_attempts.high >= max(pair.excess_attempts.high for pair in case.pairs) - 1e-6
            assert (case.certainty == "likely") == any(pair.certainty == "likely" for pair in case.pairs)
    assert sum(result.counts.get(class_, 0) for class_ in {case.class_ for case in result.cases}) == len(result.cases)


@settings(max_examples=100, deadline=None)
@given(plans(partners=2))
def test_plans_of_one_partner_are_never_a_pair(found):
    partner_of = {one.label: one.partner for one in found}
    assert all(partner_of[one] != partner_of[two] for one, two in all_pairs(find(*found)))
