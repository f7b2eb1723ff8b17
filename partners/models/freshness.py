"""How old a confirmed fact is, in the three words that pages show."""

import datetime as dt

AGING_AFTER = dt.timedelta(days=90)
STALE_AFTER = dt.timedelta(days=180)


def freshness(assured_on: dt.date | None, today: dt.date) -> str:
    """A fact confirmed in the last 90 days is "fresh", in the last 180 "aging", else (or never) "stale"."""
    if assured_on is None or assured_on < today - STALE_AFTER:
        return "stale"
    return "aging" if assured_on < today - AGING_AFTER else "fresh"
