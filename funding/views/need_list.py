"""The list of needs, and asking an organization for a fresh statement."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts.access import POST, Request, needs, signed_in
from funding.actions.need_asks import ask_for_statement
from funding.actions.needs import NeedRefused
from funding.forms.need_list import NeedFilter
from funding.models.need import need_address
from funding.reports import DONORS_RULE, NEED_RULE
from funding.reports.need_list import needs_of
from mvp_coord.lib.htmx import render_page
from partners.models import LegalEntity
from states.models import Cycle
from states.views.cycle import cycle_switch


@signed_in
def need_list(request: Request) -> HttpResponse:
    """Who still needs how much for the cycle, as far as their organizations let the viewer read it."""
    switch, viewer = cycle_switch(request), request.viewer
    rows = needs_of(viewer, switch.chosen, today=timezone.localdate()) if switch.chosen else []
    form = NeedFilter(request.GET, rows=rows)
    reads_money = viewer.is_insider or bool(viewer.partner_ids)
    page = {
        "form": form,
        "switch": switch,
        "rows": form.page(),
        "total": len(rows),
        "may_ask": viewer.is_insider,
        "may_export": reads_money,
        "rule": NEED_RULE if reads_money else DONORS_RULE,
    }
    return render_page(request, "funding/need_list.html", page, partial="results")


@needs("insider", methods=POST)
def need_ask(request: Request, entity: str, cycle: str) -> HttpResponse:
    """Ask the organization's contacts what it still needs."""
    entities = LegalEntity.objects.visible_to(request.viewer).select_related("partner")
    of, for_cycle = get_object_or_404(entities, public_id=entity), get_object_or_404(Cycle, code=cycle)
    try:
        ask = ask_for_statement(entity=of, cycle=for_cycle, by=request.user)
    except NeedRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        people = "1 contact" if ask.letters == 1 else f"{ask.letters} contacts"
        messages.success(
            request, f"Asked: {people} of {of.partner} got a letter, and see the question on their desk."
        )
    return redirect(need_address(of, for_cycle))
