"""Settling a case with the others: messages, proposals, and each side's answer.

The state's table may speak and propose too once the case has gone to it; it answers for no side."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts.access import FORM, POST, Request, needs
from accounts.visibility import Viewer
from mvp_coord.lib.htmx import render_page
from partners.models import Partner
from partners.views.undoing import undo_address
from planning import actions
from planning.forms.deconfliction import AnswerForm, MessageForm, ProposalForm, speakers_of
from planning.models import Overlap, Proposal
from planning.reports import CaseView
from planning.reports.clearing import clearings_of
from planning.reports.on_paper import on_paper
from planning.reports.talk import readable_proposal

from .case_page import case_or_404, case_page, conflict_page

HOW = {
    "split_turf": "Each takes another place, or fewer people there.",
    "split_dates": "Each works in other weeks.",
    "split_constituencies": "Each works with other people.",
    "lead_support": "One leads; the others do less, and support it.",
    "keep_both": "Both stay as they are, with a reason.",
    "not_an_overlap": "The plans do not meet in fact, with a reason.",
    "one_is_duplicate": "Several lines stand for the same work: one stays.",
}


@needs("insider", "partner", "funder")
def overlap_ways(request: Request, public_id: str) -> HttpResponse:
    """What would clear the case: a panel of its page, and a page of its own without scripts."""
    view = case_or_404(request.viewer, public_id)
    written, ways = on_paper(view), []
    if written is None and view.overlap.cleared_at is None:
        ways = clearings_of(request.viewer, view, today=timezone.localdate())
    may_propose = view.settlement is None and (request.viewer.is_staff or bool(speakers_of(request.viewer, view)))
    page = {"overlap": view.overlap, "written": written, "ways": ways, "may_propose": may_propose}
    return render_page(request, "planning/overlap_ways.html", page, partial="ways")


@needs("staff", "partner", "funder", methods=FORM)
def overlap_propose(request: Request, public_id: str, decision: str) -> HttpResponse:
    """Propose how to settle the case: one page for each kind of decision."""
    view = _open_case_for_speakers(request.viewer, public_id, decision)
    who = {"decision": decision, "members": view.members, **_who(request, view)}
    # A way that would clear the case leads here with the facts of its plan filled in.
    filled_in = {name: value for name, value in request.GET.items() if "-" in name}
    form = ProposalForm(request.POST or None, initial=filled_in, **who)
    page = {"view": view, "overlap": view.overlap, "form": form, "how": HOW[decision]}
    if request.method != "POST":
        return render_page(request, "planning/proposal_form.html", page)
    if not form.is_valid():
        return render_page(request, "planning/proposal_form.html", page, status=422)
    facts = {name: form.cleaned_data[name] for name in ("reason", "edits", "covers")}
    try:
        actions.propose(
            view.overlap,
            by=request.user,
            partner=form.for_partner(),
            decision=decision,
            public_id=form.cleaned_data["ticket"],
            **facts,
        )
    except actions.CaseClosed as refusal:
        return conflict_page(request, public_id, refusal)
    messages.success(request, "Proposed. All sides are asked.")
    return redirect(f"{reverse('planning:overlap', args=[public_id])}#proposals")


@needs("staff", "partner", "funder", methods=POST)
def proposal_answer(request: Request, public_id: str, proposal_id: str) -> HttpResponse:
    """Agree or decline for a side; the last side that agrees settles the case."""
    view, proposal = _proposal_or_404(request.viewer, public_id, proposal_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return render_page(request, "planning/overlap_detail.html", case_page(request, view), status=422)
    side = _side_or_404(request.viewer, proposal, form.cleaned_data["partner"])
    agrees, note = form.cleaned_data["agrees"] == "yes", form.cleaned_data["note"].strip()
    if not note and (not agrees or side.pk not in request.viewer.editable_partner_ids):
        why = "how you heard it" if agrees else "why not"
        messages.error(request, f"Say {why}, in a few words. Nothing was changed.")
        return render_page(request, "planning/overlap_detail.html", case_page(request, view), status=422)
    try:
        _, change_id = actions.answer_proposal(proposal, by=request.user, partner=side, agrees=agrees, note=note)
    except (actions.CaseClosed, actions.PlanChanged) as refusal:
        return conflict_page(request, public_id, refusal)
    _say_what_happened(request, public_id, agrees=agrees, change_id=change_id)
    return redirect(f"{reverse('planning:overlap', args=[public_id])}#proposals")


@needs("staff", "partner", "funder", methods=POST)
def proposal_withdraw(request: Request, public_id: str, proposal_id: str) -> HttpResponse:
    """Take back what one's own side, or as staff anybody, proposed."""
    _, proposal = _proposal_or_404(request.viewer, public_id, proposal_id)
    if not (request.viewer.is_staff or proposal.partner_id in request.viewer.editable_partner_ids):
        raise Http404
    try:
        actions.withdraw_proposal(proposal, by=request.user)
    except actions.CaseClosed as refusal:
        return conflict_page(request, public_id, refusal)
    messages.success(request, "Withdrawn.")
    return redirect(f"{reverse('planning:overlap', args=[public_id])}#proposals")


