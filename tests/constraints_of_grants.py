"""Constraints on published grants and the ids of partners (see `tests/test_constraints.py`)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import models

from partners.models import PartnerIdentifier
from tests import factories
from tests.grant_factories import make_grant

EARLY, LATE = dt.date(2027, 1, 1), dt.date(2028, 1, 1)


def _identify(value: str) -> PartnerIdentifier:
    return PartnerIdentifier.objects.create(partner=factories.make_partner(), value=value)


GRANT_UPDATES: dict[str, tuple[Callable[[], models.Model], dict[str, Any]]] = {
    "grant_amount_positive": (make_grant, {"amount": 0}),
    "grant_currency_code": (make_grant, {"currency": "£"}),
    "grant_has_an_identifier": (make_grant, {"identifier": ""}),
    "grant_names_its_source": (make_grant, {"source": ""}),
    "grant_date_as_exact_as_known": (make_grant, {"award_precision": "unknown"}),
    "grant_awarded_within_its_time": (
        make_grant,
        {"award_precision": "years", "awarded_on": LATE, "awarded_until": EARLY},
    ),
    "grant_ends_after_start": (make_grant, {"starts_on": LATE, "ends_on": EARLY}),
    "partner_identifier_form": (lambda: _identify("GB-CHC-1077187"), {"value": "1077187"}),
}
