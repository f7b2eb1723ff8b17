"""Money already promised to work that a gap is about, and whom the money that is left could reach.

Never more than the viewer may read: allocations, programs and needs are each asked for by his or her reading. Dollars
of different vehicles stay apart; exploring is shown and never counted; money that is passed on counts once.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.db.models import Q

from accounts.visibility import Viewer
from funding.models import Allocation
from funding.reports import needs_left
from funding.reports.chains import passed_on_in
from partners.models import Activity, LegalEntity, Partner, PartnerState, Program
from partners.models.family import Vehicle
from partners.models.program import ActivityQuerySet
from planning.gaps.colors import may_fund
from planning.gaps.matrix import Cell
from planning.gaps.money import Line, Part, parts_in
from planning.gaps.records import Gap, Shortfall
from planning.overlaps.words import figure
from states.models import Cycle, TacticFamily

from .decisions import readable_programs
from .gap_kinds import PeopleGap
from .money_left import Available, available_money, reason_to_fund

_WHOLE: Final = Decimal(1)
MOST_REACHED: Final = 3


@dataclass(frozen=True)
class Promised:
    """The part of one allocation that goes to a gap, in whole dollars, None where only a band of it is shared.
    `is_planned`: its program's work is counted among what is planned already, so that it closes nothing more."""

    allocation: Allocation
    amount_usd: Decimal | None
    part: Part
    is_planned: bool

    @property
    def counts(self) -> bool:
        """Whether it lowers what is left to pay: promised, not just explored, and not for what is planned already."""
        return self.amount_usd is not None and not self.is_planned and self.allocation.status in Allocation.COUNTED


@dataclass(frozen=True)
class GapMoney:
    """What is promised for a gap, the surest first."""

    promised: tuple[Promised, ...] = ()

    @property
    def by_vehicle(self) -> list[tuple[str, Decimal]]:
        """What counts towards the gap, by the money's color, in dollars."""
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for each in self.promised:
            if each.counts and each.amount_usd is not None:
                sums[Vehicle(each.allocation.fund.vehicle).short] += each.amount_usd
        return sorted(sums.items())

    @property
    def total_usd(self) -> Decimal:
        """All of that: what has its color still has it, but dollars of every color pay for attempts."""
        return sum((amount for _, amount in self.by_vehicle), Decimal(0))

    def left(self, way: Shortfall) -> Decimal | None:
        """What this way to fill the gap would still cost, in dollars; None where nobody knows its cost."""
        return None if way.cost_usd is None else max(Decimal(0), way.cost_usd - self.total_usd)


@dataclass(frozen=True)
class Reached:
    """A legal entity that money which is not promised yet could reach, and why one should think so."""

    entity: LegalEntity
    reason: str


@dataclass(frozen=True)
class Promises:
    """Allocations of a cycle to programs, as far as somebody may read them, with what these programs do."""

    grants: tuple[Any, ...]
    lines: tuple[Line, ...]

    def for_gap(self, gap: PeopleGap) -> GapMoney:
        """What is promised for a gap. All money of the program that it was made is for the gap."""
        parts = parts_in(gap.found.aim, gap.found.weeks, self.lines, gap.atlas)
        if gap.kept and gap.kept.program_id:
            parts[gap.kept.program_id] = Part(1.0, "all of it")
        found = [
            Promised(
                each,
                _share(each.amount, parts[each.program_id]),
                parts[each.program_id],
                each.program.status in Program.COUNTING,
            )
            for each in self.grants
            if each.program_id in parts
        ]
        surest = list(Allocation.Status.values)[::-1]
        return GapMoney(
            tuple(
                sorted(
                    found,
                    key=lambda each: (
                        surest.index(each.allocation.status),
                        -(each.amount_usd or 0),
                        each.allocation.pk,
                    ),
                )
            )
        )


def promises_of(viewer: Viewer, cycle: Cycle) -> Promises:
    """All that is promised to programs in a cycle. Five queries at most."""
    grants = _grants(viewer, cycle)
    return Promises(tuple(grants), tuple(_lines(viewer, {each.program_id for each in grants})))


