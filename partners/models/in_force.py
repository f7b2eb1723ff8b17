"""What holds from a first day to a last one, either of them open where it is empty: asked of rows and of one row."""

import datetime as dt

from django.db.models import Q


def is_in_force(starts_on: dt.date | None, ends_on: dt.date | None, day: dt.date) -> bool:
    """Whether something with these days holds on a day, the first and the last among them."""
    return (starts_on is None or starts_on <= day) and (ends_on is None or ends_on >= day)


def in_force(day: dt.date) -> Q:
    """The condition on `starts_on` and `ends_on` under which `is_in_force` says so."""
    begun, not_over = Q(starts_on__isnull=True) | Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return begun & not_over
