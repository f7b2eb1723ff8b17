"""What columns are: shown with what stands in them, told by a person, and remembered for the sender's next sheet."""

import pytest
from django.urls import reverse

from mvp_coord.sheets.models import ImportBatch, RememberedColumn
from partners.models import Partner
from tests import factories

pytestmark = pytest.mark.django_db

ODD = "Grupo,Pagina,Tipo\nJuniper Hub,juniper.example,national\nMesa Hub,mesa.example,national\n"


def page(client, batch: ImportBatch) -> str:
    return client.get(reverse("sheets:detail", args=[batch.public_id])).content.decode()


def test_a_sheet_in_other_words_is_not_refused_but_asked_about(staff, sending, pressing, sign_in):
    batch = sending(staff, ODD)
    assert batch.counts["rejected"] == 2
    text = page(sign_in(staff), batch)
    assert "No column is taken for <b>name</b>" in text
    assert "juniper.example · mesa.example" in text
    batch = pressing(staff, batch, "columns", **{"column-0": "name", "column-1": "website", "column-2": "kind"})
    assert (batch.counts["created"], batch.counts["rejected"]) == (2, 0)
    pressing(staff, batch)
    assert Partner.objects.get(slug="mesa-hub").website == "https://mesa.example"


def test_what_was_said_is_remembered_for_this_sender_and_kind_only(staff, admin, sending, pressing):
    pressing(staff, sending(staff, ODD), "columns", **{"column-0": "name", "column-1": "", "column-2": "kind"})
    assert set(RememberedColumn.objects.values_list("heading", "column", "user")) == {
        ("grupo", "name", staff.pk),
        ("pagina", "", staff.pk),
        ("tipo", "kind", staff.pk),
    }
    assert sending(staff, ODD).counts["created"] == 2
    assert sending(admin, ODD).counts["rejected"] == 2


def test_one_sender_is_one_whoever_sends(staff, admin, sending, pressing):
    table = factories.make_partner("Copper Table", states=())
    batch = sending(staff, ODD, sender=table.slug)
    pressing(staff, batch, "columns", **{"column-0": "name", "column-2": "kind"})
    assert sending(admin, ODD, sender=table.slug).counts["created"] == 2


def test_saying_otherwise_later_takes_the_place_of_what_was_said(staff, sending, pressing):
    pressing(staff, sending(staff, ODD), "columns", **{"column-0": "name", "column-2": "kind"})
    batch = pressing(staff, sending(staff, ODD), "columns", **{"column-0": "name", "column-2": "summary"})
    assert RememberedColumn.objects.get(heading="tipo").column == "summary"
    assert batch.counts["rejected"] == 2


def test_a_column_that_was_not_offered_is_no_answer(staff, sending, pressing):
    pressing(staff, sending(staff, ODD), "columns", **{"column-0": "password", "column-9": "name"})
    assert not RememberedColumn.objects.exists()


def test_two_columns_that_are_one_must_agree(staff, sending):
    rows = "Juniper Hub,national,a.example,a.example\nMesa,national,a.example,b.example\n"
    batch = sending(staff, f"Name,Kind,Website,Website (old)\n{rows}")
    assert "“Website” and “Website (old)” say different things" in batch.rows.get(line=3).problems[0]["reason"]


def test_a_row_of_tags_names_the_columns_where_words_do_not(staff, sending):
    batch = sending(staff, "Grupo,Pagina,Tipo\n#org+name,#org+url,#org+type\nJuniper Hub,juniper.example,national\n")
    assert batch.counts["created"] == 1


def test_what_is_no_table_is_still_refused(staff, sign_in):
    response = sign_in(staff).post(reverse("sheets:new"), {"kind": "partners", "pasted": "just words\nand more\n"})
    assert response.status_code == 422
    assert "No header row was found" in response.content.decode()


def test_nothing_sent_is_asked_for(staff, sign_in):
    response = sign_in(staff).post(reverse("sheets:new"), {"kind": "partners", "pasted": "  "})
    assert "Choose a file, or paste rows below." in response.content.decode()
