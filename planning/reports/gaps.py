"""Gaps as a viewer may see them: worked out over the priorities and plans that this person may read.

A figure from hidden plans would tell of them, so nobody's gaps rest on more than the own reading: whoever reads fewer
plans is told of more gaps, never of a plan. Roles are empty as far as the directory that this viewer reads goes.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from accounts.visibility import Viewer
from partners.models import Partner, PartnerState
from planning import gaps
from planning.models import Gap
from planning.overlaps.places import Atlas
from planning.overlaps.words import figure, listed
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
from .world import load_shares, load_world


@dataclass(frozen=True)
class PeopleGap:
    """A priority with people whom nobody tries. `kept` is what was done about it, where something was; `atlas` the
    places that it was found in."""

    priority: Priority
    found: gaps.Gap
    kept: Gap | None
    atlas: Atlas
    slugs: Mapping[gaps.Key, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """In addresses."""
        return self.priority.public_id

    @property
    def fillers(self) -> list[tuple[gaps.Filler, str]]:
        """Who could fill it, each with the address of its page."""
        return [(filler, self.slugs[filler.partner]) for filler in self.found.fillers]

    @property
    def by_people(self) -> list[gaps.Shortfall]:
        """The ways that are volunteers' work, with the hours that it would take and those on offer."""
        return [way for way in self.found.by_way if way.hours_needed]

    @property
    def title(self) -> str:
        """ "Pima County, AZ: youth, registration"."""
        about = [str(each) for each in (self.priority.constituency, self.priority.program_type) if each]
        return ": ".join([self.priority.division.full_name, *([", ".join(about)] if about else [])])

    @property
    def sentence(self) -> str:
        return self.found.reason

    @property
    def tier(self) -> int:
        return self.priority.tier

    @property
    def state(self) -> State | None:
        return self.priority.division.state

    @property
    def people_words(self) -> str:
        """ "20,000 people (the priority's target)"."""
        return f"{figure(self.found.people)} people ({self.found.people_basis})"

    @property
    def factors(self) -> list[tuple[str, str]]:
        """What the rank is the product of, in words."""
        factors = self.found.factors
        return [
            ("Priority", f"{factors['priority']:g} of 4 (tier {self.tier})"),
            ("People short", self.people_short),
            ("Time left", f"{factors['time left']:.0%} of the season in which something can be begun"),
            ("Somebody to ask", "known" if self.found.fillers else "nobody is known: counts half"),
        ]

    @property
    def people_short(self) -> str:
        """ "8,400": an estimate, to two digits."""
        return figure(self.found.people_short)

    @property
    def status(self) -> str:
        return self.kept.status if self.kept else Gap.Status.OPEN


@dataclass(frozen=True)
class RoleGap:
    """A part of a state's ecosystem that nobody plays, in a state where the cycle has a priority of this tier.

    `dormant` are those who are listed in this role but do not work now.
    """

    state: State
    role: str
    tier: int
    dormant: tuple[Partner, ...]
    kept: Gap | None

    @property
    def key(self) -> str:
        """In addresses."""
        return f"{self.state.code.lower()}-{self.role}"

    @property
    def title(self) -> str:
        """ "No donor table in Arizona"."""
        label = str(Partner.Kind(self.role).label)
        return f"No {label[:1].lower()}{label[1:]} in {self.state.name}"

    @property
    def sentence(self) -> str:
        """What that rests on."""
        if not self.dormant:
            return "The directory knows of nobody with this role there."
        return f"Listed with this role, but not at work: {listed([partner.name for partner in self.dormant])}."

    @property
    def status(self) -> str:
        return self.kept.status if self.kept else Gap.Status.OPEN


AnyGap = PeopleGap | RoleGap


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


def gaps_for(viewer: Viewer, cycle: Cycle, *, states: Iterable[str] | None = None, today: dt.date) -> Found:
    """The gaps of a cycle that this viewer sees, in these states (postal codes; None: all)."""
    codes = None if states is None else list(states)
    priorities = priorities_with_days(viewer, cycle, codes)
    if not priorities:
        return Found((), (), (), 0, has_priorities=False)
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
            PeopleGap(by_id[int(gap.aim.key)], gap, kept.get((int(gap.aim.key), "", "")), atlas, slugs)
            for gap in found
        ),
        roles=tuple(_roles(viewer, priorities, kept)),
        asking=tuple((by_id[int(each.aim.key)], each.reason) for each in asking),
        checked=len(world.activities),
    )


def _kept(viewer: Viewer) -> dict[tuple[int, str, str], Gap]:
    """What was decided, by priority or by state and role, as far as this viewer may read it."""
    rows = Gap.objects.visible_to(viewer).select_related("offered_to", "program__partner", "decided_by")
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
                gap = kept.get((0, state.code, role.value))
                yield RoleGap(state, role.value, tiers[state.code], tuple(by_role[role]), gap)
