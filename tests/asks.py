"""Questions to partners whether they could fill a gap; and what the tables of access and constraints say of them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import F

from accounts.models import User
from partners.models import Partner
from planning import actions
from planning.models import GapAsk
from tests import factories
from tests.addresses import FORM_IS_WRONG, INSIDERS, MEMBERS, STAFF, Ask, Row
from tests.calendar_factories import make_priority

MIDNIGHT = dt.datetime(2028, 9, 1, tzinfo=dt.UTC)


def make_ask(partner: Partner | None = None, *, by: User | None = None, words: str = "Could you?") -> GapAsk:
    """A partner was asked about a county where nobody plans anything."""
    partner = partner or factories.make_partner()
    number = GapAsk.objects.count()
    priority = make_priority(
        factories.make_county(f"Asked {number} County", electorate=90_000), visibility="partners"
    )
    factories.make_family("door")
    by = by or factories.make_user(is_staff=True)
    return actions.offer_gap(of=priority, to=partner, by=by, seen="open", reason=words).asks.get()


def _own(ask: Ask) -> dict[str, str]:
    return {"public_id": make_ask(ask("own_partner")).public_id}


_TO_OWN = {"other_partner": 404, "funder_rep": 404}
ASK_ROWS: dict[str, Row] = {
    "planning:gap-ask": Row(INSIDERS | MEMBERS, get=_TO_OWN | {"*": 200}, args=lambda ask: _own(ask)),
    "planning:gap-answer": Row(
        INSIDERS | MEMBERS, get=405, post=_TO_OWN | {"admin": 404, "*": FORM_IS_WRONG}, args=lambda ask: _own(ask)
    ),
    "planning:gap-reply": Row(STAFF, get=405, post=FORM_IS_WRONG, args=lambda ask: _own(ask)),
}

ASK_UPDATES: dict[str, tuple[Callable[[], models.Model], dict[str, Any]]] = {
    "gap_ask_answered_by_somebody_at_some_time": (make_ask, {"answer": "yes"}),
    "gap_ask_question_is_said": (
        make_ask,
        {"answer": "question", "answered_by": F("asked_by"), "answered_at": MIDNIGHT},
    ),
    "gap_ask_no_ends_it": (make_ask, {"answer": "no", "answered_by": F("asked_by"), "answered_at": MIDNIGHT}),
}


def two_asks() -> list[GapAsk]:
    first = make_ask()
    return [first, GapAsk.objects.create(gap=first.gap, partner=first.partner, asked_by=first.asked_by)]
