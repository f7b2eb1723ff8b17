"""A contact's own way: rows pasted from a spreadsheet, a preview, applied, and at once whom the plan meets."""

import pytest
from django.urls import reverse

from mvp_coord.sheets.actions import apply_due_imports
from mvp_coord.sheets.models import ImportBatch
from planning.models import Overlap
from tests import factories

pytestmark = pytest.mark.django_db

HEADER = "Row,Organization,Program,Vehicle,Type,Tactic,Where,Start,End,Universe,Attempts,Budget"
OWN = "O-1,Ocotillo Votes,Porches,c4,GOTV,Doors,Pima County,8/2/27,9/26/27,210000,650000,"


@pytest.fixture
def juniper():
    """Another group's plan at the same doors, which partners may read, and one that they may not."""
    county = factories.make_county("Pima County", electorate=500_000)
    factories.make_program_type("gotv", label="Get out the vote")
    tactic = factories.make_tactic("door-canvass", label="Door canvass", aliases=["doors"])
    for name, level in (("Juniper Doors", "partners"), ("Zqx Hidden", "staff")):
        program = factories.make_program(factories.make_partner(name), f"Summer of {name}", visibility=level)
        volumes = {"universe": 200_000, "attempts_planned": 640_000}
        factories.make_activity(program, division=county, tactic=tactic, **volumes)


def paste(client, *lines: str) -> ImportBatch:
    rows = "\n".join(line.replace(",", "\t") for line in (HEADER, *lines))
    answer = client.post(reverse("sheets:new"), {"kind": "plans", "pasted": rows, "state": "AZ"})
    assert answer.status_code == 302, answer.context["form"].errors
    return ImportBatch.objects.latest("pk")


def test_pasted_rows_become_a_plan_that_says_at_once_whom_it_meets(partner_rep, own_partner, juniper, sign_in):
    factories.make_entity(own_partner, "c4")
    client = sign_in(partner_rep)
    assert "Paste rows from a spreadsheet" in client.get("/").content.decode()
    batch = paste(client, OWN)
    receipt = reverse("sheets:detail", args=[batch.public_id])
    preview = client.get(receipt).content.decode()
    assert "This is a preview" in preview and "See whom it meets" not in preview
    client.post(reverse("sheets:apply", args=[batch.public_id]))
    apply_due_imports()
    around = f"/partners/{own_partner.slug}/around/"
    assert f'href="{around}"' in client.get(receipt).content.decode()
    assert not Overlap.objects.exists()  # the check has not run yet
    page = client.get(around).content.decode()
    assert "Door in Pima County, AZ" in page and "Juniper Doors" in page and "Zqx" not in page


def test_the_form_knows_whose_rows_they_are(partner_rep, own_partner, sign_in):
    second = factories.make_partner("Second Home")
    factories.make_member(partner_rep, second)
    form = sign_in(partner_rep).get("/imports/new/?kind=plans&sender=second-home").context["form"]
    assert (form["kind"].value(), form["sender"].value()) == ("plans", "second-home")


def test_staff_are_not_led_around_for_others(staff, own_partner, juniper, sign_in):
    batch = paste(sign_in(staff), OWN)
    sign_in(staff).post(reverse("sheets:apply", args=[batch.public_id]))
    apply_due_imports()
    receipt = sign_in(staff).get(reverse("sheets:detail", args=[batch.public_id])).content.decode()
    assert "See whom it meets" not in receipt
