"""The bands in which a funder may share an amount."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.bands import BANDS, band_of, in_currency
from funding.models import Allocation
from tests import factories

AMOUNTS = st.decimals("0.01", "999999999999.99", places=2)


@given(AMOUNTS)
def test_each_amount_lies_in_exactly_one_band(amount):
    assert [band for band in BANDS if band.holds(amount)] == [band_of(amount)]


@given(AMOUNTS, AMOUNTS)
def test_a_larger_amount_never_lies_in_a_lower_band(one, other):
    low, high = sorted((one, other))
    assert BANDS.index(band_of(low)) <= BANDS.index(band_of(high))


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0.01", "under $10K"),
        ("9999.99", "under $10K"),
        ("10000", "$10K–25K"),
        ("249999.99", "$100K–250K"),
        ("250000", "$250K–1M"),
        ("1000000", "$1M or more"),
    ],
)
def test_a_border_belongs_to_the_band_that_it_begins(amount, said):
    assert in_currency(band_of(Decimal(amount)).label, "USD") == said


def test_other_currencies_are_said_with_their_code():
    assert in_currency(band_of(Decimal(30_000)).label, "GBP") == "GBP 25K–50K"


@pytest.mark.parametrize("amount", [0, -5])
def test_what_is_no_amount_has_no_band(amount):
    with pytest.raises(ValueError, match="more than zero"):
        band_of(Decimal(amount))


@pytest.mark.django_db
def test_the_database_takes_the_same_band(staff, viewer):
    fund, entity = factories.make_fund(), factories.make_entity()
    borders = [band.low for band in BANDS]
    amounts = [border + more for border in borders for more in (-1, 0, 1) if border + more > 0]
    for amount in amounts:
        factories.make_allocation(fund, entity, amount, shared_as="band")
    read = Allocation.objects.with_readable_amount(viewer(staff))
    assert len(read) == len(amounts)
    assert all(row.amount is None and row.band == band_of(row.best_amount).label for row in read)
