"""Which allocations a published grant may be: those that a viewer reads the amounts of, likeliest first."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q

from accounts.history import Version, versions_of
from accounts.visibility import Viewer
from funding.models import Allocation, Grant
from funding.models.grant import GrantQuerySet
from funding.same_money import NEARLY, Likeness, Money, Side, likeness
from partners.models import Partner

MOST_OFFERED: Final = 12
_LOOKED_AT: Final = 300


@dataclass(frozen=True)
class Candidate:
    """An allocation that the grant may be, its amount as the viewer reads it, and what speaks for it."""

    allocation: Allocation
    amount: Decimal
    likeness: Likeness


def readable_allocations(viewer: Viewer) -> Any:
    """What may be named as the same money: what counts, in amounts that the viewer reads; never what is in a band."""
    return Allocation.objects.visible_to(viewer).counted().amount_told(viewer).with_readable_amount(viewer)


def candidates(viewer: Viewer, grant: Grant) -> list[Candidate]:
    """At most twelve, to the same recipient or from the same funder in nearly the same amount. One query."""
    low, high = (1 - NEARLY) * grant.amount, (1 + NEARLY) * grant.amount
    near = Q(entity__partner=grant.recipient_id) | Q(fund__owner=grant.funder_id, amount__range=(low, high))
    rows = readable_allocations(viewer).filter(near, currency=grant.currency)
    rows = rows.select_related("fund__owner", "fund__cycle", "entity__partner").order_by("-status_changed_at", "pk")
    published = Money(
        _side(grant.funder), _side(grant.recipient), grant.amount, grant.awarded_on, grant.awarded_until
    )
    found = [
        Candidate(row, row.amount, told) for row in rows[:_LOOKED_AT] if (told := likeness(published, _money(row)))
    ]
    return sorted(found, key=lambda each: (-each.likeness.points, each.allocation.pk))[:MOST_OFFERED]


def unanswered(grants: GrantQuerySet, viewer: Viewer) -> GrantQuerySet:
    """Those of these grants that nobody has linked, though there is an allocation of their funder to their recipient
    in just their amount."""
    same = readable_allocations(viewer).filter(
        fund__owner=OuterRef("funder"),
        entity__partner=OuterRef("recipient"),
        currency=OuterRef("currency"),
        amount=OuterRef("amount"),
    )
    return grants.filter(Exists(same), allocation=None)


def answers_of(grant: Grant, viewer: Viewer) -> list[Version]:
    """What people said of it, newest first: versions that changed the allocation. Three queries, and one for the
    allocations they name."""
    every = versions_of(grant, viewer=viewer)
    return [each for each in every if not each.is_first and any(one.name == "allocation" for one in each.changes)]


def _money(row: Any) -> Money:
    return Money(_side(row.fund.owner), _side(row.entity.partner), row.amount, row.decided_on, row.decided_on)


def _side(partner: Partner) -> Side:
    return Side(partner.pk, partner.name)
