"""Rows of people power for tests, and what the tables of access, constraints and canaries say of them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import models

from partners.models import Partner, PeopleNeed, PeopleOffer
from tests import factories
from tests.addresses import FORM_IS_WRONG, INSIDERS, MEMBERS, Ask, Row

KINDS: dict[str, Any] = {"offers": PeopleOffer, "needs": PeopleNeed}


def make_hours(kind: str = "offers", partner: Partner | None = None, **facts: Any) -> Any:
    """Forty hours a week at the doors of Pima County in September and October 2028, unless told otherwise."""
    facts = {
        "role": "canvass",
        "hours_a_week": 40,
        "division": None if facts.get("is_remote") else factories.make_county(),
        "starts_on": dt.date(2028, 9, 1),
        "ends_on": dt.date(2028, 10, 31),
        **facts,
    }
    return KINDS[kind].objects.create(partner=partner or factories.make_partner(), **facts)


def _own(ask: Ask, **facts: Any) -> dict[str, str]:
    """Hours that only the partner of `partner_rep` and insiders may know of."""
    hours = make_hours("needs", ask("own_partner"), visibility="staff", **facts)
    return {"kind": "needs", "public_id": hours.public_id}


_OWNERS = INSIDERS | {"partner_rep"}
_OWNERS_302 = {**dict.fromkeys(_OWNERS, 302), "*": 404}
PEOPLE_ROWS: dict[str, Row] = {
    "partners:people": Row(INSIDERS | MEMBERS),
    "partners:people-line": Row(
        INSIDERS | MEMBERS, get={**dict.fromkeys(_OWNERS, 200), "*": 404}, args=lambda ask: _own(ask)
    ),
    "partners:edit-people": Row(_OWNERS, post=FORM_IS_WRONG, args=lambda ask: _own(ask)),
    "partners:withdraw-people": Row(INSIDERS | MEMBERS, get=405, post=_OWNERS_302, args=lambda ask: _own(ask)),
    "partners:restore-people": Row(INSIDERS | MEMBERS, get=405, post=_OWNERS_302, args=lambda ask: _own(ask)),
    "partners:add-people": Row(
        _OWNERS,
        post=FORM_IS_WRONG,
        args=lambda ask: {"slug": ask("own_partner").slug, "kind": "offers"},
    ),
}

_BROKEN: dict[str, dict[str, Any]] = {
    "some_hours": {"hours_a_week": 0},
    "ends_after_start": {"ends_on": dt.date(2028, 8, 1)},
    "in_this_century": {"ends_on": dt.date.max},
    "somewhere_or_from_anywhere": {"division": None},
    "skills_are_known": {"skills": ["juggling"]},
    "languages_are_known": {"languages": ["en-es"]},
}
PEOPLE_UPDATES: dict[str, tuple[Callable[[], models.Model], dict[str, Any]]] = {
    f"people{kind.removesuffix('s')}_{name}": (lambda kind=kind: make_hours(kind), facts)  # type: ignore[misc]
    for kind in KINDS
    for name, facts in _BROKEN.items()
}
