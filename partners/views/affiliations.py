"""With whom a partner belongs, on pages; who is a member decides who reads what, so a contact's wish waits."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.access import FORM, POST, Request, signed_in
from partners.actions.affiliations import add_affiliation, remove_affiliation, update_affiliation
from partners.actions.proposals import propose_seat
from partners.forms.affiliations import TieDaysForm, TieForm
from partners.models import Affiliation, Partner, ProposedChange

from .editing import editable_or_404
from .saving import answer
from .undoing import undo_address


@signed_in(methods=FORM)
def tie_add(request: Request, slug: str) -> HttpResponse:
    """Say with whom a partner belongs."""
    partner = editable_or_404(request.viewer, slug)
    form = TieForm(request.POST or None, instance=Affiliation(), viewer=request.viewer, own=partner)

    def save(facts: dict[str, Any]) -> Any:
        waits = facts["kind"] == Affiliation.Kind.MEMBER and not request.viewer.is_insider
        keep: Any = propose_seat if waits else add_affiliation
        made = keep(partner, by=request.user, facts=facts, public_id=form.cleaned_data["ticket"])
        return made if waits else partner

    page = {"title": f"With whom does {partner.name} belong?", "partner": partner}
    return answer(request, form, save, page=page, done=_done, back=partner.get_absolute_url())


@signed_in(methods=FORM)
def tie_edit(request: Request, slug: str, public_id: str) -> HttpResponse:
    """Change the days of a tie."""
    partner = editable_or_404(request.viewer, slug)
    tie = _tie_or_404(request, partner, public_id)
    form = TieDaysForm(request.POST or None, instance=tie, viewer=request.viewer)

    def save(facts: dict[str, Any]) -> Partner:
        told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        update_affiliation(tie, by=request.user, facts=facts, **told)
        return partner

    title = f"{tie.partner}: {tie.get_kind_display().lower()} {tie.to}"
    page = {"title": title, "partner": partner, "removes": "partners:remove-tie", "row": tie}
    return answer(request, form, save, page=page, done="Saved.", back=partner.get_absolute_url())


@signed_in(methods=POST)
def tie_remove(request: Request, slug: str, public_id: str) -> HttpResponse:
    """Take a tie away that was never true; Undo brings it back."""
    partner = editable_or_404(request.viewer, slug)
    tie = _tie_or_404(request, partner, public_id)
    change_id = remove_affiliation(tie, by=request.user)
    undo = undo_address(change_id, by=request.user, back=partner.get_absolute_url(), partner=partner)
    messages.success(request, f"{tie.partner} and {tie.to}: the tie is removed.", extra_tags=f"undo:{undo}")
    return redirect(partner)


def _tie_or_404(request: Request, partner: Partner, public_id: str) -> Affiliation:
    """A tie of this partner that the viewer may change: who is a member, only staff."""
    rows = Affiliation.objects.visible_to(request.viewer).select_related("partner", "to")
    tie = get_object_or_404(rows, public_id=public_id)
    if partner.pk not in (tie.partner_id, tie.to_id) or (tie.is_membership and not request.viewer.is_insider):
        raise Http404
    return tie


def _done(record: Any) -> str:
    waits = isinstance(record, ProposedChange)
    return "Sent. Who is a member may decide who reads what, so it waits for staff." if waits else "The tie is added."
