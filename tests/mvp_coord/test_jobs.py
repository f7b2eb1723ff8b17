"""What must be done is done once, with a receipt, whoever dies on the way."""

import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.utils import timezone

from mvp_coord.jobs.actions import (
    FIRST_PAUSE,
    drain_due_work,
    mark_lost_runs,
    record_due_work,
    record_tick,
    run_job,
)
from mvp_coord.jobs.locks import only_one
from mvp_coord.jobs.models import DueWork, JobRun
from mvp_coord.jobs.reports import last_tick_at
from tests import cluster


def count(rows):
    return {"rows": len(rows)}


def drain(work=count, **options):
    return drain_due_work(kind="overlaps", name="refresh overlaps", work=work, **options)


def fail(*_):
    raise ValueError("the sheet has no header")


def test_draining_does_all_rows_of_its_kind_oldest_first(db, staff):
    record_due_work(kind="overlaps", key="AZ", by=staff)
    record_due_work(kind="overlaps", key="WI")
    record_due_work(kind="imports", key="b1")
    seen = []
    run = drain(lambda rows: seen.extend(row.key for row in rows) or {"states": len(rows)})
    assert seen == ["AZ", "WI"]
    assert (run.status, run.counts, run.error) == (JobRun.Status.DONE, {"states": 2}, "")
    assert run.ended_at >= run.started_at
    assert [row.kind for row in DueWork.objects.all()] == ["imports"]


def test_draining_twice_is_the_same_as_once(db):
    record_due_work(kind="overlaps", key="AZ")
    assert drain() is not None
    assert drain(fail) is None
    assert JobRun.objects.count() == 1


def test_a_limit_leaves_the_rest_for_the_next_run(db):
    for key in ("1", "2", "3"):
        record_due_work(kind="overlaps", key=key)
    assert drain(limit=2).counts == {"rows": 2}
    assert [row.key for row in DueWork.objects.all()] == ["3"]


def test_work_that_becomes_due_while_a_job_runs_is_kept(db):
    record_due_work(kind="overlaps", key="AZ")

    def work(rows):
        record_due_work(kind="overlaps", key="AZ")
        return count(rows)

    assert drain(work).counts == {"rows": 1}
    assert DueWork.objects.count() == 1


def test_failed_work_stays_due_and_its_error_is_kept(db):
    record_due_work(kind="overlaps", key="AZ")

    def half_done(rows):
        record_due_work(kind="imports", key="written before it failed")
        fail()

    with pytest.raises(ValueError, match="no header"):
        drain(half_done)
    run = JobRun.objects.get()
    assert (run.status, run.error) == (JobRun.Status.FAILED, "ValueError: the sheet has no header")
    assert [row.kind for row in DueWork.objects.all()] == ["overlaps"]


def test_a_receipt_does_not_quote_the_row_that_the_database_refused(db):
    def refused():
        JobRun.objects.create(name="ends before it starts", slot="1", ended_at=timezone.now(), error="a name")

    with pytest.raises(IntegrityError, match="a name"):
        run_job(name="reminders", slot="monday", work=refused)
    error = JobRun.objects.get(name="reminders").error
    assert error.startswith("IntegrityError: new row")
    assert "a name" not in error


def test_a_failing_job_pauses_longer_each_time_and_then_recovers(db):
    record_due_work(kind="overlaps", key="AZ")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for failures in range(4):
            with pytest.raises(ValueError):
                drain(fail)
            pause = FIRST_PAUSE * 2**failures
            clock.shift(pause - timedelta(seconds=1))
            assert drain() is None
            clock.shift(timedelta(seconds=2))
        assert drain().counts == {"rows": 1}
        record_due_work(kind="overlaps", key="WI")
        assert drain() is not None


def test_two_beats_run_a_turn_once(db):
    turns = []
    work = lambda: turns.append(1) or {"mails": 1}  # noqa: E731
    first = run_job(name="reminders", slot="2027-03-01T06", work=work)
    second = run_job(name="reminders", slot="2027-03-01T06", work=work)
    assert first.counts == {"mails": 1}
    assert second is None
    assert turns == [1]


def test_a_failed_turn_may_be_run_again(db):
    with pytest.raises(ValueError):
        run_job(name="reminders", slot="monday", work=fail)
    assert run_job(name="reminders", slot="monday", work=dict).status == JobRun.Status.DONE
    assert sorted(JobRun.objects.values_list("status", flat=True)) == ["done", "failed"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_the_work_once():
    record_due_work(kind="overlaps", key="AZ")
    together, inside, results = threading.Barrier(2), threading.Event(), []

    def slowly(rows):
        inside.wait(0.5)  # long enough for the other one to look
        return count(rows)

    def worker():
        together.wait(5)
        results.append(drain(slowly))
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert [run.counts for run in results if run] == [{"rows": 1}]
    assert JobRun.objects.count() == 1
    assert not DueWork.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_running_job_is_not_taken_for_lost():
    record_due_work(kind="overlaps", key="AZ")
    checked = []

    def elsewhere():
        checked.append(mark_lost_runs())
        connection.close()

    def work(rows):
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join(20)
        return count(rows)

    assert drain(work).status == JobRun.Status.DONE
    assert checked == [0]


WORKER = """
import django, time
django.setup()
from mvp_coord.jobs.actions import drain_due_work, record_due_work
def work(rows):
    record_due_work(kind="imports", key="written by a worker that dies")
    print("inside", flush=True)
    time.sleep(60)
drain_due_work(kind="overlaps", name="refresh overlaps", work=work)
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_work_of_a_killed_worker_is_marked_lost_and_done_again():
    """A real worker process, killed with the work half done."""
    record_due_work(kind="overlaps", key="AZ")
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER], cwd=cluster.CHECKOUT, env=cluster.environment(), stdout=subprocess.PIPE
    )
    try:
        assert worker.stdout.readline() == b"inside\n"
        assert JobRun.objects.get().status == JobRun.Status.RUNNING
        assert drain(fail) is None, "nobody else may begin while it works"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)
        worker.stdout.close()
    wait_for_the_lock()
    assert mark_lost_runs() == 1
    assert [row.kind for row in DueWork.objects.all()] == ["overlaps"]
    assert drain().counts == {"rows": 1}
    assert list(JobRun.objects.order_by("pk").values_list("status", flat=True)) == ["lost", "done"]


def wait_for_the_lock():
    """The server needs a moment to see that the killed worker's connection is gone."""
    for _ in range(100):
        with only_one("refresh overlaps") as mine:
            if mine:
                return
        threading.Event().wait(0.05)
    pytest.fail("the killed worker's lock is still held after 5 s")


def test_ticks_move_one_receipt(db):
    assert last_tick_at() is None
    record_tick()
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        record_tick()
        assert last_tick_at() == timezone.now()
    assert JobRun.objects.count() == 1
