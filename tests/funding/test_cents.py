"""Whole cents: nothing is rounded, and parts always add up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.cents import MOST_CENTS, NotWholeCents, cents_of, dollars_of, split


@given(st.integers(-MOST_CENTS, MOST_CENTS))
def test_cents_and_dollars_are_one_another(cents):
    assert cents_of(dollars_of(cents)) == cents


@pytest.mark.parametrize("amount", ["0.001", "12.345", "NaN", "Infinity", "100000000000.01", "1E-9"])
def test_what_is_no_amount_of_cents_is_refused_and_never_rounded(amount):
    with pytest.raises(NotWholeCents):
        cents_of(Decimal(amount))


@pytest.mark.parametrize(("amount", "cents"), [("1E+3", 100_000), ("12.5", 1_250), ("-0.01", -1), ("0", 0)])
def test_amounts_may_be_written_in_any_way(amount, cents):
    assert cents_of(Decimal(amount)) == cents


@given(
    st.integers(-MOST_CENTS, MOST_CENTS),
    st.lists(st.integers(0, 10**9), min_size=1, max_size=12).filter(any),
)
def test_parts_add_up_and_none_is_a_cent_off_its_share(cents, weights):
    parts = split(cents, weights)
    assert sum(parts) == cents
    total = sum(weights)
    assert all(abs(part * total - cents * weight) < total for part, weight in zip(parts, weights, strict=True))
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


def test_of_equal_remainders_the_earlier_part_gets_the_cent():
    assert split(100, [1, 1, 1]) == [34, 33, 33]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [2, -1]])
def test_weights_that_say_nothing_are_refused(weights):
    with pytest.raises(ValueError, match=r"weights|Weights|empty"):
        split(100, weights)
