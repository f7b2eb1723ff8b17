"""What an entity must still raise: the shown statement, less what has been decided for it since.

*Which statement.* Of all statements of one entity and cycle that the viewer may read, the newest "good as of"; of
two of one day, the one entered later. *What since.* Dollars of allocations, ours and peers', that were approved after
that day and that the viewer may know of. So nobody can work out from a figure here what is kept from them.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from accounts.visibility import Viewer, Visibility
from funding.models import Allocation, Need
from funding.models.allocation import AllocationQuerySet
from funding.models.need import NeedQuerySet

NEED_RULE: Final = (
    "Need left is the gap of the newest statement, less what has been approved for it since that day, "
    "as far as you may know of it; never below zero."
)

DONORS_RULE: Final = "Need left is the gap of the newest statement that its group lets us share with donors."

# An entity's id and a cycle's id.
Key = tuple[int, int]


@dataclass(frozen=True)
class NeedLeft:
    """What one entity still needs for one cycle, in dollars, and what that rests on.

    `gap_usd` is what the statement of `good_as_of` leaves open; `since_usd` is what was approved after that day, in
    `since_count` allocations; `left_usd` is the difference, never below zero.
    """

    budget_usd: Decimal
    raised_usd: Decimal
    gap_usd: Decimal
    good_as_of: dt.date
    source: str
    consent: str
    since_usd: Decimal
    since_count: int

    @property
    def left_usd(self) -> Decimal:
        return max(self.gap_usd - self.since_usd, Decimal(0))


def needs_left(viewer: Viewer, entity_ids: Collection[int]) -> dict[Key, NeedLeft]:
    """Need left by (entity id, cycle id), for a viewer; without a readable statement there is no entry. 2 queries."""
    return _left(Need.objects.visible_to(viewer), Allocation.objects.visible_to(viewer), entity_ids)


def public_needs_left(entity_ids: Collection[int]) -> dict[Key, NeedLeft]:
    """The same as a donor would see it: public statements alone, and nothing of any allocation. 1 query."""
    return _left(Need.objects.filter(consent=Visibility.PUBLIC), Allocation.objects.none(), entity_ids)


def _left(needs: NeedQuerySet, allocations: AllocationQuerySet, entity_ids: Collection[int]) -> dict[Key, NeedLeft]:
    shown = list(needs.filter(entity_id__in=entity_ids).shown())
    decided = (
        allocations.decided()
        .in_dollars()
        .filter(entity_id__in={need.entity_id for need in shown})
        .order_by()
        .values_list("entity_id", "fund__cycle_id", "decided_on", "amount_approved")
    )
    by_key: dict[Key, list[tuple[dt.date, Decimal]]] = {}
    for entity_id, cycle_id, decided_on, amount in decided:
        by_key.setdefault((entity_id, cycle_id), []).append((decided_on, amount))
    return {
        (need.entity_id, need.cycle_id): _of(need, by_key.get((need.entity_id, need.cycle_id), ())) for need in shown
    }


def _of(need: Need, decided: Iterable[tuple[dt.date, Decimal]]) -> NeedLeft:
    since = [amount for decided_on, amount in decided if decided_on > need.good_as_of]
    return NeedLeft(
        budget_usd=need.budget_usd,
        raised_usd=need.raised_usd,
        gap_usd=need.gap_usd,
        good_as_of=need.good_as_of,
        source=need.source,
        consent=need.consent,
        since_usd=sum(since, Decimal(0)),
        since_count=len(since),
    )
