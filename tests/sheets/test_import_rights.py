"""Who reads the rows of an import, who may undo it, and refusals in a sentence where a page might have failed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.history import change
from accounts.models import User
from mvp_coord.sheets.models import ImportBatch
from partners.models import Contact, Partner
from tests import factories

pytestmark = pytest.mark.django_db
PEOPLE = "Organization,Name,Title,E-mail,Seen by\n"


def page(client, batch: ImportBatch, query: str = "") -> str:
    return client.get(reverse("sheets:detail", args=[batch.public_id]) + query).content.decode()


def test_private_people_of_a_sheet_are_read_by_its_sender_alone(partner_rep, own_partner, cast, sign_in, sending):
    text = f"{PEOPLE}{own_partner.name},Rosa Canyon,Lead,rosa@o.example,private\nCanyon Club,Ines,,i@o.example,\n"
    batch = sending(partner_rep, text, kind="contacts")
    factories.make_contact(own_partner, "Rosa Canyon", role="Her old role", visibility="private")
    for query in ("", "?rows=created", "?after=zzz"):
        for name in ("staff", "counsel", "admin"):
            shown = page(sign_in(cast[name]), batch, query)
            assert "rosa" not in shown.lower() and "Ines" not in shown and "Canyon Club" not in shown
    shown = page(sign_in(cast["staff"]), batch)
    assert "Rows by outcome" in shown and "sees the rows themselves" in shown
    assert "Rosa Canyon" in page(sign_in(partner_rep), batch)


def test_only_who_sees_the_rows_applies_them(partner_rep, own_partner, staff, sending, pressing):
    batch = sending(partner_rep, f"{PEOPLE}{own_partner.name},Rosa Canyon,,,\n", kind="contacts")
    assert pressing(staff, batch).status == "preview"
    assert pressing(partner_rep, batch).status == "applied"


@pytest.mark.parametrize("lost", ["rights", "its organization"])
def test_an_import_is_undone_whatever_became_of_its_sender(own_partner, partner_rep, staff, sending, pressing, lost):
    gone = factories.make_partner("Juniper Votes")
    text = f"{PEOPLE}{own_partner.name},Rosa Canyon,,rosa@o.example,staff\n"
    if lost == "rights":
        batch = pressing(partner_rep, sending(partner_rep, text, kind="contacts"))
        partner_rep.memberships.all().delete()
    else:
        batch = pressing(staff, sending(staff, text, kind="contacts", sender=gone.slug))
        Partner.objects.filter(pk=gone.pk).update(status="merged", merged_into=own_partner)
    assert Contact.objects.filter(name="Rosa Canyon").exists()
    batch = pressing(staff, batch, "undo")
    assert (batch.status, batch.error) == ("undone", "")
    assert not Contact.objects.filter(name="Rosa Canyon").exists()


def test_a_sender_who_lost_its_organization_undoes_nothing_of_it(own_partner, partner_rep, sending, pressing):
    text = f"{PEOPLE}{own_partner.name},Rosa Canyon,,rosa@o.example,staff\n"
    batch = pressing(partner_rep, sending(partner_rep, text, kind="contacts"))
    partner_rep.memberships.update(partner=factories.make_partner("Juniper Votes"))
    batch = pressing(partner_rep, batch, "undo")
    assert batch.status == "applied"
    assert batch.error


@pytest.mark.parametrize("lost", ["one of its organizations", "the role of staff"])
def test_nobody_undoes_what_it_may_not_write_any_more(own_partner, partner_rep, sending, pressing, lost):
    other = factories.make_partner("Juniper Votes")
    text = f"{PEOPLE}{own_partner.name},Rosa Canyon,,,staff\n{other.name},Ines Mesa,,,staff\n"
    if lost == "the role of staff":
        User.objects.filter(pk=partner_rep.pk).update(is_staff=True)
        batch = pressing(partner_rep, sending(partner_rep, text, kind="contacts"))
        with change(by=None, verb="left"):
            User.objects.filter(pk=partner_rep.pk).update(is_staff=False)
    else:
        seat = factories.make_member(partner_rep, other)
        batch = pressing(partner_rep, sending(partner_rep, text, kind="contacts", sender=own_partner.slug))
        with change(by=None, verb="left"):
            seat.delete()
    assert batch.counts["created"] == 2
    batch = pressing(partner_rep, batch, "undo")
    assert (batch.status, Contact.objects.count()) == ("applied", 2)
    assert "staff can undo it" in batch.error
    if lost == "one of its organizations":
        with change(by=None, verb="came back"):
            factories.make_member(partner_rep, other)
        assert (pressing(partner_rep, batch, "undo").status, Contact.objects.count()) == ("undone", 0)


def test_leaving_out_the_only_column_is_refused_in_a_sentence(staff, sending, sign_in):
    batch = sending(staff, "Name\nOcotillo Votes\n", paste=True)
    response = sign_in(staff).post(reverse("sheets:columns", args=[batch.public_id]), {"column-0": ""}, follow=True)
    assert response.status_code == 200
    assert "Pasted rows:" in " ".join(map(str, response.context["messages"]))


def test_two_files_of_one_name_stay_apart(staff, sign_in, pressing):
    for name in ("Ocotillo Votes", "Juniper Votes"):
        factories.make_partner(name, website="https://old.example")
    files = [
        SimpleUploadedFile("list.csv", f"Name,Website\n{name},{site}.example\n".encode())
        for name, site in (("Ocotillo Votes", "o"), ("Juniper Votes", "j"))
    ]
    sign_in(staff).post(reverse("sheets:new"), {"kind": "partners", "sheets": files})
    batch = ImportBatch.objects.get()
    assert batch.file_names == ["list.csv", "list.csv (2)"]
    Partner.objects.filter(name="Ocotillo Votes").update(website="https://theirs.example")
    batch = pressing(staff, batch)
    assert [row.outcome for row in batch.rows.all()] == ["conflict", "updated"]


def test_the_bytes_of_a_failed_import_are_not_kept(partner_rep, own_partner, sending, pressing):
    batch = sending(partner_rep, f"{PEOPLE}{own_partner.name},Rosa Canyon,,,\n", kind="contacts")
    batch.files.update(content=b"%PDF")
    assert pressing(partner_rep, batch).status == "failed"
    assert batch.files.count() == 0
