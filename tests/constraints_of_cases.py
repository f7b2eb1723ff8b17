"""Constraints on what is decided about overlap cases (see `tests/test_constraints.py`)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils import timezone

from tests.case_factories import make_settlement

LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)

CASE_UPDATES: dict[str, tuple[Callable[[], models.Model], dict[str, Any]]] = {
    "settlement_says_why": (make_settlement, {"reason": ""}),
    "settlement_covers_something": (make_settlement, {"covers": []}),
    "settlement_end_says_why": (make_settlement, {"ended_at": timezone.now() + dt.timedelta(days=1)}),
    "settlement_ends_later": (make_settlement, {"ended_at": LONG_AGO, "changed_facts": [["Weeks", "a", "b"]]}),
}
CASE_DOUBLES: dict[str, Callable[[], Any]] = {
    "settlement_one_in_force": lambda: make_settlement(make_settlement().overlap),
}
