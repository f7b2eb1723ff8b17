"""Jobs of judgement, one line each."""

from celery import shared_task
from django.utils import timezone

from planning import actions


@shared_task
def check_due_overlaps() -> None:
    """Check the states whose plans have changed."""
    actions.drain_due_overlaps()


@shared_task
def check_all_overlaps() -> None:
    """Check every state, once a day."""
    actions.refresh_all_overlaps(slot=timezone.localdate().isoformat())
