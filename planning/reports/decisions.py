"""What was decided on a case, as one viewer may know it: what is in force, or why it is open again.

A decision is shown to whoever may read all plans that it covers. Whoever reads all that the case rests on sees what
was kept; for anybody else the same rule is applied again to the covered plans alone, so that a plan which may not be
read neither ends a decision nor keeps it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from accounts.visibility import Viewer
from partners.models import Activity, Program
from partners.models.program import ActivityQuerySet, ProgramQuerySet
from planning.material import FactChange, Member, facts_from, material_changes
from planning.models import Overlap, Settlement

from .facts import find_alone
from .world import World


@dataclass(frozen=True)
class Decided:
    """The decision in force, or the last one that changed facts have ended, with these changes."""

    settlement: Settlement | None = None
    ended: Settlement | None = None
    changes: tuple[FactChange, ...] = ()


UNDECIDED = Decided()


def readable_plans(viewer: Viewer) -> ActivityQuerySet:
    """The activities that this viewer may hear of in a case: an activity is exactly as visible as its program."""
    return Activity.objects.filter(program__in=readable_programs(viewer))


def readable_programs(viewer: Viewer) -> ProgramQuerySet:
    """The programs of these; coordinated ones are for counsel."""
    programs = Program.objects.visible_to(viewer)
    return programs if viewer.is_counsel else programs.exclude(side=Program.Side.COORDINATED)


def readable_among(viewer: Viewer, keys: Iterable[int]) -> frozenset[int]:
    """Those of these activities that this viewer may hear of. One query, none for no keys."""
    wanted = set(keys)
    return (
        frozenset(readable_plans(viewer).filter(pk__in=wanted).values_list("pk", flat=True))
        if wanted
        else frozenset()
    )


def covered_by(kept: Iterable[Overlap]) -> set[int]:
    """All activities that the decisions on these cases cover."""
    return {key for overlap in kept for each in overlap.settlements.all() for key in each.covers}


def decided_whole(overlap: Overlap, readable: Collection[int]) -> Decided:
    """For somebody who reads all that the case rests on. The case needs its settlements, newest first."""
    known = [each for each in overlap.settlements.all() if set(each.covers) <= set(readable)]
    if overlap.settlement_id:
        return Decided(settlement=next((each for each in known if each.pk == overlap.settlement_id), None))
    last = known[0] if known else None
    if last is None or last.ended_by_id:
        return UNDECIDED
    return Decided(ended=last, changes=tuple(FactChange(*told) for told in last.changed_facts))


def decided_and_gone(overlap: Overlap, readable: Collection[int]) -> Decided:
    """For somebody to whom the plans make no case any more: the last decision, unless a person took it back."""
    known = (each for each in overlap.settlements.all() if set(each.covers) <= set(readable))
    last = next(known, None)
    return UNDECIDED if last is None or last.ended_by_id else Decided(settlement=last)


def decided_in_part(
    overlap: Overlap, readable: Collection[int], *, world: World, here: Mapping[int, Member]
) -> Decided:
    """For somebody who reads a part: the last decision on plans that he or she may read, judged by these alone.

    `world` holds what this viewer may read, `here` are the members of the viewer's own case.
    """
    known = (each for each in overlap.settlements.all() if set(each.covers) <= set(readable))
    last = next(known, None)
    if last is None or last.ended_by_id:
        return UNDECIDED
    then, alone = facts_from(last.facts_alone), find_alone(world.without_money(), last.covers, overlap).facts
    if alone.is_found:
        now = replace(alone, members={**here, **alone.members})
    else:
        # The covered plans do not meet any more; what is left to ask is who else has come.
        now = replace(then, members={**here, **then.members}, is_found=bool(here.keys() - then.members.keys()))
    changes = material_changes(then, now)
    return Decided(ended=last, changes=changes) if changes else Decided(settlement=last)
