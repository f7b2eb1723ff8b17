"""Overlaps on pages: the list to work through, one case with its evidence, and what people decide about it."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.access import POST, Request, needs
from accounts.visibility import Viewer
from mvp_coord.lib.htmx import render_page
from partners.reports.related import Related, related_resources, topic_of
from planning import actions
from planning.forms.overlaps import DecisionForm, OverlapFilter, ReopenForm
from planning.reports import CaseView, case_view, case_views

from .case_page import case_page, last_check


@needs("insider", "partner", "funder")
def overlap_list(request: Request) -> HttpResponse:
    """The cases this viewer may see: open ones first, by state, class and where they stand."""
    form = OverlapFilter(request.GET, views=case_views(request.viewer), user_id=request.viewer.user_id)
    page = {"form": form, "cases": form.page(), "last_check": last_check()}
    return render_page(request, "planning/overlap_list.html", page, partial="results")


@needs("insider", "partner", "funder")
def overlap_detail(request: Request, public_id: str) -> HttpResponse:
    """One case: why, by which parts, when, at what cost, and what was decided."""
    view = _case_or_404(request.viewer, public_id)
    page = {**case_page(view, DecisionForm(), ReopenForm()), "related": _related(view, request.viewer)}
    return render_page(request, "planning/overlap_detail.html", page)


def _related(view: CaseView, viewer: Viewer) -> list[Related]:
    """What others have shared on the same work, and on coordinating it."""
    topic = topic_of(view.members, with_constituencies=False)
    topic = replace(topic, program_type=topic.program_type | {"coordination"})
    return related_resources(viewer, topic, today=timezone.localdate())


@needs("staff", methods=POST)
def overlap_settle(request: Request, public_id: str) -> HttpResponse:
    """Record a decision with its reason."""
    view = _case_or_404(request.viewer, public_id)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            actions.settle_overlap(overlap=view.overlap, by=request.user, **form.cleaned_data)
        except actions.CaseClosed as refusal:
            return _conflict(request, public_id, form, refusal)
        messages.success(request, "Settled. The case stays in the list of settled ones.")
        return redirect("planning:overlap", public_id)
    return render_page(request, "planning/overlap_detail.html", case_page(view, form, ReopenForm()), status=422)


@needs("staff", methods=POST)
def overlap_reopen(request: Request, public_id: str) -> HttpResponse:
    """Take a decision back, with a reason."""
    view = _case_or_404(request.viewer, public_id)
    form = ReopenForm(request.POST)
    if form.is_valid():
        try:
            actions.reopen_overlap(overlap=view.overlap, by=request.user, **form.cleaned_data)
        except actions.CaseClosed as refusal:
            return _conflict(request, public_id, DecisionForm(), refusal)
        messages.success(request, "The case is open again.")
        return redirect("planning:overlap", public_id)
    return render_page(request, "planning/overlap_detail.html", case_page(view, DecisionForm(), form), status=422)


@needs("staff", methods=POST)
def overlap_take(request: Request, public_id: str) -> HttpResponse:
    """Look after a case from now on."""
    view = _case_or_404(request.viewer, public_id)
    actions.take_overlap(overlap=view.overlap, by=request.user)
    messages.success(request, "You look after this case now.")
    return redirect("planning:overlap", public_id)


def _conflict(request: Request, public_id: str, form: DecisionForm, refusal: Exception) -> HttpResponse:
    """Somebody else was faster: the case as it now stands, and what this person had written."""
    messages.warning(request, f"{refusal} Nothing was changed; this is how it stands now.")
    page = case_page(_case_or_404(request.viewer, public_id), form, ReopenForm())
    return render_page(request, "planning/overlap_detail.html", {**page, "unsent": form.data}, status=409)


def _case_or_404(viewer: Viewer, public_id: str) -> CaseView:
    view = case_view(viewer, public_id)
    if view is None:
        raise Http404
    return view
