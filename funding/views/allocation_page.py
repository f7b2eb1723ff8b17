"""What the page of an allocation shows, put together from its facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils import timezone

from accounts.visibility import Viewer
from funding.bands import band_of, in_currency
from funding.forms.allocations import StepForm
from funding.models import Allocation
from funding.pipeline import APART, ROAD, steps_from
from funding.reports import NEED_RULE, needs_left, steps_taken
from funding.reports.clock import clocks_of
from funding.reports.passed_on import reckoned
from partners.models import Partner, Program

from .award_page import award_parts


@dataclass(frozen=True)
class Milestone:
    """A status on the road: behind us, where we are, or ahead."""

    label: str
    state: str


def allocation_or_404(viewer: Viewer, public_id: str, *, to_change: bool = False) -> Allocation:
    """The allocation of this address with what its page names, if the viewer may read (or change) it."""
    visible = Allocation.objects.changeable_by(viewer) if to_change else Allocation.objects.visible_to(viewer)
    found = visible.filter(public_id=public_id).with_readable_amount(viewer)
    allocation = found.select_related("fund__owner", "fund__cycle", "entity__partner", "program").first()
    if allocation is None:
        raise Http404
    return allocation


def readable_programs(viewer: Viewer, allocations: Iterable[Allocation]) -> set[int]:
    """Ids of those programs of these allocations that the viewer may read: others are not named. One query."""
    ids = {allocation.program_id for allocation in allocations if allocation.program_id}
    return set(Program.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True))


def allocation_page(viewer: Viewer, allocation: Allocation, step_form: StepForm | None = None) -> dict[str, Any]:
    """Everything that the page needs. `step_form` is one that was refused, with what had been written."""
    can_change = Allocation.objects.changeable_by(viewer).filter(pk=allocation.pk).exists()
    steps = steps_from(allocation.status, managed=allocation.fund.is_managed) if can_change else []
    by_level = viewer.is_insider or viewer.is_funder or allocation.fund.owner_id in viewer.partner_ids
    is_told = allocation.amount is not None  # type: ignore[attr-defined]  # annotated by with_readable_amount()
    needs = needs_left(viewer, [allocation.entity_id])
    return award_parts(viewer, allocation, can_change=can_change) | {
        "allocation": allocation,
        "amount": allocation.amount,  # type: ignore[attr-defined]
        "band": allocation.said_band,
        "shows_amounts": is_told,
        "shared_band": in_currency(band_of(allocation.best_amount).label, allocation.currency) if is_told else "",
        "is_blind": allocation.shared_as == Allocation.SharedAs.BLIND and not allocation.fund.is_managed,
        "shares_less": allocation.shared_as != Allocation.SharedAs.EXACT and not allocation.fund.is_managed,
        "road": _road(allocation),
        "is_apart": allocation.status in APART,
        "steps": steps,
        "step_form": step_form or (StepForm(steps=steps, amount=allocation.best_amount) if steps else None),
        "can_change": can_change,
        "shows_drafts": by_level and is_told,
        "shows_level": by_level,
        "program": allocation.program if readable_programs(viewer, [allocation]) else None,
        "partner_is_known": Partner.objects.visible_to(viewer).filter(pk=allocation.entity.partner_id).exists(),
        **_chain(viewer, allocation),
        "need": needs.get((allocation.entity_id, allocation.fund.cycle_id)),
        "need_rule": NEED_RULE,
        "clock": clocks_of(viewer, [allocation], today=timezone.localdate()).get(allocation.pk),
        "taken": steps_taken(allocation, viewer),
    }


def award_behind(viewer: Viewer, allocation: Allocation) -> Any:
    """The award that its money came by, where the viewer may know of it."""
    seen = Allocation.objects.visible_to(viewer).with_readable_amount(viewer).filter(regrants=allocation)
    return seen.select_related("fund__owner", "entity__partner").first()


def _chain(viewer: Viewer, allocation: Allocation) -> dict[str, Any]:
    """Where its money came from and went on to, and how much of it has; with no sum where part of it is a band."""
    seen = Allocation.objects.visible_to(viewer).with_readable_amount(viewer)
    regrants = list(seen.filter(parent=allocation).select_related("entity__partner"))
    onward = reckoned(viewer, allocation, regrants) if regrants else None
    return {
        "parent": award_behind(viewer, allocation),
        "regrants": regrants,
        "passed_on": onward if onward and not onward.banded else None,
        "knows_all": allocation.entity.partner_id in viewer.partner_ids,
    }


def _road(allocation: Allocation) -> list[Milestone]:
    labels = dict(Allocation.Status.choices)
    here = ROAD.index(allocation.status) if allocation.status in ROAD else -1
    states = ["done" if i < here else "here" if i == here else "ahead" for i in range(len(ROAD))]
    return [Milestone(str(labels[status]), state) for status, state in zip(ROAD, states, strict=True)]
