"""Why a change to the directory is refused."""

from mvp_coord.lib.refusals import CannotBeSaved, StaleEdit

__all__ = ["AlreadyUndone", "CannotBeSaved", "DoesNotFit", "StaleEdit", "WasMerged"]


class WasMerged(Exception):
    """The partner was merged into another, which is the one to change."""


class AlreadyUndone(Exception):
    """Somebody has taken this back already; there is nothing left to take back."""


class DoesNotFit(Exception):
    """What was to be put back contradicts what the record says now; nothing was written."""
