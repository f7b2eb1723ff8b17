"""Our money as the meters count it: whose meter each award moves, by how much, on which day.

An award moves the meter of the entity that it comes from, and that of the entity that spends it: for a sponsored
project its fiscal sponsor. Only dollars of funds of ours that are decided count, each part on the day that it was
paid, or comes at the earliest.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet

from funding.colors import Use
from funding.meters import (
    APPROVED,
    ASKED,
    COMMITTED,
    PAID,
    Known,
    Limits,
    LimitsOverTime,
    Part,
    Reading,
    TaxYear,
    kind_of_lobbying,
    kind_of_politics,
    lobbying,
    political,
)
from funding.models import Allocation, EntityFigure, Fund, Installment, MeterLimit
from partners.models import LegalEntity
from partners.models.family import Vehicle

from .came_back import came_back, stayed
from .flows import spenders_of, uses_of

Status = Allocation.Status
What = EntityFigure.What
STATES: Final[dict[str, str]] = {Status.APPROVED: APPROVED, Status.COMMITTED: COMMITTED, Status.PAID: PAID}
METERED = (Vehicle.C3_PUBLIC, Vehicle.C4)
FIGURES = {
    What.ELECTED: "elected",
    What.EXEMPT_PURPOSE: "exempt_purpose",
    What.SPENDING: "spending",
    What.OWN_DIRECT: "own_direct",
    What.OWN_GRASSROOTS: "own_grassroots",
    What.OWN_POLITICAL: "own_political",
}


@dataclass(frozen=True)
class Money:
    """Parts that count, by the entity whose meter they move; the awards that they are of; the entities that give, by
    owner and vehicle of a fund; funds of ours whose giver nobody can name, because its family has not just one such
    entity; and by award (its key), what came back of it and is in no part."""

    parts: Mapping[int, tuple[Part, ...]]
    awards: Mapping[int, Allocation]
    givers: Mapping[tuple[int, str], LegalEntity | None]
    nameless: tuple[str, ...]
    back: Mapping[int, Decimal]

    def giver_of(self, fund: Fund) -> LegalEntity | None:
        """The entity that gives out of a fund."""
        return self.givers.get((fund.owner_id, fund.vehicle))

    def in_year(self, entity: int, year: TaxYear) -> list[Part]:
        """What moves the meter of an entity (by its key) in a tax year."""
        return [each for each in self.parts.get(entity, ()) if year.holds(each.on)]


@dataclass(frozen=True)
class Stated:
    """All that is stated of one entity, the newest first."""

    figures: tuple[EntityFigure, ...] = ()

    def of(self, what: str, year: int) -> EntityFigure | None:
        """The statement that counts for a year: the newest of that year; of what lasts, of the last year up to it."""
        lasts = what in EntityFigure.LASTING
        fit = [
            each for each in self.figures if each.what == what and (each.year == year or (lasts and each.year < year))
        ]
        return max(fit, key=lambda each: (each.year, each.good_as_of, each.pk), default=None)

    def year(self, year: int) -> TaxYear:
        """The tax year that begins in that year: with January, where nobody says otherwise."""
        month = self.of(What.YEAR_BEGINS, year)
        return TaxYear(year, month.month or 1 if month else 1)

    def year_with(self, day: dt.date) -> TaxYear:
        """The tax year that a day lies in."""
        this, last = self.year(day.year), self.year(day.year - 1)
        return last if last.holds(day) else this

    def known(self, year: int) -> Known:
        """What the meters of lobbying and politics ask for."""
        found = {name: self.of(what, year) for what, name in FIGURES.items()}
        return Known(**{name: each.value for name, each in found.items() if each})


def decided() -> QuerySet[Allocation]:
    """Awards of ours that count: dollars that are approved, committed or paid."""
    return Allocation.objects.filter(fund__is_managed=True).decided().in_dollars()


def stated_of(entities: Collection[int]) -> dict[int, Stated]:
    """What is stated of these entities. One query."""
    rows: dict[int, list[EntityFigure]] = {key: [] for key in entities}
    for each in EntityFigure.objects.filter(entity__in=entities).select_related("stated_by").newest_first():
        rows[each.entity_id].append(each)
    return {key: Stated(tuple(of_it)) for key, of_it in rows.items()}


def limits_over_time() -> LimitsOverTime:
    """All limits that ever held or will, by their days. One query."""
    return LimitsOverTime(tuple(each.as_version for each in MeterLimit.objects.select_related("confirmed_by")))


def givers_of(funds: Iterable[Fund]) -> dict[tuple[int, str], LegalEntity | None]:
    """By owner and vehicle of a fund, the entity that gives: the one of that vehicle, None where there is not just
    one. One query."""
    found: dict[tuple[int, str], list[LegalEntity]] = {
        (each.owner_id, each.vehicle): [] for each in funds if each.vehicle in METERED
    }
    rows = LegalEntity.objects.filter(partner__in={owner for owner, _ in found}, vehicle__in=METERED)
    for each in rows.select_related("partner"):
        found.get((each.partner_id, each.vehicle), []).append(each)
    return {pair: those[0] if len(those) == 1 else None for pair, those in found.items()}


def money_of(awards: Iterable[Allocation], funds: Iterable[Fund], today: dt.date) -> Money:
    """What of these awards counts, and for whom; `funds` are those that they come from, or more. Six queries for any
    number; `fund` and `entity` of the awards are read already."""
    rows, funds = list(awards), list(funds)
    spenders = spenders_of({each.entity for each in rows})
    uses = uses_of({each.program for each in rows if each.program})
    givers, schedule, back = givers_of(funds), _schedule(rows), came_back([each.pk for each in rows])
    parts: dict[int, list[Part]] = {}
    for each in rows:
        use = uses[each.program_id] if each.program_id else Use(is_general=True)
        giver = givers.get((each.fund.owner_id, each.fund.vehicle))
        spender = spenders[each.entity_id]
        # Money that stays in one entity moves its meter once.
        ends = [(giver, spender.vehicle)] if giver and giver != spender else []
        for entity, recipient in [*ends, (spender, "")]:
            if kind := kind_for(entity.vehicle, use, recipient):
                parts.setdefault(entity.pk, []).extend(
                    _parts_of(each, kind, schedule.get(each.pk, ()), back.get(each.pk, Decimal(0)), today)
                )
    return Money(
        parts={key: tuple(of_it) for key, of_it in parts.items()},
        awards={each.pk: each for each in rows},
        givers=givers,
        nameless=tuple(sorted({each.name for each in funds if givers.get((each.owner_id, each.vehicle), 0) is None})),
        back=back,
    )


def kind_for(vehicle: str, use: Use, recipient: str) -> str:
    """As what money for this use counts for an entity of that vehicle which gives it to a `recipient` (a vehicle), or
    spends it itself (""); "" where it counts as nothing."""
    if vehicle == Vehicle.C3_PUBLIC:
        return kind_of_lobbying(use)
    return kind_of_politics(use, recipient) if vehicle == Vehicle.C4 else ""


def readings_of(entity: LegalEntity, parts: Iterable[Part], known: Known, limits: Limits) -> tuple[Reading, ...]:
    """What the meters of an entity read, by its vehicle, under the limits of the year."""
    if entity.vehicle == Vehicle.C3_PUBLIC:
        return lobbying(parts, known, limits)
    return (political(parts, known, limits),) if entity.vehicle == Vehicle.C4 else ()


def _schedule(awards: Iterable[Allocation]) -> dict[int, list[Installment]]:
    found: dict[int, list[Installment]] = {}
    rows = Installment.objects.filter(allocation__in=[each.pk for each in awards])
    for each in rows.exclude(status=Installment.Status.CANCELLED):
        found.setdefault(each.allocation_id, []).append(each)
    return found


def _parts_of(
    award: Allocation, kind: str, schedule: Sequence[Installment], back: Decimal, today: dt.date
) -> list[Part]:
    """Its parts, less what came back; all of it today, where it has none yet."""
    state = STATES.get(award.status, ASKED)
    if not schedule:
        return [Part(award.pk, today, award.best_amount, state, kind)]
    paid = sorted((each.paid_on, each.amount) for each in schedule if each.paid_on)
    waiting = [each for each in schedule if not each.paid_on]
    found = [Part(award.pk, day, amount, PAID, kind) for day, amount in stayed(paid, back)]
    return found + [Part(award.pk, max(each.due_on, today), each.amount, state, kind) for each in waiting]
