"""What a decision meeting reads: each allocation with its facts and memo, the money there is, and what has changed
since the last docket."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounts.visibility import Viewer
from funding.models import Docket, DocketItem, Fund
from funding.reports.clock import Clock, clocks_of
from funding.reports.needs import NeedLeft, needs_left
from funding.reports.rules import Held, held_against_rules
from funding.reports.statement import holdings
from mvp_coord.lib import wording


@dataclass(frozen=True)
class Line:
    """One item: what the rules say of it (None where it is no more on its way), what the group still needs, and how
    long before the election its money comes (None where it was given up)."""

    item: DocketItem
    held: Held | None
    need: NeedLeft | None
    clock: Clock | None


@dataclass(frozen=True)
class FundLine:
    """A fund, what is asked of it on this docket, what was approved, and what it has available today, in dollars.

    `wanted` is what may still leave the available money: items not decided, and approved ones not committed.
    """

    fund: Fund
    asked: Decimal
    approved: Decimal
    available: Decimal
    wanted: Decimal

    @property
    def is_short(self) -> bool:
        """Whether more is wanted than there is."""
        return self.wanted > self.available


@dataclass(frozen=True)
class Color:
    """What is asked for and approved in dollars of one vehicle: those of different ones are never added up."""

    vehicle: str
    asked: Decimal
    approved: Decimal


@dataclass(frozen=True)
class Change:
    """One thing that is another than on the last docket."""

    item: DocketItem
    words: str


@dataclass(frozen=True)
class Meeting:
    """All that the page and the paper of a docket show."""

    docket: Docket
    lines: tuple[Line, ...]
    funds: tuple[FundLine, ...]
    last: Docket | None
    changes: tuple[Change, ...]
    colors: tuple[Color, ...]

    @property
    def decided(self) -> int:
        """How many have a decision."""
        return sum(bool(line.item.decision) for line in self.lines)

    @property
    def too_late(self) -> int:
        """How many would come too late for their work."""
        return sum(bool(line.clock and line.clock.late) for line in self.lines)

    @property
    def without_memo(self) -> int:
        return sum(not line.item.has_memo for line in self.lines)


def meeting_of(viewer: Viewer, docket: Docket, *, today: dt.date) -> Meeting:
    """The docket as the viewer may read it. The same number of queries for any number of items."""
    items = _items(viewer, docket)
    held = {each.allocation.pk: each for each in held_against_rules([item.allocation for item in items])}
    needs = needs_left(viewer, [item.allocation.entity_id for item in items])
    clocks = clocks_of(viewer, [item.allocation for item in items], today=today)
    lines = tuple(
        Line(
            item,
            held.get(item.allocation_id) if item.allocation.status in item.allocation.LIVE else None,
            needs.get((item.allocation.entity_id, item.allocation.fund.cycle_id)),
            clocks.get(item.allocation_id),
        )
        for item in items
    )
    last = Docket.objects.visible_to(viewer).filter(meets_on__lt=docket.meets_on).first()
    dollars = [item for item in items if item.allocation.currency == "USD"]
    return Meeting(
        docket=docket,
        lines=lines,
        funds=_funds(viewer, dollars),
        last=last,
        changes=tuple(_changes(items, _items(viewer, last))) if last else (),
        colors=_colors(dollars),
    )


def _items(viewer: Viewer, docket: Docket) -> list[DocketItem]:
    related = ("allocation__fund__cycle", "allocation__entity__partner", "allocation__program", "decided_by")
    return list(DocketItem.objects.visible_to(viewer).filter(docket=docket).select_related(*related))


def _colors(items: Sequence[DocketItem]) -> tuple[Color, ...]:
    found: dict[str, list[DocketItem]] = {}
    for item in items:
        found.setdefault(item.allocation.fund.get_vehicle_display(), []).append(item)
    return tuple(
        Color(vehicle, _sum(each.amount for each in of_it), _sum(each.amount_decided for each in of_it))
        for vehicle, of_it in sorted(found.items())
    )


def _funds(viewer: Viewer, items: Sequence[DocketItem]) -> tuple[FundLine, ...]:
    funds = {item.allocation.fund_id: item.allocation.fund for item in items}
    found = []
    for each in holdings(viewer, list(funds.values())):
        of_it = [item for item in items if item.allocation.fund_id == each.fund.pk]
        asked, approved = _sum(item.amount for item in of_it), _sum(item.amount_decided for item in of_it)
        found.append(FundLine(each.fund, asked, approved, each.available, _sum(_wanted(item) for item in of_it)))
    return tuple(found)


def _wanted(item: DocketItem) -> Decimal | None:
    if not item.decision:
        return item.amount
    return item.amount_decided if item.allocation.status == item.allocation.Status.APPROVED else None


def _changes(now: Sequence[DocketItem], before: Sequence[DocketItem]) -> list[Change]:
    """New, back with another amount, back as it was; then what was decided or is not here any more."""
    then = {item.allocation_id: item for item in before}
    here = {item.allocation_id for item in now}
    found = []
    for item in now:
        old = then.get(item.allocation_id)
        if old is None:
            found.append(Change(item, "is new"))
        elif old.amount != item.amount:
            found.append(Change(item, f"was deferred at {_amount(old)}, and asks {_amount(item)} now"))
        else:
            found.append(Change(item, "was deferred, and is back"))
    for item in before:
        if item.allocation_id not in here:
            status = item.allocation.get_status_display().lower()
            said = f"was {item.get_decision_display().lower()}" if item.decision else "was not decided"
            found.append(Change(item, f"{said}, and is {status} today"))
    return found


def _amount(item: DocketItem) -> str:
    return wording.amount_exact(item.amount, item.allocation.currency)


def _sum(amounts: object) -> Decimal:
    return sum((each for each in amounts if each is not None), Decimal(0))  # type: ignore[attr-defined]
