"""The job that searches for duplicates, and keeps the pairs that it found as rows."""

from accounts.models import User
from mvp_coord.jobs.actions import drain_due_work, record_due_work, run_job
from mvp_coord.jobs.models import DueWork, JobRun
from partners.models import LikelyPair
from partners.reports.duplicates import likely_pairs

KIND = "duplicates"
JOB = "search for duplicates"

Counts = dict[str, int]


def search_soon(*, by: User) -> None:
    """Note that the directory should be searched; the next worker does it."""
    record_due_work(kind=KIND, by=by)


def drain_due_search() -> JobRun | None:
    """Search if somebody asked for it; None when nobody has."""
    return drain_due_work(kind=KIND, name=JOB, work=_search)


def search_daily(*, slot: str) -> JobRun | None:
    """Search once for this turn of the schedule."""
    return run_job(name=JOB, slot=slot, work=search_for_duplicates)


def _search(rows: list[DueWork]) -> Counts:
    return search_for_duplicates()


def search_for_duplicates() -> Counts:
    """Find all likely pairs and bring the kept ones in line. Run twice, the second run writes nothing."""
    found = likely_pairs()
    known = {(row.first_id, row.second_id): row for row in LikelyPair.objects.select_for_update().order_by("pk")}
    gone = [row.pk for pair, row in known.items() if pair not in found]
    LikelyPair.objects.filter(pk__in=gone).delete()
    new, changed = [], []
    for (first, second), judgement in found.items():
        facts = {
            "score": round(judgement.score, 3),
            "is_sure": judgement.verdict == "same",
            "reasons": list(judgement.reasons),
        }
        row = known.get((first, second))
        if row is None:
            new.append(LikelyPair(first_id=first, second_id=second, **facts))
        elif any(getattr(row, name) != value for name, value in facts.items()):
            vars(row).update(facts)
            changed.append(row)
    LikelyPair.objects.bulk_create(new, batch_size=1_000)
    LikelyPair.objects.bulk_update(changed, ["score", "is_sure", "reasons"], batch_size=1_000)
    return {"pairs": len(found), "new": len(new), "changed": len(changed), "cleared": len(gone)}
