"""Undoing a whole import: every row of every table as it was, once, and never over what others did since."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.history import change
from mvp_coord.jobs.models import DueWork
from mvp_coord.sheets.models import ImportBatch
from partners.models import Partner, Resource
from tests import factories
from tests.snapshot import all_rows

pytestmark = pytest.mark.django_db

RECEIPTS = ("sheets_importbatch", "sheets_importrow", "sheets_importfile", "sheets_importprogress")
SIGNED_IN = ("accounts_session", "accounts_user")
PLANS = (
    "Row,Organization,Program,Vehicle,Type,Tactic,Where,Start,End,Who for,Universe,Attempts,Budget\n"
    "A-1,Sunrise Neighbors,Doors,c4,GOTV,Doors,Pima County,8/2/27,9/26/27,Youth,200000,640000,$1.9M\n"
    "A-2,Ocotillo Votes,Porches,c4,GOTV,Doors,Pima County,8/2/27,9/26/27,,1000,4000,\n"
)
PARTNERS = (
    "Id,Name,Kind,States,Website,Works for,Other names\n"
    "ocotillo-votes,Ocotillo Together,national,WI local: Fox Valley,(none),Youth,OV\n"
    ",Juniper Hub,national,AZ,juniper.example,,\n"
)


@pytest.fixture
def world(staff):
    factories.make_county("Pima County", electorate=500_000)
    factories.make_state("WI")
    factories.make_program_type("gotv")
    factories.make_tactic("door-canvass", aliases=["doors"])
    factories.make_constituency("youth", "Youth")
    partner = factories.make_partner("Ocotillo Votes", website="https://o.example", other_names="Ocotillo")
    partner.constituencies.set([factories.make_constituency("rural")])
    program = factories.make_program(partner, "Porches", entity=factories.make_entity(partner))
    factories.make_activity(program, universe=900)
    factories.make_partner("Sunrise Neighbours")


def rows():
    return all_rows(but=(*RECEIPTS, *SIGNED_IN))


@pytest.mark.parametrize(
    ("kind", "text", "more", "answers"),
    [
        ("plans", PLANS, {"state": "AZ"}, {"question-0": "sunrise-neighbours"}),
        ("plans", PLANS, {"state": "AZ"}, {"question-0": "new"}),
        ("partners", PARTNERS, {}, {}),
    ],
    ids=["plans of known partners", "plans of new partners", "partners"],
)
def test_undone_every_table_is_as_it_was(world, staff, sending, pressing, kind, text, more, answers):
    before = rows()
    batch = sending(staff, text, kind=kind, **more)
    assert rows() == before
    if answers:
        pressing(staff, batch, "answer", **answers)
    batch = pressing(staff, batch)
    assert batch.counts["created"] + batch.counts["updated"] == 2
    assert rows() != before
    DueWork.objects.all().delete()
    batch = pressing(staff, batch, "undo")
    assert (batch.status, batch.error) == ("undone", "")
    assert rows() == before
    assert DueWork.objects.filter(kind="overlaps", key="AZ").exists()


def test_undo_pressed_twice_is_undone_once(world, staff, sending, pressing, sign_in):
    before = rows()
    batch = pressing(staff, sending(staff, PARTNERS))
    for _ in range(2):
        sign_in(staff).post(reverse("sheets:undo", args=[batch.public_id]))
    assert DueWork.objects.filter(kind="apply imports").count() == 1
    batch = pressing(staff, batch, "undo")
    pressing(staff, batch, "undo")
    assert batch.status == "undone"
    assert rows() == before


def test_what_somebody_changed_since_is_named_and_nothing_is_undone(world, staff, sending, pressing, sign_in):
    batch = pressing(staff, sending(staff, PARTNERS))
    with change(by=staff, verb="changed the profile"):
        Partner.objects.filter(slug="juniper-hub").update(summary="Somebody wrote this since.")
    before = rows()
    batch = pressing(staff, batch, "undo")
    assert batch.status == "applied"
    assert rows() == before
    text = sign_in(staff).get(reverse("sheets:detail", args=[batch.public_id])).content.decode()
    assert "It could not be undone, and nothing was changed. Changed since: Juniper Hub." in text
    assert "Undo the whole import" in text


def test_what_stands_in_the_way_is_not_named_to_a_contact_who_may_not_know_of_it(
    partner_rep, own_partner, staff, sending, pressing, sign_in
):
    text = f"Partner,Title,Kind,Summary,Link\n{own_partner.name},Ask,guide,What to ask.,https://o.example/ask\n"
    batch = pressing(partner_rep, sending(partner_rep, text, kind="resources"))
    with change(by=staff, verb="said that it uses it"):
        hidden = factories.make_partner("A name that staff keeps to itself", visibility="staff")
        factories.make_use(Resource.objects.get(), hidden)
    batch = pressing(partner_rep, batch, "undo")
    assert (batch.status, "to itself" in batch.error) == ("applied", False)
    text = sign_in(partner_rep).get(reverse("sheets:detail", args=[batch.public_id])).content.decode()
    assert "In use since; staff can say by what." in text and "to itself" not in text


def test_a_private_record_in_the_way_of_an_undo_is_not_named_to_staff(world, staff, sending, pressing, sign_in):
    batch = pressing(staff, sending(staff, PARTNERS))
    hub = Partner.objects.get(slug="juniper-hub")
    with change(by=staff, verb="added"):
        factories.make_resource(hub, title="Secret guide", visibility="private")
    batch = pressing(staff, batch, "undo")
    text = sign_in(staff).get(reverse("sheets:detail", args=[batch.public_id])).content.decode()
    assert "nothing was changed. In use since." in text and "Secret" not in text + batch.error


def test_the_receipt_says_that_it_is_undone_and_offers_it_no_more(world, staff, sending, pressing, sign_in):
    batch = pressing(staff, pressing(staff, sending(staff, PARTNERS)), "undo")
    text = sign_in(staff).get(reverse("sheets:detail", args=[batch.public_id])).content.decode()
    assert "as it was before" in text
    assert "Undo the whole import" not in text


def test_an_import_that_wrote_nothing_has_nothing_to_undo(world, staff, sending, pressing):
    batch = pressing(staff, sending(staff, "Name\nOcotillo Votes\n"))
    assert (batch.status, batch.can_be_undone) == ("applied", False)


def test_an_import_by_the_command_can_be_undone_too(world, staff, tmp_path, pressing):
    before = rows()
    (tmp_path / "list.csv").write_text(PARTNERS)
    call_command("import_sheet", "partners", str(tmp_path / "list.csv"), "--as", staff.email, "--apply")
    assert rows() != before
    pressing(staff, ImportBatch.objects.get(), "undo")
    assert rows() == before


def test_files_are_kept_no_longer_than_needed(world, staff, sending, pressing):
    batch = sending(staff, PARTNERS)
    assert batch.files.count() == 1
    pressing(staff, batch)
    assert batch.files.count() == 0
