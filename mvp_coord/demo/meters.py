"""What the demo's meters rest on: what counsel has been told of the home funder's entities, and of one group."""

import datetime as dt
from typing import Any, Final

from accounts.models import User
from funding.models import EntityFigure

from .directory import Directory

# Whose, what, how much (or yes), on whose word, how many days ago, and of which year: 0 is this one, 1 the next.
FIGURES: Final[tuple[tuple[str, str, Any, str, int, int], ...]] = (
    ("Borrowed Ladder Fund", "elected", True, "Form 5768, filed in its second year (demo)", 200, -8),
    ("Borrowed Ladder Fund", "exempt-purpose", 2_400_000, "Budget that its board has passed (demo)", 60, 0),
    ("Borrowed Ladder Fund", "exempt-purpose", 2_600_000, "Draft budget (demo)", 20, 1),
    ("Borrowed Ladder Fund", "own-direct", 18_500, "Time sheets of its policy staff (demo)", 25, 0),
    ("Borrowed Ladder Fund", "own-grassroots", 6_000, "Time sheets of its policy staff (demo)", 25, 0),
    ("Borrowed Ladder Action", "spending", 2_000_000, "Budget that its board has passed (demo)", 60, 0),
    ("Borrowed Ladder Action", "own-political", 45_000, "Its books to the end of last month (demo)", 25, 0),
    ("Longer Library Hours 2028", "spending", 310_000, "Its campaign manager, by phone (demo)", 18, 0),
)


def load_figures(directory: Directory, people: dict[str, User], today: dt.date) -> None:
    """State them, as staff heard them."""
    for name, what, value, source, age, offset in FIGURES:
        kind = "answer" if what in EntityFigure.ANSWERS else "amount_usd"
        EntityFigure.objects.create(
            entity=directory.entities[name],
            year=today.year + offset,
            what=what,
            source=source,
            good_as_of=directory.day(age),
            stated_by=people["Staff"],
            **{kind: value},
        )
