"""What an entity must still raise: the shown statement, less what has been decided for it since.

*Which statement.* Of all statements of one entity and cycle that the viewer may read, the newest "good as of"; of
two of one day, the one entered later. *What since.* Dollars of allocations, ours and peers', that were approved after
that day and that the viewer may know of. So nobody can work out from a figure here what is kept from them.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from accounts.visibility import Viewer, Visibility
from funding.models import Allocation, Need

NEED_RULE: Final = (
    "Need left is the gap of the newest statement, less what has been approved for it since that day, "
    "as far as you may know of it; never below zero."
)

DONORS_RULE: Final = "Need left is the gap of the newest statement that its group lets us share with donors."

Key = tuple[int, int]  # an entity's id and a cycle's id
Decision = tuple[dt.date, Decimal]  # the day of the approval and the amount


@dataclass(frozen=True)
class NeedLeft:
    """What one entity still needs for one cycle, in dollars, and what that rests on.

    `gap_usd` is what the statement of `good_as_of` leaves open; `since_usd` is what was approved after that day, in
    `since_count` allocations; `left_usd` is the difference, never below zero. `donors_read_usd` is what donors read,
    the gap of the newest public statement; None where no statement is public.
    """

    budget_usd: Decimal
    raised_usd: Decimal
    gap_usd: Decimal
    good_as_of: dt.date
    source: str
    since_usd: Decimal
    since_count: int
    donors_read_usd: Decimal | None

    @property
    def left_usd(self) -> Decimal:
        return max(self.gap_usd - self.since_usd, Decimal(0))


def needs_left(viewer: Viewer, entity_ids: Collection[int]) -> dict[Key, NeedLeft]:
    """Need left by (entity id, cycle id), for a viewer; without a readable statement there is no entry. 2 queries."""
    stated = Need.objects.visible_to(viewer).filter(entity_id__in=entity_ids).newest_first()
    shown: dict[Key, Need] = {}
    public: dict[Key, Need] = {}
    for need in stated:
        shown.setdefault((need.entity_id, need.cycle_id), need)
        if need.consent == Visibility.PUBLIC:
            public.setdefault((need.entity_id, need.cycle_id), need)
    decided = _decided(viewer, {entity_id for entity_id, _ in shown})
    return {key: _of(need, decided.get(key, []), public.get(key)) for key, need in shown.items()}


def _decided(viewer: Viewer, entity_ids: Collection[int]) -> dict[Key, list[Decision]]:
    """What was approved for these entities, as far as the viewer may know of it."""
    rows = (
        Allocation.objects.visible_to(viewer)
        .decided()
        .in_dollars()
        .filter(entity_id__in=entity_ids)
        .order_by()
        .values_list("entity_id", "fund__cycle_id", "decided_on", "amount_approved")
    )
    by_key: dict[Key, list[Decision]] = {}
    for entity_id, cycle_id, decided_on, amount in rows:
        assert decided_on and amount, "a constraint holds it"
        by_key.setdefault((entity_id, cycle_id), []).append((decided_on, amount))
    return by_key


def _of(need: Need, decided: list[Decision], public: Need | None) -> NeedLeft:
    since = [amount for decided_on, amount in decided if decided_on > need.good_as_of]
    return NeedLeft(
        budget_usd=need.budget_usd,
        raised_usd=need.raised_usd,
        gap_usd=need.gap_usd,
        good_as_of=need.good_as_of,
        source=need.source,
        since_usd=sum(since, Decimal(0)),
        since_count=len(since),
        donors_read_usd=public.gap_usd if public else None,
    )
