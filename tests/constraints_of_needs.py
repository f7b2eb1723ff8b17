"""Constraints on statements of needs (see `tests/test_constraints.py`).

None is ever changed, so nearly all of these break as a statement is made.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils import timezone

from funding.models import NeedAsk
from tests import factories

NEED_UPDATES: dict[str, tuple[Callable[[], models.Model], dict[str, Any]]] = {
    "need_withdrawn_by_somebody_for_a_reason": (factories.make_need, {"withdrawn_at": timezone.now()}),
}
DAY = dt.date(2026, 11, 20)


def _ask(**facts: Any) -> NeedAsk:
    need = factories.make_need()
    facts = {"asked_by": factories.make_user(), "asked_on": DAY, "letters": 1, **facts}
    return NeedAsk.objects.create(**{"entity": need.entity, "cycle": need.cycle, **facts})


NEED_DOUBLES: dict[str, Callable[[], Any]] = {
    "need_amounts_not_negative": lambda: factories.make_need(raised=-1),
    "need_consent_level": lambda: factories.make_need(consent="table"),
    "need_has_a_source": lambda: factories.make_need(source=""),
    "need_stated_for_somebody_unless_by_staff": lambda: factories.make_need(stated_for=factories.make_partner()),
    "need_heard_is_not_public": lambda: factories.make_need(
        stated_as="funder", stated_for=factories.make_partner(kind="peer_funder"), consent="public"
    ),
    "need_ask_reached_somebody": lambda: _ask(letters=0),
    "need_asked_once_a_fortnight": lambda: [
        _ask(entity=entity, asked_on=DAY + dt.timedelta(days=days))
        for entity in [factories.make_entity()]
        for days in (0, 13)
    ],
    "need_corrects_another": lambda: factories.make_need(id=77, corrects_id=77),
}
