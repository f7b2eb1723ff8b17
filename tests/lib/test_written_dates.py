"""Dates as people write them: American order, and nothing that could be two days."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mvp_coord.lib.written import NotUnderstoodError
from mvp_coord.lib.written_dates import names_day_first, read_date, years_named

AUGUST_2 = dt.date(2027, 8, 2)


@pytest.mark.parametrize(
    "written",
    [
        "2027-08-02",
        "2027-8-2",
        "2027/08/02",
        "8/2/27",
        "8/2/2027",
        "08/02/2027",
        "8-2-2027",
        "02-Aug-2027",
        "2-Aug-27",
        "August 2, 2027",
        "Aug. 2nd, 2027",
        "Aug 2 2027",
        "AUGUST 2 2027",
        "2 Aug 2027",
        "Monday, August 2, 2027",
        "Mon 8/2/2027",
        "2027-08-02T00:00:00Z",
        "2027-08-02 00:00:00",
        "8/2/2027 12:00 AM",
        "20270802",
        20270802,
        46601,
        "46601",
        46601.0,
        dt.date(2027, 8, 2),
        dt.datetime(2027, 8, 2, 9, 30),
    ],
)
def test_one_day_in_many_spellings(written):
    assert read_date(written) == AUGUST_2


@pytest.mark.parametrize("written", ["Aug 2", "8/2", "2-Aug", "August 2nd"])
def test_a_day_without_a_year_needs_one_from_elsewhere(written):
    assert read_date(written, year=2027) == AUGUST_2
    with pytest.raises(NotUnderstoodError, match="no year"):
        read_date(written)


@pytest.mark.parametrize("written", [None, "", "TBD", "n/a", "-"])
def test_blank_is_no_day(written):
    assert read_date(written) is None


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("26/9/2027", "day before the month"),
        ("02.08.2027", "two different days"),
        ("2/30/2027", "no day of the calendar"),
        ("13/13/2027", "no day of the calendar"),
        ("September 2027", "names no day"),
        ("Election Day", "not a date"),
        ("2027", "not a date"),
        (7, "not a date"),
        (True, "not a date"),
        ("1/1/1999", "1999"),
        ("=TODAY()", "without a saved result"),
    ],
)
def test_what_is_refused(written, why):
    with pytest.raises(NotUnderstoodError, match=why):
        read_date(written)


def test_a_month_and_two_digits_could_be_a_day_or_a_year():
    with pytest.raises(NotUnderstoodError, match="whole month"):
        read_date("Sep-27", year=2027)


def test_a_column_that_writes_the_day_first_makes_its_other_dates_doubtful():
    column = ["8/2/2027", "26/9/2027"]
    assert names_day_first(column)
    assert not names_day_first(["8/2/2027", "9/26/2027", "2027-09-26", None, 46601])
    with pytest.raises(NotUnderstoodError, match="two different days"):
        read_date("8/2/2027", day_first=True)
    assert read_date("August 2, 2027", day_first=True) == AUGUST_2
    assert read_date("8/26/2027", day_first=True) == dt.date(2027, 8, 26)


def test_years_that_titles_name():
    assert years_named(["Arizona partners, 2027 field plan", "room 12027", None, 2025]) == {2027}


@settings(deadline=None)
@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_a_day_survives_every_unambiguous_spelling(day):
    for written in (
        day,
        day.isoformat(),
        f"{day.month}/{day.day}/{day.year}",
        f"{day.month}/{day.day}/{day:%y}",
        f"{day:%d-%b-%Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
        (day - dt.date(1899, 12, 30)).days,
    ):
        assert read_date(written) == day


@settings(deadline=None)
@given(st.text(max_size=25) | st.floats() | st.integers() | st.booleans() | st.datetimes() | st.times())
def test_anything_is_a_day_a_blank_or_refused_with_a_reason(written):
    try:
        found = read_date(written)
    except NotUnderstoodError as refusal:
        assert str(refusal)
    else:
        assert found is None or 2000 <= found.year < 2100
