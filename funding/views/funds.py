"""A peer funder's own funds, kept by its contacts (staff may write down what a peer tells them)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.access import FORM, Request, needs
from accounts.visibility import Viewer
from funding.actions.funds import add_fund, change_fund
from funding.forms.funds import FundForm
from funding.models import Fund
from partners.models import Partner
from partners.views.saving import answer

from .changes import may_propose


def funders_kept_by(viewer: Viewer) -> Any:
    """Peer funders whose funds this person may keep: a contact its own, staff all that they may know."""
    peers = Partner.objects.filter(kind=Partner.Kind.PEER_FUNDER).exclude(status=Partner.Status.MERGED)
    if viewer.is_insider:
        return peers.filter(pk__in=Partner.objects.visible_to(viewer).values("pk"))
    return peers.filter(pk__in=viewer.funder_ids & viewer.editable_partner_ids)


@needs(may_propose, methods=FORM)
def fund_add(request: Request, funder: str) -> HttpResponse:
    """Add a fund of a peer funder: reported, not managed here."""
    owner = get_object_or_404(funders_kept_by(request.viewer), slug=funder)
    form = FundForm(request.POST or None, instance=Fund(owner=owner), viewer=request.viewer)

    def save(facts: dict[str, Any]) -> Fund:
        return add_fund(owner, by=request.user, facts=facts, public_id=form.cleaned_data["ticket"])

    lead = f"A fund of {owner.name}. You share intents out of it exactly, in bands, or in blind totals."
    page = {"title": "Add a fund", "lead": lead, "partner": owner}
    back = f"{owner.get_absolute_url()}#funding"
    return answer(request, form, save, page=page, done="The fund is added.", back=back)


@needs(may_propose, methods=FORM)
def fund_edit(request: Request, slug: str) -> HttpResponse:
    """Change what is said of a fund that is not managed here."""
    funds = Fund.objects.changeable_by(request.viewer).filter(is_managed=False).select_related("owner")
    fund: Fund = get_object_or_404(funds, slug=slug)
    form = FundForm(request.POST or None, instance=fund, viewer=request.viewer)

    def save(facts: dict[str, Any]) -> Fund:
        told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        return change_fund(fund, by=request.user, facts=facts, **told)

    page = {"title": f"Edit {fund.name}", "lead": "", "partner": fund.owner}
    return answer(request, form, save, page=page, done="Saved.", back=fund.get_absolute_url())
