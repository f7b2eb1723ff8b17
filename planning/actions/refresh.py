"""The overlap check: load all plans, run the engine, and bring the kept cases in line with what it found."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.history import change
from accounts.many import create_many
from mvp_coord.jobs.actions import drain_due_work, run_job
from mvp_coord.jobs.models import DueWork, JobRun
from partners.models import Activity
from planning.identity import Sketch, match
from planning.models import Overlap
from planning.overlaps import Case
from planning.reports.figures import FIGURES, figures_of
from planning.reports.world import World, load_world
from states.models import Division, TacticFamily

from .remember import review_settlements

KIND = "overlaps"
JOB = "check overlaps"
Counts = dict[str, int]


def drain_due_overlaps() -> JobRun | None:
    """Check the states whose plans have changed since the last check; None when none has."""
    return drain_due_work(kind=KIND, name=JOB, work=_check_due)


def refresh_all_overlaps(*, slot: str) -> JobRun | None:
    """Check every state, once for this turn of the schedule."""
    return run_job(name=JOB, slot=slot, work=refresh_overlaps)


def _check_due(rows: list[DueWork]) -> Counts:
    keys = {row.key for row in rows}
    # Work without a key concerns more than one state: a national program, or the vocabulary.
    return refresh_overlaps(states=None if "" in keys else keys)


def refresh_overlaps(*, states: Iterable[str] | None = None, by: Any = None) -> Counts:
    """Find all overlaps in these states (postal codes; None: everywhere) and keep them as cases.

    A case that is found again keeps its address, owner and decision, unless facts that the decision rests on have
    changed materially; one that is no longer found is cleared, and comes back as itself if it is found once more.
    Run twice, the second run writes nothing.
    """
    with change(by=by, verb="checked for overlaps"):
        return check_now(states)


def check_now(states: Iterable[str] | None) -> Counts:
    """The same within the caller's change, whose plans it checks; the caller has waited for its turn (`JOB`)."""
    activities, known = Activity.objects.comparable(), Overlap.objects.all()
    if states is not None:
        states = sorted(states)
        activities = activities.filter(Q(division__state_id__in=states) | Q(division__state=None))
        known = known.filter(state_id__in=states)
    with _no_tidying():
        world = load_world(activities, states=states)
        result = world.find_overlaps()
    found = [case for case in result.cases if states is None or world.places[case.anchor].state in states]
    counts = _reconcile(found, list(known.select_for_update().order_by("pk")), world)
    counts["reopened"] = review_settlements(states, world)
    return {"activities": len(world.activities), **counts}


@contextmanager
def _no_tidying() -> Iterator[None]:
    """Nothing that the engine makes refers in circles: to look for such rings would take long, for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _reconcile(found: list[Case], known: list[Overlap], world: World) -> Counts:
    """Write only what differs."""
    anchors = dict(Division.objects.filter(ocd_id__in={case.anchor for case in found}).values_list("ocd_id", "pk"))
    families = dict(TacticFamily.objects.values_list("code", "pk"))
    kinds = [(case.class_, families[case.family], anchors[case.anchor]) for case in found]
    same = match(
        [Sketch(kind, frozenset(case.keys)) for kind, case in zip(kinds, found, strict=True)],  # type: ignore[arg-type]
        [
            Sketch(
                (old.overlap_class, old.family_id, old.anchor_id),
                frozenset(old.member_keys),
                old.cleared_at is None,
            )
            for old in known
        ],
    )
    counts = {"cases": len(found), "new": 0, "changed": 0, "unchanged": 0, "cleared": 0}
    for position, place in same.items():
        old = known[place]
        counts["changed" if _update(old, found[position]) else "unchanged"] += 1
    new = [position for position in range(len(found)) if position not in same]
    _create([(found[position], kinds[position]) for position in new], world)
    counts["new"] = len(new)
    continued = {known[position].pk for position in same.values()}
    gone = [old.pk for old in known if old.pk not in continued and old.cleared_at is None]
    counts["cleared"] = Overlap.objects.filter(pk__in=gone).update(cleared_at=timezone.now())
    return counts


def _create(new: list[tuple[Case, tuple[str, int, int]]], world: World) -> None:
    """Keep new cases."""
    rows = [
        Overlap(family_id=family, anchor_id=anchor, state_id=world.places[case.anchor].state, **figures_of(case))
        for case, (_, family, anchor) in new
    ]
    create_many(rows)


def _update(old: Overlap, case: Case) -> bool:
    """Bring one kept case up to date; whether anything about it had changed."""
    figures = figures_of(case)
    changed = [name for name in FIGURES if getattr(old, name) != figures[name]]
    if old.cleared_at is not None:
        old.cleared_at = None
        changed.append("cleared_at")
    for name in FIGURES:
        setattr(old, name, figures[name])
    if changed:
        old.save(update_fields=changed)
    return bool(changed)
