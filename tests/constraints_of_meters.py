"""Constraints on what meters rest on (see `tests/test_constraints.py`)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import models

from funding.models import MeterLimit
from tests import factories
from tests.meter_factories import make_engagement, make_figure, make_limit

THEN, LATER = dt.date(2030, 1, 1), dt.date(2031, 1, 1)


def _both_at_once() -> None:
    make_limit(ends_on=None)
    make_limit(version=3, starts_on=LATER)


def _seeded() -> MeterLimit:
    return MeterLimit.objects.get(version=1, code="political-share")


def _next() -> MeterLimit:
    MeterLimit.objects.filter(version=1, code="political-share").update(ends_on=THEN)
    return make_limit()


def _confirmed_by_who_proposed() -> None:
    user = factories.make_user()
    make_limit(proposed_by=user, proposed_on=THEN, confirmed_by=user, confirmed_on=THEN)


def _ended_first() -> None:
    """The seeded version is over, so that only the number is taken."""
    MeterLimit.objects.filter(version=1, code="political-share").update(ends_on=THEN)
    make_limit(version=1)


METER_UPDATES: dict[str, tuple[Callable[[], models.Model], dict[str, Any]]] = {
    "engagement_says_who_where_and_on_whose_word": (make_engagement, {"source": " "}),
    "meter_limit_ends": (_next, {"ends_on": dt.date(2029, 12, 31)}),
    "figure_has_a_source": (make_figure, {"source": " "}),
    "figure_of_a_plausible_year": (make_figure, {"year": 1999}),
    "meter_limit_confirmed_by_somebody_on_a_day": (
        _seeded,
        {"confirmed_on": THEN},
    ),
}
METER_DOUBLES: dict[str, Callable[[], Any]] = {
    "figure_has_its_kind_of_value": lambda: make_figure(what="elected", answer=None, amount_usd=5),
    "meter_limit_version_once": _ended_first,
    "meter_limit_one_version_at_a_time": _both_at_once,
    "meter_limit_figure": lambda: make_limit(figure=100),
    "meter_limit_known": lambda: make_limit(code="fun"),
    "meter_limit_confirmed_by_another": _confirmed_by_who_proposed,
    "meter_limit_begins_once_proposed": lambda: make_limit(proposed_by=factories.make_user(), proposed_on=LATER),
    "meter_limit_says_why": lambda: make_limit(citation=" "),
}
