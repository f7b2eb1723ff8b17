"""What a proposal would leave of its case: tried out on the plans that it covers, compared with one another alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.visibility import Viewer
from funding.models import Allocation
from planning import overlaps
from planning.models import Overlap, Proposal
from planning.terms import BUDGET, Edit, edits_from
from states.models import Constituency

from .facts import Stakes, find_alone
from .world import ENGINE_NAMES, World, world_of


@dataclass(frozen=True)
class Effect:
    """Tries above the band among these plans as they stand, and as they would be; whether nothing would be left."""

    now: Stakes
    then: Stakes
    clears: bool


def effects_of(viewer: Viewer, overlap: Overlap, proposals: Iterable[Proposal]) -> dict[int, Effect]:
    """By proposal, for those that are open and change plans; without those that have become impossible, since a plan
    was changed after they were made. The viewer reads all plans that they cover. Five queries at most, and those for
    money; none where there is no such proposal."""
    tried = [each for each in proposals if each.status == Proposal.Status.OPEN and each.terms]
    if not tried:
        return {}
    covers = {key for each in tried for key in each.covers}
    world = world_of(covers, money=Allocation.objects.visible_to(viewer))
    edits = {each.pk: edits_from(each.terms) for each in tried}
    groups = {key for each in edits.values() for edit in each for key in edit.facts.get("constituencies") or ()}  # type: ignore[union-attr]
    codes = dict(Constituency.objects.filter(pk__in=groups).values_list("pk", "code")) if groups else {}
    found = ((each.pk, _effect(world, each, edits[each.pk], overlap, codes)) for each in tried)
    return {key: effect for key, effect in found if effect}


def _effect(
    world: World, proposal: Proposal, edits: Iterable[Edit], overlap: Overlap, codes: Mapping[Any, str]
) -> Effect | None:
    covers, changes = set(proposal.covers), {each.activity: each for each in edits}
    would_be = tuple(
        _changed(each, changes[int(each.key)], world, codes) if each.key in changes else each
        for each in world.activities
        if each.key not in changes or not changes[int(each.key)].cancels
    )
    if any(each.ends < each.starts for each in would_be):
        return None
    now, then = (find_alone(each, covers, overlap) for each in (world, replace(world, activities=would_be)))
    return Effect(now.stakes, then.stakes, clears=not then.facts.is_found and not then.stakes.attempts_high)


def _changed(plan: overlaps.Activity, edit: Edit, world: World, codes: Mapping[Any, str]) -> overlaps.Activity:
    facts: dict[str, Any] = dict(edit.facts)
    days = {name: date.fromisoformat(day) for name, day in facts.items() if name.endswith("_on")}
    becomes: dict[str, Any] = {to: {**facts, **days}[name] for name, to in ENGINE_NAMES.items() if name in facts}
    if "division" in facts:
        becomes["division"] = world.ground.ids.get(facts["division"], plan.division)
    if "constituencies" in facts:
        becomes["constituencies"] = frozenset(codes[key] for key in facts["constituencies"] if key in codes)
    if BUDGET in facts:
        becomes["budget"] = None if facts[BUDGET] is None else Decimal(facts[BUDGET])
    return replace(plan, **becomes)
