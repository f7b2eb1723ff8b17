"""What an entity must still raise: the shown statement, less what has been decided for it since.

*Which statement.* Of all standing statements of one entity and cycle that the viewer may read, the newest "good as
of"; of two of one day, the one entered later. *What since.* Dollars of allocations, ours and peers', that were
approved after that day and that the viewer may know of; those that share only a band are listed, not subtracted. So
nobody can work out from a figure here what is kept from them.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from accounts.visibility import Viewer, Visibility
from funding.models import Allocation, Need
from funding.models.need import need_address

NEED_RULE: Final = (
    "Need left is the gap of the newest statement, less what has been approved for it since that day, "
    "as far as you may know of it; never below zero."
)

DONORS_RULE: Final = "Need left is the gap of the newest statement that its group lets us share with donors."

Key = tuple[int, int]  # an entity's id and a cycle's id


@dataclass(frozen=True)
class Commitment:
    """Dollars that were approved for an entity, as far as the viewer may know: by whom, and on which day.

    Where only a band is shared, `amount_usd` is None and `band` says it.
    """

    public_id: str
    funder: str
    fund: str
    is_ours: bool
    decided_on: dt.date
    amount_usd: Decimal | None
    band: str
    status: str


@dataclass(frozen=True)
class NeedLeft:
    """What one entity still needs for one cycle, in dollars, and what that rests on.

    `gap_usd` is what the statement of `good_as_of` leaves open; `since` is what was approved after that day;
    `left_usd` is the difference, never below zero. `donors_read_usd` is what donors read,
    the gap of the newest public statement; None where no statement is public. `statement` is the id of the shown one,
    `url` the address of the page where all of it stands.
    """

    budget_usd: Decimal
    raised_usd: Decimal
    gap_usd: Decimal
    good_as_of: dt.date
    source: str
    consent: str
    statement: str
    url: str
    since: tuple[Commitment, ...]
    donors_read_usd: Decimal | None

    @property
    def ours(self) -> tuple[Commitment, ...]:
        """What was approved since out of our own funds."""
        return tuple(each for each in self.since if each.is_ours)

    @property
    def peers(self) -> tuple[Commitment, ...]:
        """What was approved since out of everybody else's."""
        return tuple(each for each in self.since if not each.is_ours)

    @property
    def ours_usd(self) -> Decimal:
        return _sum(self.ours)

    @property
    def peers_usd(self) -> Decimal:
        return _sum(self.peers)

    @property
    def since_usd(self) -> Decimal:
        return _sum(self.since)

    @property
    def since_count(self) -> int:
        return len(self.since)

    @property
    def since_banded(self) -> int:
        """How many of these share only a band, so that less may be left than `left_usd` says."""
        return sum(each.amount_usd is None for each in self.since)

    @property
    def left_usd(self) -> Decimal:
        return max(self.gap_usd - self.since_usd, Decimal(0))

    @property
    def met_usd(self) -> Decimal:
        """What of the budget is there by now."""
        return self.budget_usd - self.left_usd

    @property
    def beyond_usd(self) -> Decimal:
        """By how much the money that is known of exceeds the budget, in dollars; zero where it does not."""
        return max(self.raised_usd + self.since_usd - self.budget_usd, Decimal(0))


def needs_left(viewer: Viewer, entity_ids: Collection[int]) -> dict[Key, NeedLeft]:
    """Need left by (entity id, cycle id), for a viewer; without a readable statement there is no entry. 2 queries."""
    stated = Need.objects.visible_to(viewer).standing().filter(entity_id__in=entity_ids).newest_first()
    stated = stated.select_related("entity", "cycle")
    shown: dict[Key, Need] = {}
    public: dict[Key, Need] = {}
    for need in stated:
        shown.setdefault((need.entity_id, need.cycle_id), need)
        if need.consent == Visibility.PUBLIC:
            public.setdefault((need.entity_id, need.cycle_id), need)
    decided = _decided(viewer, {entity_id for entity_id, _ in shown})
    return {key: _of(need, decided.get(key, ()), public.get(key)) for key, need in shown.items()}


def _decided(viewer: Viewer, entity_ids: Collection[int]) -> Mapping[Key, list[Commitment]]:
    """What was approved for these entities, as far as the viewer may know of it, the newest first."""
    rows = (
        Allocation.objects.visible_to(viewer)
        .decided()
        .in_dollars()
        .with_readable_amount(viewer)
        .filter(entity_id__in=entity_ids)
        .select_related("fund__owner")
        .order_by("-decided_on", "-pk")
    )
    by_key: dict[Key, list[Commitment]] = {}
    for row in rows:
        assert row.decided_on, "a constraint holds it"
        found = Commitment(
            public_id=row.public_id,
            funder=row.fund.owner.name,
            fund=row.fund.name,
            is_ours=row.fund.is_managed,
            decided_on=row.decided_on,
            amount_usd=row.amount,  # type: ignore[attr-defined]  # annotated by with_readable_amount()
            band=row.said_band,
            status=row.get_status_display(),
        )
        by_key.setdefault((row.entity_id, row.fund.cycle_id), []).append(found)
    return by_key


def _of(need: Need, decided: Collection[Commitment], public: Need | None) -> NeedLeft:
    return NeedLeft(
        budget_usd=need.budget_usd,
        raised_usd=need.raised_usd,
        gap_usd=need.gap_usd,
        good_as_of=need.good_as_of,
        source=need.source,
        consent=need.consent,
        statement=need.public_id,
        url=need_address(need.entity, need.cycle),
        since=tuple(each for each in decided if each.decided_on > need.good_as_of),
        donors_read_usd=public.gap_usd if public else None,
    )


def _sum(commitments: Collection[Commitment]) -> Decimal:
    return sum((each.amount_usd for each in commitments if each.amount_usd is not None), Decimal(0))
