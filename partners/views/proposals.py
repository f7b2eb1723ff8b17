"""Changes that wait for staff: the queue, approving and declining, and taking one's own back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.access import POST, Request, needs, signed_in
from accounts.visibility import Viewer
from funding.tasks import recheck_due
from mvp_coord.jobs.doorbell import ring
from mvp_coord.lib.asked import line_sent
from mvp_coord.lib.htmx import render_page
from partners.actions import CannotBeSaved
from partners.actions.proposals import (
    DecidedOtherwise,
    StaleProposal,
    approve_proposal,
    decline_proposal,
    withdraw_proposal,
)
from partners.models import LegalEntity, ProposedChange
from partners.reports.proposals import decided_proposals, fact_in_words, label_of, waiting_proposals

from .relabelling import ask_about_awards
from .undoing import undo_address


@needs("insider")
def proposal_list(request: Request) -> HttpResponse:
    """What partners want changed in their vehicles, numbers and sponsors; and what was decided lately."""
    here = reverse("partners:proposals")
    decided = [
        (each, undo_address(each.row.change_id, by=request.user, back=here))
        for each in decided_proposals(request.viewer)
    ]
    context = {"waiting": waiting_proposals(request.viewer), "decided": decided}
    return render_page(request, "partners/proposal_list.html", context)


@needs("insider", methods=POST)
def proposal_decide(request: Request, public_id: str) -> HttpResponse:
    """Approve a change, or decline it with a reason. Sent twice, it is decided once."""
    proposal = get_object_or_404(ProposedChange.objects.visible_to(request.viewer), public_id=public_id)
    answer = line_sent(request.POST, "answer")
    return _ask_first(request, proposal) or _decide(request, proposal, answer)


def _ask_first(request: Request, proposal: ProposedChange) -> HttpResponse | None:
    """Where another vehicle is about to be approved: what that does to awards."""
    vehicle, is_open = proposal.facts.get("vehicle"), not proposal.decision
    if "approve" in request.POST and proposal.entity and vehicle and is_open:
        return ask_about_awards(request, proposal.entity, vehicle, back=reverse("partners:proposals"))
    return None


def _decide(request: Request, proposal: ProposedChange, answer: str) -> HttpResponse:
    try:
        if "approve" in request.POST:
            proposal = approve_proposal(proposal, by=request.user, answer=answer)
        elif "decline" in request.POST and answer:
            proposal = decline_proposal(proposal, by=request.user, answer=answer)
        elif "decline" in request.POST:
            messages.error(request, "Say why it is declined: those who proposed it read it.")
            return redirect("partners:proposals")
        else:
            raise Http404
    except (StaleProposal, DecidedOtherwise, CannotBeSaved) as refusal:
        messages.error(request, _why_not(refusal, request.viewer))
    else:
        undo = undo_address(proposal.change_id, by=request.user, back=reverse("partners:proposals"))
        done = f"{proposal.get_decision_display()}: {proposal.get_kind_display().lower()} of {proposal.partner}."
        messages.success(request, done, extra_tags=f"undo:{undo}")
        ring(recheck_due)
    return redirect("partners:proposals")


@signed_in(methods=POST)
def proposal_withdraw(request: Request, public_id: str) -> HttpResponse:
    """Take back what one's own organization proposed."""
    proposal = get_object_or_404(ProposedChange.objects.editable_by(request.viewer), public_id=public_id)
    try:
        withdraw_proposal(proposal, by=request.user)
        messages.success(request, "Withdrawn. Nothing is changed.")
    except DecidedOtherwise:
        messages.warning(request, "Staff have decided on it already.")
    return redirect(proposal)


def _why_not(refusal: Exception, viewer: Viewer) -> str:
    if isinstance(refusal, StaleProposal):
        told = [
            f"{label_of(name)} was {_said(name, then, viewer)} when this was proposed; "
            f"now it is {_said(name, now, viewer)}"
            for name, (then, now) in refusal.facts.items()
        ]
        return f"This was changed meanwhile, and nothing was approved. {'; '.join(told)}."
    if isinstance(refusal, CannotBeSaved):
        why = refusal.why or "it can’t be saved. Check whether another record has this number."
        return f"Nothing was approved. {label_of(refusal.field)}: {why}"
    return "Somebody has decided on it already."


def _said(name: str, value: Any, viewer: Viewer) -> str:
    if not value:
        return "unknown"
    if name != "sponsor":
        return fact_in_words(name, value)
    named = LegalEntity.objects.visible_to(viewer).filter(pk=value).values_list("legal_name", flat=True)
    return named.first() or "an entity that is not shared with you"
