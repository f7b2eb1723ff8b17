"""Numbers and blanks as people write them: understood or refused with a reason, never rounded or guessed."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mvp_coord.lib.written import NotUnderstoodError, is_blank, read_count, read_dollars, shown


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("40k", 40_000),
        ("1.2M", 1_200_000),
        ("1.2 million", 1_200_000),
        (" 1667736 ", 1_667_736),
        ("9,071,724", 9_071_724),
        ("1 667 736", 1_667_736),
        ("~40k", 40_000),
        ("about 500", 500),
        ("500 doors", 500),
        ("240,000 knocks", 240_000),
        ("60k dials", 60_000),
        ("10,000.00", 10_000),
        (5530, 5530),
        (5530.0, 5530),
        ("0", 0),
        (0, 0),
    ],
)
def test_counts(written, count):
    assert read_count(written) == count


@pytest.mark.parametrize(
    ("written", "dollars"),
    [
        ("$1,608,500.00", "1608500.00"),
        ("$1.2M", "1200000.00"),
        ("170K", "170000.00"),
        ("USD 5,000", "5000.00"),
        ("5,000 dollars", "5000.00"),
        ("$0.50", "0.50"),
        (322500, "322500.00"),
        (12.5, "12.50"),
    ],
)
def test_dollars(written, dollars):
    assert read_dollars(written) == Decimal(dollars)


@pytest.mark.parametrize("written", [None, "", "  ", "n/a", "N.A.", "-", "–", "~", "TBD", "to be determined", "?"])
def test_what_people_write_for_nothing_is_unknown_and_not_zero(written):
    assert is_blank(written)
    assert read_count(written) is None
    assert read_dollars(written) is None


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (-5, "below zero"),
        ("-5", "below zero"),
        ("(500)", "below zero"),
        ("1.5", "whole number"),
        (40.5, "whole number"),
        ("1.2345k", "whole number"),
        ("40-50k", "range"),
        ("5k to 10k", "range"),
        ("12%", "percentage"),
        ("$500", "money"),
        ("16,67", "commas"),
        ("1.234.567", "points"),
        ("many", "not a number"),
        ("none", "not a number"),
        ("1" * 1_000_000, "not a number"),
        ("=B9*2", "without a saved result"),
        ("#REF!", "error in the spreadsheet"),
        (True, "not a number"),
        (9e15, "more people than there are"),
    ],
)
def test_counts_that_are_refused(written, why):
    with pytest.raises(NotUnderstoodError, match=why):
        read_count(written)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("1.234", "two decimals"),
        (0.125, "two decimals"),
        ("€500", "US dollars"),
        ("($5)", "below zero"),
        (1e300, "hold"),
    ],
)
def test_amounts_that_are_refused(written, why):
    with pytest.raises(NotUnderstoodError, match=why):
        read_dollars(written)


@settings(deadline=None)
@given(st.integers(0, 2_000_000_000))
def test_a_count_survives_every_usual_spelling(count):
    for written in (count, float(count), str(count), f"{count:,}", f" {count} ", f"{count:,}.00"):
        assert read_count(written) == count


@settings(deadline=None)
@given(st.decimals(0, 10**11, places=2))
def test_an_amount_survives_every_usual_spelling(amount):
    for written in (str(amount), f"${amount:,}", f"$ {amount:,}", f"{amount} USD"):
        assert read_dollars(written) == amount


@settings(deadline=None)
@given(st.text(max_size=20) | st.floats() | st.integers() | st.booleans() | st.dates())
def test_anything_is_a_number_a_blank_or_refused_with_a_reason(written):
    for read in (read_count, read_dollars):
        try:
            found = read(written)
        except NotUnderstoodError as refusal:
            assert str(refusal)
        else:
            assert found is None or found >= 0
    assert isinstance(shown(written), str)
