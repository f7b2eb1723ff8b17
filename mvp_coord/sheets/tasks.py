"""The job of imports, in one line."""

from celery import shared_task

from .actions import apply_due_imports as apply_one


@shared_task
def apply_due_imports() -> None:
    """Apply and undo the imports that wait, one at a time."""
    while apply_one():
        pass
