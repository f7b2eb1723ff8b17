"""Why a change to a record is refused, whatever kind of record it is."""


class StaleEdit(Exception):
    """Somebody changed what this edit was made on; nothing was written."""


class CannotBeSaved(Exception):
    """What is written cannot be true beside what is there. `field` names it, and `why` says so, "" where it must not.

    A number that must be unique and belongs to another record is such: the other record is not told of.
    """

    def __init__(self, field: str, why: str = "") -> None:
        super().__init__(field)
        self.field, self.why = field, why
