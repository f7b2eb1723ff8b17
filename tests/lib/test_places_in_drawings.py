from datetime import date, timedelta

import us
from hypothesis import given
from hypothesis import strategies as st

from mvp_coord.lib.tile_places import TILE_PLACES
from mvp_coord.lib.timeline import Axis

DAYS = st.dates(date(2025, 1, 1), date(2032, 12, 31))


def test_each_state_and_territory_has_a_tile_of_its_own():
    codes = {state.abbr for state in [*us.states.STATES_AND_TERRITORIES, us.states.DC]}
    assert set(TILE_PLACES) == codes
    assert len(codes) == 56
    assert len(set(TILE_PLACES.values())) == 56


def test_tiles_stay_inside_their_grid():
    assert all(1 <= row <= 8 and 1 <= column <= 11 for row, column in TILE_PLACES.values())


def test_neighbors_are_near_each_other():
    def apart(a, b):
        (row_a, column_a), (row_b, column_b) = TILE_PLACES[a], TILE_PLACES[b]
        return max(abs(row_a - row_b), abs(column_a - column_b))

    for pair in ["AZ NM", "WI IL", "WI MI", "MI OH", "NC VA", "TX OK", "NV CA", "PA OH", "DC MD", "FL PR", "HI GU"]:
        assert apart(*pair.split()) == 1, pair


def test_windows_are_placed_on_whole_months():
    axis = Axis.around([(date(2027, 8, 16), date(2027, 9, 26))])
    assert (axis.first, axis.last) == (date(2027, 8, 1), date(2027, 9, 30))
    assert axis.place(date(2027, 8, 1), date(2027, 9, 30)) == (0, 100)
    assert axis.place(date(2027, 8, 1), date(2027, 8, 31)) == (0, 50.82)
    assert axis.x(date(2027, 9, 1)) == 50.82


def test_a_day_outside_is_nowhere_and_a_window_is_cut():
    axis = Axis(date(2027, 8, 1), date(2027, 8, 31))
    assert axis.x(date(2027, 9, 1)) is None
    assert axis.place(date(2027, 7, 1), date(2027, 9, 30)) == (0, 100)


def test_the_axis_names_months_and_the_year_that_begins():
    axis = Axis(date(2027, 10, 1), date(2028, 2, 29))
    assert [tick.label for tick in axis.ticks()] == ["Oct", "Nov", "Dec", "2028", "Feb"]


def test_a_long_axis_has_few_ticks_and_still_says_its_years():
    axis = Axis(date(2027, 3, 1), date(2029, 12, 31))
    labels = [tick.label for tick in axis.ticks()]
    assert len(labels) <= 8
    assert labels == ["Mar", "Sep", "Mar 2028", "Sep", "Mar 2029", "Sep"]


@given(st.lists(st.tuples(DAYS, st.integers(0, 400)), min_size=1, max_size=6))
def test_every_window_lies_inside_its_axis(windows):
    pairs = [(start, start + timedelta(days=length)) for start, length in windows]
    axis = Axis.around(pairs)
    for start, end in pairs:
        left, width = axis.place(start, end)
        assert 0 <= left < 100
        assert width >= 0.5
        assert left + width <= 100.51
    assert all(0 <= tick.x < 100 for tick in axis.ticks())
