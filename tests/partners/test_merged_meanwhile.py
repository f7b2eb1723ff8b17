"""A record is merged or deleted while somebody writes to it: the page says so, and leads on."""

import importlib

import pytest

from mvp_coord.lib.once import new_ticket
from partners.models import Contact, LegalEntity, Note, Program, Resource
from tests import factories


@pytest.mark.parametrize(
    ("module", "name", "below", "facts"),
    [
        ("people", "editable_or_404", "contacts/new/", {"name": "Rosa Canyon", "visibility": "staff"}),
        ("entities", "editable_or_404", "entities/new/", {"legal_name": "Ocotillo Inc.", "vehicle": "c4"}),
        (
            "programs",
            "editable_or_404",
            "programs/new/",
            {"name": "Doors", "side": "nonpartisan", "status": "planned", "visibility": "staff"},
        ),
        ("affiliations", "editable_or_404", "ties/new/", {"how": "chapter", "other": "Juniper Voices"}),
        ("editing", "editable_or_404", "still-true/", {}),
    ],
)
def test_who_was_faster_is_told(module, name, below, facts, own_partner, other_partner, staff, sign_in, monkeypatch):
    views = importlib.import_module(f"partners.views.{module}")
    find, twin = getattr(views, name), factories.make_partner("Ocotillo Vote")

    def found_and_then_merged(viewer, slug):
        partner = find(viewer, slug)
        factories.merge(twin, partner, by=staff)
        return partner

    monkeypatch.setattr(views, name, found_and_then_merged)
    client = sign_in(staff)
    answer = client.post(f"/partners/ocotillo-votes/{below}", {**facts, "ticket": new_ticket(staff.pk)})
    text = answer.content.decode()
    assert (answer.status_code, "It was merged into another record." in text) == (409, True)
    assert 'href="/partners/ocotillo-votes/"' in text
    assert client.get("/partners/ocotillo-votes/")["Location"] == "/partners/ocotillo-vote/"
    assert not any(model.objects.exists() for model in (Contact, LegalEntity, Note, Program, Resource))


def test_who_edits_what_was_just_deleted_is_told(own_partner, staff, sign_in, monkeypatch):
    views = importlib.import_module("partners.views.people")
    contact, find = factories.make_contact(own_partner), views.get_object_or_404

    def found_and_then_deleted(*args, **names):
        found = find(*args, **names)
        Contact.objects.filter(pk=contact.pk).delete()
        return found

    monkeypatch.setattr(views, "get_object_or_404", found_and_then_deleted)
    facts = {"name": "Rosa Canyon", "visibility": "staff"}
    answer = sign_in(staff).post(f"/partners/ocotillo-votes/contacts/{contact.public_id}/", facts)
    assert (answer.status_code, "It was deleted meanwhile." in answer.content.decode()) == (409, True)
