"""Roles that nobody has in a state where the cycle has a priority, as far as a viewer reads the directory."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Prefetch

from accounts.visibility import Viewer
from partners.models import Partner, PartnerState
from states.models import Cycle, State

from .gap_kinds import RoleGap
from .gap_memory import Kept, facts_of_role, stand_of
from .gap_rank import InState, Rank, time_left


def role_gaps(
    viewer: Viewer, cycle: Cycle, matters: Mapping[str, InState], kept: Kept, *, today: dt.date
) -> Iterator[RoleGap]:
    """The empty roles of these states (by postal code). Two queries."""
    known = Partner.objects.visible_to(viewer).listed()
    there = PartnerState.objects.filter(partner__in=known, partner__kind__in=Partner.STATE_ROLES)
    rows: Any = State.objects.filter(pk__in=matters).prefetch_related(
        Prefetch("partner_states", there.select_related("partner").order_by("partner__name"), to_attr="filled")
    )
    for state in rows.order_by("name"):
        by_role: dict[str, list[Partner]] = defaultdict(list)
        for each in state.filled:
            by_role[each.partner.kind].append(each.partner)
        tier, left = matters[state.code].tier, time_left(cycle, matters[state.code].votes_on, today)
        for role in Partner.STATE_ROLES:
            if any(partner.is_at_work for partner in by_role[role]):
                continue
            dormant = tuple(by_role[role])
            stand = stand_of(kept.get((state.code, role.value)), facts_of_role(tier, dormant), viewer)
            rank = Rank(tier, 1.0, "nobody has it", left, "the cycle, up to election day", bool(dormant))
            yield RoleGap(state, role.value, dormant, stand, rank)
