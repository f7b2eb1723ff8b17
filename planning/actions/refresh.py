"""The overlap check: load all plans, run the engine, and bring the kept cases in line with what it found."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import repeat
from typing import Any

import numpy as np
from django.utils import timezone

from accounts.history import change
from accounts.many import insert_many
from mvp_coord.jobs.actions import drain_due_work, run_job
from mvp_coord.jobs.models import DueWork, JobRun
from mvp_coord.lib.public_id import new_public_ids
from partners.actions.due import EVERYWHERE, KEPT_BACK, KIND
from planning.identity import Sketches, matched
from planning.models import Overlap
from planning.overlaps.arrays import Ints, positions
from planning.overlaps.classes import FLAGGED
from planning.overlaps.records import COMPETING
from planning.overlaps.tables import Figures
from planning.overlaps.threads import meanwhile
from planning.reports.case_board import find_cases
from planning.reports.case_rows import COLUMNS, rows_of
from planning.reports.found import FoundCases
from planning.reports.kept import Kept, kinds, load_kept
from planning.reports.last_check import JOB

from .remember import review_settlements

Counts = dict[str, int]


def drain_due_overlaps() -> JobRun | None:
    """Check the states whose plans have changed since the last check; None when none has."""
    return drain_due_work(kind=KIND, name=JOB, work=_check_due)


def refresh_all_overlaps(*, slot: str) -> JobRun | None:
    """Check every state, once for this turn of the schedule."""
    return run_job(name=JOB, slot=slot, work=refresh_overlaps)


def _check_due(rows: list[DueWork]) -> Counts:
    # Read before the facts: what is noted from here on waits for the next check.
    kept_back = list(DueWork.objects.filter(kind=KEPT_BACK))
    keys = {row.key for row in (*rows, *kept_back)}
    # Work without a key concerns more than one state: a national program, or the vocabulary.
    counts = refresh_overlaps(states=None if EVERYWHERE in keys else keys)
    DueWork.objects.filter(pk__in=[row.pk for row in kept_back]).delete()
    return counts


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
    states = None if states is None else sorted(states)
    with _no_tidying():
        checked = find_cases(states)
        found = FoundCases(checked.world, checked.outline, states)
        # Figures take long, and only competing work has any: meanwhile all other cases are written.
        with meanwhile(checked.reckon) as figures:
            del checked  # what figures are reckoned from is large, and of no use afterwards
            kept = load_kept(states)
            counts = _reconcile(found, kept)
            more = _reconcile(found, kept, figures())
    counts = {name: many + more[name] for name, many in counts.items()}
    counts["reopened"] = review_settlements(states)
    return {"activities": len(found.world.keys), **counts}


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


def _reconcile(found: FoundCases, kept: Kept, figures: Figures | None = None) -> Counts:
    """Write only what differs of competing work (with its figures), or of all other cases: one with the fingerprint
    that is kept is not even written out."""
    is_competing = figures is not None
    kept = kept.take(np.flatnonzero((kept.class_ == FLAGGED.index(COMPETING)) == is_competing))
    here = np.flatnonzero(found.is_here & (found.is_competing == is_competing))
    new, old = matched(_sketches(found, here), kept.sketches())
    position = here[new]
    is_same = (found.fingerprints(position, figures) == kept.fingerprint[old]) & kept.is_standing[old]
    _update(kept, old[~is_same], rows_of(found, position[~is_same], figures))
    fresh = np.setdiff1d(here, position)
    _create(rows_of(found, fresh, figures), len(fresh))
    gone = np.setdiff1d(np.flatnonzero(kept.is_standing), old)
    lost = Overlap.objects.filter(pk__in=kept.key[gone].tolist())
    return {
        "cases": len(here),
        "new": len(fresh),
        "changed": int((~is_same).sum()),
        "unchanged": int(is_same.sum()),
        "cleared": lost.update(cleared_at=timezone.now()) if len(gone) else 0,
    }


def _sketches(found: FoundCases, here: Ints) -> Sketches:
    begin = found.cases.begin
    counts = begin[here + 1] - begin[here]
    members = found.world.keys[found.cases.members[positions(begin[here], counts)]]
    class_, family, anchor = (each[here] for each in found.kinds)
    standing = np.ones(len(here), dtype=np.bool_)
    return Sketches(kinds(class_, family, anchor), np.append(0, np.cumsum(counts)), members, standing)


def _create(rows: Iterable[tuple[Any, ...]], many: int) -> None:
    """Keep new cases."""
    more = zip(new_public_ids(many), repeat(timezone.now()))
    told = ((*row, *ids) for row, ids in zip(rows, more, strict=False))
    insert_many(Overlap, (*COLUMNS, "public_id", "first_found_at"), told, many, all_known=True)


def _update(kept: Kept, places: Ints, told: Iterable[tuple[Any, ...]]) -> None:
    """Bring kept cases up to date."""
    keys = kept.key[places].tolist()
    rows = Overlap.objects.select_for_update().order_by("pk").in_bulk(keys)
    for key, values in zip(keys, told, strict=True):
        row = rows.get(key)
        if row is None:  # it went while the check was at work
            continue
        for name, value in zip(COLUMNS, values, strict=True):
            setattr(row, name, value)
        row.cleared_at = None
        row.save(update_fields=[*COLUMNS, "cleared_at"])
