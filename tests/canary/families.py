"""Canaries in what registers say of a family, who sponsors it, and what waits for staff."""

import uuid
from operator import attrgetter
from typing import Any

from django.utils import timezone

from partners.models import Affiliation, Contact, LegalEntity, Sponsorship
from tests import factories, family_factories
from tests.addresses import INSIDERS


def plant_family(world: Any, entity: LegalEntity, inside: frozenset[str]) -> None:
    """`inside` are the insiders and the own contact who may know the entity's partner."""
    said = {"fact": "legal_name", "value": "Another Name"}
    world.plant(family_factories.make_statement(entity, **said), inside, but=frozenset({"reason"}))
    by, now = factories.make_user(), timezone.now()
    decided = {"decided_by": by, "decided_at": now, "change_id": uuid.uuid4()}
    kept = family_factories.make_statement(entity, **said, source="Another register", decision="kept", **decided)
    world.plant(kept, inside & INSIDERS)  # its own contact reads what is open, not what was decided
    house = world.once("House", lambda: factories.make_entity(factories.make_partner("House", visibility="public")))
    world.plant(family_factories.make_sponsorship(entity, house), inside)
    proposal = family_factories.make_proposal(entity, decision="declined", answer="no", **decided)
    world.plant(proposal, inside)


def plant_reading(world: Any) -> None:
    """The receipt of a file of a register is for insiders."""
    world.plant(family_factories.make_register_reading(), INSIDERS)


def _of_partner(rows: Any, *ways: str) -> list[dict[str, Any]]:
    """Each record below the address of its partner; `ways` lead from a record to the partners it may stand below."""
    return [
        {"slug": attrgetter(way)(each).slug, "public_id": each.public_id}
        for each in rows.objects.all()
        for way in ways
    ]


# The records that an address below a partner's names.
BELOW_PARTNERS = {
    "partners:add-sponsor": lambda: _of_partner(LegalEntity, "partner"),
    "partners:edit-sponsor": lambda: _of_partner(Sponsorship, "project.partner"),
    "partners:edit-contact": lambda: _of_partner(Contact, "partner"),
    "partners:edit-tie": lambda: _of_partner(Affiliation, "partner", "to"),
}
