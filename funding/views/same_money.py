"""The page on which staff say that a published grant is the same money as an allocation, so that it counts once."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.access import FORM, Request, needs
from accounts.visibility import Viewer
from funding.actions.same_money import OtherCurrency, SaidMeanwhile, say_same_money
from funding.forms.same_money import SameMoneyForm
from funding.models import Allocation, Grant
from funding.reports.same_money import answers_of, candidates
from mvp_coord.lib.htmx import render_page

from .acting import sent
from .grants import grant_or_404


@needs("staff", methods=FORM)
def same_money(request: Request, public_id: str) -> HttpResponse:
    """The allocations that this grant may be, with what speaks for each; one is chosen, or none."""
    grant = grant_or_404(request.viewer, public_id)
    form = _form(request, grant, sent(request))
    if not form.is_bound or not form.is_valid():
        return _page(request, grant, form, status=422 if form.is_bound else 200)
    try:
        _say(request, grant, form)
    except SaidMeanwhile as refusal:
        messages.warning(request, str(refusal))
        now = grant_or_404(request.viewer, public_id)
        return _page(request, now, _form(request, now, None, form.cleaned_data["reason"]), status=409)
    except OtherCurrency as refusal:
        form.add_error("allocation", str(refusal))
        return _page(request, grant, form, status=422)
    messages.success(request, "Noted: it counts there alone." if form.chosen else "Noted: it counts by itself.")
    return redirect(grant)


def linked_to(viewer: Viewer, grant: Grant) -> Allocation | None:
    """The allocation that the grant is, if the viewer may know of it."""
    seen = Allocation.objects.visible_to(viewer).with_readable_amount(viewer).filter(published_as=grant)
    return seen.select_related("fund__owner", "fund__cycle", "entity__partner").first()


def _form(request: Request, grant: Grant, data: Any, reason: str = "") -> SameMoneyForm:
    offered = [each.allocation for each in candidates(request.viewer, grant)]
    return SameMoneyForm(data, offered=offered, linked=linked_to(request.viewer, grant), reason=reason)


def _say(request: Request, grant: Grant, form: SameMoneyForm) -> None:
    """What was linked to an allocation that its funder keeps back by now stays so: it is refused as answered."""
    told, linked = form.cleaned_data, linked_to(request.viewer, grant)
    if told["seen"] != (linked.public_id if linked else ""):
        raise SaidMeanwhile
    say_same_money(
        grant=grant,
        allocation=form.chosen,
        seen=linked.pk if linked else None,
        by=request.user,
        reason=told["reason"],
    )


def _page(request: Request, grant: Grant, form: SameMoneyForm, *, status: int) -> HttpResponse:
    linked = linked_to(request.viewer, grant)
    offered = [each for each in candidates(request.viewer, grant) if each.allocation != linked]
    page = {
        "grant": grant,
        "form": form,
        "linked": linked,
        "offered": offered,
        "chosen": form["allocation"].value() or "",
        "answers": answers_of(grant, request.viewer),
    }
    return render_page(request, "funding/grant_same_money.html", page, status=status)
