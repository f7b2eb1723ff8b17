"""Constraints on what is decided about gaps (see `tests/test_constraints.py`)."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils import timezone

from planning.models import Gap
from tests import factories
from tests.calendar_factories import make_priority


def make_gap() -> Gap:
    return Gap.objects.create(priority=make_priority())


def role_gap(role: str) -> Gap:
    return Gap.objects.create(state=factories.make_state("AZ"), role=role)


GAP_UPDATES: dict[str, tuple[Callable[[], models.Model], dict[str, Any]]] = {
    "gap_of_a_priority_a_role_or_a_need": (make_gap, {"role": "donor_table"}),
    "gap_status_has_its_facts": (make_gap, {"status": "set_aside"}),
    "gap_decided_by_somebody_at_some_time": (make_gap, {"decided_at": timezone.now()}),
}
GAP_DOUBLES: dict[str, Callable[[], Any]] = {
    "gap_of_a_need_once": lambda: [
        Gap.objects.create(entity=entity, cycle=factories.make_cycle())
        for entity in [factories.make_entity()]
        for _ in range(2)
    ],
    "gap_of_a_role_once": lambda: [role_gap("donor_table") for _ in range(2)],
}
