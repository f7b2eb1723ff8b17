"""What people do to the directory and the library. Each refuses by name."""

from .bulk import (
    NoLongerOpen,
    NotYours,
    apply_bulk_edit,
    preview_bulk_edit,
    start_bulk_edit,
    token_of_preview,
    undo_bulk_edit,
)
from .entities import add_entity, update_entity
from .exports import ask_for_export, note_taken
from .library import (
    Upload,
    assure_resource,
    note_download,
    replace_content,
    restore_resource,
    share_resource,
    update_resource,
    withdraw_resource,
)
from .library_talk import add_comment, mark_used, remove_comment, restore_comment, unmark_used
from .merging import keep_apart, merge_partners, token_of_pair, undo_merge
from .notes import add_note, finish_action, remove_note, reopen_action, restore_note, update_note
from .profile import StateFacts, assure_partner, create_partner, free_slug, states_of, update_partner
from .programs import (
    add_activity,
    add_program,
    assure_program,
    cancel_activity,
    restore_activity,
    update_activity,
    update_program,
)
from .refusals import AlreadyUndone, CannotBeSaved, DoesNotFit, StaleEdit, WasMerged
from .restoring import put_back, token_of_earlier

__all__ = [
    "AlreadyUndone",
    "CannotBeSaved",
    "DoesNotFit",
    "NoLongerOpen",
    "NotYours",
    "StaleEdit",
    "StateFacts",
    "Upload",
    "WasMerged",
    "add_activity",
    "add_comment",
    "add_entity",
    "add_note",
    "add_program",
    "apply_bulk_edit",
    "ask_for_export",
    "assure_partner",
    "assure_program",
    "assure_resource",
    "cancel_activity",
    "create_partner",
    "finish_action",
    "free_slug",
    "keep_apart",
    "mark_used",
    "merge_partners",
    "note_download",
    "note_taken",
    "preview_bulk_edit",
    "put_back",
    "remove_comment",
    "remove_note",
    "reopen_action",
    "replace_content",
    "restore_activity",
    "restore_comment",
    "restore_note",
    "restore_resource",
    "share_resource",
    "start_bulk_edit",
    "states_of",
    "token_of_earlier",
    "token_of_pair",
    "token_of_preview",
    "undo_bulk_edit",
    "undo_merge",
    "unmark_used",
    "update_activity",
    "update_entity",
    "update_note",
    "update_partner",
    "update_program",
    "update_resource",
    "withdraw_resource",
]
