"""Adding a partner and changing its profile."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.access import FORM, POST, Request, needs, signed_in
from accounts.visibility import Viewer
from mvp_coord.lib.asked import line_sent
from mvp_coord.lib.htmx import render_part
from partners import actions
from partners.forms.profile import form_for, state_rows, states_differ
from partners.models import Partner
from partners.reports import likely_partners

from .saving import conflict, show

_TEMPLATE = "partners/partner_form.html"


def editable_or_404(viewer: Viewer, slug: str) -> Partner:
    """A partner that this viewer may change."""
    return get_object_or_404(Partner.objects.editable_by(viewer).listed(), slug=slug)


@needs("insider", methods=FORM)
def partner_add(request: Request) -> HttpResponse:
    """Add a partner, after a look at those that it might be already."""
    form, more = form_for(request.viewer, request.POST or None), "more" in request.POST
    rows = state_rows(request.POST or None, more=more)
    page: dict[str, Any] = {"template": _TEMPLATE, "title": "Add a partner", "rows": rows}
    if request.method == "POST" and not more and all([form.is_valid(), rows.is_valid()]):
        page["likely"] = [] if request.POST.get("sure") else _likely(request.viewer, form.cleaned_data)
        if not page["likely"]:
            key = form.cleaned_data["ticket"]
            partner = actions.create_partner(by=request.user, facts=form.facts(), states=rows.facts(), key=key)
            messages.success(request, f"{partner.name} is in the directory.")
            return redirect(partner)
        page["is_asking"] = True
    return show(request, form, page=page, back=reverse("partners:list"), status=_status(request, more))


@signed_in(methods=FORM)
def partner_edit(request: Request, slug: str) -> HttpResponse:
    """Change a profile; staff all of it, a contact what its organization says of itself."""
    partner = editable_or_404(request.viewer, slug)
    form, more = form_for(request.viewer, request.POST or None, partner=partner), "more" in request.POST
    rows = state_rows(request.POST or None, partner=partner, more=more) if form.with_states else None
    page: dict[str, Any] = {"template": _TEMPLATE, "title": f"Edit {partner.name}", "rows": rows, "partner": partner}
    back = reverse("partners:detail", args=[slug])
    if request.method == "POST" and not more and all([form.is_valid(), rows is None or rows.is_valid()]):
        states = rows.facts() if rows else None
        told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        try:
            partner = actions.update_partner(partner, by=request.user, facts=form.facts(), states=states, **told)
        except actions.StaleEdit:
            return conflict(request, form, page=page, back=back, more=lambda: states_differ(partner, states))
        messages.success(request, "Saved.")
        return redirect(partner)
    return show(request, form, page=page, back=back, status=_status(request, more))


@needs("insider")
def likely(request: Request) -> HttpResponse:
    """While a name is typed: is it one of these?"""
    found = likely_partners(request.viewer, line_sent(request.GET, "name", most=200))
    return render_part(request, "partners/_likely.html", {"likely": found}, page="partners:add")


@signed_in(methods=POST)
def still_true(request: Request, slug: str) -> HttpResponse:
    """Confirm the whole profile in one click."""
    partner = editable_or_404(request.viewer, slug)
    actions.assure_partner(partner, by=request.user)
    messages.success(request, "Thank you: confirmed as of today.")
    return redirect(partner)


def _likely(viewer: Viewer, facts: dict[str, Any]) -> list[Any]:
    return likely_partners(viewer, facts["name"], website=facts["website"])


def _status(request: Request, more: bool) -> int:
    """A form that comes back is not an answer yet; one that only got another row is."""
    return 422 if request.method == "POST" and not more else 200
