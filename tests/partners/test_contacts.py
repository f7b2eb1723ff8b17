"""People at a partner on its page: added, changed and taken away by staff and by the partner itself."""

import re

import pytest
from django.urls import reverse

from accounts.history import change
from partners.models import Contact
from tests import factories


@pytest.fixture
def rosa(own_partner):
    return factories.make_contact(own_partner, "Rosa Canyon", email="rosa@example.org", visibility="staff")


def send(client, address, **filled):
    form = client.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    return client.post(address, {**data, **filled}, follow=True)


def address_of(contact, page="edit"):
    return reverse(f"partners:{page}-contact", args=[contact.partner.slug, contact.public_id])


def test_a_contact_of_the_partner_adds_a_person_once(own_partner, partner_rep, sign_in):
    client, address = sign_in(partner_rep), reverse("partners:add-contact", args=[own_partner.slug])
    ticket = client.get(address).context["form"]["ticket"].value()
    data = {
        "name": "Ines Mesa",
        "role": "Field director",
        "phone": "520 555 0100",
        "visibility": "partners",
        "ticket": ticket,
    }
    pages = [client.post(address, data, follow=True) for _ in "12"]
    assert "Ines Mesa" in pages[0].content.decode()
    assert Contact.objects.get().role == "Field director"


def test_a_person_is_changed_and_two_edits_show_both_versions(rosa, partner_rep, staff, sign_in):
    form = sign_in(partner_rep).get(address_of(rosa)).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    assert "Saved" in send(sign_in(staff), address_of(rosa), role="Director").content.decode()
    assert sign_in(partner_rep).post(address_of(rosa), {**data, "role": "Chair"}).status_code == 409
    rosa.refresh_from_db()
    assert rosa.role == "Director"


def test_removed_a_person_is_back_after_undo(rosa, partner_rep, sign_in):
    client = sign_in(partner_rep)
    page = client.post(address_of(rosa, "remove"), follow=True).content.decode()
    assert not Contact.objects.exists()
    assert "Rosa Canyon is no contact any more" in page
    client.post(re.search(r'action="(/undo/[^"]+)"', page)[1])
    assert Contact.objects.get().public_id == rosa.public_id


def test_who_may_no_longer_change_the_partner_cannot_undo_either(rosa, partner_rep, sign_in):
    client = sign_in(partner_rep)
    page = client.post(address_of(rosa, "remove"), follow=True).content.decode()
    partner_rep.memberships.update(can_edit=False)
    assert client.post(re.search(r'action="(/undo/[^"]+)"', page)[1]).status_code == 404
    assert not Contact.objects.exists()


def test_private_is_offered_to_the_partner_alone(rosa, partner_rep, staff, sign_in):
    levels = {
        user: [value for value, _ in sign_in(user).get(address_of(rosa)).context["form"].fields["visibility"].choices]
        for user in (partner_rep, staff)
    }
    assert "private" in levels[partner_rep] and "private" not in levels[staff]


def test_a_person_who_is_private_is_not_there_for_staff(rosa, staff, sign_in):
    Contact.objects.update(visibility="private")
    client = sign_in(staff)
    assert client.get(address_of(rosa)).status_code == 404
    assert client.post(address_of(rosa, "remove")).status_code == 404
    assert "Rosa" not in client.get(rosa.partner.get_absolute_url()).content.decode()


def test_nobody_else_reads_or_changes_a_person_seen_by_staff(rosa, other_partner, funder_rep, donor, sign_in):
    for user in (other_partner, funder_rep, donor):
        client = sign_in(user)
        assert client.get(address_of(rosa)).status_code == 404
        assert client.post(address_of(rosa, "remove")).status_code == 404
        assert b"Rosa" not in client.get(rosa.partner.get_absolute_url()).content


def test_a_person_shows_who_said_it_and_when_and_to_others_only_when(
    rosa, staff, partner_rep, other_partner, sign_in
):
    send(sign_in(staff), address_of(rosa), role="Director", visibility="partners", reason="Her card, in June")
    pages = {user: sign_in(user).get(rosa.partner.get_absolute_url()) for user in (staff, partner_rep, other_partner)}
    lines = {user: page.context["profile"].contacts[0] for user, page in pages.items()}
    assert lines[staff].source == lines[partner_rep].source == f"{staff} (Her card, in June)"
    assert "Her card, in June)" in pages[partner_rep].content.decode()
    assert (lines[other_partner].source, lines[other_partner].said_at) == ("", lines[staff].said_at)
    assert "Her card" not in pages[other_partner].content.decode()


def test_who_moved_a_person_to_another_partner_did_not_say_it(rosa, staff, other_partner, sign_in):
    with change(by=staff, verb="moved"):
        Contact.objects.update(partner=factories.make_partner("Cholla Doors", visibility="public"))
    moved = Contact.objects.get()
    (line,) = sign_in(staff).get(moved.partner.get_absolute_url()).context["profile"].contacts
    assert str(staff) not in line.source


def test_what_a_partner_wrote_for_itself_is_not_told_when_the_person_is_opened(rosa, partner_rep, staff, sign_in):
    send(sign_in(partner_rep), address_of(rosa), visibility="private", reason="Hush")
    send(sign_in(partner_rep), address_of(rosa), visibility="staff", reason="She agreed")
    (line,) = sign_in(staff).get(rosa.partner.get_absolute_url()).context["profile"].contacts
    assert line.source == f"{partner_rep} (She agreed)"


def test_a_wrong_address_is_said_at_its_field(own_partner, staff, sign_in):
    page = send(sign_in(staff), reverse("partners:add-contact", args=[own_partner.slug]), name="Ines", email="ines@")
    assert page.status_code == 422
    assert page.context["form"].errors["email"]
