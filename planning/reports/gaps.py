"""Gaps as a viewer may see them: worked out over the priorities and plans that this person may read.

A figure from hidden plans would tell of them, so nobody's gaps rest on more than the own reading: whoever reads fewer
plans is told of more gaps, never of a plan. Roles are empty as far as the directory that this viewer reads goes.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.db.models import Prefetch

from accounts.visibility import Viewer
from partners.models import Partner, PartnerState
from planning import gaps
from planning.models import Gap, GapAsk
from planning.overlaps.places import Atlas
from states.models import Cycle, Priority, State

from .gap_facts import (
    aim_of,
    at_work,
    families_and_leads,
    offers_for,
    plans_for,
    priorities_with_days,
    volunteers_for,
)
from .gap_kinds import AnyGap, PeopleGap, RoleGap
from .gap_memory import facts_of_people, facts_of_role, stand_of
from .world import load_shares, load_world

__all__ = ["NOTHING_FOUND", "AnyGap", "Found", "PeopleGap", "RoleGap", "gaps_for"]


@dataclass(frozen=True)
class Found:
    """All gaps that a viewer sees, the most pressing first, and the priorities that ask for their numbers."""

    people: tuple[PeopleGap, ...]
    roles: tuple[RoleGap, ...]
    asking: tuple[tuple[Priority, str], ...]
    checked: int
    has_priorities: bool = True

    @cached_property
    def states(self) -> dict[str, str]:
        """Names of the states that have a gap, by postal code."""
        found = {each.state for each in self.people if each.state} | {each.state for each in self.roles}
        return {state.code: state.name for state in sorted(found, key=lambda state: state.name)}


NOTHING_FOUND: Final = Found((), (), (), 0, has_priorities=False)


def gaps_for(viewer: Viewer, cycle: Cycle, *, states: Iterable[str] | None = None, today: dt.date) -> Found:
    """The gaps of a cycle that this viewer sees, in these states (postal codes; None: all)."""
    codes = None if states is None else list(states)
    priorities = priorities_with_days(viewer, cycle, codes)
    if not priorities:
        return NOTHING_FOUND
    kept = _kept(viewer)
    activities = plans_for(viewer, codes)
    world = load_world(activities, states=codes)
    shares = world.shares or load_shares(codes)
    families, leads = families_and_leads()
    found, asking = gaps.find_gaps(
        [aim_of(each, cycle) for each in priorities],
        gaps.Plans.of(world.activities),
        places=world.places,
        families=families,
        leads=leads,
        candidates=[*offers_for(viewer, codes, today), *at_work(world.activities)],
        volunteers=volunteers_for(viewer, codes, today),
        constituency_electorates=world.constituency_electorates,
        shares=shares,
        today=today,
    )
    by_id = {each.pk: each for each in priorities}
    atlas = Atlas(world.places, shares, world.constituency_electorates)
    named = {filler.partner for gap in found for filler in gap.fillers}
    # Whoever reads their plans and offers may know of them.
    slugs: dict[gaps.Key, str] = dict(Partner.objects.filter(pk__in=named).values_list("pk", "slug"))
    return Found(
        people=tuple(
            PeopleGap(
                by_id[int(gap.aim.key)],
                gap,
                stand_of(kept.get((int(gap.aim.key), "", "")), facts_of_people(gap), viewer),
                atlas,
                slugs,
            )
            for gap in found
        ),
        roles=tuple(_roles(viewer, priorities, kept)),
        asking=tuple((by_id[int(each.aim.key)], each.reason) for each in asking),
        checked=len(world.activities),
    )


def _kept(viewer: Viewer) -> dict[tuple[int, str, str], Gap]:
    """What was decided, by priority or by state and role, as far as this viewer may read it."""
    asks = GapAsk.objects.visible_to(viewer).select_related("partner", "asked_by", "answered_by")
    rows = Gap.objects.visible_to(viewer).select_related("offered_to", "program__partner", "decided_by")
    rows = rows.prefetch_related(Prefetch("asks", asks))
    return {(gap.priority_id or 0, gap.state_id or "", gap.role): gap for gap in rows}


def _roles(
    viewer: Viewer, priorities: Iterable[Priority], kept: dict[tuple[int, str, str], Gap]
) -> Iterable[RoleGap]:
    """The empty roles of the states that matter in this cycle, those of the first tier first."""
    tiers: dict[str, int] = {}
    for priority in priorities:
        if priority.division.state_id:
            code = priority.division.state_id
            tiers[code] = min(priority.tier, tiers.get(code, priority.tier))
    known = Partner.objects.visible_to(viewer).listed()
    there = PartnerState.objects.filter(partner__in=known, partner__kind__in=Partner.STATE_ROLES)
    rows: Iterable[Any] = State.objects.filter(pk__in=tiers).prefetch_related(
        Prefetch("partner_states", there.select_related("partner").order_by("partner__name"), to_attr="filled")
    )
    for state in sorted(rows, key=lambda each: (tiers[each.code], each.name)):
        by_role: dict[str, list[Partner]] = defaultdict(list)
        for each in state.filled:
            by_role[each.partner.kind].append(each.partner)
        for role in Partner.STATE_ROLES:
            if not any(partner.is_at_work for partner in by_role[role]):
                tier, dormant = tiers[state.code], tuple(by_role[role])
                stand = stand_of(kept.get((0, state.code, role.value)), facts_of_role(tier, dormant), viewer)
                yield RoleGap(state, role.value, tier, dormant, stand)
