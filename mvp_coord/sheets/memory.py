"""What a sender's headings mean, remembered for the sender's next sheet of the same kind."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User

from .models import RememberedColumn


def remembered(*, kind: str, sender: str, user: User) -> dict[str, str]:
    """Heading → column, "" to leave it out; of the partner in whose name it comes, else of the user. One query."""
    rows = RememberedColumn.objects.filter(kind=kind, **_whose(sender, user))
    return dict(rows.values_list("heading", "column"))


def remember(told: Mapping[str, str], *, kind: str, sender: str, user: User) -> None:
    """Keep these, beside what was said of other headings."""
    whose = _whose(sender, user)
    for heading, column in sorted(told.items()):
        RememberedColumn.objects.update_or_create(kind=kind, heading=heading, **whose, defaults={"column": column})


def _whose(sender: str, user: User) -> dict[str, Any]:
    return {"sender": sender, "user": None if sender else user}
