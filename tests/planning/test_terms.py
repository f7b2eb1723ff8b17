"""The terms of proposals: what may change, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.terms import CHANGES, BadTerms, Edit, check_terms, edits_from

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
        assert all(each.facts == each.seen for each in edits)
        return
    assert kept and all(each.facts and each.facts.keys() <= set(CHANGES["lead_support"]) for each in kept)
    assert edits_from([each.plain() for each in kept]) == kept