def whom_money_reaches(viewer: Viewer, cycle: Cycle, gap: Gap, state: str) -> tuple[Reached, ...]:
    """Entities of groups at work in a state that could fill a gap there by what they do, that still need money, and
    that money which is left may fund.

    For insiders by all funds that they see, for a peer funder by its own; nobody else is told of money that is left,
    since it is what hidden promises leave. Five queries at most.
    """
    funds = [each for each in available_money(viewer, cycle) if each.reaches({state})]
    if not funds:
        return ()
    there = PartnerState.objects.filter(state_id=state).values("partner_id")
    at_work = Partner.objects.visible_to(viewer).filter(status__in=Partner.AT_WORK, pk__in=there)
    able = at_work.filter(pk__in=_trying_voters(viewer, gap, state).values("program__partner_id"))
    entities = {each.pk: each for each in LegalEntity.objects.filter(partner__in=able).select_related("partner")}
    left = {
        entity: need.left_usd
        for (entity, in_cycle), need in needs_left(viewer, list(entities)).items()
        if in_cycle == cycle.pk and need.left_usd > 0
    }
    found = []
    for key in sorted(left, key=lambda each: (-left[each], each)):
        entity = entities[key]
        by = next((each for each in funds if may_fund(each.fund.vehicle, entity.vehicle, gap.aim.program_type)), None)
        if by:
            found.append(Reached(entity, _reason(entity, left[key], by)))
    return tuple(found[:MOST_REACHED])


def _trying_voters(viewer: Viewer, gap: Gap, state: str) -> ActivityQuerySet:
    """Work and stated capacity in a state by one of the ways that would fill a gap, or for its constituency by any
    that works a list or a piece of ground."""
    by_its_ways = Q(tactic__family__code__in=[way.family for way in gap.by_way])
    tries_people = ~Q(tactic__family__works=TacticFamily.Works.NONE)
    for_its_people = Q(constituencies__code=gap.aim.constituency or "") & tries_people
    work = Activity.objects.standing().filter(program__in=readable_programs(viewer).current())
    return work.reaching_states([state]).filter(by_its_ways | for_its_people)


def _grants(viewer: Viewer, cycle: Cycle) -> list[Any]:
    rows: Any = Allocation.objects.visible_to(viewer).in_dollars()
    statuses = [*Allocation.COUNTED, Allocation.Status.EXPLORING]
    seen = Program.objects.visible_to(viewer)
    rows = rows.filter(status__in=statuses, fund__cycle=cycle, program__in=seen)
    elsewhere = passed_on_in(rows, rows)
    rows = rows.exclude(pk__in=elsewhere).with_readable_amount(viewer)
    return list(rows.select_related("fund", "entity__partner", "program"))


def _lines(viewer: Viewer, programs: Iterable[int | None]) -> list[Line]:
    rows = Activity.objects.standing().filter(mode=Activity.Mode.PRESENCE, program__in=programs).visible_to(viewer)
    rows = rows.filter(tactic__family__isnull=False).select_related("tactic__family", "program_type", "division")
    return [
        Line(
            program=row.program_id,
            cell=Cell(
                row.division.ocd_id,
                row.tactic.family.code,
                row.program_type.code,
                row.program_type.is_registration,
                frozenset(each.code for each in row.constituencies.all()),
            ),
            starts=row.starts_on,
            ends=row.ends_on,
            budget=row.budget_usd,
        )
        for row in rows.prefetch_related("constituencies").order_by("pk")
    ]


def _share(amount: Decimal | None, part: Part) -> Decimal | None:
    return amount and (amount * Decimal(str(part.share))).quantize(_WHOLE, rounding=ROUND_HALF_UP)


def _reason(entity: LegalEntity, left: Decimal, by: Available) -> str:
    return (
        f"still needs about ${figure(float(left))} for its {Vehicle(entity.vehicle).short}; {by.fund.owner.name} "
        f"{reason_to_fund(by, entity.vehicle)}"
    )
