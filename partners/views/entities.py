"""Adding and changing a partner's legal entities; what a contact says of vehicle and numbers waits for staff."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.access import FORM, Request, signed_in
from accounts.visibility import Viewer
from funding.tasks import recheck_due
from mvp_coord.jobs.doorbell import ring
from partners import actions
from partners.actions.proposals import propose_entity, propose_entity_change
from partners.forms.entities import EntityForm, OwnEntityForm
from partners.models import LegalEntity

from .editing import editable_or_404
from .relabelling import ask_about_awards
from .saving import answer

_WAITS = "Vehicle and numbers decide which money may be given, so staff look at them first."


@signed_in(methods=FORM)
def entity_add(request: Request, slug: str) -> HttpResponse:
    """Add a legal entity to a family; a contact proposes it."""
    partner = editable_or_404(request.viewer, slug)
    form = _form(request.viewer)(request.POST or None, instance=LegalEntity(partner=partner), viewer=request.viewer)
    is_direct = request.viewer.is_insider

    def save(facts: dict[str, Any]) -> Any:
        keep: Any = actions.add_entity if is_direct else propose_entity
        return keep(partner, by=request.user, facts=facts, public_id=form.cleaned_data["ticket"])

    page = {
        "title": "Add a legal entity",
        "lead": f"Money goes to an entity, never to the family. {'' if is_direct else _WAITS}".strip(),
        "partner": partner,
    }
    done = "The entity is added." if is_direct else "Sent. The entity waits for staff to approve it."
    return answer(request, form, save, page=page, done=done, back=partner.get_absolute_url())


@signed_in(methods=FORM)
def entity_edit(request: Request, slug: str, public_id: str) -> HttpResponse:
    """Change a legal entity; of what a contact changes, vehicle and numbers wait for staff."""
    partner = editable_or_404(request.viewer, slug)
    entity = get_object_or_404(LegalEntity, partner=partner, public_id=public_id)
    form = _form(request.viewer)(request.POST or None, instance=entity, viewer=request.viewer)
    is_direct = request.viewer.is_insider

    def save(facts: dict[str, Any]) -> Any:
        told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        if is_direct:
            return actions.update_entity(entity, by=request.user, facts=facts, **told)
        changed, waits = propose_entity_change(entity, by=request.user, facts=facts, **told)
        return waits or changed

    back = partner.get_absolute_url()
    if is_direct and request.method == "POST" and form.is_valid():
        asked = ask_about_awards(request, entity, form.cleaned_data["vehicle"], back=back)
        if asked:
            return asked
        ring(recheck_due)
    page = {"title": f"Edit {entity.legal_name}", "lead": "" if is_direct else _WAITS, "partner": partner}
    return answer(request, form, save, page=page, done=_done, back=back)


def _done(record: Any) -> str:
    return (
        "Saved."
        if isinstance(record, LegalEntity)
        else "Sent. What decides about money waits for staff to approve it."
    )


def _form(viewer: Viewer) -> type[OwnEntityForm]:
    return EntityForm if viewer.is_insider else OwnEntityForm
