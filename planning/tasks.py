"""Jobs of judgement, one line each."""

from celery import shared_task
from django.utils import timezone

from planning import actions
from planning.actions.bands import drain_due_trials
from planning.actions.letters import tell_daily


@shared_task
def check_due_overlaps() -> None:
    """Check the states whose plans have changed."""
    actions.drain_due_overlaps()


@shared_task
def check_all_overlaps() -> None:
    """Check every state, once a day."""
    actions.refresh_all_overlaps(slot=timezone.localdate().isoformat())


@shared_task
def tell_of_overlaps() -> None:
    """Tell contacts by mail what is new in overlaps of their plans, once a day."""
    tell_daily(slot=timezone.localdate().isoformat())


@shared_task
def work_out_due_trials() -> None:
    """Work out what the bands that somebody tries would do."""
    drain_due_trials()
