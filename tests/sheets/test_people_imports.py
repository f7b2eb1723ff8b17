"""Sheets of people power: hours that are offered or needed come in, change what is known, and go again."""

import datetime as dt

import pytest

from accounts.history import versions_of
from partners.models import PeopleNeed, PeopleOffer
from tests import factories
from tests.people import make_hours
from tests.sheets.test_undo_of_imports import rows

pytestmark = pytest.mark.django_db
HEAD = "Partner,Work,Hours a week,State,County,First day,Last day,From anywhere,Languages,Side\n"
DOORS = "Ocotillo Votes,doors,1.2k,AZ,Pima Co.,9/1/2028,2028-10-31,,Spanish,\n"
CALLS = "Ocotillo Votes,phonebank,40,,,2028-09-01,2028-10-31,yes,,\n"


@pytest.fixture
def ocotillo(db):
    factories.make_county("Pima County")
    partner = factories.make_partner("Ocotillo Votes")
    factories.make_entity(partner, "c4")
    return partner


@pytest.mark.parametrize(("kind", "model"), [("people-offers", PeopleOffer), ("people-needs", PeopleNeed)])
def test_hours_come_in_once_and_go_again(ocotillo, staff, sending, pressing, kind, model):
    make_hours(model.KIND, ocotillo, hours_a_week=5, division=factories.make_county("Pima County"))
    before = rows()
    batch = sending(staff, HEAD + DOORS + CALLS, kind=kind)
    assert (batch.counts["updated"], batch.counts["created"]) == (1, 1)
    assert rows() == before
    pressing(staff, batch)
    known, made = model.objects.order_by("pk")
    assert (known.hours_a_week, known.languages, known.division.full_name) == (1_200, ["es"], "Pima County, AZ")
    assert (made.role, made.division, made.is_remote, made.created_by) == ("phone", None, True, staff)
    assert (made.side, made.visibility, versions_of(made)[0].verb) == ("independent", "table", "imported")
    assert sending(staff, HEAD + DOORS + CALLS, kind=kind).counts["unchanged"] == 2
    assert pressing(staff, batch, "undo").status == "undone"
    assert rows() == before


@pytest.mark.parametrize(
    ("was", "instead", "words"),
    [
        ("doors", "juggling", "no work of people that is known here: write Knocking on doors, Calling"),
        ("1.2k", "0", "no number of hours of one week"),
        ("1.2k", "20-30", "is a range"),
        ("Pima Co.", "Pimma", "did you mean Pima County"),
        (",AZ,Pima Co.,", ",,Pima Co.,", "Say in which state"),
        (",AZ,Pima Co.,", ",,,", "Say in which state, or “yes”"),
        ("2028-10-31", "2028-08-01", "is before the first"),
        ("2028-10-31", "", "is blank"),
        ("Spanish", "Elvish", "no language"),
        ("Spanish,", "Spanish,both", "no side"),
        ("Ocotillo Votes", "Nobody At All", "Nobody At All"),
    ],
)
def test_what_will_not_do_is_refused_with_a_reason(ocotillo, staff, sending, was, instead, words):
    batch = sending(staff, HEAD + DOORS.replace(was, instead), kind="people-needs")
    assert words in batch.rows.get().problems[0]["reason"]
    assert batch.counts["rejected"] == 1


def test_people_of_a_charity_work_nonpartisan(ocotillo, staff, sending):
    ocotillo.entities.update(vehicle="c3_public")
    batch = sending(staff, HEAD + DOORS, kind="people-offers")
    assert "501(c)(3)" in batch.rows.get().problems[0]["reason"]
    assert sending(staff, HEAD + DOORS.replace("Spanish,", "Spanish,c3"), kind="people-offers").counts["created"] == 1


def test_what_was_withdrawn_stays_so_and_a_row_is_hours_of_their_own(ocotillo, staff, sending, pressing):
    gone = make_hours(
        "offers", ocotillo, division=factories.make_county("Pima County"),
        withdrawn_at=dt.datetime(2028, 8, 1, tzinfo=dt.UTC),
    )  # fmt: skip
    pressing(staff, sending(staff, HEAD + DOORS, kind="people-offers"))
    gone.refresh_from_db()
    assert gone.hours_a_week == 40
    assert PeopleOffer.objects.standing().get().hours_a_week == 1_200


def test_a_contact_sends_hours_of_the_own_organization_only(partner_rep, own_partner, sending):
    factories.make_county("Pima County")
    juniper = factories.make_partner("Juniper Votes", visibility="partners")
    text = HEAD + "".join(DOORS.replace("Ocotillo Votes", each.name) for each in (own_partner, juniper))
    batch = sending(partner_rep, text, kind="people-offers")
    assert (batch.counts["created"], batch.counts["rejected"]) == (1, 1)


def test_donors_and_funders_send_none(donor, funder_rep, sign_in):
    for user, status in ((donor, 404), (funder_rep, 404)):
        answer = sign_in(user).post("/imports/new/", {"kind": "people-offers", "pasted": HEAD + DOORS})
        assert answer.status_code == status


def test_a_row_of_hidden_hours_does_not_tell_of_them(ocotillo, staff, sending):
    make_hours("offers", ocotillo, division=factories.make_county("Pima County"), visibility="private")
    assert sending(staff, HEAD + DOORS, kind="people-offers").counts["created"] == 1
