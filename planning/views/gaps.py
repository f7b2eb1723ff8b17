"""Gaps on pages: what is missing where it matters, who could fill it, and what people decide about it."""

import math
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts.access import POST, Request, needs
from funding.reports import NEED_RULE
from mvp_coord.lib.htmx import render_page
from partners.actions.refusals import WasMerged
from partners.models import Activity, Program
from planning import actions
from planning.forms.gaps import GapFilter, OfferForm, ProgramForm, ReasonForm
from planning.models import Gap
from planning.reports.gap_kinds import AnyGap, NeedGap, PeopleGap
from planning.reports.gap_money import promises_of, whom_money_reaches
from planning.reports.gaps import NOTHING_FOUND, gaps_for
from planning.reports.one_gap import facts_to_keep, filled_meanwhile, gap_of
from planning.reports.role_help import role_help
from states.models import Cycle, Priority, ProgramType
from states.views.cycle import cycle_switch

WORK_FOR_ALL = "gotv"


@needs("insider", "partner", "funder")
def gap_list(request: Request) -> HttpResponse:
    """The gaps that this viewer sees: the most pressing first, by state, tier and what was done about them."""
    cycle = cycle_switch(request).chosen
    found = gaps_for(request.viewer, cycle, today=timezone.localdate()) if cycle else NOTHING_FOUND
    form = GapFilter(request.GET, found=found)
    page = {"form": form, "gaps": form.page(), "found": found, "cycle": cycle}
    return render_page(request, "planning/gap_list.html", page, partial="results")


def _of_a_gap(view: Callable[[Request, AnyGap], HttpResponse]) -> Callable[[Request, str], HttpResponse]:
    """The view is handed the gap at its address; one that is filled meanwhile leads to what it was about."""

    @wraps(view)
    def found(request: Request, key: str) -> HttpResponse:
        cycle = cycle_switch(request).chosen
        gap = gap_of(request.viewer, key, cycle=cycle, today=timezone.localdate())
        return view(request, gap) if gap else _gone(request, key, cycle)

    return found


def _gone(request: Request, key: str, cycle: Cycle | None) -> HttpResponse:
    """To the priority, or to the list, with a word why; 404 for what this viewer could never see."""
    nothing_done = "" if request.method == "GET" else " Nothing was changed."
    if words := filled_meanwhile(request.viewer, key, cycle=cycle):
        messages.info(request, f"{words}{nothing_done}")
        return redirect("planning:gaps")
    priority = get_object_or_404(Priority.objects.visible_to(request.viewer), public_id=key)
    words = "There is no gap any more: at least the lower end is planned, or its weeks are over."
    messages.info(request, f"{words}{nothing_done}")
    return redirect(priority)


@needs("insider", "partner", "funder")
@_of_a_gap
def gap_detail(request: Request, gap: AnyGap) -> HttpResponse:
    """One gap: what is missing, by which ways it could be filled, by whom, until when."""
    return _page(request, gap)


@needs("staff", methods=POST)
@_of_a_gap
def gap_offer(request: Request, gap: AnyGap) -> HttpResponse:
    """Ask a partner to fill it."""
    form = OfferForm(request.POST, viewer=request.viewer)
    if form.is_valid():
        try:
            actions.offer_gap(of=_subject(gap), by=request.user, **form.cleaned_data)
        except (actions.CannotKnow, actions.OwnNeed) as refusal:
            form.add_error("to", str(refusal))
        except actions.GapMoved as refusal:
            return _moved(request, gap.key, refusal, offer_form=form)
        else:
            messages.success(request, f"{form.cleaned_data['to']} was asked. Its contacts see it from now on.")
            return redirect("planning:gap", gap.key)
    return _page(request, gap, status=422, offer_form=form)


@needs("staff", methods=POST)
@_of_a_gap
def gap_aside(request: Request, gap: AnyGap) -> HttpResponse:
    """Leave it, with a reason."""
    done = "Set aside, until what is missing has grown by a fifth."
    facts = facts_to_keep(gap.key, cycle=cycle_switch(request).chosen, today=timezone.localdate())
    return _reasoned(request, gap, partial(actions.set_gap_aside, facts=facts), "aside_form", done)


@needs("staff", methods=POST)
@_of_a_gap
def gap_reopen(request: Request, gap: AnyGap) -> HttpResponse:
    """Take what was decided back, with a reason."""
    return _reasoned(request, gap, actions.reopen_gap, "reopen_form", "The gap is open again.")


