"""What the tests of state pages share: a county with an electorate, and plans at its doors."""

import datetime as dt
from collections.abc import Callable

import pytest

from partners.models import Activity
from states.models import Division
from tests import factories


@pytest.fixture
def pima(db) -> Division:
    return factories.make_county("Pima County", electorate=500_000)


@pytest.fixture
def door_plan(pima) -> Callable[..., Activity]:
    """A plan at the doors of a county (Pima unless told otherwise), dense enough to compete with another like it."""

    def make(partner: str, division: Division | None = None, *, visibility: str = "partners") -> Activity:
        program = factories.make_program(factories.make_partner(partner), visibility=visibility)
        return factories.make_activity(
            program,
            division=division or pima,
            universe=200_000,
            attempts_planned=640_000,
            starts_on=dt.date(2027, 8, 2),
            ends_on=dt.date(2027, 9, 26),
        )

    return make
