"""The page on which it is said by which award money came, and how its recipient passes it on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.access import FORM, Request, needs
from accounts.history import last_said
from accounts.visibility import Viewer
from funding import actions
from funding.forms.chains import PassedOnForm
from funding.models import Allocation
from funding.reports.passed_on import MOST_OFFERED, awards_behind
from mvp_coord.lib import wording
from mvp_coord.lib.htmx import render_page

from .acting import sent
from .allocation_page import allocation_or_404, award_behind


@needs("insider", "funder", methods=FORM)
def passed_on(request: Request, public_id: str) -> HttpResponse:
    """By which of the awards that one may see this money came; whether it is meant to be passed on."""
    allocation = allocation_or_404(request.viewer, public_id, to_change=True)
    form = _form(request, allocation)
    if not form.is_bound or not form.is_valid():
        return _page(request, allocation, form, status=422 if form.is_bound else 200)
    try:
        _say(request, allocation, form)
    except actions.SaidMeanwhile:
        return _conflict(request, public_id)
    except actions.AllocationRefused as refusal:
        form.add_error("came_by" if "came_by" in form.fields else None, str(refusal))
        return _page(request, allocation, form, status=409 if isinstance(refusal, actions.WrongStatus) else 422)
    messages.success(request, "Noted: it counts where it was first given." if form.chosen else "Noted.")
    return redirect("funding:allocation", public_id)


def _form(request: Request, allocation: Allocation) -> PassedOnForm:
    viewer, said = request.viewer, award_behind(request.viewer, allocation)
    offered = None if actions.way_is_settled(allocation) else awards_behind(viewer, allocation)
    return PassedOnForm(sent(request), allocation=allocation, said=said, offered=offered)


def _say(request: Request, allocation: Allocation, form: PassedOnForm) -> None:
    """What the page named must be what the viewer knows to stand there by now."""
    now = form.said.public_id if form.said else ""
    wanted = form.chosen
    if form.cleaned_data["seen"] != now and (wanted.public_id if wanted else "") != now:
        raise actions.SaidMeanwhile
    actions.say_passed_on(
        allocation=allocation,
        parent=wanted,
        seen=form.said.pk if form.said else None,
        regrant_type=form.cleaned_data["regrant_type"],
        by=request.user,
        reason=form.cleaned_data["reason"],
    )


def _conflict(request: Request, public_id: str) -> HttpResponse:
    """Who said what meanwhile, above what was written."""
    now = allocation_or_404(request.viewer, public_id, to_change=True)
    form = _form(request, now)
    form.keep_for_another_try()
    form.is_valid()
    who = _who_said(request.viewer, now, form.said) or "Somebody else"
    what = f"that it came by {form.said}" if form.said else "that it came by no other award"
    messages.warning(
        request,
        f"{who} has said meanwhile {what}. Nothing was changed. Below is what you chose: keep it, and it stands in "
        "its place.",
    )
    return _page(request, now, form, status=409)


def _who_said(viewer: Viewer, allocation: Allocation, said: Allocation | None) -> str | None:
    """The name of who said last where the money came from, for whoever reads all of that history."""
    told = Allocation.objects.told_from_the_first(viewer).filter(pk=allocation.pk).exists()
    is_all = allocation.parent_id == (said.pk if said else None)
    return last_said([allocation], ["parent_id"])[allocation.pk].who if told and is_all else None


def _page(request: Request, allocation: Allocation, form: PassedOnForm, *, status: int) -> HttpResponse:
    page: dict[str, Any] = {
        "allocation": allocation,
        "form": form,
        "is_settled": bool(actions.way_is_settled(allocation)),
        "is_cut": len(getattr(form.fields.get("came_by"), "by_id", ())) >= MOST_OFFERED,
        "most": wording.count(MOST_OFFERED),
    }
    return render_page(request, "funding/allocation_passed_on.html", page, status=status)
