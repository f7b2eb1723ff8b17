"""Why a change to the directory is refused."""


class StaleEdit(Exception):
    """Somebody changed what this edit was made on; nothing was written."""


class WasMerged(Exception):
    """The partner was merged into another, which is the one to change."""


class AlreadyUndone(Exception):
    """Somebody has taken this back already; there is nothing left to take back."""


class DoesNotFit(Exception):
    """What was to be put back contradicts what the record says now; nothing was written."""


class CannotBeSaved(Exception):
    """A number that must be unique belongs to another record. `field` names it; the record itself is not told of."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field
