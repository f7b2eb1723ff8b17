"""Jobs of the directory, one line each."""

from celery import shared_task
from django.utils import timezone

from partners.actions import asking, bulk, duplicates, exports
from partners.actions.touched import clear_touched
from partners.exports import run
from partners.forms.exporting import asked_now


@shared_task
def search_for_due_duplicates() -> None:
    """Search for duplicates if somebody asked for it."""
    duplicates.drain_due_search()


@shared_task
def search_for_duplicates() -> None:
    """Search for duplicates, once a day."""
    duplicates.search_daily(slot=timezone.localdate().isoformat())


@shared_task
def clear_old_notes() -> None:
    """Delete the notes of who was touched that every process has read."""
    clear_touched()


@shared_task
def make_due_exports() -> None:
    """Make the files that wait, one at a time."""
    while run.make_due_exports(asked_now):
        pass


@shared_task
def forget_old_exports() -> None:
    """Delete the files whose time is over, once a day."""
    exports.forget_old_exports()


@shared_task
def forget_left_bulk_edits() -> None:
    """Delete the bulk edits that were begun and left, once a day."""
    bulk.forget_left_bulk_edits()


@shared_task
def ask_whether_still_true() -> None:
    """Ask contacts by mail whether all is still true, once a week."""
    year, week, _ = timezone.localdate().isocalendar()
    asking.ask_weekly(slot=f"{year}-W{week:02}")
