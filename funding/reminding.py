"""When somebody is reminded of what is owed for an award: before its day, on it, and weekly after it up to a bound.

Pure. Each of these is a slot; a job that was away for some days finds the slot that the day of its next run lies in.
"""

import datetime as dt
from typing import Final

DAYS_BEFORE: Final = 14
MOST_WEEKS: Final = 8
FARTHEST_BACK: Final = dt.timedelta(days=7 * MOST_WEEKS + 6)
FARTHEST_AHEAD: Final = dt.timedelta(days=DAYS_BEFORE)
_WEEK: Final = 7


def slot_of(due_on: dt.date, today: dt.date) -> str:
    """The slot that this day lies in: "before", "due" (the day and the week after), "late-1" and on; "" for none."""
    days = (today - due_on).days
    if days < -DAYS_BEFORE:
        return ""
    if days < 0:
        return "before"
    weeks = days // _WEEK
    if weeks > MOST_WEEKS:
        return ""
    return f"late-{weeks}" if weeks else "due"
