"""What people do with allocations on pages: propose, step on, release, reword. Every one is a form and one action."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from accounts.access import FORM, POST, Request, needs
from accounts.visibility import Viewer
from funding import actions
from funding.forms.allocations import ProposeForm, ReviseForm, StepForm
from funding.models import Allocation, Fund
from funding.pipeline import STEPS, steps_from
from funding.reports import NEED_RULE, needs_left
from funding.reports.passed_on import MOST_OFFERED, received_by
from mvp_coord.lib.htmx import render_page
from partners.models import LegalEntity, Program

from .acting import sent
from .allocation_page import allocation_or_404, allocation_page

DO = {
    "recommend": actions.recommend,
    "review": actions.review,
    "send_back": actions.send_back,
    "approve": actions.approve,
    "commit": actions.commit,
    "pay": actions.pay,
    "decline": actions.decline,
    "cancel": actions.cancel,
}
FOUND_AT_MOST = 20


def may_propose(viewer: Viewer) -> bool:
    """Staff and admins, and whoever may edit a peer funder."""
    return viewer.is_insider or bool(viewer.funder_ids & viewer.editable_partner_ids)


@needs(may_propose)
def recipient(request: Request) -> HttpResponse:
    """The first question of a proposal: money for which legal entity?"""
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:100]
    entities = LegalEntity.objects.visible_to(request.viewer).exclude(partner__status__in=["merged", "closed"])
    found = entities.filter(Q(partner__name__icontains=words) | Q(legal_name__icontains=words)) if words else entities
    shown = found.select_related("partner").order_by("partner__name", "vehicle")[: FOUND_AT_MOST + 1]
    page = {"words": words, "entities": list(shown)[:FOUND_AT_MOST], "has_more": len(shown) > FOUND_AT_MOST}
    return render_page(request, "funding/allocation_recipient.html", page, partial="results")


@needs(may_propose, methods=FORM)
def propose(request: Request, entity: str) -> HttpResponse:
    """Money for this entity: out of which fund, how much, what for."""
    target = LegalEntity.objects.visible_to(request.viewer).filter(public_id=entity).select_related("partner").first()
    if target is None:
        raise Http404
    form = _propose_form(request, target)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        told = {"public_id": facts.pop("ticket"), "parent": facts.pop("came_by", None)}
        try:
            made = actions.propose(entity=target, by=request.user, **told, **facts)
        except (actions.CameByAnother, actions.OtherCurrency) as refusal:
            form.add_error("came_by", str(refusal))
        except actions.AllocationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Proposed. It is exploring: shown to whom you chose, and not counted.")
            return redirect("funding:allocation", made.public_id)
    needs = needs_left(request.viewer, [target.pk])
    page = {"form": form, "entity": target, "needs": list(needs.values()), "need_rule": NEED_RULE}
    return render_page(request, "funding/allocation_propose.html", page, status=422 if form.errors else 200)


def _propose_form(request: Request, target: LegalEntity) -> ProposeForm:
    viewer, funds = request.viewer, Fund.objects.changeable_by(request.viewer)
    return ProposeForm(
        sent(request),
        viewer=viewer,
        entity=target,
        funds=funds,
        programs=Program.objects.visible_to(viewer),
        received=received_by(viewer, funds.order_by().values("owner"))[:MOST_OFFERED],
    )


@needs("insider", "funder", methods=POST)
def step(request: Request, public_id: str) -> HttpResponse:
    """Take an allocation one step on."""
    allocation = allocation_or_404(request.viewer, public_id, to_change=True)
    steps = steps_from(allocation.status, managed=allocation.fund.is_managed)
    form = StepForm(request.POST, steps=steps, amount=allocation.best_amount)
    if not form.is_valid():
        was_faster = "step" in form.errors and request.POST.get("step") in STEPS
        return _refused(request, allocation, form, 409 if was_faster else 422)
    wanted = STEPS[form.cleaned_data["step"]]
    facts = {"allocation": allocation, "by": request.user, "reason": form.cleaned_data["reason"]}
    if wanted.amount:
        facts["amount"] = form.cleaned_data["amount"]
    try:
        DO[wanted.code](**facts)
    except actions.AllocationRefused as refusal:
        form.add_error("reason" if isinstance(refusal, actions.NoReason) else None, str(refusal))
        return _refused(request, allocation, form, 409 if isinstance(refusal, actions.WrongStatus) else 422)
    messages.success(request, f"{wanted.done.capitalize()}.")
    return redirect("funding:allocation", public_id)


@needs("insider", "funder", methods=POST)
def release(request: Request, public_id: str) -> HttpResponse:
    """Let the recipient see it from today on."""
    allocation = allocation_or_404(request.viewer, public_id, to_change=True)
    try:
        actions.release(allocation=allocation, by=request.user)
    except actions.NotYetApproved as refusal:
        messages.error(request, str(refusal))
        return _page(request, allocation, status=409)
    messages.success(request, f"{allocation.entity.partner} can see it now.")
    return redirect("funding:allocation", public_id)


@needs("insider", "funder", methods=FORM)
def revise(request: Request, public_id: str) -> HttpResponse:
    """Reword what it is for, or change who can see it."""
    allocation = allocation_or_404(request.viewer, public_id, to_change=True)
    own = Allocation.objects.select_related("fund").get(pk=allocation.pk)
    form = ReviseForm(sent(request), instance=own, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise(allocation=allocation, by=request.user, **form.cleaned_data)
        except (actions.TermsFixed, actions.SharedTooNarrowly) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved.")
            return redirect("funding:allocation", public_id)
    page = {"form": form, "allocation": allocation}
    return render_page(request, "funding/allocation_edit.html", page, status=422 if form.errors else 200)


def _refused(request: Request, allocation: Allocation, form: StepForm, status: int) -> HttpResponse:
    return _page(request, allocation, step_form=form, status=status)


def _page(request: Request, allocation: Allocation, *, status: int, **page: Any) -> HttpResponse:
    """The allocation as it now stands, under what was refused."""
    now = allocation_or_404(request.viewer, allocation.public_id)
    return render_page(
        request, "funding/allocation_detail.html", allocation_page(request.viewer, now, **page), status=status
    )