@needs("staff", methods=POST)
@_of_a_gap
def gap_program(request: Request, gap: AnyGap) -> HttpResponse:
    """Write the work that would fill it into somebody's plan, as an idea."""
    if not isinstance(gap, PeopleGap):
        raise Http404
    form = ProgramForm(request.POST, viewer=request.viewer)
    if form.is_valid():
        try:
            made = _make_program(request, gap, form.cleaned_data)
        except actions.GapMoved as refusal:
            return _moved(request, gap.key, refusal, program_form=form)
        except WasMerged:
            form.add_error("partner", "This partner was merged into another one: choose that.")
        else:
            messages.success(request, "It is an idea in the partner's plan now; it counts once it is planned.")
            return redirect(made)
    return _page(request, gap, status=422, program_form=form)


def _make_program(request: Request, gap: PeopleGap, facts: dict[str, Any]) -> Program:
    priority, tactic = gap.priority, facts["tactic"]
    way = next(each for each in gap.found.by_way if each.family == tactic.family.code)
    return actions.make_gap_a_program(
        of=priority,
        partner=facts["partner"],
        by=request.user,
        seen=facts["seen"],
        key=facts["ticket"],
        program={"name": facts["name"], "source": f"The gap in {priority.division.full_name}, {priority.cycle}"},
        activity={
            "program_type": priority.program_type or ProgramType.objects.get(code=WORK_FOR_ALL),
            "tactic": tactic,
            "division": priority.division,
            "starts_on": gap.found.weeks.first,
            "ends_on": gap.found.weeks.last,
            "constituencies": [priority.constituency] if priority.constituency else [],
            "mode": Activity.Mode.PRESENCE,
            "universe": math.ceil(gap.found.people_short),
            "attempts_planned": math.ceil(way.takes),
        },
    )


def _reasoned(request: Request, gap: AnyGap, act: Any, name: str, done: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            act(of=_subject(gap), by=request.user, **form.cleaned_data)
        except actions.GapMoved as refusal:
            return _moved(request, gap.key, refusal, **{name: form})
        messages.success(request, done)
        return redirect("planning:gap", gap.key)
    return _page(request, gap, status=422, **{name: form})


def _moved(request: Request, key: str, refusal: Exception, **forms: Any) -> HttpResponse:
    """Somebody else was faster: the gap as it now stands, and what this person had written."""
    messages.warning(request, f"{refusal} Nothing was changed; this is how it stands now.")
    (form,) = forms.values()
    return _page(request, _gap_or_404(request, key), status=409, unsent=form.data)


def _page(request: Request, gap: AnyGap, *, status: int = 200, **given: Any) -> HttpResponse:
    seen = {"seen": gap.kept.status if gap.kept else gap.status}
    page = {
        "gap": gap,
        "statuses": Gap.Status,
        "stand": gap.stand,
        "rule": NEED_RULE,
        "offer_form": OfferForm(viewer=request.viewer, initial=seen),
        "aside_form": ReasonForm(initial=seen),
        "reopen_form": ReasonForm(initial=seen),
        **given,
    }
    if isinstance(gap, PeopleGap):
        page.setdefault("program_form", ProgramForm(viewer=request.viewer, initial=seen))
        page |= _money(request, gap)
        return render_page(request, "planning/gap_detail.html", page, status=status)
    if isinstance(gap, NeedGap):
        return render_page(request, "planning/gap_need.html", page, status=status)
    page["help"] = role_help(request.viewer, gap, today=timezone.localdate())
    return render_page(request, "planning/gap_role.html", page, status=status)


def _money(request: Request, gap: PeopleGap) -> dict[str, Any]:
    """What is promised for it, and whom the money that is left could reach."""
    cycle, state = gap.priority.cycle, gap.state
    money = promises_of(request.viewer, cycle).for_gap(gap)
    reached = whom_money_reaches(request.viewer, cycle, gap.found, state.code) if state else ()
    return {"money": money, "reached": reached, "ways": [(way, money.left(way)) for way in gap.found.by_way]}


def _gap_or_404(request: Request, key: str) -> AnyGap:
    """By the address of its priority, or by state and role ("az-donor_table")."""
    gap = gap_of(request.viewer, key, cycle=cycle_switch(request).chosen, today=timezone.localdate())
    if gap is None:
        raise Http404
    return gap


def _subject(gap: AnyGap) -> actions.Subject:
    if isinstance(gap, PeopleGap):
        return gap.priority
    return (gap.entity, gap.cycle) if isinstance(gap, NeedGap) else (gap.state, gap.role)
