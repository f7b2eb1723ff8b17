"""When money goes out: the parts of awards by month, how long before the election, and which come too late."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from accounts.visibility import Viewer
from funding.boundaries import counted_before, room_in
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
    the recipient's own family, and not all passed on from an award that counts here already; `back`: dollars of it
    that came back, unspent; `before`: dollars of it that another payment here brought already."""

    part: Installment
    on: dt.date
    days_left: int
    late: Late | None
    program: Program | None
    counts: bool
    is_overdue: bool
    back: Decimal = Decimal(0)
    before: Decimal = Decimal(0)

    @property
    def stayed(self) -> Decimal:
        """What was paid, or is due, less what came back of it."""
        return self.part.amount - self.back

    @property
    def counted(self) -> Decimal:
        """Dollars of it that count here."""
        return self.stayed - self.before if self.counts else Decimal(0)

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
        .select_related("allocation__fund__owner", "allocation__fund__cycle", "allocation__entity__partner")
    )
    found = list(parts)
    election = election_of(cycle)
    planned = planned_for(viewer, {each.allocation.program_id for each in found if each.allocation.program_id})
    parents = dict(awards.filter(parent__isnull=False).values_list("pk", "parent_id"))
    marked: Any = awards.with_passed_on(())
    in_family = set(marked.filter(passed_on=True).values_list("pk", flat=True))
    off, first = _off_each(found), _first_days(found, today)
    before = _before_each([each for each in found if each.allocation_id not in in_family], off, parents)
    payments = [_payment(each, election, planned, today, in_family, first) for each in found]
    payments = [_less(each, off.get(each.part.pk, Decimal(0)), before.get(each.part.pk)) for each in payments]
    payments.sort(key=lambda each: (each.on, each.part.pk))
    return Calendar(
        election=election,
        months=tuple(_months([each for each in payments if each.is_in(shown)], election)),
        colors=_colors(payments, election),
        late_count=sum(each.late is not None for each in payments),
        overdue_count=sum(each.is_overdue for each in payments),
    )


def _first_days(parts: Iterable[Installment], today: dt.date) -> dict[int, dt.date]:
    """By award, the day that the first of its parts comes."""
    found: dict[int, dt.date] = {}
    for part in parts:
        comes = comes_on(part.paid_on, part.due_on, today)
        found[part.allocation_id] = min(comes, found.get(part.allocation_id, comes))
    return found


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


def _before_each(
    parts: Iterable[Installment], off: Mapping[int, Decimal], parents: Mapping[int, int]
) -> dict[int, Decimal]:
    """By part in dollars whose money came by another award that stands here: how much of it that one brought, of what
    stayed. Money whose giver's payment is not among these counts here."""
    dollars = [each for each in parts if each.allocation.currency == "USD"]
    dollars.sort(key=lambda each: (each.allocation_id, not each.paid_on, each.paid_on or each.due_on, each.pk))
    stand = [(each.allocation_id, each.amount - off.get(each.pk, Decimal(0))) for each in dollars]
    room = room_in(stand, {each.allocation_id for each in dollars if each.pk in off})
    before = counted_before(stand, {award for award, _ in stand}, parents, room)
    return {each.pk: amount for each, amount in zip(dollars, before, strict=True) if each.allocation_id in parents}


def _less(payment: Payment, back: Decimal, before: Decimal | None) -> Payment:
    """With what came back of it and what counts before: where that is all of it, it does not count."""
    before = before or Decimal(0)
    is_all = bool(before) and before >= payment.part.amount - back
    return replace(payment, back=back, before=before, counts=payment.counts and not is_all)


def _payment(
    part: Installment,
    election: dt.date,
    planned: Planned,
    today: dt.date,
    in_family: Collection[int],
    first: dict[int, dt.date],
) -> Payment:
    on = part.paid_on or part.due_on
    key = part.allocation.program_id or 0
    comes = comes_on(part.paid_on, part.due_on, today)
    return Payment(
        part,
        on,
        days_left=days_before(election, on),
        late=late_for(comes, planned.work_of(part.allocation), is_later_part=first[part.allocation_id] < comes),
        program=planned.programs.get(key),
        counts=part.allocation.currency == "USD" and part.allocation_id not in in_family,
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
            by_vehicle.setdefault(each.part.allocation.fund.vehicle, []).append((each.on, each.counted))
    found = []
    for vehicle in Vehicle:
        if vehicle in by_vehicle:
            early, whole = early_share(by_vehicle[vehicle], election)
            found.append(Color(vehicle.short, whole, early))
    return tuple(found)
