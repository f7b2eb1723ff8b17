"""Sheets of partners: new ones, field by field what changes, what is asked, and what only staff may change."""

import pytest
from django.urls import reverse

from accounts.history import versions_of
from mvp_coord.jobs.models import DueWork
from mvp_coord.sheets.models import ImportBatch
from partners.actions.profile import states_of
from partners.models import LegalEntity, Partner
from tests import factories

pytestmark = pytest.mark.django_db

HEAD = "Name\tKind\tStates\tEIN\tWorks for"
NEW = f"{HEAD}\nJuniper Hub\tinfrastructure hub\tAZ local: Pima; Wisconsin\t12345678\tYouth\n"


@pytest.fixture
def words():
    for code in ("AZ", "WI"):
        factories.make_state(code)
    factories.make_constituency("youth", "Youth")


def changes(batch: ImportBatch) -> dict[str, tuple[str, str]]:
    found = batch.rows.get(outcome="updated").changes
    return {name: (each["was"], each["now"]) for name, each in found.items()}


def test_pasted_rows_become_partners(words, staff, sending, pressing):
    batch = sending(staff, NEW, paste=True)
    assert (batch.file_names, batch.counts["created"]) == (["Pasted rows"], 1)
    assert not Partner.objects.exists()
    pressing(staff, batch)
    partner = Partner.objects.get()
    assert (partner.slug, partner.kind, partner.status) == ("juniper-hub", "infrastructure_hub", "unconfirmed")
    assert [(each.state, each.scope, each.role) for each in states_of(partner)] == [
        ("AZ", "local", "Pima"),
        ("WI", "statewide", ""),
    ]
    assert LegalEntity.objects.get().ein == "012345678"
    assert [each.code for each in partner.constituencies.all()] == ["youth"]
    assert batch.rows.get().values["address"] == partner.get_absolute_url()
    assert versions_of(partner)[0].verb == "imported"


def test_only_what_a_row_says_is_changed_and_none_takes_out(words, staff, sending, pressing):
    partner = factories.make_partner("Ocotillo Votes", summary="Doors.", website="https://ocotillo.example")
    text = "Id,Name,Website,Summary,Founded in\nocotillo-votes,Ocotillo Votes,(none),,1999\n"
    batch = pressing(staff, sending(staff, text))
    assert changes(batch) == {"website": ("https://ocotillo.example", "–"), "founded_year": ("–", "1999")}
    partner.refresh_from_db()
    assert (partner.website, partner.summary, partner.founded_year) == ("", "Doors.", 1999)
    assert sending(staff, text).counts["unchanged"] == 1


def test_a_row_without_an_id_adds_to_lists_and_does_not_rename(words, staff, sending):
    partner = factories.make_partner("Ocotillo Votes", other_names="OV", states=("AZ",))
    factories.make_entity(partner, ein="123456789")
    batch = sending(staff, "Name,EIN,Other names,State\nOCOTILLO VOTES FUND,12-3456789,Ocotillo,WI\n")
    assert changes(batch) == {
        "other_names": ("OV", "OV; Ocotillo"),
        "states": ("AZ statewide", "AZ statewide; WI statewide"),
    }


def test_a_row_with_an_id_says_all_of_it(words, staff, sending):
    factories.make_partner("Ocotillo Votes", states=("AZ", "WI"))
    batch = sending(staff, "Id,Name,States\nocotillo-votes,Ocotillo Together,WI\n")
    assert changes(batch) == {
        "name": ("Ocotillo Votes", "Ocotillo Together"),
        "states": ("AZ statewide; WI statewide", "WI statewide"),
    }


def test_a_renamed_partner_has_its_overlaps_checked_again(words, staff, sending, pressing):
    partner = factories.make_partner("Ocotillo Votes")
    factories.make_activity(factories.make_program(partner))
    pressing(staff, sending(staff, "Id,Name\nocotillo-votes,Ocotillo Together\n"))
    assert list(DueWork.objects.values_list("kind", "key")) == [("overlaps", "AZ")]


@pytest.mark.parametrize(
    ("row", "words_of_it"),
    [
        (",Nobody Yet,,,", "a new partner needs a kind"),
        ("no-such,Nobody,,,", "no partner here has"),
        (",Ocotillo Votes,club,,", "no kind of partner"),
        (",Ocotillo Votes,,2028-01-02,2028-01-01", "before the first"),
        (",Ocotillo Votes,,2028-13-02,", "2028-13-02"),
        (",(none),,,", "cannot be taken out"),
        (",,state table,2028-01-02,", "is blank"),
    ],
)
def test_a_row_that_will_not_do_says_why(words, staff, sending, row, words_of_it):
    factories.make_partner("Ocotillo Votes")
    batch = sending(staff, f"Id,Name,Kind,First day,Last day\n{row}\n")
    assert batch.counts["rejected"] == 1
    assert words_of_it in batch.rows.get().problems[0]["reason"]


