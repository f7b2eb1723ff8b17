"""Legal entities on their pages: numbers as people write them, who may know of them, and two edits at once."""

import html

import pytest
from django.urls import reverse

from tests import factories


class TestEntities:
    def address(self, partner):
        return reverse("partners:add-entity", args=[partner.slug])

    def send(self, client, partner, **filled):
        form = client.get(self.address(partner)).context["form"]
        data = {"legal_name": "Ocotillo Inc.", "vehicle": "c4", "ticket": form["ticket"].value(), **filled}
        return client.post(self.address(partner), data)

    @pytest.mark.parametrize("written", ["12-3456789", "123456789", " 12 345 6789 ", "12–3456789"])
    def test_an_ein_is_understood_however_it_is_written(self, written, own_partner, staff, sign_in):
        assert self.send(sign_in(staff), own_partner, ein=written).status_code == 302
        entity = own_partner.entities.get()
        assert (entity.ein, entity.ein_written) == ("123456789", "12-3456789")

    def test_a_zero_that_an_ein_had_lost_is_put_back_and_said(self, own_partner, staff, sign_in):
        client = sign_in(staff)
        assert self.send(client, own_partner, ein="1234567 8").status_code == 422
        assert self.send(client, own_partner, ein="12345678").status_code == 302
        assert own_partner.entities.get().ein == "012345678"
        assert "the zero that it had lost: 01-2345678" in client.get(own_partner.get_absolute_url()).content.decode()

    @pytest.mark.parametrize(("field", "written"), [("ein", "1234"), ("ein", "12345678x"), ("fec_id", "00123456")])
    def test_a_number_of_another_form_is_refused_with_an_example(self, field, written, own_partner, staff, sign_in):
        response = self.send(sign_in(staff), own_partner, **{field: written})
        assert response.status_code == 422
        assert "as in " in str(response.context["form"].errors[field])

    def test_a_visible_owner_of_the_number_is_named(self, own_partner, partner_rep, sign_in):
        factories.make_entity(factories.make_partner("Known To All"), ein="123456789", legal_name="Known Inc.")
        response = self.send(sign_in(partner_rep), own_partner, ein="12-3456789")
        assert "Known Inc. of Known To All has this EIN already." in html.unescape(response.content.decode())

    @pytest.mark.parametrize(("field", "number"), [("ein", "123456789"), ("fec_id", "C00123456")])
    def test_a_hidden_owner_of_the_number_is_not_told_of(self, field, number, own_partner, partner_rep, sign_in):
        hidden = factories.make_partner("Hidden Fund", visibility="staff")
        factories.make_entity(hidden, legal_name="Hidden Inc.", **{field: number})
        client = sign_in(partner_rep)
        response = self.send(client, own_partner, **{field: number})
        assert response.status_code == 302, "it waits for staff like any other number"
        text = html.unescape(client.get(response.url).content.decode())
        assert "Hidden" not in text
        assert "already" not in text.lower()

    def test_a_number_of_a_private_record_is_refused_to_staff_without_telling_of_it(
        self, own_partner, staff, sign_in
    ):
        hidden = factories.make_partner("Hidden Fund", visibility="private")
        factories.make_entity(hidden, legal_name="Hidden Inc.", ein="123456789")
        response = self.send(sign_in(staff), own_partner, ein="123456789")
        text = html.unescape(response.content.decode())
        assert response.status_code == 422
        assert "can’t be saved. Check it, or ask the staff" in text
        assert "Hidden" not in text
        assert "already" not in text.lower()

    def test_verification_is_for_staff(self, own_partner, partner_rep, staff, sign_in):
        assert "verified_on" not in sign_in(partner_rep).get(self.address(own_partner)).context["form"].fields
        assert "verified_on" in sign_in(staff).get(self.address(own_partner)).context["form"].fields

    def test_deductible_is_yes_no_or_unknown(self, own_partner, staff, sign_in):
        for answer, kept in (("yes", True), ("no", False), ("", None)):
            self.send(sign_in(staff), own_partner, legal_name=f"Says “{answer}”", is_deductible=answer)
            assert own_partner.entities.get(legal_name=f"Says “{answer}”").is_deductible is kept

    def test_two_edits_of_an_entity_show_both_versions(self, own_partner, staff, sign_in):
        entity = factories.make_entity(own_partner)
        address = reverse("partners:edit-entity", args=[own_partner.slug, entity.public_id])
        client = sign_in(staff)
        form = client.get(address).context["form"]
        data = {name: form[name].value() or "" for name in form.fields}
        assert client.post(address, {**data, "legal_name": "First"}).status_code == 302
        conflict = client.post(address, {**data, "legal_name": "Second"})
        assert conflict.status_code == 409
        assert [(each.now, each.yours) for each in conflict.context["differences"]] == [("First", "Second")]

    def test_an_entity_of_another_family_is_not_found_here(self, own_partner, partner_rep, sign_in):
        other = factories.make_entity()
        address = reverse("partners:edit-entity", args=[own_partner.slug, other.public_id])
        assert sign_in(partner_rep).get(address).status_code == 404
