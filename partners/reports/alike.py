"""What a person needs to decide on two records that look alike, and the merges that were made lately."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from accounts.visibility import Viewer
from partners.matching import judge
from partners.models import Affiliation, Contact, PairDecision, Partner, Program
from partners.models.partner import PartnerQuerySet

from .duplicates import records_of

_LATEST: Final = 20


@dataclass(frozen=True)
class Holding:
    """One record with what belongs to it and comes along: counts of what the viewer may see."""

    partner: Partner
    states: str
    other_names: str
    entities: int
    programs: int
    people: int
    ties: int


@dataclass(frozen=True)
class Pair:
    """Two records, and why they may be one organization (nothing where little speaks for it)."""

    one: Holding
    other: Holding
    reasons: tuple[str, ...]


def pair_of(viewer: Viewer, one: Partner, other: Partner) -> Pair:
    """Two partners that the viewer, an insider, may see."""
    records = records_of(Partner.objects.filter(pk__in=[one.pk, other.pk]))
    reasons = judge(records[one.pk], records[other.pk]).reasons
    return Pair(_holding(one, viewer), _holding(other, viewer), reasons)


def merges_of(viewer: Viewer) -> list[PairDecision]:
    """The latest merges of records that the viewer may see. One query."""
    seen: PartnerQuerySet = Partner.objects.visible_to(viewer)
    merged = PairDecision.objects.filter(decision=PairDecision.Decision.MERGED, first__in=seen, second__in=seen)
    return list(merged.select_related("first", "second", "decided_by")[:_LATEST])


def _holding(partner: Partner, viewer: Viewer) -> Holding:
    return Holding(
        partner=partner,
        states=", ".join(partner.partner_states.values_list("state_id", flat=True)),
        other_names=", ".join(partner.other_names.splitlines()),
        entities=partner.entities.count(),
        programs=Program.objects.visible_to(viewer).filter(partner=partner).count(),
        people=Contact.objects.visible_to(viewer).filter(partner=partner).count(),
        ties=Affiliation.objects.visible_to(viewer).filter(Q(partner=partner) | Q(to=partner)).count(),
    )
