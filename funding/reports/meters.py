"""What the meters read, by entity and tax year, each figure with the rows that it is made of."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, Value
from django.db.models.functions import Coalesce, ExtractYear, Greatest

from accounts.visibility import Viewer
from funding.meters import KINDS, STATES_SAID, Limits, Part, Reading, TaxYear
from funding.models import Allocation, EntityFigure, Fund, Installment
from partners.models import LegalEntity

from .meter_money import METERED, Money, Stated, decided, limits_over_time, money_of, readings_of, stated_of

# No tax year that runs today begins or ends farther away.
A_YEAR: Final = dt.timedelta(days=366)


@dataclass(frozen=True)
class Row:
    """One part of an award that counts, with the award."""

    part: Part
    award: Allocation

    @property
    def as_said(self) -> str:
        """As what it counts."""
        return KINDS[self.part.kind]

    @property
    def state_said(self) -> str:
        """How far along it is."""
        return STATES_SAID[self.part.state]


@dataclass(frozen=True)
class Meter:
    """One meter of an entity, with the rows behind it."""

    reading: Reading
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class OfEntity:
    """The meters of one entity for one tax year. `gives`: it gives out of funds of ours; others spend our money."""

    entity: LegalEntity
    year: TaxYear
    gives: bool
    meters: tuple[Meter, ...]


@dataclass(frozen=True)
class Meters:
    """All meters of a year: those of our own entities first. `years` are those that anything is known of."""

    year: int
    years: tuple[int, ...]
    ours: tuple[OfEntity, ...]
    others: tuple[OfEntity, ...]
    nameless: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """One thing that can be stated of an entity, what counts of it for the year, and all that was ever said."""

    what: str
    label: str
    counts: EntityFigure | None
    said: tuple[EntityFigure, ...]


@dataclass(frozen=True)
class EntityPage:
    """The meters of one entity, and what is stated of it."""

    of: OfEntity
    asked: tuple[Asked, ...]


def meters_in(viewer: Viewer, year: int | None, *, today: dt.date) -> Meters:
    """The meters of all entities that give our money in a year or spend it so, and of those of which anything is
    stated; without a `year` of the tax year that each of them is in today. The same number of queries for any number.
    """
    money = _money(viewer, _span(year, today), today)
    keys = money.parts.keys() | {giver.pk for giver in money.givers.values() if giver}
    figured = EntityFigure.objects.visible_to(viewer).values_list("entity", flat=True)
    entities = _entities(viewer, {*keys, *figured})
    stated, limits = stated_of({each.pk for each in entities}), limits_over_time()
    running = {key: year if year is not None else of_it.year_with(today).year for key, of_it in stated.items()}
    found = []
    for each in entities:
        its_year = stated[each.pk].year(running[each.pk])
        found.append(_of(each, money, stated[each.pk], its_year, limits.of(its_year, today=today)))
    years = {of_it.year_with(part.on).year for key, of_it in stated.items() for part in money.parts.get(key, ())}
    years |= {*running.values(), *_years_paid(viewer, today)}
    # What lasts was stated once, perhaps long ago: no reason to look at that year.
    said = {
        figure.year for each in stated.values() for figure in each.figures if figure.what not in EntityFigure.LASTING
    }
    return Meters(
        year=year or today.year,
        years=tuple(sorted(years | said | {year or today.year, today.year})),
        ours=tuple(each for each in found if each.gives),
        others=tuple(each for each in found if not each.gives),
        nameless=money.nameless,
    )


def meters_of(viewer: Viewer, entity: LegalEntity, year: int, *, today: dt.date) -> EntityPage:
    """The meters of one entity in one tax year, with all that is stated of it."""
    stated = stated_of([entity.pk])[entity.pk]
    its_year = stated.year(year)
    money = _money(viewer, (its_year.first, its_year.last), today)
    asked = [
        Asked(
            what=what,
            label=EntityFigure.What(what).label,
            counts=stated.of(what, year),
            said=tuple(each for each in stated.figures if each.what == what),
        )
        for what in EntityFigure.ASKED_OF.get(entity.vehicle, ())
    ]
    return EntityPage(
        _of(entity, money, stated, its_year, limits_over_time().of(its_year, today=today)), tuple(asked)
    )


def _span(year: int | None, today: dt.date) -> tuple[dt.date, dt.date]:
    """The days of a tax year, whichever month it begins with; without a year of all that are running."""
    if year is None:
        return today - A_YEAR, today + A_YEAR
    return TaxYear(year, 1).first, TaxYear(year, 12).last


def _money(viewer: Viewer, span: tuple[dt.date, dt.date], today: dt.date) -> Money:
    """What counts on these days, and whatever else counts of the same awards."""
    (first, last), parts = span, Installment.objects.exclude(status=Installment.Status.CANCELLED)
    comes = Q(paid_on=None, due_on__lte=last)
    if first > today:  # what is past its day comes today
        comes &= Q(due_on__gte=first)
    in_it = parts.filter(Q(paid_on__range=span) | (comes if today <= last else Q(pk=None)))
    counts = Q(pk__in=in_it.values("allocation"))
    if first <= today <= last:  # what has no parts yet comes today
        counts |= ~Q(pk__in=parts.values("allocation"))
    rows = decided().filter(counts, pk__in=Allocation.objects.visible_to(viewer).values("pk"))
    funds = Fund.objects.visible_to(viewer).filter(is_managed=True)
    return money_of(rows.select_related("fund", "entity__partner", "program"), funds, today)


def _years_paid(viewer: Viewer, today: dt.date) -> set[int]:
    """The years in which awards of ours that the viewer may read are paid, or come due. One query."""
    awards = decided().filter(pk__in=Allocation.objects.visible_to(viewer).values("pk"))
    parts = Installment.objects.exclude(status=Installment.Status.CANCELLED).filter(allocation__in=awards)
    days = Coalesce("paid_on", Greatest("due_on", Value(today)))
    return set(parts.order_by().values_list(ExtractYear(days), flat=True).distinct())


def _entities(viewer: Viewer, keys: Iterable[int]) -> list[LegalEntity]:
    known = LegalEntity.objects.visible_to(viewer).filter(pk__in=list(keys), vehicle__in=METERED)
    return list(known.select_related("partner").order_by("partner__name", "vehicle", "pk"))


def _of(entity: LegalEntity, money: Money, stated: Stated, year: TaxYear, limits: Limits) -> OfEntity:
    readings = readings_of(entity, money.in_year(entity.pk, year), stated.known(year.year), limits)
    meters = (Meter(each, tuple(Row(part, money.awards[part.award]) for part in each.parts)) for each in readings)
    gives = entity in money.givers.values()
    return OfEntity(entity, year, gives, tuple(meters))
