"""What people do with an award on its page: reviews, counsel's word, another amount."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from accounts.access import FORM, POST, Request, needs
from funding import actions
from funding.forms.awards import AmendForm, CounselForm, DecideForm, ReviewForm
from funding.models import Amendment, Review
from mvp_coord.lib.htmx import render_page

from .acting import act_on_page, ours_or_404, sent
from .allocation_page import allocation_or_404


@needs("insider", methods=POST)
def review(request: Request, public_id: str) -> HttpResponse:
    """Operations or legal has looked at it."""
    allocation = ours_or_404(request, public_id)
    sides = [side for side in Review.Side if side != Review.Side.LEGAL or request.viewer.is_counsel]
    form = ReviewForm(request.POST, sides=sides)

    def done() -> None:
        actions.give_review(allocation=allocation, by=request.user, **form.cleaned_data)

    return act_on_page(request, allocation, form, done, "Your review is kept.", "review_form")


@needs("counsel", methods=POST)
def counsel(request: Request, public_id: str) -> HttpResponse:
    """Counsel's word on what the rules leave to counsel."""
    allocation = ours_or_404(request, public_id)
    form = CounselForm(request.POST)

    def say() -> None:
        given = form.cleaned_data
        facts: dict[str, Any] = {"allocation": allocation, "by": request.user, "reason": given["reason"]}
        if given["decision"] == "sign":
            actions.sign_off(**facts, expires_on=given["expires_on"])
        else:
            actions.refuse(**facts)

    return act_on_page(request, allocation, form, say, "Your word is kept.", "counsel_form")


@needs("insider", "funder", methods=FORM)
def amend(request: Request, public_id: str) -> HttpResponse:
    """Propose another amount."""
    allocation = allocation_or_404(request.viewer, public_id, to_change=True)
    form = AmendForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose_amendment(allocation=allocation, by=request.user, **form.cleaned_data)
        except actions.AllocationRefused as error:
            form.add_error(None, str(error))
        else:
            who = "another person decides" if made.amount_after > made.limit_usd else "it waits for a decision"
            messages.success(request, f"Proposed: {who} below.")
            return redirect("funding:allocation", public_id)
    page = {"allocation": allocation, "form": form, "amount": allocation.best_amount}
    return render_page(request, "funding/allocation_amend.html", page, status=422 if form.errors else 200)


@needs("insider", "funder", methods=POST)
def amendment(request: Request, public_id: str, amendment: str) -> HttpResponse:
    """Decide a proposed change of the amount."""
    allocation = allocation_or_404(request.viewer, public_id, to_change=True)
    found = Amendment.objects.visible_to(request.viewer).filter(allocation=allocation, public_id=amendment).first()
    if found is None:
        raise Http404
    form = DecideForm(request.POST)

    def decide() -> None:
        facts = {"amendment": found, "by": request.user, "reason": form.cleaned_data["reason"]}
        if form.cleaned_data["act"] == "approve":
            actions.approve_amendment(**facts)
        else:
            actions.refuse_amendment(**facts)

    return act_on_page(request, allocation, form, decide, "Decided.")
