"""The demo, loaded once for the tests of a file, into a database that is fresh before and after."""

import datetime as dt
import io
import time
from collections.abc import Iterator

import pytest
from django.core.management import call_command

from mvp_coord.demo.load import load_demo
from tests import cluster

DAY = dt.date(2026, 11, 23)


def load_into_a_fresh_database() -> float:
    """Reference data and demo; the seconds that the demo took."""
    cluster.fresh_copy()
    call_command("load_reference", stdout=io.StringIO())
    began = time.monotonic()
    assert load_demo(today=DAY).is_new
    return time.monotonic() - began


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[float]:
    with django_db_blocker.unblock():
        seconds = load_into_a_fresh_database()
    yield seconds
    with django_db_blocker.unblock():
        cluster.fresh_copy()


@pytest.fixture
def demo(loaded, db) -> float:
    """The demo is there, and what a test changes is taken back; the seconds that the loading took."""
    return loaded
