"""Adding and changing a partner's legal entities."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.access import FORM, Request, signed_in
from accounts.visibility import Viewer
from partners import actions
from partners.forms.entities import EntityForm, OwnEntityForm
from partners.models import LegalEntity

from .editing import editable_or_404
from .saving import answer


@signed_in(methods=FORM)
def entity_add(request: Request, slug: str) -> HttpResponse:
    """Add a legal entity to a family."""
    partner = editable_or_404(request.viewer, slug)
    form = _form(request.viewer)(request.POST or None, instance=LegalEntity(partner=partner), viewer=request.viewer)

    def save(facts: dict) -> LegalEntity:
        ticket = form.cleaned_data["ticket"]
        return actions.add_entity(partner, by=request.user, facts=facts, public_id=ticket)

    page = {
        "title": "Add a legal entity",
        "lead": "Money goes to an entity, never to the family.",
        "partner": partner,
    }
    return answer(request, form, save, page=page, done="The entity is added.", back=partner.get_absolute_url())


@signed_in(methods=FORM)
def entity_edit(request: Request, slug: str, public_id: str) -> HttpResponse:
    """Change a legal entity."""
    partner = editable_or_404(request.viewer, slug)
    entity = get_object_or_404(LegalEntity, partner=partner, public_id=public_id)
    form = _form(request.viewer)(request.POST or None, instance=entity, viewer=request.viewer)

    def save(facts: dict) -> LegalEntity:
        told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        return actions.update_entity(entity, by=request.user, facts=facts, **told)

    page = {"title": f"Edit {entity.legal_name}", "partner": partner}
    return answer(request, form, save, page=page, done="Saved.", back=partner.get_absolute_url())


def _form(viewer: Viewer) -> type[OwnEntityForm]:
    return EntityForm if viewer.is_insider else OwnEntityForm
