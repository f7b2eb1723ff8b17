"""Stating that a person or a vendor has worked for a campaign or a party."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.models import Engagement


class EngagementRefused(Exception):
    """Nothing was stated; the text says why, to the person who asked."""


def state_engagement(
    *,
    who: str,
    name: str,
    campaign: str,
    last_day: dt.date | None,
    source: str,
    by: User,
    public_id: str,
    works_for_us_as: str = "",
) -> Engagement:
    """Keep it under this address; sent twice, it is one statement. `last_day` is empty while it goes on.

    Raises `EngagementRefused` for a last day to come, which is not known yet.
    """
    if last_day and last_day > timezone.localdate():
        raise EngagementRefused("A last day that is still to come is not known: leave it empty until it has been.")
    with change(by=by, verb="stated an engagement with a campaign"):
        facts = {"who": who, "name": name, "campaign": campaign, "last_day": last_day, "source": source}
        try:
            with transaction.atomic():
                return Engagement.objects.create(
                    **facts, works_for_us_as=works_for_us_as, stated_by=by, public_id=public_id
                )
        except IntegrityError:
            if made := Engagement.objects.filter(public_id=public_id).first():
                return made
            raise
