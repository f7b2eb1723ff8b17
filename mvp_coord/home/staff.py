"""Staff's first page: what needs them today, the key numbers, where work is planned, what others have just done."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accounts.visibility import Viewer
from funding.models import Allocation
from funding.reports import totals_of
from mvp_coord import addresses
from mvp_coord.lib import wording
from planning.reports import CaseView, case_views
from planning.reports.state_counts import CountryCounts, StateCounts, country_counts
from states.models import Cycle

from .latest import Happening, latest_changes
from .today import Task, tasks_of


@dataclass(frozen=True)
class StaffDesk:
    """What waits, the key numbers (for components/_kpis.html), all states, and the latest changes."""

    tasks: tuple[Task, ...]
    numbers: tuple[dict[str, Any], ...]
    states: tuple[StateCounts, ...]
    latest: tuple[Happening, ...]


def staff_desk(viewer: Viewer, *, today: dt.date, cycle: Cycle | None) -> StaffDesk:
    """The page of one member of staff, its figures those of a cycle. Seven queries, and those of `case_views`."""
    views = case_views(viewer)
    counts = country_counts(viewer, cycle=cycle, views=views)
    return StaffDesk(
        tasks=tasks_of(viewer, views, today=today),
        numbers=(*_numbers(counts, cycle, views), *_money(viewer, cycle)),
        states=counts.states,
        latest=tuple(latest_changes(viewer, [view.overlap.pk for view in views if view.is_whole])),
    )


def _numbers(counts: CountryCounts, cycle: Cycle | None, views: Sequence[CaseView]) -> tuple[dict[str, Any], ...]:
    overlaps = sum(view.is_open and view.is_in(cycle) for view in views)
    of = f", {cycle.name}" if cycle else ""
    planned = sum(each.activities for each in counts.states)
    return (
        {"label": "Partners", "figure": wording.count(counts.partners), "href": addresses.partners()},
        {
            "label": f"Activities in the states{of}",
            "figure": wording.count(planned),
            "href": addresses.states(measure="activities", sort="activities"),
        },
        {
            "label": f"Open overlaps{of}",
            "figure": wording.count(overlaps),
            "href": addresses.overlaps(),
            "warn": bool(overlaps),
        },
    )


def _money(viewer: Viewer, cycle: Cycle | None) -> list[dict[str, Any]]:
    """What counts in a cycle, a number for each vehicle: dollars of different vehicles are never one.

    Three queries at most.
    """
    if cycle is None:
        return []
    visible = (
        Allocation.objects.visible_to(viewer).filter(fund__cycle=cycle).with_readable_amount(viewer, banded=False)
    )
    return [
        {
            "label": f"{row.label} dollars, {cycle.name}",
            "figure": wording.usd_and_more(row.counted.amount_usd, row.counted.banded),
            "href": addresses.counted_money(vehicle=row.vehicle, cycle=cycle.code),
        }
        for row in totals_of(visible).rows
        if row.counted.count
    ]
