"""Reading allocations: the pipeline with its totals, and one allocation."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from accounts.access import Request, needs
from accounts.visibility import Viewer
from funding.forms.filters import AllocationFilter
from funding.models import Allocation
from funding.pipeline import ROAD
from funding.reports.clock import Clock, clocks_of, coming_too_late
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.keyset import Order, Page, take_page
from mvp_coord.lib.listing import answer_list
from partners.models.family import Vehicle
from states.views.cycle import cycle_switch

from .allocation_page import allocation_or_404, allocation_page, readable_programs
from .changes import may_propose

ORDER = Order("allocations", ("-status_changed_at", "public_id"))


@dataclass(frozen=True)
class Line:
    """A row: the allocation, its program's name where it may be read, both vehicles, the recipient's states, and
    how long before the election it comes (None where it was given up)."""

    allocation: Allocation
    program: str
    money: str
    vehicle: str
    states: list[str]
    clock: Clock | None


@needs("insider", "partner", "funder")
def allocation_list(request: Request) -> HttpResponse:
    """Where the money is: totals by money color and status, and the rows behind every one of them."""
    visible, today = Allocation.objects.visible_to(request.viewer), timezone.localdate()
    form = AllocationFilter(
        request.GET,
        visible=visible.with_readable_amount(request.viewer),
        too_late=lambda: coming_too_late(request.viewer, visible, today=today),
    )
    rows = form.rows().select_related("fund__owner", "fund__cycle", "entity__partner", "program")

    def read(cursor: str) -> Page[Allocation]:
        return take_page(rows.prefetch_related("entity__partner__partner_states"), ORDER, cursor=cursor)

    def more(page: Page[Allocation]) -> dict[str, Any]:
        return {
            "lines": _lines(request.viewer, page.rows, today),
            "today": today,
            "totals": form.totals(),
            "only_cycle": _only_cycle(request, form),
            "road": [label for code, label in Allocation.Status.choices if code in ROAD],
            "may_propose": may_propose(request.viewer),
            "is_recipient": not (request.viewer.is_insider or request.viewer.is_funder),
        }

    return answer_list(request, "funding/allocation_list.html", form, read=read, more=more)


@needs("insider", "partner", "funder")
def allocation_detail(request: Request, public_id: str) -> HttpResponse:
    """One allocation: its terms, how far along it is, what the recipient still needs, and what comes next."""
    allocation = allocation_or_404(request.viewer, public_id)
    return render_page(request, "funding/allocation_detail.html", allocation_page(request.viewer, allocation))


def _only_cycle(request: Request, form: AllocationFilter) -> tuple[str, str] | None:
    """Where no cycle is asked for, so that money of all is shown: the cycle that pages are about, and its rows."""
    cycle = cycle_switch(request).chosen
    return (cycle.name, form.address(cycle=[cycle.code])) if cycle and not form.chosen["cycle"] else None


def _lines(viewer: Viewer, allocations: Iterable[Allocation], today: dt.date) -> list[Line]:
    rows = list(allocations)
    clocks = clocks_of(viewer, rows, today=today)
    readable = readable_programs(viewer, rows)
    return [
        Line(
            allocation=row,
            program=row.program.name if row.program and row.program_id in readable else "",
            money=Vehicle(row.fund.vehicle).short,
            vehicle=Vehicle(row.entity.vehicle).short,
            states=[there.state_id for there in row.entity.partner.partner_states.all()],
            clock=clocks.get(row.pk),
        )
        for row in rows
    ]
