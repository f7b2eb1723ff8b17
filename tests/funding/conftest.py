"""A fund of ours, and an award of it, for the tests that ask for one."""

import pytest

from tests import factories
from tests.funding import books, road


@pytest.fixture
def fund(db):
    """A hundred thousand dollars of ours."""
    return books.make_fund_with(100_000)


@pytest.fixture
def award(fund, staff, counsel):
    """Fifty thousand of it, committed."""
    return road.committed(factories.make_allocation(fund, amount=50_000), staff, counsel)
