"""A line of the directory edited where it stands: saved, refused, and both versions of a conflict."""

import re

import pytest
from django.urls import reverse

from accounts.history import change, versions_of
from partners.models import Partner
from tests import factories

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def partner(db) -> Partner:
    return factories.make_partner("Mesquite Votes", website="https://mesquite.example/")


def here(partner) -> str:
    return reverse("partners:edit-row", args=[partner.slug])


def filled_in(client, partner, **instead) -> dict[str, str]:
    """What a browser would send of the row as it is shown."""
    text = client.get(here(partner), headers=HTMX).content.decode()
    seen = re.search(r'name="seen"\s+value="(\w+)"', text)
    assert seen
    facts = {name: getattr(partner, name) for name in ("name", "kind", "status", "visibility", "website")}
    return {**facts, "seen": seen[1], **instead}


def test_the_list_opens_the_form_below_its_line_and_without_scripts_a_page(partner, staff, sign_in):
    client = sign_in(staff)
    assert f'href="{here(partner)}"' in client.get("/partners/").content.decode()
    row, page = (client.get(here(partner), headers=headers).content.decode() for headers in (HTMX, {}))
    assert row.lstrip().startswith("<tr") and f'form="edit-{partner.slug}"' in row
    assert "<html" in page and 'value="Mesquite Votes"' in page


def test_saving_answers_with_the_line_anew(partner, staff, sign_in):
    client = sign_in(staff)
    data = filled_in(client, partner, name="Mesquite Vote", status="dormant", reason="they renamed")
    answer = client.post(here(partner), data, headers=HTMX)
    assert answer.status_code == 200
    assert "Mesquite Vote<" in answer.content.decode() and "Dormant" in answer.content.decode()
    partner.refresh_from_db()
    assert (partner.name, partner.status) == ("Mesquite Vote", "dormant")
    assert versions_of(partner)[0].reason == "they renamed"


def test_without_scripts_it_is_saved_and_leads_to_the_partner(partner, staff, sign_in):
    client = sign_in(staff)
    answer = client.post(here(partner), filled_in(client, partner, name="Mesquite Vote"))
    assert (answer.status_code, answer["Location"]) == (302, partner.get_absolute_url())


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["in place", "as a page"])
def test_a_conflict_shows_both_and_keeps_what_was_typed_until_somebody_chooses(partner, staff, sign_in, headers):
    client = sign_in(staff)
    data = filled_in(client, partner, name="Ours")
    with change(by=staff, verb="renamed it"):
        Partner.objects.filter(pk=partner.pk).update(name="Theirs")
    answer = client.post(here(partner), data, headers=headers)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in text and 'value="Ours"' in text
    partner.refresh_from_db()
    assert partner.name == "Theirs"
    again = re.search(r'name="seen"\s+value="(\w+)"', text)
    assert again
    client.post(here(partner), {**data, "seen": again[1]}, headers=headers)
    partner.refresh_from_db()
    assert partner.name == "Ours"


def test_a_change_of_another_field_is_no_conflict(partner, staff, sign_in):
    client = sign_in(staff)
    data = filled_in(client, partner, name="Ours")
    Partner.objects.filter(pk=partner.pk).update(summary="New words.")
    assert client.post(here(partner), data, headers=HTMX).status_code == 200
    partner.refresh_from_db()
    assert (partner.name, partner.summary) == ("Ours", "New words.")


def test_what_is_wrong_is_said_in_place(partner, staff, sign_in):
    client = sign_in(staff)
    answer = client.post(here(partner), filled_in(client, partner, name="", website="no address"), headers=HTMX)
    assert answer.status_code == 422
    assert answer.content.decode().count('class="error"') == 2


def test_a_contact_changes_its_own_and_not_what_decides_who_reads_what(own_partner, partner_rep, partner, sign_in):
    client = sign_in(partner_rep)
    data = filled_in(client, own_partner, name="Ocotillo", visibility="public", kind="state_table")
    assert client.post(here(own_partner), data, headers=HTMX).status_code == 200
    own_partner.refresh_from_db()
    assert (own_partner.name, own_partner.visibility, own_partner.kind) == ("Ocotillo", "partners", "year_round")
    assert client.get(here(partner)).status_code == 404


def test_a_line_that_was_drawn_for_somebody_who_may_edit_it_is_drawn_anew_for_others(partner, cast, sign_in):
    for member, may_edit in (("staff", True), ("other_partner", False), ("staff", True), ("donor", False)):
        Partner.objects.filter(pk=partner.pk).update(visibility="public")
        page = sign_in(cast[member]).get("/partners/", {"q": "mesquite"}).content.decode()
        assert "Mesquite Votes" in page
        assert (here(partner) in page, f"Choose {partner.name}" in page) == (may_edit, may_edit), member
