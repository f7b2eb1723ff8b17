"""Sheets of people, needs and resources: matched to partners, compared with what is kept, written, undone."""

import datetime as dt

import pytest

from accounts.history import versions_of
from funding.models import Need
from partners.models import Contact, Resource
from tests import factories
from tests.sheets.test_undo_of_imports import rows

pytestmark = pytest.mark.django_db

PEOPLE = "Organization,Name,Title,Email,Phone\n"
NEEDS = "Partner,Vehicle,Cycle,Budget,Raised,Source,Good as of,Consent\n"
SHARED = "Partner,Title,Kind,Summary,Link,States,Tactic\n"


@pytest.fixture
def ocotillo(db):
    factories.make_cycle()
    factories.make_tactic("door-canvass", aliases=["doors"])
    partner = factories.make_partner("Ocotillo Votes")
    factories.make_entity(partner, "c4")
    factories.make_entity(partner, "c3_public")
    return partner


class TestPeople:
    def test_known_by_address_then_by_name(self, ocotillo, staff, sending, pressing):
        factories.make_contact(ocotillo, "Rosa Canyon", email="rosa@o.example", role="Lead")
        factories.make_contact(ocotillo, "Ines Mesa")
        text = (
            f"{PEOPLE}Ocotillo Votes,Rosa C. Canyon,Director,ROSA@o.example,\n"
            "Ocotillo Votes,Ines Mesa,,ines@o.example,+1 602 555 0100\n"
            "Ocotillo Votes,Lupe Wash,,,\n"
        )
        batch = sending(staff, text, kind="contacts")
        assert [batch.counts[name] for name in ("updated", "created")] == [2, 1]
        pressing(staff, batch)
        assert set(Contact.objects.values_list("name", "role", "email", "phone", "visibility")) == {
            ("Rosa C. Canyon", "Director", "ROSA@o.example", "", "staff"),
            ("Ines Mesa", "", "ines@o.example", "+1 602 555 0100", "staff"),
            ("Lupe Wash", "", "", "", "staff"),
        }
        assert sending(staff, text, kind="contacts").counts["unchanged"] == 3

    def test_a_partner_that_is_not_there_is_asked_about_or_refused(self, ocotillo, staff, sending, pressing):
        text = f"{PEOPLE}Ocotilo Votes,Rosa Canyon,,,\nNobody At All,Ines Mesa,,,\n"
        batch = sending(staff, text, kind="contacts")
        assert batch.counts["rejected"] == 2
        batch = pressing(staff, batch, "answer", **{"question-0": ocotillo.slug})
        assert (batch.counts["created"], batch.counts["rejected"]) == (1, 1)
        pressing(staff, batch)
        ocotillo.refresh_from_db()
        assert (Contact.objects.get().partner, ocotillo.other_names) == (ocotillo, "Ocotilo Votes")

    def test_private_is_for_the_organization_itself(self, ocotillo, staff, sending):
        batch = sending(staff, "Organization,Name,Seen by\nOcotillo Votes,Rosa,private\n", kind="contacts")
        assert "only people of the organization" in batch.rows.get().problems[0]["reason"].lower()

    def test_a_contact_sends_its_own_organization_s_people_only(self, partner_rep, own_partner, sending):
        factories.make_partner("Juniper Votes")
        batch = sending(partner_rep, f"{PEOPLE}{own_partner.name},Rosa,,,\nJuniper Votes,Ines,,,\n", kind="contacts")
        assert (batch.counts["created"], batch.counts["rejected"]) == (1, 1)


