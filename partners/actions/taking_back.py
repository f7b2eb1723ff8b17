"""Taking a change back from its undo link, with what rests on it: overlaps are checked again."""

import uuid
from typing import Any, Final

from django.db import transaction

from accounts.models import User
from accounts.undo import undo_change
from partners.models import Activity, Partner, Program
from states.models import TacticFamily

from .due import check_again

# What overlaps rest on.
_PLANS: Final[tuple[Any, ...]] = (Activity, Activity.constituencies.through, Program, Partner, TacticFamily)


def take_back_change(change_id: uuid.UUID, *, by: User) -> int:
    """Bring back what this change wrote; the number of rows. Raises `CannotUndo`.

    Where it wrote plans, or what they are compared by, all of them are checked again.
    """
    with transaction.atomic():
        undone = undo_change(change_id, by=by)
        if undone and any(_was_written(model, change_id) for model in _PLANS):
            check_again([None], by=by)
        return undone


def _was_written(model: Any, change_id: uuid.UUID) -> bool:
    events = getattr(model, "pgh_event_model", None)
    return events is not None and events.objects.filter(pgh_context_id=change_id).exists()
