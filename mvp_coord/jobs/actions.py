"""Doing what must be done, once, with a receipt: what every job of the product is built from.

*What* must be done is a row (``DueWork``), written in the same transaction as the edit that calls for it. A
job takes its rows, does the work and deletes them in one transaction. So a worker that is killed in the
middle has done nothing, and the next one does all of it; a lost message loses nothing either, because the
schedule looks for rows again and again. *That* it was done is another row (``JobRun``).
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.utils import timezone

from accounts.models import User
from mvp_coord.lib.public_id import new_public_id

from .locks import only_one
from .models import DueWork, JobRun
from .reports import TICK

logger = logging.getLogger(__name__)

Counts = dict[str, int]
Drain = Callable[[list[DueWork]], Counts]
# After n failures in a row, a job waits 2**n times this long, and at most an hour.
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)


def record_due_work(*, kind: str, key: str = "", by: User | None = None) -> DueWork:
    """Note that ``kind`` must be done for ``key``; call it in the transaction of the change itself.

    Always a new row, even if the same is noted already: the job that has taken the other row may have read
    its facts before this change.
    """
    return DueWork.objects.create(kind=kind, key=key, asked_by=by)


def drain_due_work(
    *, kind: str, name: str, work: Drain, limit: int | None = None, by: User | None = None
) -> JobRun | None:
    """Do what is due of ``kind``, at most ``limit`` rows, oldest first; the receipt, or None for "not now".

    ``work`` gets the rows and returns what it did in numbers; it runs in one transaction with their end.
    None: nothing is due, another worker is at it, or the job has just failed and pauses.
    """
    if not DueWork.objects.filter(kind=kind).exists():
        return None

    def all_of_it() -> Counts:
        rows = list(DueWork.objects.filter(kind=kind).select_for_update(skip_locked=True).order_by("pk")[:limit])
        counts = work(rows)
        DueWork.objects.filter(pk__in=[row.pk for row in rows]).delete()
        return counts

    with only_one(name) as mine:
        if not mine or _pauses(name):
            return None
        # What is due has no turns: every run is one of its own.
        slot = f"{timezone.now().isoformat()} {new_public_id()}"
        return _run(name=name, slot=slot, work=all_of_it, by=by)


def run_job(*, name: str, slot: str, work: Callable[[], Counts], by: User | None = None) -> JobRun | None:
    """Run one turn of a job, in one transaction; the receipt, or None if the turn was run or is being run.

    A turn that failed, or whose worker was killed, may be run again.
    """
    with only_one(name) as mine:
        if not mine:
            return None
        return _run(name=name, slot=slot, work=work, by=by)


def mark_lost_runs() -> int:
    """Close the receipts of workers that were killed; how many. What they began was rolled back by the database."""
    lost = 0
    names = JobRun.objects.filter(status=JobRun.Status.RUNNING).values_list("name", flat=True).distinct()
    for name in list(names.order_by("name")):
        with only_one(name) as mine:
            if mine:
                lost += _mark_lost(name)
    return lost


def record_tick() -> None:
    """Note that the schedule is alive: it sent a message, the broker passed it on, a worker took it."""
    with transaction.atomic():
        run, _ = JobRun.objects.get_or_create(**TICK)
        _end(run, JobRun.Status.DONE)


def _run(*, name: str, slot: str, work: Callable[[], Counts], by: User | None) -> JobRun | None:
    """Receipt, work, receipt. Only for the holder of the job's lock."""
    _mark_lost(name)
    run = _begin(name=name, slot=slot, by=by)
    if run is None:
        return None
    try:
        with transaction.atomic(durable=True):
            # The receipt says "done" in the same transaction as the work, so it can never say so alone.
            run.counts = work()
            _end(run, JobRun.Status.DONE)
    except Exception as error:
        # The first line says what; what follows may quote the row, with people in it.
        run.counts, run.error = {}, f"{type(error).__name__}: {error}".split("\n", 1)[0]
        _end(run, JobRun.Status.FAILED)
        _give_back_slot(run)
        logger.exception("%s failed", name)
        raise
    return run


def _begin(*, name: str, slot: str, by: User | None) -> JobRun | None:
    try:
        with transaction.atomic():
            return JobRun.objects.create(name=name, slot=slot, asked_by=by)
    except IntegrityError:
        if JobRun.objects.filter(name=name, slot=slot).exists():
            return None
        raise


def _end(run: JobRun, status: str) -> None:
    run.status, run.ended_at = status, timezone.now()
    run.save(update_fields=["status", "ended_at", "counts", "error"])


def _mark_lost(name: str) -> int:
    """While we hold the job's lock, a receipt that still says "running" belongs to a dead worker."""
    lost = list(JobRun.objects.filter(name=name, status=JobRun.Status.RUNNING))
    for run in lost:
        run.error = "Its worker was killed before it had finished; nothing of it was kept."
        _end(run, JobRun.Status.LOST)
        _give_back_slot(run)
        logger.warning("%s was lost: its worker was killed", name)
    return len(lost)


def _give_back_slot(run: JobRun) -> None:
    """A turn that came to nothing may be run again, so its receipt makes room."""
    run.slot = f"{run.slot[:66]} {run.public_id}"
    run.save(update_fields=["slot"])


def _pauses(name: str) -> bool:
    """Whether the job failed so lately, and so often in a row, that it should not yet be tried again."""
    ended = JobRun.objects.filter(name=name, ended_at__isnull=False)
    last_done = ended.filter(status=JobRun.Status.DONE).aggregate(at=Max("ended_at"))["at"]
    failed = ended.filter(status=JobRun.Status.FAILED)
    if last_done:
        failed = failed.filter(ended_at__gt=last_done)
    last_failed, failures = failed.aggregate(at=Max("ended_at"), n=Count("pk")).values()
    if not failures:
        return False
    pause = min(FIRST_PAUSE * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
    return timezone.now() < last_failed + pause
