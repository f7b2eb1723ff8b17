"""An act on the page of an allocation: done and back to the page, or refused with what was written."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect

from accounts.access import Request
from funding import actions
from funding.models import Allocation
from mvp_coord.lib.htmx import render_page

from .allocation_page import allocation_or_404, allocation_page


def sent(request: Request) -> QueryDict | None:
    """What was posted, if anything was; an empty form that was posted is wrong, not new."""
    return request.POST if request.method == "POST" else None


def ours_or_404(request: Request, public_id: str) -> Allocation:
    """An allocation of a fund of ours, which the viewer may change."""
    allocation = allocation_or_404(request.viewer, public_id, to_change=True)
    if not allocation.fund.is_managed:
        raise Http404
    return allocation


def act_on_page(
    request: Request,
    allocation: Allocation,
    form: forms.Form,
    act: Callable[[], Any],
    done: str,
    place: str = "",
) -> HttpResponse:
    """Do it and come back to the page. What is refused is said on the page as it now stands; `place` names the form
    of the page that keeps what was written."""
    status = 422
    if form.is_valid():
        try:
            act()
        except actions.AllocationRefused as refusal:
            status = 409 if isinstance(refusal, actions.WrongStatus) else 422
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("funding:allocation", allocation.public_id)
    page = allocation_page(request.viewer, allocation_or_404(request.viewer, allocation.public_id))
    if page.get(place):
        page[place] = form
    else:
        for said in [text for texts in form.errors.values() for text in texts]:
            messages.error(request, str(said))
    return render_page(request, "funding/allocation_detail.html", page, status=status)
