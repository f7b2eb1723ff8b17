"""Who funds some groups, as far as a viewer may know: allocations and published grants side by side, counted once.

Each currency by itself, and each figure the sum of rows that one can open. A published grant that is the same money
as an allocation counts there alone, money that is passed on inside counts where it was first given.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, ExtractYear

from accounts.visibility import Viewer
from funding.models import Allocation, Grant
from funding.models.allocation import AllocationQuerySet
from funding.models.grant import GrantQuerySet
from partners.models import Partner, PartnerState
from states.models import Cycle

from .chains import passed_on_in

NO_DATE: Final = "none"
KINDS: Final = ("allocation", "grant")


@dataclass(frozen=True)
class Part:
    """A sum in its currency, of so many rows; `banded` more share only a band, and are in no sum."""

    amount: Decimal = Decimal(0)
    count: int = 0
    banded: int = 0

    def __add__(self, other: "Part") -> "Part":
        return Part(self.amount + other.amount, self.count + other.count, self.banded + other.banded)


@dataclass(frozen=True)
class Figure:
    """What one funder gave in one period and currency: by allocations that are known here, and as published."""

    funder: str
    funder_name: str
    period: str
    currency: str
    allocations: Part
    grants: Part

    @property
    def together(self) -> Part:
        return self.allocations + self.grants


@dataclass(frozen=True)
class Line:
    """One allocation or published grant in the list of rows."""

    kind: str
    record: Any
    funder: Partner
    recipient: Partner
    counts: bool


@dataclass(frozen=True)
class CoFunding:
    """All money to some groups that a viewer may know of; `allocations` and `grants` say of each row whether it
    `counts`, and in which `period`: the code of a cycle, else a year, else `NO_DATE`."""

    allocations: Any
    grants: Any

    def figures(self) -> list[Figure]:
        """Newest period first, then by funder and currency. Two queries."""
        found: dict[tuple[str, str, str, str], dict[str, Part]] = defaultdict(dict)
        for kind, rows in zip(KINDS, (self.allocations, self.grants), strict=True):
            for *key, amount, count, banded in _summed(kind, rows):
                found[tuple(key)][kind] = Part(amount or Decimal(0), count, banded)  # type: ignore[index]
        figures = [
            Figure(*key, parts.get("allocation", Part()), parts.get("grant", Part())) for key, parts in found.items()
        ]
        figures = [each for each in figures if each.together.count or each.together.banded]
        figures.sort(key=lambda each: (each.funder_name.casefold(), each.currency))
        return sorted(figures, key=lambda each: _newest_first(each.period), reverse=True)

    def narrowed(self, *, funder: str, period: str, currency: str, kind: str, once: bool) -> "CoFunding":
        """With the rows of one figure alone; what is empty does not narrow, `once` leaves out what counts nowhere."""
        sides = []
        for name, rows, giver in zip(KINDS, (self.allocations, self.grants), ("fund__owner", "funder"), strict=True):
            told = {f"{giver}__slug": funder, "period": period, "currency": currency}
            narrowed = rows.filter(**{key: value for key, value in told.items() if value})
            narrowed = narrowed.filter(counts=True) if once else narrowed
            sides.append(narrowed if kind in ("", name) else narrowed.none())
        return CoFunding(*sides)


class Rows(Sequence[Line]):
    """The rows one by one, allocations before grants, read as they are asked for."""

    def __init__(self, money: CoFunding) -> None:
        self.money = money
        self._first = money.allocations.count()
        self._all = self._first + money.grants.count()

    def __len__(self) -> int:
        return self._all

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, int):
            return self[range(self._all)[at] :][0]
        start, stop, _ = at.indices(self._all)
        first = self._first
        allocations = self.money.allocations[min(start, first) : min(stop, first)]
        grants = self.money.grants[max(start - first, 0) : max(stop - first, 0)]
        lines = [
            Line("allocation", each, each.fund.owner, each.entity.partner, each.counts)
            for each in allocations.select_related("fund__owner", "fund__cycle", "entity__partner")
        ]
        return lines + [
            Line("grant", each, each.funder, each.recipient, each.counts)
            for each in grants.select_related("funder", "recipient")
        ]


def funders_of(viewer: Viewer, partner: Partner) -> CoFunding:
    """Who funds one organization."""
    return _money(viewer, Q(entity__partner=partner), Grant.objects.filter(recipient=partner))


def funders_in(viewer: Viewer, state: str) -> CoFunding:
    """Who funds groups that work in a state (postal code), or by the source of a grant work there."""
    there = PartnerState.objects.filter(state_id=state).values("partner_id")
    return _money(viewer, Q(entity__partner_id__in=there), Grant.objects.in_state(state))


def funders_beside(viewer: Viewer, funder: Partner) -> CoFunding:
    """Who else funds the groups that a funder funds, as far as both may be known."""
    allocated = Allocation.objects.visible_to(viewer).counted().filter(fund__owner=funder)
    granted = Grant.objects.visible_to(viewer).filter(funder=funder)
    groups = {*allocated.values_list("entity__partner_id", flat=True)}
    groups |= {*granted.values_list("recipient_id", flat=True)}
    groups.discard(funder.pk)
    return _money(
        viewer,
        Q(entity__partner_id__in=groups) & ~Q(fund__owner=funder),
        Grant.objects.filter(recipient_id__in=groups).exclude(funder=funder),
    )


def shared_groups(money: CoFunding) -> dict[str, set[int]]:
    """By the slugs of funders, the keys of the groups that they fund by what counts. Two queries."""
    found: dict[str, set[int]] = defaultdict(set)
    for rows, giver, group in (
        (money.allocations, "fund__owner__slug", "entity__partner_id"),
        (money.grants, "funder__slug", "recipient_id"),
    ):
        for slug, key in rows.filter(counts=True).order_by().values_list(giver, group).distinct():
            found[slug].add(key)
    return found


def period_labels(periods: Collection[str]) -> dict[str, str]:
    """The codes of periods in words."""
    names = dict(Cycle.objects.filter(code__in=periods).values_list("code", "name"))
    return {each: names.get(each, "No date" if each == NO_DATE else each) for each in periods}


def _money(viewer: Viewer, to: Q, grants: GrantQuerySet) -> CoFunding:
    seen = Allocation.objects.visible_to(viewer).filter(to)
    allocations = _allocations(seen.with_readable_amount(viewer).with_passed_on(passed_on_in(seen, seen)))
    counted = allocations.filter(counts=True)
    return CoFunding(allocations, _grants(grants.visible_to(viewer), counted))


def _allocations(rows: AllocationQuerySet) -> Any:
    """What counts: decided or on its way, of a known amount or band, from outside the family, not passed on here."""
    counts = Q(status__in=Allocation.COUNTED, passed_on=False)
    return rows.annotate(
        period=F("fund__cycle__code"),
        counts=Case(When(counts, then=True), default=False, output_field=BooleanField()),
    ).order_by("-status_changed_at", "public_id")


def _grants(rows: GrantQuerySet, counted: Any) -> Any:
    within = Cycle.objects.filter(starts_on__lte=OuterRef("awarded_on"), ends_on__gte=OuterRef("awarded_on"))
    same = Exists(counted.filter(pk=OuterRef("allocation")))
    counts = ~Q(same) & ~Q(funder=F("recipient"))
    return rows.annotate(
        period=Coalesce(
            Subquery(within.order_by("starts_on").values("code")[:1], output_field=CharField()),
            Cast(ExtractYear("awarded_on"), TextField()),
            Value(NO_DATE),
            output_field=TextField(),
        ),
        counts=Case(When(counts, then=True), default=False, output_field=BooleanField()),
    ).order_by(F("awarded_on").desc(nulls_last=True), "public_id")


def _summed(kind: str, rows: Any) -> Any:
    giver = "fund__owner" if kind == "allocation" else "funder"
    fields = (f"{giver}__slug", f"{giver}__name", "period", "currency")
    counted = rows.filter(counts=True).order_by().values(*fields)
    banded = Q(amount__isnull=True)
    return counted.annotate(
        sum=Sum("amount"), n=Count("pk", filter=~banded), unknown=Count("pk", filter=banded)
    ).values_list(*fields, "sum", "n", "unknown")


def _newest_first(period: str) -> tuple[int, str]:
    return (0 if period == NO_DATE else 1, period)
