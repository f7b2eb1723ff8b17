"""How old a confirmed fact is, in the three words that pages show."""

import datetime as dt

from django.db.models import Q, TextChoices

AGING_AFTER = dt.timedelta(days=90)
STALE_AFTER = dt.timedelta(days=180)


def freshness(assured_on: dt.date | None, today: dt.date) -> str:
    """A fact confirmed in the last 90 days is "fresh", in the last 180 "aging", else (or never) "stale"."""
    if assured_on is None or assured_on < today - STALE_AFTER:
        return "stale"
    return "aging" if assured_on < today - AGING_AFTER else "fresh"


class Freshness(TextChoices):
    """The three words as choices of a filter."""

    FRESH = "fresh", "Confirmed in the last 90 days"
    AGING = "aging", "Confirmed 90 to 180 days ago"
    STALE = "stale", "Not confirmed for 180 days"


def is_as_fresh(word: str, today: dt.date) -> Q:
    """The condition on `assured_on` under which `freshness` says this word."""
    aging, stale = today - AGING_AFTER, today - STALE_AFTER
    if word == Freshness.FRESH:
        return Q(assured_on__gte=aging)
    if word == Freshness.AGING:
        return Q(assured_on__gte=stale, assured_on__lt=aging)
    return Q(assured_on__lt=stale) | Q(assured_on__isnull=True)
