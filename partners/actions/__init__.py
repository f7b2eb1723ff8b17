"""What people do to the directory: profiles, legal entities, programs and activities. Each refuses by name."""

from .entities import add_entity, update_entity
from .merging import keep_apart, merge_partners, token_of_pair, undo_merge
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
from .refusals import CannotBeSaved, StaleEdit, WasMerged

__all__ = [
    "CannotBeSaved",
    "StaleEdit",
    "StateFacts",
    "WasMerged",
    "add_activity",
    "add_entity",
    "add_program",
    "assure_partner",
    "assure_program",
    "cancel_activity",
    "create_partner",
    "free_slug",
    "keep_apart",
    "merge_partners",
    "restore_activity",
    "states_of",
    "token_of_pair",
    "undo_merge",
    "update_activity",
    "update_entity",
    "update_partner",
    "update_program",
]
