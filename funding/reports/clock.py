"""How long before the election money comes, and what it would come too late for: of money that may still be decided
otherwise too, which has no parts yet.

The calendar of payments and everything that shows an allocation read this one judgement (`funding.timing`).
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.visibility import Viewer
from funding.models import Allocation, Installment
from funding.models.allocation import AllocationQuerySet
from funding.pipeline import UNDECIDED
from funding.timing import Late, Work, comes_on, days_before, latest_for
from mvp_coord.lib import wording
from partners.models import Activity, Program
from states.calendar import general_election_day
from states.models import Cycle


@dataclass(frozen=True)
class Clock:
    """The day that money comes (not paid yet: of its next part, or today), the days from then to Election Day, and
    what it comes too late for, with the program and the day of the part that does.

    `late` is None too where the viewer may not read the work, or the parts that the money comes in.
    """

    on: dt.date
    days_left: int
    is_paid: bool
    late: Late | None = None
    late_on: dt.date | None = None
    program: str = ""
    today: dt.date | None = None

    @property
    def days_in_words(self) -> str:
        """Like "98 days before the election", "on Election Day", "2 days after the election"."""
        if not self.days_left:
            return "on Election Day"
        side = "before" if self.days_left > 0 else "after"
        return f"{wording.plural(abs(self.days_left), 'day')} {side} the election"

    @property
    def in_words(self) -> str:
        """Like "Paid Mar 1, 2027, 98 days before the election", "If paid today, 98 days before the election"."""
        due = "If paid today" if self.on == self.today else f"Due {wording.day(self.on)}"
        return f"{f'Paid {wording.day(self.on)}' if self.is_paid else due}, {self.days_in_words}"

    @property
    def days_late(self) -> int:
        """By how many days it misses its work; 0 where it comes in time."""
        return self.late.days if self.late else 0

    @property
    def late_in_words(self) -> str:
        """What it would miss, by how much, and by when the work needs it; "" where it comes in time."""
        if self.late is None:
            return ""
        work = self.late.work
        when = "today" if self.late_on == self.today else f"when it is due, on {wording.day(self.late_on)},"
        return (
            f"Paid {when} it comes {wording.plural(self.late.days, 'day')} too late for {work.name.lower()} of "
            f"{self.program}: that begins {wording.day(work.starts_on)}, and needs its money by "
            f"{wording.day(work.needs_money_by)}."
        )


@dataclass(frozen=True)
class Planned:
    """Programs that the viewer may read, with what is planned in them."""

    programs: dict[int, Program]
    work: dict[int, list[Work]]

    def work_of(self, allocation: Allocation) -> list[Work]:
        """What this money is for: the work of its program that shares a day with its fund's cycle."""
        cycle = allocation.fund.cycle
        planned = self.work.get(allocation.program_id or 0, [])
        return [each for each in planned if cycle.is_met(each.starts_on, each.ends_on)]


def election_of(cycle: Cycle) -> dt.date:
    """The day that the money of a cycle works towards."""
    return general_election_day(cycle.ends_on.year)


def planned_for(viewer: Viewer, keys: Collection[int]) -> Planned:
    """What is planned in these programs, and whether money came before it began, as far as the viewer reads them. One
    query."""
    paid_before = Installment.objects.visible_to(viewer).filter(
        allocation__program=OuterRef("program"), paid_on__lt=OuterRef("starts_on")
    )
    activities = (
        Activity.objects.visible_to(viewer)
        .filter(program__in=Program.objects.visible_to(viewer).filter(pk__in=keys))
        .filter(cancelled_at=None)
        .select_related("program", "tactic__family")
        .annotate(had_money=Exists(paid_before))
    )
    found = Planned({}, {})
    for each in activities:
        found.programs[each.program_id] = each.program
        work = Work(
            str(each.tactic),
            each.starts_on,
            each.ends_on,
            each.tactic.family.money_lead_days,
            had_money=each.had_money,
        )
        found.work.setdefault(each.program_id, []).append(work)
    return found


def clocks_of(viewer: Viewer, allocations: Iterable[Allocation], *, today: dt.date) -> dict[int, Clock]:
    """The clock of each of these, by key; none of money that was declined or cancelled. Two queries for any number.

    The allocations come with their fund's cycle and their entity. Money without parts is judged as if it were paid
    today.
    """
    rows = [each for each in allocations if each.status in (*Allocation.LIVE, Allocation.Status.PAID)]
    parts: dict[int, list[Installment]] = {}
    visible = Installment.objects.visible_to(viewer).exclude(status=Installment.Status.CANCELLED)
    for part in visible.filter(allocation__in=[each.pk for each in rows]):
        parts.setdefault(part.allocation_id, []).append(part)
    live = [each for each in rows if each.status in Allocation.LIVE and each.program_id]
    planned = planned_for(viewer, {each.program_id for each in live if each.program_id})
    return {
        each.pk: _clock(each, parts.get(each.pk, []), planned, today, knows_parts=_knows_parts(viewer, each, today))
        for each in rows
    }


def coming_too_late(viewer: Viewer, allocations: AllocationQuerySet, *, today: dt.date) -> set[int]:
    """Keys of those of these that would come too late for their work, so far as the viewer may know it.

    Three queries.
    """
    for_work = allocations.filter(status__in=Allocation.LIVE, program__isnull=False)
    rows = for_work.order_by().select_related("fund__cycle", "entity")
    return {key for key, clock in clocks_of(viewer, rows, today=today).items() if clock.late}


def _knows_parts(viewer: Viewer, allocation: Allocation, today: dt.date) -> bool:
    """Whether no part that the viewer reads means that there is none: the rule of `OfAnAward.visible_to`."""
    if allocation.status in UNDECIDED or allocation.fund.owner_id in viewer.partner_ids:
        return True
    if viewer.is_insider:
        return allocation.fund.is_managed or allocation.shared_as == Allocation.SharedAs.EXACT
    released = allocation.released_on
    return allocation.entity.partner_id in viewer.partner_ids and bool(released and released <= today)


def _clock(
    allocation: Allocation, parts: list[Installment], planned: Planned, today: dt.date, *, knows_parts: bool
) -> Clock:
    election = election_of(allocation.fund.cycle)
    if allocation.status == Allocation.Status.PAID:
        on = max(
            (part.paid_on for part in parts if part.paid_on), default=timezone.localdate(allocation.status_changed_at)
        )
        return Clock(on, days_before(election, on), is_paid=True)
    open_days = sorted(comes_on(None, part.due_on, today) for part in parts if not part.paid_on)
    if not open_days and not parts:
        open_days = [today]
    on = open_days[0] if open_days else max(part.paid_on for part in parts if part.paid_on)
    found = None
    if parts or knows_parts:
        has_begun = any(part.paid_on for part in parts)
        found = latest_for(open_days, planned.work_of(allocation), has_begun=has_begun)
    late_on, late = found or (None, None)
    return Clock(
        on,
        days_before(election, on),
        is_paid=not open_days,
        late=late,
        late_on=late_on,
        program=planned.programs[allocation.program_id or 0].name if late else "",
        today=today,
    )
