"""Canaries in what entities need. A statement is never changed, so its words stand in it from the beginning."""

from typing import Any

from partners.models import LegalEntity, Partner
from tests import factories
from tests.addresses import INSIDERS

from .rules import NOBODY, by_consent

WITHDRAWN_ON = "2026-11-20T12:00Z"


def plant_needs(
    world: Any, entity: LegalEntity, seen: frozenset[str], consents: list[str], *, owner: str = ""
) -> None:
    """A statement of each of these consents, and one that was withdrawn: it is for staff and the organization."""
    for consent in consents:
        _state(world, entity, by_consent(seen, consent, owner=owner), consent=consent)
    concerned = seen & (INSIDERS | ({owner} if owner else NOBODY))
    _state(world, entity, concerned, consent="staff", withdrawn=True)


def plant_heard(world: Any, entity: LegalEntity, funder: Partner, *, seen: frozenset[str], by: str) -> None:
    """What a peer funder heard and told staff alone, once it stood and once withdrawn."""
    for withdrawn in (False, True):
        facts = {"stated_as": "funder", "stated_for": funder, "consent": "staff"}
        _state(world, entity, seen & (INSIDERS | {by}), withdrawn=withdrawn, **facts)


def _state(world: Any, entity: LegalEntity, may: frozenset[str], *, withdrawn: bool = False, **facts: Any) -> None:
    label = "funding.Need"
    facts["source"] = world.word(f"{entity}", may, field=f"{label}.source")
    if withdrawn:
        reason = world.word(f"{entity}", may, field=f"{label}.withdrawn_reason")
        by = world.once("Withdrew", lambda: factories.make_user("withdrew@example.org"))
        facts |= {"withdrawn_at": WITHDRAWN_ON, "withdrawn_by": by, "withdrawn_reason": reason}
    world.add(factories.make_need(entity, **facts))
