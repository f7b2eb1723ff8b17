"""Stating what meters rest on. A statement is kept beside the earlier ones, never in their place."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.cents import NotWholeCents, cents_of
from funding.models import EntityFigure
from partners.models import LegalEntity


class FigureRefused(Exception):
    """Nothing was stated; the text says why, to the person who asked."""


def state_figure(
    *,
    entity: LegalEntity,
    year: int,
    what: str,
    value: Any,
    source: str,
    good_as_of: dt.date,
    by: User,
    public_id: str,
) -> EntityFigure:
    """Keep what is said of an entity for a tax year under this address; sent twice, it is one statement.

    `value` is dollars, a yes or no, or the number of a month, as `what` asks. Raises `FigureRefused`.
    """
    if what not in EntityFigure.ASKED_OF.get(entity.vehicle, ()):
        raise FigureRefused("That is not asked of an entity of this vehicle.")
    if good_as_of > timezone.localdate():
        raise FigureRefused("A statement describes a day that has been, not one to come.")
    if not source.strip():
        raise FigureRefused("Say on whose word, or from which paper.")
    facts = _facts(what, value)
    with change(by=by, verb="stated a figure for the meters"):
        # Of two at once, the second waits here and finds what the first has made.
        LegalEntity.objects.select_for_update(no_key=True).get(pk=entity.pk)
        made = EntityFigure.objects.filter(public_id=public_id).first()
        return made or EntityFigure.objects.create(
            entity=entity,
            year=year,
            what=what,
            source=source.strip(),
            good_as_of=good_as_of,
            stated_by=by,
            public_id=public_id,
            **facts,
        )


def _facts(what: str, value: Any) -> dict[str, Any]:
    if what in EntityFigure.MONTHS:
        return {"month": value}
    if what in EntityFigure.ANSWERS:
        return {"answer": value}
    try:
        cents = cents_of(value)
    except NotWholeCents as fault:
        raise FigureRefused(str(fault)) from fault
    if cents < 0:
        raise FigureRefused("An amount cannot be below zero.")
    return {"amount_usd": value}