@needs("staff", "partner", "funder", methods=POST)
def overlap_say(request: Request, public_id: str) -> HttpResponse:
    """Say something about the case to all who may read the plans that one sees in it."""
    view = case_or_404(request.viewer, public_id)
    who = _who(request, view)
    if not (who["is_staff"] or who["speakers"]):
        raise Http404
    form = MessageForm(request.POST, **who)
    if not form.is_valid():
        page = case_page(request, view, message_form=form)
        return render_page(request, "planning/overlap_detail.html", page, status=422)
    actions.say(
        view.overlap,
        by=request.user,
        partner=form.for_partner(),
        text=form.cleaned_data["text"],
        about=[each.pk for each in view.members],
        public_id=form.cleaned_data["ticket"],
    )
    messages.success(request, "Your message is there.")
    return redirect(f"{reverse('planning:overlap', args=[public_id])}#talk")


def _say_what_happened(request: Request, public_id: str, *, agrees: bool, change_id: Any) -> None:
    if change_id is None:
        messages.success(request, "You agreed. The others are waited for." if agrees else "Declined.")
        return
    undo = ""
    if request.viewer.is_staff:
        back = reverse("planning:overlap", args=[public_id])
        undo = f"undo:{undo_address(change_id, by=request.user, back=back)}"
    messages.success(request, "All sides agree: it is settled, and the plans are changed.", extra_tags=undo)


def _who(request: Request, view: CaseView) -> dict[str, Any]:
    return {
        "case": view.overlap,
        "speakers": speakers_of(request.viewer, view),
        "is_staff": request.viewer.is_staff,
        "user_id": request.user.pk,
    }


def _open_case_for_speakers(viewer: Viewer, public_id: str, decision: str) -> CaseView:
    view = case_or_404(viewer, public_id)
    may_speak = viewer.is_staff or speakers_of(viewer, view)
    if decision not in Overlap.Decision.values or not may_speak or view.settlement or view.overlap.cleared_at:
        raise Http404
    return view


def _proposal_or_404(viewer: Viewer, public_id: str, proposal_id: str) -> tuple[CaseView, Proposal]:
    view = case_or_404(viewer, public_id)
    proposal = readable_proposal(viewer, view.overlap, proposal_id)
    if proposal is None:
        raise Http404
    return view, proposal


def _side_or_404(viewer: Viewer, proposal: Proposal, slug: str) -> Partner:
    """A side of the proposal that this person may speak for: its own, or as staff any."""
    side = Partner.objects.filter(slug=slug.replace("\x00", ""), pk__in=actions.sides_of(proposal)).first()
    if side is None or not (viewer.is_staff or side.pk in viewer.editable_partner_ids):
        raise Http404
    return side
