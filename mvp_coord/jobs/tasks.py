"""The jobs that every instance runs for its own sake. What people wait for is in the tasks of the apps above."""

from celery import shared_task

from . import actions


@shared_task
def tick() -> None:
    """The schedule's sign of life, which ``/readyz`` looks at, and a look after workers that died."""
    actions.record_tick()
    actions.mark_lost_runs()
