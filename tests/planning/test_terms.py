"""The terms of proposals: what may change, and what is refused."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.overlaps import Window
from planning.terms import CHANGES, BadTerms, Edit, check_days, check_terms, edits_from

WEEKS = {"starts_on": "2027-08-02", "ends_on": "2027-09-26"}
VOLUMES = {"universe": 200_000, "attempts_planned": 640_000}


def edit(activity=1, seen=WEEKS, cancels=False, **facts):
    return Edit(activity, {**seen, **facts}, seen, cancels)


def test_only_what_differs_is_kept_and_plans_without_a_change_are_left_out():
    (kept,) = check_terms("split_dates", [edit(2, starts_on="2027-08-30"), edit(1)], [1, 2])
    assert (kept.activity, kept.facts, kept.seen) == (2, {"starts_on": "2027-08-30"}, {"starts_on": "2027-08-02"})


@pytest.mark.parametrize(
    ("decision", "edits"),
    [
        ("split_dates", []),
        ("split_dates", [edit()]),
        ("split_dates", [edit(starts_on="2027-10-01")]),
        ("split_dates", [edit(seen=VOLUMES, universe=5)]),
        ("split_dates", [edit(9, starts_on="2027-08-30")]),
        ("split_dates", [edit(starts_on="2027-08-30"), edit(starts_on="2027-09-06")]),
        ("split_dates", [edit(starts_on="2027-08-30", cancels=True)]),
        ("lead_support", [edit(seen=VOLUMES, attempts_planned=640_001)]),
        ("split_turf", [edit(seen=VOLUMES, universe=300_000), edit(2, seen=VOLUMES, attempts_planned=700_000)]),
        ("lead_support", [edit(seen={"budget_usd": "1920000.00"}, budget_usd="960000.00")]),
        ("keep_both", [edit(starts_on="2027-08-30")]),
        ("one_is_duplicate", [edit(seen={})]),
        ("one_is_duplicate", [edit(1, seen={}, cancels=True), edit(2, seen={}, cancels=True)]),
    ],
)
def test_terms_that_do_not_fit_are_refused(decision, edits):
    with pytest.raises(BadTerms):
        check_terms(decision, edits, [1, 2])


def test_one_that_stays_beside_duplicates_is_enough():
    (gone,) = check_terms("one_is_duplicate", [edit(1, seen={}), edit(2, seen={}, cancels=True)], [1, 2])
    assert (gone.activity, gone.cancels) == (2, True)


@pytest.mark.parametrize("decision", ["keep_both", "not_an_overlap"])
def test_what_changes_nothing_needs_no_terms(decision):
    assert check_terms(decision, [], [1, 2]) == ()


def test_one_may_lead_with_more_while_the_other_does_less():
    edits = [edit(seen=VOLUMES, attempts_planned=700_000), edit(2, seen=VOLUMES, attempts_planned=100_000)]
    assert len(check_terms("lead_support", edits, [1, 2])) == 2


TODAY = dt.date(2027, 7, 1)
SEASONS = {1: Window(dt.date(2027, 9, 1), dt.date(2027, 11, 2))}


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"starts_on": "2027-06-30"}, "into the past: today is Jul 1, 2027"),
        ({"starts_on": "2026-08-02", "ends_on": "2026-09-26"}, "into the past"),
        ({"ends_on": "2027-11-03"}, "good until Nov 2, 2027"),
    ],
)
def test_no_plan_is_moved_to_days_on_which_it_does_no_good(facts, why):
    (moved,) = check_terms("split_dates", [edit(**facts)], [1])
    with pytest.raises(BadTerms, match=why):
        check_days([moved], today=TODAY, seasons=SEASONS)


@pytest.mark.parametrize("key", [1, 2])
def test_days_up_to_its_election_and_of_work_that_lives_by_none_are_free(key):
    ends = {1: "2027-11-02", 2: "2028-03-01"}[key]
    moved = check_terms("split_dates", [edit(key, starts_on="2027-07-01", ends_on=ends)], [key])
    check_days(moved, today=TODAY, seasons=SEASONS)


volumes = st.none() | st.integers(0, 10**7)


@given(st.lists(st.tuples(volumes, volumes, volumes, volumes), min_size=2, max_size=5))
def test_whatever_is_accepted_changes_something_and_comes_back_from_json(rows):
    edits = [
        Edit(key, {"universe": a, "attempts_planned": b}, {"universe": c, "attempts_planned": d})
        for key, (a, b, c, d) in enumerate(rows)
    ]
    try:
        kept = check_terms("lead_support", edits, range(len(rows)))
    except BadTerms:
        pairs = [(each.facts[name], each.seen[name]) for each in edits for name in each.facts]
        assert all(now == was or (None not in (now, was) and now > was) for now, was in pairs)
        return
    assert kept and all(each.facts and each.facts.keys() <= set(CHANGES["lead_support"]) for each in kept)
    assert edits_from([each.plain() for each in kept]) == kept
