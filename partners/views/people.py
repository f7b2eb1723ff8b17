"""People at a partner on pages: added, changed and taken away by staff and by the partner itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.access import FORM, POST, Request, signed_in
from partners.actions.contacts import add_contact, remove_contact, update_contact
from partners.forms.people import ContactForm
from partners.models import Contact

from .editing import editable_or_404
from .saving import answer
from .undoing import undo_address


@signed_in(methods=FORM)
def contact_add(request: Request, slug: str) -> HttpResponse:
    """Add a person to call at a partner."""
    partner = editable_or_404(request.viewer, slug)
    form = ContactForm(request.POST or None, instance=Contact(partner=partner), viewer=request.viewer)

    def save(facts: dict[str, Any]) -> Contact:
        return add_contact(partner, by=request.user, facts=facts, public_id=form.cleaned_data["ticket"])

    page = {"title": "Add a contact", "lead": "A person whom others may call.", "partner": partner}
    return answer(request, form, save, page=page, done="The contact is added.", back=partner.get_absolute_url())


@signed_in(methods=FORM)
def contact_edit(request: Request, slug: str, public_id: str) -> HttpResponse:
    """Change what is known of a person."""
    partner = editable_or_404(request.viewer, slug)
    contact = get_object_or_404(Contact.objects.visible_to(request.viewer), partner=partner, public_id=public_id)
    form = ContactForm(request.POST or None, instance=contact, viewer=request.viewer)

    def save(facts: dict[str, Any]) -> Contact:
        told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        return update_contact(contact, by=request.user, facts=facts, **told)

    page = {"title": f"Edit {contact.name}", "partner": partner, "removes": "partners:remove-contact", "row": contact}
    return answer(request, form, save, page=page, done="Saved.", back=partner.get_absolute_url())


@signed_in(methods=POST)
def contact_remove(request: Request, slug: str, public_id: str) -> HttpResponse:
    """Take a person off the record; Undo brings him or her back."""
    partner = editable_or_404(request.viewer, slug)
    contact = get_object_or_404(Contact.objects.visible_to(request.viewer), partner=partner, public_id=public_id)
    change_id = remove_contact(contact, by=request.user)
    undo = undo_address(change_id, by=request.user, back=partner.get_absolute_url(), partner=partner)
    messages.success(request, f"{contact.name} is no contact any more.", extra_tags=f"undo:{undo}")
    return redirect(partner)
