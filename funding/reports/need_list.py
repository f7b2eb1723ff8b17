"""All needs of a cycle that a viewer may read, with what is left of each."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch

from accounts.visibility import Viewer, describe
from funding.models import Need, NeedAsk
from partners.models import LegalEntity, PartnerState
from partners.models.family import Vehicle
from partners.models.freshness import freshness
from states.models import Cycle

from .needs import NeedLeft, needs_left


@dataclass(frozen=True)
class NeedRow:
    """One entity's need. `age` is "fresh", "aging" or "stale"; `states` names by postal code; `asked_on` the day of
    the last question that waits for an answer, for those who may know of it."""

    entity: LegalEntity
    need: NeedLeft
    age: str
    states: dict[str, str]
    asked_on: dt.date | None

    @property
    def vehicle(self) -> str:
        return Vehicle(self.entity.vehicle).short

    @property
    def seen_by(self) -> str:
        """Who may read the statement, in words."""
        return describe(self.need.consent).lower()

    @property
    def is_met(self) -> bool:
        """Whether nothing is left of it."""
        return not self.need.left_usd


def needs_of(viewer: Viewer, cycle: Cycle, *, today: dt.date) -> list[NeedRow]:
    """A row for each entity of which the viewer may read a statement, by name. Six queries."""
    stated = Need.objects.visible_to(viewer).standing().filter(cycle=cycle)
    ids = set(stated.order_by().values_list("entity_id", flat=True))
    left = needs_left(viewer, ids)
    asks = NeedAsk.objects.visible_to(viewer).waiting().filter(cycle=cycle, entity__in=ids).order_by("asked_on")
    asked = dict(asks.values_list("entity_id", "asked_on"))
    there = Prefetch("partner__partner_states", PartnerState.objects.select_related("state"))
    entities = LegalEntity.objects.filter(pk__in=ids).select_related("partner").prefetch_related(there)
    return [
        NeedRow(
            entity=entity,
            need=need,
            age=freshness(need.good_as_of, today),
            states={each.state_id: each.state.name for each in entity.partner.partner_states.all()},
            asked_on=asked.get(entity.pk),
        )
        for entity in entities.order_by("partner__name", "vehicle", "pk")
        if (need := left.get((entity.pk, cycle.pk)))
    ]
