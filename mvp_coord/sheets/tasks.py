"""The jobs of imports, in one line each."""

from celery import shared_task

from . import actions


@shared_task
def apply_due_imports() -> None:
    """Apply and undo the imports that wait, one at a time."""
    while actions.apply_due_imports():
        pass


@shared_task
def read_due_sheets() -> None:
    """Work out what large sheets would do, one at a time."""
    while actions.read_due_sheets():
        pass


@shared_task
def discard_old_previews() -> None:
    """Discard the previews that were left, once a day."""
    actions.discard_old_previews()