def test_nobody_but_its_own_people_makes_a_partner_private(words, staff, sending):
    factories.make_partner("Ocotillo Votes")
    batch = sending(staff, "Name,Kind,Seen by\nOcotillo Votes,,private\nJuniper Hub,national,private\n")
    reasons = [row.problems[0]["reason"] for row in batch.rows.all()]
    assert reasons == ["Only people of the organization itself may make it private."] * 2


def test_two_rows_of_one_partner_are_one_or_contradict_each_other(words, staff, sending):
    factories.make_partner("Ocotillo Votes")
    rows = "".join(f"Ocotillo Votes,{site}.example\n" for site in "aab")
    batch = sending(staff, f"Name,Website\n{rows}")
    assert [batch.counts[name] for name in ("updated", "skipped", "rejected")] == [1, 1, 1]


def test_a_new_name_like_a_known_one_is_asked_about_and_the_answer_is_kept(words, staff, sending, pressing, sign_in):
    known = factories.make_partner("Sunrise Neighbours")
    batch = sending(staff, "Name,Kind,Founded\nSunrise Neighbors,national,1990\n")
    text = sign_in(staff).get(reverse("sheets:detail", args=[batch.public_id])).content.decode()
    assert "Is it one of these?" in text and "nearly the same name" in text
    batch = pressing(staff, batch, "answer", **{"question-0": known.slug})
    assert batch.counts["updated"] == 1
    pressing(staff, batch)
    known.refresh_from_db()
    assert (known.name, known.other_names, known.founded_year) == ("Sunrise Neighbours", "Sunrise Neighbors", 1990)


def test_what_was_changed_here_since_the_export_is_not_taken_back(words, staff, sending):
    partner = factories.make_partner("Ocotillo Votes", summary="Old words.", website="https://old.example")
    as_of = partner.updated_at.isoformat()
    partner.summary, partner.website = "New words.", "https://new.example"
    partner.save()
    head = "Id,Name,Summary,Website,As of\n"
    batch = sending(staff, f"{head}ocotillo-votes,Ocotillo Votes,Old words.,https://old.example,{as_of}\n")
    assert batch.counts["unchanged"] == 1
    batch = sending(staff, f"{head}ocotillo-votes,Ocotillo Votes,Old words.,https://mine.example,{as_of}\n")
    row = batch.rows.get()
    assert (row.outcome, list(row.changes)) == ("conflict", ["website"])
    assert "changed website since this sheet was exported" in row.problems[0]["reason"]


def test_what_changes_between_preview_and_apply_is_a_conflict_and_not_written(words, staff, sending, pressing):
    partner = factories.make_partner("Ocotillo Votes", website="https://old.example")
    batch = sending(staff, "Name,Website\nOcotillo Votes,mine.example\n")
    Partner.objects.update(website="https://theirs.example")
    batch = pressing(staff, batch)
    partner.refresh_from_db()
    assert partner.website == "https://theirs.example"
    assert (batch.counts["conflict"], batch.rows.get().outcome) == (1, "conflict")


class TestOfAContact:
    """A partner contact changes its own profile, as far as its page lets it."""

    def test_its_own_profile(self, words, partner_rep, own_partner, sending, pressing):
        batch = sending(partner_rep, f"Name,Website\n{own_partner.name},own.example\nJuniper Voices,x.example\n")
        assert (batch.options["from"], batch.counts["updated"], batch.counts["rejected"]) == (own_partner.slug, 1, 1)
        pressing(partner_rep, batch)
        own_partner.refresh_from_db()
        assert own_partner.website == "https://own.example"

    def test_not_what_is_for_staff(self, words, partner_rep, own_partner, sending):
        batch = sending(partner_rep, f"Name,Kind,Seen by\n{own_partner.name},state table,staff\n")
        assert "Kind and Seen by can be changed by staff alone" in batch.rows.get().problems[0]["reason"]

    def test_no_name_tells_of_partners_that_it_may_not_see(self, words, partner_rep, own_partner, sending):
        factories.make_partner("Hidden Hub", visibility="staff")
        hidden = sending(partner_rep, "Name,Kind\nHidden Hub,national\n").rows.get().problems
        absent = sending(partner_rep, "Name,Kind\nAbsent Hub,national\n").rows.get().problems
        assert hidden[0]["reason"].replace("Hidden", "Absent") == absent[0]["reason"]
