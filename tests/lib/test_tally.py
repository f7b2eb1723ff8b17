"""Counting by bits: the same answers as sets give, whatever comes, changes and goes."""

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from mvp_coord.lib.tally import ROW, Tally

ids = st.integers(1, 12)
kinds = st.sampled_from("abc")
rows = st.dictionaries(ids, kinds, max_size=6)


def postings(rows):
    return [(ROW, "", rows), *(("kind", kind, [row for row in rows if rows[row] == kind]) for kind in "abc")]


@given(st.lists(st.tuples(st.sets(ids, max_size=6), rows), max_size=5))
def test_after_any_changes_every_value_has_exactly_its_rows(changes):
    tally, known = Tally(), {}
    for gone, new in changes:
        touched = gone | set(new)
        known = {row: kind for row, kind in known.items() if row not in touched} | new
        earlier, before = tally, tally.every
        tally = tally.replaced(touched, postings(new))
        assert earlier.every == before
        assert tally.every == tally.of(known)
        for kind in "abc":
            assert tally.having("kind", [kind]) == tally.of(row for row in known if known[row] == kind)


@given(rows, st.sets(kinds), st.sets(ids))
def test_conditions_mean_what_querysets_mean_by_them(rows, some, own):
    tally = Tally().replaced((), postings(rows))
    condition = ~Q(kind__in=some) | Q(kind="a") & ~Q(pk__in=own) | Q(pk__in=[])
    meant = {row for row, kind in rows.items() if kind not in some or (kind == "a" and row not in own)}
    assert tally.where(condition) == tally.of(meant)
    assert tally.where(Q()) == tally.every


def test_a_condition_that_it_does_not_know_is_no_condition_that_holds():
    with pytest.raises(NotImplementedError):
        Tally().where(Q(name__icontains="x"))
    with pytest.raises(NotImplementedError):
        Tally().where(Q(kind="a") ^ Q(kind="b"))
