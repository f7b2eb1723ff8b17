"""Paying an award part by part, and what its recipient owes for it."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from accounts.access import FORM, POST, Request, needs
from funding import actions
from funding.actions.awards import waiting
from funding.actions.payments import evenly
from funding.forms.awards import EvenPartsForm, Parts, PartStepForm, RequirementForm, SettleForm
from funding.models import Installment, Requirement
from mvp_coord.lib.htmx import render_page

from .acting import act_on_page, sent
from .allocation_page import allocation_or_404


@needs("insider", "funder", methods=FORM)
def schedule(request: Request, public_id: str) -> HttpResponse:
    """When the parts of what is still to be paid are due."""
    allocation = allocation_or_404(request.viewer, public_id, to_change=True)
    parts_now = waiting(allocation)
    rest = sum((each.amount for each in parts_now), Decimal(0))
    even = EvenPartsForm(request.GET or None)
    parts = Parts(sent(request), initial=_proposed(parts_now, rest, even))
    refusal = ""
    if request.method == "POST" and parts.is_valid():
        given = [(each["due_on"], each["amount"]) for each in parts.cleaned_data if each]
        try:
            actions.reschedule(allocation=allocation, parts=given, by=request.user)
            messages.success(request, "Scheduled.")
            return redirect("funding:allocation", public_id)
        except actions.AllocationRefused as error:
            refusal = str(error)
    page = {"allocation": allocation, "parts": parts, "even": even, "rest": rest, "refusal": refusal}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "funding/allocation_schedule.html", page, status=status)


def _proposed(now: list[Installment], rest: Decimal, even: EvenPartsForm) -> list[dict[str, Any]]:
    """The parts as they are, or equal ones where the address asks for them."""
    if rest and even.is_bound and even.is_valid():
        asked = even.cleaned_data
        parts = evenly(rest, parts=asked["parts"], first=asked["first"], months=asked["months"])
    else:
        parts = [(each.due_on, each.amount) for each in now]
    return [{"due_on": due_on, "amount": amount} for due_on, amount in parts]


@needs("insider", "funder", methods=POST)
def part(request: Request, public_id: str, part: str) -> HttpResponse:
    """One part: let it go, it went out, it came back."""
    allocation = allocation_or_404(request.viewer, public_id, to_change=True)
    found = Installment.objects.visible_to(request.viewer).filter(allocation=allocation, public_id=part).first()
    if found is None:
        raise Http404
    form = PartStepForm(request.POST)

    def do() -> None:
        given = form.cleaned_data
        facts = {"installment": found, "by": request.user, "reason": given["reason"]}
        if given["act"] == "approve":
            actions.approve_payment(**facts)
        elif given["act"] == "pay":
            actions.pay_part(**facts, on=given["on"])
        else:
            actions.undo_payment(**facts)

    return act_on_page(request, allocation, form, do, "Done.")


@needs("insider", "funder", methods=FORM)
def require(request: Request, public_id: str) -> HttpResponse:
    """Ask the recipient for something."""
    allocation = allocation_or_404(request.viewer, public_id, to_change=True)
    form = RequirementForm(sent(request), user_id=request.user.pk, allocation=allocation)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            actions.require(allocation=allocation, by=request.user, public_id=given.pop("ticket"), **given)
        except actions.AllocationRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Kept. The recipient sees it once the award is shown to it.")
            return redirect("funding:allocation", public_id)
    page = {"allocation": allocation, "form": form}
    return render_page(request, "funding/allocation_require.html", page, status=422 if form.errors else 200)


@needs("insider", "funder", methods=POST)
def requirement(request: Request, public_id: str, requirement: str) -> HttpResponse:
    """A requirement is met, waived, or open again."""
    allocation = allocation_or_404(request.viewer, public_id, to_change=True)
    owed = Requirement.objects.visible_to(request.viewer).filter(allocation=allocation, public_id=requirement)
    found = owed.first()
    if found is None:
        raise Http404
    form = SettleForm(request.POST)
    acts = {"meet": actions.meet, "waive": actions.waive, "reopen": actions.reopen}

    def done() -> None:
        acts[form.cleaned_data["act"]](requirement=found, by=request.user, note=form.cleaned_data["note"])

    return act_on_page(request, allocation, form, done, "Kept.")
