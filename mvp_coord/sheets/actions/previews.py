"""What an import would do, worked out at once where its sheets are small, else by a worker. Twice is once."""

import logging
from collections.abc import Iterable
from typing import Final

from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, transaction
from django.db.models import Sum
from django.db.models.functions import Length

from accounts.models import User
from mvp_coord.jobs.actions import drain_due_work
from mvp_coord.jobs.models import DueWork, JobRun
from mvp_coord.lib.tabular import UnreadableError
from mvp_coord.sheets.kinds import MayNotImport
from mvp_coord.sheets.models import ImportBatch
from mvp_coord.sheets.outcome import Outcome
from mvp_coord.sheets.progress import Beside
from mvp_coord.sheets.receipts import store
from mvp_coord.sheets.run import preview

from .steps import OURS, TOO_LONG, fail, hand_over, sheets_of, work_of

logger = logging.getLogger(__name__)

KIND = JOB = "read sheets"
# Of all files of one import together: what is read and compared in about a second. A page waits for no more.
AT_ONCE_BYTES: Final = 100_000
_ONE: Final = 1
Status = ImportBatch.Status


def work_out(batch: ImportBatch, *, by: User) -> None:
    """Keep with it what applying it would do, at once or as soon as a worker can; inside the caller's transaction.

    Raises `MayNotImport`, and where it is small `UnreadableError`.
    """
    work = work_of(batch)
    if (batch.files.aggregate(size=Sum(Length("content")))["size"] or 0) > AT_ONCE_BYTES:
        hand_over(batch, Status.READING, kind=KIND, by=by)
    else:
        _keep(batch, preview(sheets_of(batch, work), work=work))


def read_due_sheets() -> JobRun | None:
    """Work out the import that has waited longest for it; the receipt of the job, None when none waits."""
    return drain_due_work(kind=KIND, name=JOB, work=_work, limit=_ONE)


def _work(rows: Iterable[DueWork]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        due = ImportBatch.objects.select_related("created_by").filter(public_id=row.key, status=Status.READING)
        for batch in due:
            counts = _read(batch)
    return counts


def _read(batch: ImportBatch) -> dict[str, int]:
    """Not held meanwhile, so that it can be discarded; a sheet that is no table fails, in words."""
    try:
        with transaction.atomic(), Beside(batch) as progress:
            work = work_of(batch)
            outcome = preview(sheets_of(batch, work, progress=progress), work=work, progress=progress)
    except (MayNotImport, UnreadableError) as refusal:
        return _failed(batch, str(refusal))
    except SoftTimeLimitExceeded:
        return _failed(batch, TOO_LONG)
    except OperationalError:
        raise  # the database is away or busy: the job tries again by itself
    except Exception:
        # Whatever went wrong would go wrong again, and keep all later sheets waiting.
        logger.exception("reading import %s failed", batch.public_id)
        return _failed(batch, OURS)
    kept = _still_read(batch)
    if kept is None:
        return {}
    _keep(kept, outcome)
    return {name: number for name, number in outcome.counts.items() if number}


def _failed(batch: ImportBatch, reason: str) -> dict[str, int]:
    kept = _still_read(batch)
    return fail(kept, reason) if kept else {}


def _still_read(batch: ImportBatch) -> ImportBatch | None:
    """The import, locked; None where it was discarded meanwhile."""
    return ImportBatch.objects.select_for_update().filter(pk=batch.pk, status=Status.READING).first()


def _keep(batch: ImportBatch, outcome: Outcome) -> None:
    """Now it waits for its sender. What was asked before stays on the page with its answer, so that it can change."""
    asked = batch.report.get("likely_twins", [])
    batch.status = Status.PREVIEW
    store(batch, outcome)
    named = {twin["name"] for twin in asked}
    also = [twin for twin in batch.report["likely_twins"] if twin["name"] not in named]
    batch.report = {**batch.report, "likely_twins": [*asked, *also]}
    batch.save(update_fields=["report"])
