"""When money goes out: the parts of awards by month, how long before the election, and which come too late."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from accounts.visibility import Viewer
from funding.boundaries import came_by
from funding.models import Allocation, Installment
from funding.timing import EARLY_DAYS, Late, comes_on, days_before, early_share, late_for
from partners.models import Program
from partners.models.family import Vehicle
from states.models import Cycle

from .came_back import came_back, taken_off
from .clock import Planned, election_of, planned_for

# What a reader may narrow the calendar to.
SHOWN: Final = {"": "All", "early": "Early money", "late": "Too late for the work", "overdue": "Past their day"}


@dataclass(frozen=True)
class Payment:
    """One part of an award, the day that counts (paid, else due), days left from then to Election Day, and what it
    comes too late for. `program` is named only where the viewer may read it; `counts`: in dollars, from outside of
    the recipient's own family, and not passed on from an award that counts here already; `back`: dollars of it that
    came back, unspent."""

    part: Installment
    on: dt.date
    days_left: int
    late: Late | None
    program: Program | None
    counts: bool
    is_overdue: bool
    back: Decimal = Decimal(0)

    @property
    def stayed(self) -> Decimal:
        """What was paid, or is due, less what came back of it."""
        return self.part.amount - self.back

    def is_in(self, shown: str) -> bool:
        """Whether it is among what the reader asked for, a key of `SHOWN`."""
        if shown == "early":
            return self.counts and self.days_left >= EARLY_DAYS
        return {"late": self.late is not None, "overdue": self.is_overdue}.get(shown, True)


@dataclass(frozen=True)
class Color:
    """Dollars of one vehicle, which are never added to those of another: all that count, and those that are early."""

    label: str
    usd: Decimal
    early_usd: Decimal


@dataclass(frozen=True)
class Month:
    """The payments of one month, and the dollars of those that count, by vehicle."""

    first: dt.date
    payments: tuple[Payment, ...]
    colors: tuple[Color, ...]


@dataclass(frozen=True)
class Calendar:
    """All payments of a cycle that the viewer may read."""

    election: dt.date
    months: tuple[Month, ...]
    colors: tuple[Color, ...]
    late_count: int
    overdue_count: int


def payments_of(viewer: Viewer, cycle: Cycle, *, today: dt.date, shown: str = "") -> Calendar:
    """Out of funds of this cycle, by the day that counts; `shown` narrows the months, not the sums. Six queries."""
    awards = Allocation.objects.visible_to(viewer).filter(fund__cycle=cycle)
    parts = (
        Installment.objects.visible_to(viewer)
        .exclude(status=Installment.Status.CANCELLED)
        .filter(allocation__in=awards)
        .select_related("allocation__fund__owner", "allocation__entity__partner")
    )
    found = list(parts)
    election = election_of(cycle)
    planned = planned_for(viewer, {each.allocation.program_id for each in found if each.allocation.program_id})
    parents = dict(awards.filter(parent__isnull=False).values_list("pk", "parent_id"))
    # Of what stands here: money whose giver's payment is not among these counts here.
    elsewhere = came_by({each.allocation_id for each in found if each.allocation.currency == "USD"}, parents)
    marked: Any = awards.with_passed_on(elsewhere)
    passed_on = set(marked.filter(passed_on=True).values_list("pk", flat=True))
    off = _off_each(found)
    payments = [
        replace(_payment(each, election, planned, today, passed_on), back=off.get(each.pk, Decimal(0)))
        for each in found
    ]
    payments.sort(key=lambda each: (each.on, each.part.pk))
    return Calendar(
        election=election,
        months=tuple(_months([each for each in payments if each.is_in(shown)], election)),
        colors=_colors(payments, election),
        late_count=sum(each.late is not None for each in payments),
        overdue_count=sum(each.is_overdue for each in payments),
    )


def _off_each(parts: Iterable[Installment]) -> dict[int, Decimal]:
    """By part that was paid, what came back of it. One query."""
    paid: dict[int, list[Installment]] = {}
    for each in sorted((each for each in parts if each.paid_on), key=lambda each: (str(each.paid_on), each.pk)):
        paid.setdefault(each.allocation_id, []).append(each)
    found: dict[int, Decimal] = {}
    for award, back in came_back(paid).items():
        off = taken_off([each.amount for each in paid[award]], back)
        found |= {each.pk: less for each, less in zip(paid[award], off, strict=True) if less}
    return found


def _payment(
    part: Installment,
    election: dt.date,
    planned: Planned,
    today: dt.date,
    passed_on: Collection[int],
) -> Payment:
    on = part.paid_on or part.due_on
    key = part.allocation.program_id or 0
    comes = comes_on(part.paid_on, part.due_on, today)
    return Payment(
        part,
        on,
        days_left=days_before(election, on),
        late=late_for(comes, planned.work.get(key, ())),
        program=planned.programs.get(key),
        counts=part.allocation.currency == "USD" and part.allocation_id not in passed_on,
        is_overdue=not part.paid_on and on < today,
    )


def _months(payments: list[Payment], election: dt.date) -> list[Month]:
    found = []
    for first, of_it in groupby(payments, key=lambda each: each.on.replace(day=1)):
        rows = tuple(of_it)
        found.append(Month(first, rows, _colors(rows, election)))
    return found


def _colors(payments: Iterable[Payment], election: dt.date) -> tuple[Color, ...]:
    by_vehicle: dict[str, list[tuple[dt.date, Decimal]]] = {}
    for each in payments:
        if each.counts:
            by_vehicle.setdefault(each.part.allocation.fund.vehicle, []).append((each.on, each.stayed))
    found = []
    for vehicle in Vehicle:
        if vehicle in by_vehicle:
            early, whole = early_share(by_vehicle[vehicle], election)
            found.append(Color(vehicle.short, whole, early))
    return tuple(found)
