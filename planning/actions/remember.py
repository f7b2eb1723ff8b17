"""What was decided stays decided while its facts stay: after each check, decisions whose facts have changed end."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import User
from planning.material import Facts, facts_from, material_changes
from planning.models import Overlap, OverlapMember, Settlement
from planning.reports.facts import Stakes, Weighed, facts_of_kept, weigh
from planning.reports.world import world_of

ENDED = ("ended_at", "ended_by", "ended_reason", "changed_facts")


def review_settlements(states: Iterable[str] | None) -> int:
    """End the decisions in these states whose facts have changed materially, and say which; how many that were.

    Brings up to date what all of them saved. Called by the check, in its transaction; twice is the same as once.
    """
    states = None if states is None else list(states)
    known = Settlement.objects.not_taken_back().select_related("overlap__family", "overlap__anchor")
    if states is not None:
        known = known.filter(overlap__state_id__in=states)
    members = OverlapMember.objects.select_related("activity__program__partner", "activity__division")
    decided = list(known.prefetch_related(Prefetch("overlap__members", queryset=members)).order_by("pk"))
    if not decided:
        return 0
    world, ended = world_of({key for each in decided for key in each.covers}), 0
    for settlement in decided:
        if settlement.ended_at is None:
            ended += _end_if_changed(settlement)
        _bring_up_to_date(settlement, weigh(world, settlement.covers, settlement.overlap))
    return ended


def end_settlement(settlement: Settlement, **how: Any) -> None:
    """The case of this decision is open again. `how`: ended_by and ended_reason, or changed_facts."""
    Overlap.objects.filter(pk=settlement.overlap_id).update(settlement=None)
    for name, value in {"ended_at": timezone.now(), **how}.items():
        setattr(settlement, name, value)
    settlement.save(update_fields=ENDED)


def keep_settlement(
    overlap: Overlap, *, decision: str, reason: str, by: User, covers: Iterable[int], before: Weighed, now: Weighed
) -> Settlement:
    """Write a decision, with the facts of the case as they stand after it; `before`: the plans as they were weighed.

    One that stands on the whole case ends: some sides have agreed otherwise among themselves.
    """
    if overlap.settlement is not None:
        then, since = overlap.settlement.get_decision_display(), Overlap.Decision(decision).label
        end_settlement(overlap.settlement, changed_facts=[["What was agreed", then, f"{since}, among some sides"]])
    members = OverlapMember.objects.select_related("activity__program__partner", "activity__division")
    covers = sorted(covers)
    fresh = Overlap.objects.prefetch_related(Prefetch("members", queryset=members)).get(pk=overlap.pk)
    settlement = Settlement.objects.create(
        overlap=fresh,
        decision=decision,
        reason=reason,
        decided_by=by,
        decided_at=timezone.now(),
        covers=covers,
        facts=_covered(facts_of_kept(fresh), covers).plain(),
        facts_alone=now.told.facts.plain(),
        told={
            "class": before.told.overlap_class,
            "certainty": before.told.certainty,
            "before": before.told.stakes.plain(),
            "after": now.told.stakes.plain(),
        },
        **_columns("before", before.known),
        **_columns("after", now.known),
    )
    overlap.settlement = settlement
    overlap.save(update_fields=["settlement"])
    settlement.overlap = fresh
    # Some sides of a larger case may agree among themselves: for all others it is open then.
    _end_if_changed(settlement)
    return settlement


def _covered(facts: Facts, covers: list[int]) -> Facts:
    return replace(facts, members={key: each for key, each in facts.members.items() if key in covers})


def _end_if_changed(settlement: Settlement) -> bool:
    """Whether facts have changed so that it ended. Needs the case with its members."""
    changes = material_changes(facts_from(settlement.facts), facts_of_kept(settlement.overlap))
    if changes:
        end_settlement(settlement, changed_facts=[[each.what, each.before, each.now] for each in changes])
    return bool(changes)


def _bring_up_to_date(settlement: Settlement, now: Weighed) -> None:
    found = _columns("after", now.known)
    found["told"] = {**settlement.told, "after": now.told.stakes.plain()}
    if any(getattr(settlement, name) != value for name, value in found.items()):
        for name, value in found.items():
            setattr(settlement, name, value)
        settlement.save(update_fields=list(found))


def _columns(when: str, stakes: Stakes) -> dict[str, Any]:
    return {f"{when}_{name}": getattr(stakes, name) for name in Stakes.__dataclass_fields__}
