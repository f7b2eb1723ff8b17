"""What the tests of states share: a county with an electorate, plans at its doors, and the reference data."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.management import call_command

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
        # Of a name that no other one is like: two records of one program do not compete.
        program = factories.make_program(factories.make_partner(partner), f"{partner} Rounds", visibility=visibility)
        return factories.make_activity(
            program,
            division=division or pima,
            universe=200_000,
            attempts_planned=640_000,
            starts_on=dt.date(2027, 8, 2),
            ends_on=dt.date(2027, 9, 26),
        )

    return make


@pytest.fixture(scope="module")
def reference(for_all_tests) -> None:
    """The reference data, loaded once for all tests of a file, of which none may want to be without it."""
    for_all_tests(_load_reference)


def _load_reference() -> None:
    call_command("load_reference", verbosity=0)


@pytest.fixture
def loaded(reference, db) -> None:
    """The reference data is there, and what a test changes is taken back."""
