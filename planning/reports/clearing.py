"""What would clear a case, tried out on the plans that a viewer may read, with a link to propose just that."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final
from urllib.parse import urlencode

from accounts.visibility import Viewer
from funding.models import Allocation
from planning import overlaps
from planning.clearing import Meeting, Turfs, Way, ways_to_clear
from planning.overlaps import UNMEASURED
from planning.overlaps.places import Atlas
from planning.terms import CHANGES

from .cases import CaseView, readable_activities
from .votes import seasons_of
from .world import ENGINE_NAMES, load_world

# With more plans of one kind of tactic in a state, only those with ground in common with the case are tried with it.
ALL_AROUND: Final = 200


@dataclass(frozen=True)
class Clearing:
    """One way in words; `decision` and `facts` are what to propose to get there: facts by the plan's public id and
    their names, as the form of a proposal calls them. `plans` is how many plans it changes."""

    sentence: str
    decision: str
    plans: int
    facts: dict[str, str]

    @property
    def query(self) -> str:
        """These facts as the end of an address."""
        return urlencode(self.facts)


def clearings_of(viewer: Viewer, view: CaseView, *, today: dt.date) -> list[Clearing]:
    """The ways that clear this viewer's case of work that meets (`on_paper` tells of the others). Five queries, one
    more for each hand of money, and at most `planning.clearing.MOST_RUNS` runs."""
    overlap = view.overlap
    around = readable_activities(viewer).filter(tactic__family_id=overlap.family_id)
    if overlap.state_id:
        around = around.reaching_state(overlap.state_id)
    money = Allocation.objects.visible_to(viewer)
    world = load_world(around, states=[overlap.state_id] if overlap.state_id else None, money=money)
    members = {each.pk: each.public_id for each in view.members}

    def finds(activities: Sequence[overlaps.Activity]) -> set[Meeting]:
        found = replace(world, activities=tuple(activities)).find_overlaps().cases
        flagged = (case.keys for case in found if case.class_ != UNMEASURED)
        return {frozenset(two) for keys in flagged for two in combinations(keys, 2)}

    atlas = world.ground.atlas
    mine = [each for each in world.activities if each.key in members]
    are_all_near = len(world.activities) <= ALL_AROUND
    near = world.activities if are_all_near else _near(world.activities, atlas, overlap.anchor.ocd_id, mine)
    turfs = Turfs(atlas, only_local=not are_all_near)
    seasons = seasons_of([(each.key, each.program_type, each.ends) for each in mine], overlap.state_id)
    ways = ways_to_clear(near, members.keys(), finds, today=today, seasons=seasons, turfs=turfs)
    return [_clearing(way, members, atlas) for way in ways]


def _near(
    activities: Sequence[overlaps.Activity], atlas: Atlas, anchor: str, members: Sequence[overlaps.Activity]
) -> list[overlaps.Activity]:
    """The members, and what has ground in common with the anchor, or with a member's place that is no wider than a
    county."""
    around = {anchor, *(each.division for each in members if atlas.is_local(each.division))}
    there = {
        place for place in {each.division for each in activities} if any(atlas.meets(place, at) for at in around)
    }
    keys = {each.key for each in members}
    return [each for each in activities if each.key in keys or each.division in there]


def _clearing(way: Way, addresses: Mapping[int, str], atlas: Atlas) -> Clearing:
    facts: dict[str, str] = {}
    for plan in way.becomes:
        becomes = {name: getattr(plan, its) for name, its in ENGINE_NAMES.items()}
        becomes["division"] = atlas.name(plan.division)
        told = {name: becomes[name] for name in CHANGES[way.decision] if name in becomes}
        facts |= {
            f"{addresses[int(plan.key)]}-{name}": str(value) for name, value in told.items() if value is not None
        }
    return Clearing(way.sentence, way.decision, len(way.becomes), facts)
