"""Priorities: the national list by tier, and one of them with its reason and its history."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.access import FORM, POST, Request, needs
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.keyset import Page
from mvp_coord.lib.listing import answer_list
from planning.reports.ecosystem import money_in
from states.forms.calendar import PriorityForm
from states.forms.priorities import PrioritySearch
from states.models import Priority, State
from states.reports.priorities import PRIORITY_PAGE_SIZE, priorities_page, priority_history, with_words

from .cycle import cycle_switch
from .editing import added, changed, state_or_404, take_out, told, told_nationally
from .target_money import against_target, has_target, rows_of_state

_LIST = "states:priorities"


@needs("insider", "partner", "funder")
def priority_list(request: Request) -> HttpResponse:
    """The priorities of the cycle that the viewer may see, by tier, state, constituency and kind of work."""
    switch = cycle_switch(request)
    form = PrioritySearch(request.GET, viewer=request.viewer, cycle=switch.chosen)

    def read(cursor: str) -> Page[Priority]:
        return priorities_page(form.filter(), sort=form.sorting, cursor=cursor)

    def more(page: Page[Priority]) -> dict[str, object]:
        return {"switch": switch, **partial(form.beyond, size=PRIORITY_PAGE_SIZE)(page)}

    return answer_list(request, "states/priority_list.html", form, read=read, more=more)


@needs("insider", "partner", "funder")
def priority_detail(request: Request, public_id: str) -> HttpResponse:
    """One priority: its reason, its targets, and what it was before."""
    priority = _priority_or_404(request, public_id)
    context: dict[str, Any] = {"priority": priority, "history": priority_history(priority, request.viewer)}
    if has_target(priority):
        pipeline = money_in(request.viewer, priority.division.state_id or "", priority.cycle)
        context["money"] = against_target(priority, pipeline)
    elif priority.investment_target_usd:
        context["rows_of_state"] = rows_of_state(priority)
    return render_page(request, "states/priority_detail.html", context)


@needs("staff", methods=FORM)
def priority_add(request: Request, code: str) -> HttpResponse:
    """Say that a place of this state matters, and why."""
    return _add(request, state_or_404(code))


@needs("staff", methods=FORM)
def national_priority_add(request: Request) -> HttpResponse:
    """Say that something matters in the whole country, and why."""
    return _add(request, None)


def _add(request: Request, state: State | None) -> HttpResponse:
    told_by = {"instance": Priority(), "viewer": request.viewer, "state": state}
    form = PriorityForm(request.POST or None, **told_by, cycle=cycle_switch(request).chosen)
    page = _told(state, f"Set a priority {f'in {state.name}' if state else 'for the whole country'}")
    return added(request, form, page, "The priority is set.")


def _told(state: State | None, title: str) -> dict[str, Any]:
    back = reverse(_LIST)
    return told(state, title, back=back) if state else told_nationally(title, back=back)


@needs("staff", methods=FORM)
def priority_edit(request: Request, public_id: str) -> HttpResponse:
    """Change it; what it was stays in its history."""
    priority = _priority_or_404(request, public_id)
    state = State.objects.select_related("division").filter(pk=priority.division.state_id).first()
    form = PriorityForm(request.POST or None, instance=priority, viewer=request.viewer, state=state)
    return changed(request, form, _told(state, f"Edit the priority of {priority.division.name}"))


@needs("staff", methods=POST)
def priority_remove(request: Request, public_id: str) -> HttpResponse:
    """Take it out."""
    return take_out(request, _priority_or_404(request, public_id), "The priority is removed.", back=reverse(_LIST))


def _priority_or_404(request: Request, public_id: str) -> Priority:
    found: Priority = get_object_or_404(with_words(Priority.objects.visible_to(request.viewer)), public_id=public_id)
    return found
