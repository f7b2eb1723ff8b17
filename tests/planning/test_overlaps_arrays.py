"""The moves on columns: in order by several of them at once, each value once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.overlaps.arrays import distinct, in_order, ints, positions, spread

# Three columns of the widest do not fit into one number; they are sorted one after the other.
WIDTHS = [2, 50, 2**40]


@st.composite
def columns(draw):
    """Three columns of some rows, narrow or wide, with numbers below zero too."""
    width, many = draw(st.sampled_from(WIDTHS)), draw(st.integers(0, 12))
    column = st.lists(st.integers(-width, width), min_size=many, max_size=many)
    return [ints(draw(column)) for _ in range(3)]


@settings(max_examples=150, deadline=None)
@given(columns())
def test_rows_come_by_the_first_column_then_by_the_next(found):
    order = in_order(*found)
    rows = list(zip(*(column.tolist() for column in found), strict=True))
    assert sorted(order.tolist()) == list(range(len(rows)))
    assert [rows[at] for at in order] == sorted(rows)


@pytest.mark.parametrize("values", [[], [7], [3, -1, 3, 3, 2**62, -1]])
def test_each_value_comes_once(values):
    assert distinct(ints(values)).tolist() == np.unique(ints(values)).tolist()


def test_ranges_are_written_out():
    starts, counts = ints([5, 0, 9]), ints([2, 0, 3])
    assert positions(starts, counts).tolist() == [5, 6, 9, 10, 11]
    assert spread(starts, counts)[0].tolist() == [0, 0, 2, 2, 2]
