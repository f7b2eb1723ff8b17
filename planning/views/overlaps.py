"""Overlaps on pages: the list to work through, one case with its evidence, and what people decide about it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from accounts.access import FORM, POST, Request, needs
from mvp_coord.lib.htmx import render_page
from planning import actions
from planning.forms.overlaps import DecisionForm, OverlapFilter, OwnerForm, ReopenForm
from planning.reports import case_views
from planning.reports.last_check import last_check
from planning.reports.saved import Savings, savings_of
from states.views.cycle import cycle_switch

from .case_page import WHOLE, case_or_404, case_page, conflict_page


@needs("insider", "partner", "funder")
def overlap_list(request: Request) -> HttpResponse:
    """The cases this viewer may see: open ones first, by state, class and where they stand."""
    switch = cycle_switch(request)
    form = OverlapFilter(
        request.GET,
        views=case_views(request.viewer, with_gone=True),
        cycles=switch.cycles,
        usual=switch.chosen,
        user_id=request.viewer.user_id,
    )
    page = {"form": form, "cases": form.page(), "switch": switch, "last_check": last_check()}
    return render_page(request, "planning/overlap_list.html", page, partial="results")


@needs("insider", "partner", "funder")
def overlaps_saved(request: Request) -> HttpResponse:
    """What coordination saved in a cycle, decision by decision, and how that is worked out."""
    switch = cycle_switch(request)
    cycle, savings = switch.chosen, Savings(())
    if cycle:
        savings = savings_of(request.viewer, starts_on=cycle.starts_on, ends_on=cycle.ends_on)
    page = {"cycle": cycle, "switch": switch, "savings": savings}
    return render_page(request, "planning/overlaps_saved.html", page)


@needs("insider", "partner", "funder")
def overlap_detail(request: Request, public_id: str) -> HttpResponse:
    """One case: why, by which parts, when, at what cost, and what was decided."""
    view = case_or_404(request.viewer, public_id)
    part = "evidence" if WHOLE in request.GET else None
    return render_page(request, "planning/overlap_detail.html", case_page(request, view), partial=part)


@needs("staff", methods=POST)
def overlap_settle(request: Request, public_id: str) -> HttpResponse:
    """Record a decision with its reason."""
    view = case_or_404(request.viewer, public_id)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            actions.settle_overlap(overlap=view.overlap, by=request.user, **form.cleaned_data)
        except actions.CaseClosed as refusal:
            return conflict_page(request, public_id, refusal, decision_form=form)
        except actions.FiguresChanged as refusal:
            return conflict_page(request, public_id, refusal, decision_form=form, differing=refusal.changes)
        messages.success(request, "Settled, and no plan is changed. The case stays in the list of settled ones.")
        return redirect("planning:overlap", public_id)
    return render_page(
        request, "planning/overlap_detail.html", case_page(request, view, decision_form=form), status=422
    )


@needs("staff", methods=POST)
def overlap_reopen(request: Request, public_id: str) -> HttpResponse:
    """Take a decision back, with a reason."""
    view = case_or_404(request.viewer, public_id)
    form = ReopenForm(request.POST)
    if form.is_valid():
        try:
            actions.reopen_overlap(overlap=view.overlap, by=request.user, **form.cleaned_data)
        except actions.CaseClosed as refusal:
            return conflict_page(request, public_id, refusal)
        is_gone = view.overlap.cleared_at is not None
        messages.success(request, "The decision is taken back." if is_gone else "The case is open again.")
        return redirect("planning:overlap", public_id)
    return render_page(
        request, "planning/overlap_detail.html", case_page(request, view, reopen_form=form), status=422
    )


@needs("staff", methods=POST)
def overlap_take(request: Request, public_id: str) -> HttpResponse:
    """Look after a case from now on."""
    view = case_or_404(request.viewer, public_id)
    actions.take_overlap(overlap=view.overlap, by=request.user)
    messages.success(request, "You look after this case now.")
    return redirect("planning:overlap", public_id)


@needs("staff", methods=FORM)
def overlap_owner(request: Request, public_id: str) -> HttpResponse:
    """Hand a case to a colleague, or let go of it."""
    view = case_or_404(request.viewer, public_id)
    if view.settlement or view.overlap.cleared_at:
        raise Http404
    overlap, sent = view.overlap, request.POST if request.method == "POST" else None
    form = OwnerForm(sent, initial={"owner": overlap.owner_id, "seen": overlap.owner_id})
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.hand_over(overlap=overlap, by=request.user, **form.cleaned_data)
        except actions.CannotLookAfter as refusal:
            form.add_error("owner", str(refusal))
        except actions.CaseClosed as refusal:
            return conflict_page(request, public_id, refusal)
        else:
            messages.success(
                request, f"{kept.owner} looks after it now." if kept.owner else "Nobody looks after it now."
            )
            return redirect("planning:overlap", public_id)
    page = {"overlap": overlap, "form": form}
    return render_page(request, "planning/overlap_owner.html", page, status=422 if form.errors else 200)
