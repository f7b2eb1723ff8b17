"""What a person needs to decide on two records that look alike, and the merges that were made lately."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from accounts.visibility import Viewer
from mvp_coord.lib.wording import plural
from partners.matching import judge
from partners.models import Affiliation, Contact, LegalEntity, PairDecision, Partner, Program
from partners.models.partner import PartnerQuerySet

from .duplicates import records_of

_LATEST: Final = 20


@dataclass(frozen=True)
class Holding:
    """One record, and what of it the viewer may see comes along in a merge: "2 programs, 1 contact"."""

    partner: Partner
    states: str
    other_names: str
    comes_along: str


@dataclass(frozen=True)
class Pair:
    """Two records, and why they may be one organization (nothing where little speaks for it)."""

    one: Holding
    other: Holding
    reasons: tuple[str, ...]

    @property
    def both(self) -> tuple[Holding, Holding]:
        return self.one, self.other


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
    its = {
        "legal entity,legal entities": LegalEntity.objects.visible_to(viewer).filter(partner=partner),
        "program": Program.objects.visible_to(viewer).filter(partner=partner),
        "contact": Contact.objects.visible_to(viewer).filter(partner=partner),
        "affiliation": Affiliation.objects.visible_to(viewer).filter(Q(partner=partner) | Q(to=partner)),
    }
    counts = {noun: rows.count() for noun, rows in its.items()}
    return Holding(
        partner=partner,
        states=", ".join(partner.partner_states.values_list("state_id", flat=True)),
        other_names=", ".join(partner.other_names.splitlines()),
        comes_along=", ".join(plural(number, noun) for noun, number in counts.items() if number),
    )
