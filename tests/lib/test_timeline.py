"""The month axis under windows of time."""

import datetime as dt

from mvp_coord.lib.timeline import Axis


def test_an_axis_ends_before_the_calendar_does():
    axis = Axis.around([(dt.date(9999, 8, 2), dt.date.max)])
    assert [each.label for each in axis.ticks()] == ["Aug", "Sep", "Oct", "Nov"]
    assert axis.place(dt.date(9999, 11, 1), dt.date.max) == (75.41, 24.59)
