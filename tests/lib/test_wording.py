from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mvp_coord.lib import wording

PHOENIX = ZoneInfo("America/Phoenix")
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=PHOENIX)


@pytest.mark.parametrize(
    ("amount", "short", "exact"),
    [
        (None, "–", "–"),
        ("", "–", "–"),
        (0, "$0", "$0"),
        (39_000, "$39,000", "$39,000"),
        (Decimal("98500.50"), "$98,501", "$98,500.50"),
        (99_999, "$99,999", "$99,999"),
        (100_000, "$100K", "$100,000"),
        (Decimal("860000.00"), "$860K", "$860,000"),
        (612_500, "$613K", "$612,500"),
        (999_499, "$999K", "$999,499"),
        (999_500, "$1M", "$999,500"),
        (1_240_000, "$1.24M", "$1,240,000"),
        (84_200_000, "$84.2M", "$84,200,000"),
        (112_000_000, "$112M", "$112,000,000"),
        (2_500_000_000, "$2.5B", "$2,500,000,000"),
        (-39_000, "−$39,000", "−$39,000"),
        (-1_240_000, "−$1.24M", "−$1,240,000"),
    ],
)
def test_dollars_are_short_to_read_and_exact_when_asked(amount, short, exact):
    assert wording.usd(amount) == short
    assert wording.usd_exact(amount) == exact


@given(st.decimals(min_value=100_000, max_value=Decimal("99999999999.99"), places=2))
def test_a_short_amount_is_never_more_than_half_a_percent_off(amount):
    text = wording.usd(amount)
    value = Decimal(text[1:-1]) * {"K": 10**3, "M": 10**6, "B": 10**9}[text[-1]]
    assert abs(value - amount) <= amount * Decimal("0.005")


@pytest.mark.parametrize(("number", "text"), [(None, "–"), (0, "0"), (1908, "1,908"), (-3, "−3"), (12.5, "13")])
def test_counts_have_their_thousands_apart(number, text):
    assert wording.count(number) == text


@pytest.mark.parametrize(
    ("number", "words", "text"),
    [
        (0, "partner", "no partners"),
        (1, "partner", "1 partner"),
        (1908, "activity,activities", "1,908 activities"),
        (1, "activity,activities", "1 activity"),
        (None, "partner", "no partners"),
    ],
)
def test_a_noun_agrees_with_its_number(number, words, text):
    assert wording.plural(number, words) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(12_400, 15_000, "12,400–15,000"), (5100, 5100, "5,100"), (None, 7, "7"), (None, None, "–")],
)
def test_a_range_is_one_figure_where_its_ends_meet(low, high, text):
    assert wording.span(low, high) == text


@pytest.mark.parametrize(
    ("part", "text"),
    [(None, "–"), (0, "0%"), (0.004, "<1%"), (0.784, "78%"), (Decimal("0.999"), ">99%"), (1, "100%"), (1.2, "120%")],
)
def test_a_share_never_rounds_to_none_or_all(part, text):
    assert wording.share(part) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2027, 8, 2), date(2027, 9, 26), "Aug 2 – Sep 26, 2027"),
        (date(2027, 8, 2), date(2027, 8, 26), "Aug 2–26, 2027"),
        (date(2027, 8, 2), date(2028, 1, 5), "Aug 2, 2027 – Jan 5, 2028"),
        (date(2027, 8, 2), date(2028, 8, 5), "Aug 2, 2027 – Aug 5, 2028"),
        (date(2027, 8, 2), date(2027, 8, 2), "Aug 2, 2027"),
        (date(2027, 8, 2), None, "from Aug 2, 2027"),
        (None, date(2027, 8, 2), "until Aug 2, 2027"),
        (None, None, "–"),
    ],
)
def test_a_window_is_said_once(start, end, text):
    assert wording.days(start, end) == text


@pytest.mark.parametrize(
    ("age", "text"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=4, seconds=50), "4 minutes ago"),
        (timedelta(hours=3), "3 hours ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(hours=30), "yesterday"),
        (timedelta(days=9), "9 days ago"),
        (timedelta(days=14), "on Nov 9, 2026"),
        (timedelta(hours=-2), "today"),
        (timedelta(days=-2), "on Nov 25, 2026"),
    ],
)
def test_an_age_is_said_as_people_say_it(age, text):
    assert wording.ago(NOW - age, NOW) == text


def test_a_plain_day_has_no_hours():
    assert wording.ago(date(2026, 11, 23), NOW) == "today"
    assert wording.ago(date(2026, 11, 22), NOW) == "yesterday"


def test_days_are_counted_where_the_reader_is():
    just_after_midnight_in_new_york = datetime(2026, 11, 12, 0, 30, tzinfo=ZoneInfo("America/New_York"))
    assert wording.ago(just_after_midnight_in_new_york, NOW) == "12 days ago"


@pytest.mark.parametrize(
    ("days", "text"), [(0, "today"), (1, "tomorrow"), (12, "in 12 days"), (-1, "1 day ago"), (-3, "3 days ago")]
)
def test_a_deadline_says_how_far_off_it_is(days, text):
    assert wording.ahead(NOW.date() + timedelta(days=days), NOW.date()) == text