class TestNeeds:
    ROW = "Ocotillo Votes,c4,2027-28,$250k,90000,Stated by the group,2027-03-01,public\n"

    def test_a_statement_is_kept_once_and_another_day_is_another(self, ocotillo, staff, sending, pressing):
        pressing(staff, sending(staff, NEEDS + self.ROW, kind="needs"))
        need = Need.objects.get()
        assert (need.entity.vehicle, need.budget_usd, need.raised_usd, need.consent) == (
            "c4",
            250000,
            90000,
            "public",
        )
        assert (need.good_as_of, need.stated_by, versions_of(need)[0].verb) == (
            dt.date(2027, 3, 1),
            staff,
            "imported",
        )
        again = sending(staff, NEEDS + self.ROW.replace("90000", "95000"), kind="needs")
        assert again.rows.get().changes["raised_usd"] == {"label": "Raised", "was": "$90,000", "now": "$95,000"}
        pressing(staff, sending(staff, NEEDS + self.ROW.replace("03-01", "04-01"), kind="needs"))
        assert Need.objects.count() == 2

    @pytest.mark.parametrize(
        ("was", "instead", "words"),
        [
            ("c4", "", "several legal entities that fit"),
            ("c4", "PAC", "no legal entity that fits"),
            ("2027-28", "1999", "no cycle"),
            ("$250k", "-5", "below zero"),
            ("2027-03-01", "", "is blank"),
            ("public", "everybody I like", "no consent"),
        ],
    )
    def test_what_will_not_do_is_refused_with_a_reason(self, ocotillo, staff, sending, was, instead, words):
        batch = sending(staff, NEEDS + self.ROW.replace(was, instead), kind="needs")
        assert words in batch.rows.get().problems[0]["reason"]

    def test_needs_are_for_staff(self, partner_rep, sign_in):
        response = sign_in(partner_rep).post("/imports/new/", {"kind": "needs", "pasted": NEEDS + self.ROW})
        assert response.status_code == 422


class TestResources:
    ROW = "Ocotillo Votes,How to listen,guide,What to say.,https://o.example/listen,AZ,doors\n"

    def test_a_link_comes_into_the_library_with_its_tags(self, ocotillo, staff, sending, pressing):
        batch = pressing(staff, sending(staff, SHARED + self.ROW, kind="resources"))
        resource = Resource.objects.get()
        assert (resource.partner, resource.kind, resource.created_by) == (ocotillo, "guide", staff)
        assert {str(tag) for tag in resource.tags.all()} == {"Arizona", "Door canvass"}
        assert batch.rows.get().values["address"] == resource.get_absolute_url()
        assert sending(staff, SHARED + self.ROW, kind="resources").counts["unchanged"] == 1
        without = sending(staff, SHARED + self.ROW.replace(",doors", ",(none)"), kind="resources")
        pressing(staff, without)
        assert {str(tag) for tag in resource.tags.all()} == {"Arizona"}

    @pytest.mark.parametrize(
        ("was", "instead", "words"),
        [
            ("https:", "http:", "does not begin with https://"),
            ("https://o.example/listen", "", "needs a link"),
            ("guide", "poem", "no kind of resource"),
            ("doors", "dancing", "no tactic"),
        ],
    )
    def test_what_will_not_do_is_refused_with_a_reason(self, ocotillo, staff, sending, was, instead, words):
        batch = sending(staff, SHARED + self.ROW.replace(was, instead), kind="resources")
        assert words in batch.rows.get().problems[0]["reason"]

    def test_a_file_is_not_replaced_by_a_link_of_a_sheet(self, ocotillo, staff, sending):
        factories.make_resource(ocotillo, "How to listen", file=("guide.md", b"Listen."))
        batch = sending(staff, SHARED + self.ROW, kind="resources")
        assert "This resource is a file" in batch.rows.get().problems[0]["reason"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("contacts", f"{PEOPLE}Ocotillo Votes,Rosa Canyon,Director,,\nOcotillo Votes,Lupe Wash,,,\n"),
        ("needs", NEEDS + TestNeeds.ROW + TestNeeds.ROW.replace("03-01", "04-01")),
        ("resources", SHARED + TestResources.ROW + TestResources.ROW.replace("listen", "ask")),
    ],
)
def test_undone_every_table_is_as_it_was(ocotillo, staff, sending, pressing, kind, text):
    factories.make_contact(ocotillo, "Rosa Canyon", email="rosa@o.example")
    known = factories.make_resource(ocotillo, "Another", link="https://o.example/listen", summary="Old.")
    factories.make_need(
        ocotillo.entities.get(vehicle="c4"), good_as_of=dt.date(2027, 3, 1), source="stated by the group"
    )
    before = rows()
    batch = pressing(staff, sending(staff, text, kind=kind))
    assert (batch.counts["created"], batch.counts["updated"]) == (1, 1)
    assert rows() != before
    assert pressing(staff, batch, "undo").status == "undone"
    assert rows() == before
    assert Resource.objects.get() == known
