"""What a worker does with an import: applies it, or undoes it. Each is all or nothing, and twice is once."""

import logging
from collections.abc import Iterable

from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, transaction
from django.utils import timezone

from accounts.history import change
from accounts.models import User
from accounts.undo import CannotUndo, undo_change
from mvp_coord.jobs.actions import drain_due_work
from mvp_coord.jobs.models import DueWork, JobRun
from mvp_coord.sheets.kinds import MayNotImport, kind_of
from mvp_coord.sheets.models import PREVIEW_WAITS_FOR, ImportBatch, ImportFile
from mvp_coord.sheets.progress import Beside
from mvp_coord.sheets.receipts import previewed, store
from mvp_coord.sheets.run import apply, wait_for_other_imports

from .asking import questions_of
from .steps import OURS, TOO_LONG, StillAsked, fail, hand_over, held, refuse_other, refuse_undo, sheets_of, work_of

logger = logging.getLogger(__name__)

KIND = JOB = "apply imports"
_ONE = 1
Status = ImportBatch.Status


def queue(*, batch: ImportBatch, by: User) -> ImportBatch:
    """Have a worker apply it. Raises `StillAsked`, and `ImportClosed` the second time."""
    with transaction.atomic():
        kept = held(batch, Status.PREVIEW)
        refuse_other(kept, by=by)
        if any(not question.answer for question in questions_of(kept)):
            raise StillAsked("Answer first what is asked: nothing is taken by guess.")
        _to_worker(kept, Status.QUEUED, by=by)
    return kept


def discard(*, batch: ImportBatch, by: User) -> ImportBatch:
    """Take it off the list of what is read, waits, or has failed. Nothing of it was written; its receipt stays."""
    with transaction.atomic():
        kept = held(batch, Status.READING, Status.PREVIEW, Status.FAILED)
        kept.status = Status.DISCARDED
        kept.save(update_fields=["status"])
        kept.files.all().delete()
    return kept


def discard_old_previews() -> int:
    """Discard what nobody has applied in a month, files and all; how many."""
    with transaction.atomic():
        old = ImportBatch.objects.filter(status=Status.PREVIEW, created_at__lt=timezone.now() - PREVIEW_WAITS_FOR)
        ids = list(old.select_for_update().order_by("pk").values_list("pk", flat=True))
        ImportFile.objects.filter(batch__in=ids).delete()
        return ImportBatch.objects.filter(pk__in=ids).update(status=Status.DISCARDED)


def queue_undo(*, batch: ImportBatch, by: User) -> ImportBatch:
    """Have a worker take back all that it wrote. Raises `ImportClosed` for one that wrote nothing, or is undone."""
    with transaction.atomic():
        kept = held(batch, Status.APPLIED)
        kept.error = ""
        kept.report.pop("in_the_way", None)
        _to_worker(kept, Status.UNDOING, by=by)
    return kept


def apply_due_imports() -> JobRun | None:
    """Apply or undo the import that has waited longest; the receipt of the job, None when none waits."""
    return drain_due_work(kind=KIND, name=JOB, work=_work, limit=_ONE)


def _to_worker(batch: ImportBatch, status: str, *, by: User) -> None:
    total = batch.counts.get("created", 0) + batch.counts.get("updated", 0)
    hand_over(batch, status, kind=KIND, by=by, total=total)


def _work(rows: Iterable[DueWork]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        batch = ImportBatch.objects.select_for_update().filter(public_id=row.key).first()
        if batch and batch.status == Status.QUEUED:
            counts = _apply(batch, by=row.asked_by or batch.created_by)
        elif batch and batch.status == Status.UNDOING:
            counts = _undo(batch, by=row.asked_by or batch.created_by)
    return counts


def _apply(batch: ImportBatch, *, by: User) -> dict[str, int]:
    """Write it, all good rows or none; a refusal is kept with the import, in words."""
    names = {each.name: each.answer for each in questions_of(batch)}
    try:
        with transaction.atomic(), Beside(batch) as progress:
            work = work_of(batch)
            sheets = sheets_of(batch, work)
            outcome = apply(sheets, work=work, by=by, previewed=previewed(batch), names=names, progress=progress)
    except MayNotImport as refusal:
        return fail(batch, str(refusal))
    except SoftTimeLimitExceeded:
        return fail(batch, TOO_LONG)
    except OperationalError:
        raise  # the database is away or busy: the job tries again by itself
    except Exception:
        # Whatever went wrong would go wrong again, and keep all later imports waiting.
        logger.exception("import %s failed", batch.public_id)
        return fail(batch, OURS)
    batch.status, batch.applied_at = Status.APPLIED, timezone.now()
    store(batch, outcome)
    batch.files.all().delete()
    return {name: number for name, number in outcome.counts.items() if number}


def _undo(batch: ImportBatch, *, by: User) -> dict[str, int]:
    """Take back every row that it wrote, or none; what stands in the way is kept with the import, by its keys."""
    try:
        refuse_undo(batch, by=by)
        with change(by=by, verb="undid an import", reason=str(batch)):
            wait_for_other_imports()
            number = undo_change(batch.change_id, by=by, verb="undid an import") if batch.change_id else 0
            kind_of(batch.kind).check_again(batch.report.get("states", []), by)
    except CannotUndo as refusal:
        # Kept without names: what stands in the way may be nothing that a reader of the import may know of.
        batch.report["in_the_way"] = refusal.rows
        return _not_undone(batch, f"It could not be undone, and nothing was changed. {refusal.why}")
    except MayNotImport as refusal:
        return _not_undone(batch, str(refusal))
    except OperationalError:
        raise
    except Exception:
        logger.exception("undoing import %s failed", batch.public_id)
        return _not_undone(batch, f"It could not be undone. {OURS}")
    batch.status, batch.undone_at = Status.UNDONE, timezone.now()
    batch.save(update_fields=["status", "undone_at"])
    return {"records_brought_back": number}


def _not_undone(batch: ImportBatch, reason: str) -> dict[str, int]:
    batch.status, batch.error = Status.APPLIED, reason
    batch.save(update_fields=["status", "error", "report"])
    return {"not_undone": 1}
