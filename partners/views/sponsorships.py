"""Fiscal sponsors of a project on pages: staff add and change them, a contact proposes another."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.access import FORM, Request, needs, signed_in
from partners.actions.proposals import propose_sponsor
from partners.actions.sponsorships import add_sponsorship, update_sponsorship
from partners.forms.sponsorships import SponsorshipForm
from partners.models import LegalEntity, Sponsorship

from .editing import editable_or_404
from .saving import answer

_WAITS = "Who holds your money decides what may be given to you, so staff look at it first."


@signed_in(methods=FORM)
def sponsor_add(request: Request, slug: str, public_id: str) -> HttpResponse:
    """Say who is the fiscal sponsor of a project, and from when on."""
    partner = editable_or_404(request.viewer, slug)
    project = get_object_or_404(LegalEntity, partner=partner, public_id=public_id)
    form = SponsorshipForm(request.POST or None, instance=Sponsorship(project=project), viewer=request.viewer)
    is_direct = request.viewer.is_insider

    def save(facts: dict[str, Any]) -> Any:
        told = {"public_id": form.cleaned_data["ticket"], "ends_former": form.cleaned_data["ends_former"]}
        keep: Any = add_sponsorship if is_direct else propose_sponsor
        return keep(project, by=request.user, facts=facts, **told)

    page = {
        "title": f"Fiscal sponsor of {project.legal_name}",
        "lead": "One sponsor on any day." if is_direct else _WAITS,
        "partner": partner,
    }
    done = "The sponsor is added." if is_direct else "Sent. It waits for staff to approve it."
    return answer(request, form, save, page=page, done=done, back=partner.get_absolute_url())


@needs("insider", methods=FORM)
def sponsor_edit(request: Request, slug: str, public_id: str) -> HttpResponse:
    """Change the days of a sponsorship, its source, or who it was."""
    partner = editable_or_404(request.viewer, slug)
    rows = Sponsorship.objects.visible_to(request.viewer)
    sponsorship = get_object_or_404(rows, project__partner=partner, public_id=public_id)
    form = SponsorshipForm(request.POST or None, instance=sponsorship, viewer=request.viewer)

    def save(facts: dict[str, Any]) -> Sponsorship:
        told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        return update_sponsorship(sponsorship, by=request.user, facts=facts, **told)

    page = {"title": f"Fiscal sponsor of {sponsorship.project.legal_name}", "partner": partner}
    return answer(request, form, save, page=page, done="Saved.", back=partner.get_absolute_url())
