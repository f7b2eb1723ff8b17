"""What the demo's meters rest on: what counsel has been told of the home funder's entities, and of one group."""

import datetime as dt
from typing import Any, Final

from accounts.models import User
from funding.models import Engagement, EntityFigure

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

# Who, as what, for which campaign, what it does for us, how many days ago it ended (None: it goes on), on whose word.
ENGAGEMENTS: Final[tuple[tuple[str, str, str, str, int | None, str], ...]] = (
    (
        "vendor",
        "Paper Kite Mail",
        "a campaign for governor (demo)",
        "Prints for two groups",
        41,
        "Its last invoice (demo)",
    ),
    ("person", "Ignatius Rook", "a campaign for Congress (demo)", "Field consultant", 112, "His own word (demo)"),
    ("vendor", "Slow Comet Data", "a state party (demo)", "", None, "Its list of clients (demo)"),
    ("person", "Wilhelmina Stroud", "a campaign for mayor (demo)", "Trains canvassers", 300, "Her own word (demo)"),
)


def load_figures(directory: Directory, people: dict[str, User], today: dt.date) -> None:
    """State them, as staff heard them; and who has come from a campaign."""
    for who, engaged, campaign, task, ago, source in ENGAGEMENTS:
        last_day = None if ago is None else directory.day(ago)
        facts = {"who": who, "name": engaged, "campaign": campaign, "works_for_us_as": task, "source": source}
        Engagement.objects.create(**facts, last_day=last_day, stated_by=people["Staff"])
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
