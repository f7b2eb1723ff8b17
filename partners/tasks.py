"""Jobs of the directory, one line each."""

from celery import shared_task

from partners.imports import steps


@shared_task
def apply_due_imports() -> None:
    """Apply the imports that wait, one at a time."""
    while steps.apply_due_imports():
        pass
