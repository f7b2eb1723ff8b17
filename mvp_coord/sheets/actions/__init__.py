"""The steps of an import: sent, asked about, applied by a job or discarded, and undone."""

from .asking import answer, map_columns, questions_of
from .previews import read_due_sheets
from .queued import apply_due_imports, discard, discard_old_previews, queue, queue_undo
from .sending import send
from .steps import ImportClosed, StillAsked

__all__ = [
    "ImportClosed",
    "StillAsked",
    "answer",
    "apply_due_imports",
    "discard",
    "discard_old_previews",
    "map_columns",
    "questions_of",
    "queue",
    "queue_undo",
    "read_due_sheets",
    "send",
]
