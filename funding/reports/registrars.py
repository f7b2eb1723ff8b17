"""Who receives money of private foundations for voter registration, and what is known of the tests of 4945(f).

Only what the viewer may read goes in: programs and their places, and what funders are known to have paid.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounts.visibility import Viewer
from funding.meters import Limit
from funding.meters.registration import (
    ANSWERS,
    RESTS_ON,
    SUPPORT_YEARS,
    Condition,
    Registrar,
    YearOfSupport,
    conditions_of,
    qualifies,
    support_by_year,
)
from funding.models import Allocation, EntityFigure, Installment
from partners.models import Activity, LegalEntity, Program
from partners.models.family import Vehicle
from states.calendar import next_federal_general

from .came_back import came_back, stayed
from .meter_money import Stated, limits_over_time, stated_of

What = EntityFigure.What


@dataclass(frozen=True)
class OfRegistrar:
    """One entity with the tests, and the money that is earmarked. `ruling`: what the IRS is stated to have said."""

    entity: LegalEntity
    year: int
    conditions: tuple[Condition, ...]
    answer: str
    ruling: EntityFigure | None
    awards: tuple[Allocation, ...]
    limits: tuple[Limit, ...] = ()

    @property
    def said(self) -> str:
        """Whether it qualifies, in words."""
        return ANSWERS[self.answer]

    @property
    def is_confirmed(self) -> bool:
        """Whether counsel has confirmed all figures of the law that the tests rest on."""
        return all(each.is_confirmed for each in self.limits)

    @property
    def shown(self) -> int:
        """How many of the tests are shown to be met."""
        return sum(each.answer == "yes" for each in self.conditions)


def registrars_in(viewer: Viewer, year: int, *, today: dt.date, only: LegalEntity | None = None) -> list[OfRegistrar]:
    """Every entity with such money (or `only` this one), as of a tax year. Eight queries for any number."""
    earmarked = _earmarked(viewer, only)
    keys = {each.entity_id for each in earmarked}
    entities = LegalEntity.objects.visible_to(viewer).filter(pk__in=keys).select_related("partner")
    stated, paid = stated_of(keys), _paid_by_one(viewer, keys, year)
    programs, work = _programs(viewer, keys), _work(viewer, keys)
    found, over_time = [], limits_over_time()
    for entity in entities.order_by("partner__name", "pk"):
        key = entity.pk
        who = _registrar(programs[key], work[key], stated[key], paid.get(key, Decimal(0)), year)
        awards = tuple(each for each in earmarked if each.entity_id == key)
        ruling = stated[key].of(What.QUALIFIES, year)
        limits = over_time.of(stated[key].year(year), today=today)
        answer, rests_on = qualifies(who, limits), limits.those(*RESTS_ON)
        found.append(OfRegistrar(entity, year, conditions_of(who, limits), answer, ruling, awards, rests_on))
    return found


def _earmarked(viewer: Viewer, only: LegalEntity | None) -> list[Allocation]:
    rows = Allocation.objects.visible_to(viewer).counted().filter(fund__vehicle=Vehicle.C3_PRIVATE)
    work = Activity.objects.standing().exclude(program__status=Program.Status.CANCELLED)
    work = work.filter(program_type__code="registration")
    rows = rows.filter(program__in=work.values("program")).with_readable_amount(viewer)
    rows = rows.filter(entity=only) if only else rows
    return list(rows.select_related("fund__owner"))


def _programs(viewer: Viewer, entities: Collection[int]) -> Mapping[int, list[Program]]:
    found: dict[int, list[Program]] = defaultdict(list)
    for each in Program.objects.visible_to(viewer).current().filter(entity__in=entities):
        found[each.entity_id or 0].append(each)
    return found


def _work(viewer: Viewer, entities: Collection[int]) -> Mapping[int, list[Activity]]:
    found: dict[int, list[Activity]] = defaultdict(list)
    rows = Activity.objects.visible_to(viewer).present().filter(program__entity__in=entities)
    for each in rows.exclude(program__status=Program.Status.CANCELLED).select_related("division", "program"):
        found[each.program.entity_id or 0].append(each)
    return found


def _paid_by_one(viewer: Viewer, entities: Collection[int], year: int) -> dict[int, Decimal]:
    """By entity, the most that one funder is known to have paid it in the five years, in dollars that stayed."""
    parts = Installment.objects.visible_to(viewer).filter(
        status=Installment.Status.PAID, allocation__entity__in=entities, allocation__currency="USD"
    )
    rows = parts.order_by("paid_on", "pk").values_list(
        "allocation_id", "allocation__entity_id", "allocation__fund__owner_id", "paid_on", "amount"
    )
    paid: dict[tuple[int, int, int], list[tuple[dt.date, Decimal]]] = defaultdict(list)
    for award, entity, owner, day, amount in rows:
        assert day, "a constraint holds it"
        paid[award, entity, owner].append((day, amount))
    back, years = came_back({award for award, _, _ in paid}), range(year - SUPPORT_YEARS + 1, year + 1)
    sums: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for (award, entity, owner), those in paid.items():
        kept = stayed(those, back.get(award, Decimal(0)))
        sums[entity, owner] += sum((amount for day, amount in kept if day.year in years), Decimal(0))
    found: dict[int, Decimal] = {}
    for (entity, _), total in sums.items():
        found[entity] = max(total, found.get(entity, Decimal(0)))
    return found


def _registrar(
    programs: Collection[Program], work: Collection[Activity], stated: Stated, paid: Decimal, year: int
) -> Registrar:
    ruling, income = stated.of(What.QUALIFIES, year), stated.of(What.INCOME, year)
    active = stated.of(What.ACTIVE, year)
    years = {each: _support(stated, each) for each in range(year - SUPPORT_YEARS + 1, year + 1)}
    return Registrar(
        states=sorted({each.division.state_id for each in work if each.division.state_id}),
        periods=sorted({next_federal_general(each.starts_on).year for each in work}),
        programs=len(programs),
        partisan=sorted(each.name for each in programs if each.side != Program.Side.NONPARTISAN),
        income=income.amount_usd if income else None,
        spent_actively=active.amount_usd if active else None,
        support=support_by_year(years, year),
        from_one=paid,
        ruling=ruling.answer if ruling else None,
    )


def _support(stated: Stated, year: int) -> YearOfSupport:
    asked = (What.SUPPORT, What.PUBLIC, What.LARGEST, What.INVESTMENT)
    return YearOfSupport(*(found.amount_usd if (found := stated.of(what, year)) else None for what in asked))
