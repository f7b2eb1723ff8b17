"""What an import does to the records: the same row twice, changes, families."""

# ruff: noqa: F811 -- a test asks for a fixture by the name that it is imported under

import pytest

from accounts.history import versions_of
from mvp_coord.jobs.models import DueWork
from mvp_coord.sheets.models import ImportBatch
from partners.models import Activity, LegalEntity, Partner, PartnerState, Program
from tests import factories
from tests.partners.plan_sheets import HEADER, PIMA, PUBLIC, YUMA, arizona, counted, importing  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db


def test_new_rows_become_programs_and_activities(importing, staff):
    receipt = importing(PIMA, YUMA, PUBLIC)
    assert counted(receipt) == {"created": 3}
    partner = Partner.objects.get()
    assert (partner.status, partner.visibility, partner.slug) == ("unconfirmed", "table", "sunrise-neighbors")
    assert list(PartnerState.objects.values_list("state", "scope")) == [("AZ", "local")]
    fall, porch = Program.objects.order_by("name")
    assert (fall.status, fall.visibility, fall.side, fall.entity.vehicle) == ("planned", "table", "independent", "c4")
    assert (porch.side, porch.entity.vehicle) == ("nonpartisan", "c3_public")
    activity = Activity.objects.get(source_ref="A-1")
    assert (activity.mode, activity.universe, activity.attempts_planned) == ("presence", 5000, 9000)
    assert (str(activity.budget_usd), activity.division.name) == ("1500.00", "Pima County")
    assert [each.code for each in activity.constituencies.all()] == ["youth"]
    assert fall.activities.count() == 2
    assert receipt["new_partners"] == [{"name": "Sunrise Neighbors", "slug": "sunrise-neighbors"}]


def test_history_says_who_imported_what_from_where(importing, staff):
    importing(PIMA)
    version = versions_of(Activity.objects.get())[0]
    assert (version.who, version.verb, version.reason) == (str(staff), "imported", "plan.csv")


def test_the_overlaps_of_the_state_are_due_after_an_import_that_wrote_something(importing):
    importing(PIMA)
    assert list(DueWork.objects.values_list("kind", "key")) == [("overlaps", "AZ")]
    importing(PIMA)
    assert DueWork.objects.count() == 1


def test_a_preview_writes_nothing(importing):
    receipt = importing(PIMA, apply=False)
    assert (counted(receipt), receipt["applied"]) == ({"created": 1}, False)
    assert not Partner.objects.exists()
    assert not ImportBatch.objects.exists()
    assert not DueWork.objects.exists()


def test_the_same_sheet_again_is_unchanged_with_labels_and_without(importing):
    rows = [PIMA, YUMA, PUBLIC]
    importing(*rows)
    assert counted(importing(*rows)) == {"unchanged": 3}
    assert counted(importing(*[row.partition(",")[2] for row in rows], header=HEADER.partition(",")[2])) == {
        "unchanged": 3
    }
    assert counted(importing(*[f",{row.partition(',')[2]}" for row in rows])) == {"unchanged": 3}
    assert Activity.objects.count() == 3


def test_a_labeled_row_is_the_same_whatever_else_changes(importing):
    importing(PIMA, YUMA)
    moved = "A-1,Sunrise Neighbors,Fall Push,c4,GOTV,doors,Yuma County,8/9/27,9/26/27,,6000,9000,"
    receipt = importing(moved, YUMA)
    assert counted(receipt) == {"updated": 1, "unchanged": 1}
    activity = Activity.objects.get(source_ref="A-1")
    assert (activity.division.name, activity.universe, activity.budget_usd) == ("Yuma County", 6000, None)
    assert not activity.constituencies.exists()
    changes = ImportBatch.objects.first().rows.get(outcome="updated").changes
    assert {name: (each["was"], each["now"]) for name, each in changes.items()} == {
        "place": ("Pima County", "Yuma County"),
        "start": ("Aug 2, 2027", "Aug 9, 2027"),
        "constituencies": ("Youth", "Everyone"),
        "universe": ("5,000", "6,000"),
        "budget": ("$1,500", "–"),
    }


def test_a_column_that_is_not_there_says_nothing(importing):
    importing(PIMA)
    header, row = (
        "Row,Organization,Type,Tactic,Where,Start,End",
        "A-1,Sunrise Neighbors,GOTV,doors,Pima,8/2/27,9/26/27",
    )
    assert counted(importing(row, header=header)) == {"unchanged": 1}
    assert Activity.objects.get().universe == 5000


def test_labels_are_the_senders_own(importing):
    table = factories.make_partner("Copper Table")
    importing(PIMA)
    other = PIMA.replace("Sunrise Neighbors", "Juniper Votes").replace("Fall Push", "Other Work")
    assert counted(importing(other, sender=table.slug)) == {"created": 1}
    assert Activity.objects.filter(source_ref="A-1").count() == 2
    assert Activity.objects.get(source_partner=table).program.partner.name == "Juniper Votes"
    assert counted(importing(PIMA)) == {"unchanged": 1}


def test_the_same_plan_from_another_sender_is_the_same_plan(importing):
    table = factories.make_partner("Copper Table")
    importing(PIMA)
    assert counted(importing(PIMA.replace("A-1", "77"), sender=table.slug)) == {"unchanged": 1}


def test_a_label_that_stands_for_quite_another_plan_is_refused(importing):
    importing(PIMA)
    receipt = importing("A-1,Juniper Votes,Harvest,c4,GOTV,doors,Yuma,8/2/27,9/26/27,,1,2,")
    assert counted(receipt) == {"rejected": 1}
    assert "belongs to another plan" in receipt["rejected"][0]["reason"]
    assert Activity.objects.get().program.partner.name == "Sunrise Neighbors"


def test_two_labels_are_two_plans_even_where_all_else_is_equal_and_that_is_said(importing):
    receipt = importing(PIMA, PIMA.replace("A-1", "A-9"))
    assert counted(receipt) == {"created": 2}
    assert receipt["remarks"] == [
        "Line 3 of plan.csv says under another label what line 2 of plan.csv says."
        " All are kept, and their tries add up: take out what is one plan."
    ]
    others = [PIMA.replace("A-1", f"A-{n}") for n in range(20, 28)]
    assert "and 2 more rows do so." in importing(*others)["remarks"][0]
    assert importing(PIMA, YUMA)["remarks"] == []


def test_repeated_rows_are_skipped_and_contradicting_ones_refused(importing):
    unlabeled = f",{PIMA.partition(',')[2]}"
    receipt = importing(PIMA, PIMA, PIMA.replace("5000", "6000"), unlabeled)
    assert counted(receipt) == {"created": 1, "skipped": 1, "rejected": 2}
    assert receipt["skipped_rows"][0]["reason"] == "Repeats line 2 of plan.csv."
    assert [row["line"] for row in receipt["rejected"]] == [4, 5]
    assert "line 2 of plan.csv" in receipt["rejected"][0]["reason"]


def test_unlabeled_rows_that_differ_only_in_volume_need_labels(importing):
    rows = [f",{PIMA.partition(',')[2]}", f",{PIMA.partition(',')[2].replace('5000', '6000')}"]
    receipt = importing(*rows)
    assert counted(receipt) == {"created": 1, "rejected": 1}
    assert "give each of the two a label" in receipt["rejected"][0]["reason"]


def test_some_bad_rows_do_not_keep_the_good_ones_out(importing):
    receipt = importing(PIMA, YUMA.replace("Yuma", "Atlantis"), ",TOTAL,,,,,,,,,9000,,")
    assert (counted(receipt), receipt["code"]) == ({"created": 1, "rejected": 1, "skipped": 1}, 1)
    (rejected,) = receipt["rejected"]
    assert set(rejected) == {"file", "line", "column", "value", "reason"}
    assert (rejected["file"], rejected["line"], rejected["column"]) == ("plan.csv", 3, "Where")
    assert rejected["value"] == "Atlantis"


def test_known_partners_are_met_by_any_of_their_names(importing):
    known = factories.make_partner("Sunrise Neighbors of Arizona", other_names="SNA\nSunrise Neighbors, Inc.")
    merged = factories.make_partner("Old Porch", status="merged", merged_into=known)
    entity = factories.make_entity(known, legal_name="Sunrise Action Fund")
    for name in ("SUNRISE NEIGHBORS OF ARIZONA", "SNA", "The Sunrise Neighbors", entity.legal_name, merged.name):
        importing(PIMA.replace("Sunrise Neighbors", name))
    assert set(Program.objects.values_list("partner", flat=True)) == {known.pk}
    assert Activity.objects.count() == 1
    assert PartnerState.objects.filter(partner=known, state="AZ").exists()


def test_a_name_of_two_partners_is_refused(importing):
    for slug in ("one", "two"):
        factories.make_partner("Sunrise Neighbors", slug=slug)
    receipt = importing(PIMA)
    assert counted(receipt) == {"rejected": 1}
    assert "one, two" in receipt["rejected"][0]["reason"]


def test_a_name_that_is_only_alike_makes_a_new_partner_and_is_told(importing):
    known = factories.make_partner("Sunrise Neighbours")
    receipt = importing(PIMA)
    like = [{"name": known.name, "slug": known.slug, "why": "nearly the same name"}]
    assert receipt["likely_twins"] == [{"name": "Sunrise Neighbors", "like": like}]
    assert Partner.objects.get(name="Sunrise Neighbors").status == "unconfirmed"


def test_the_vehicle_picks_the_entity_of_the_family(importing):
    partner = factories.make_partner("Sunrise Neighbors")
    c4, c3 = factories.make_entity(partner, "c4"), factories.make_entity(partner, "c3_public")
    importing(PIMA, PUBLIC, "A-4,Sunrise Neighbors,Quiet Work,,GOTV,doors,Pima,8/2/27,9/26/27,,,,")
    entities = dict(Program.objects.values_list("name", "entity"))
    assert entities == {"Fall Push": c4.pk, "Porch Lights": c3.pk, "Quiet Work": None}
    assert LegalEntity.objects.count() == 2


def test_a_vehicle_that_is_not_given_is_unknown(importing):
    row = PIMA.replace(",c4,", ",,")
    importing(row)
    assert Program.objects.get().entity.vehicle == "unknown"
    assert Program.objects.get().side == "independent"
    assert counted(importing(row)) == {"unchanged": 1}


def test_a_vehicle_that_becomes_known_moves_the_program_to_its_entity(importing):
    importing(PIMA.replace(",c4,", ",,"))
    assert counted(importing(PIMA.replace(",c4,", ",c3,"))) == {"updated": 1}
    program = Program.objects.get()
    assert (program.entity.vehicle, program.side) == ("c3_public", "nonpartisan")
    assert counted(importing(PIMA.replace(",c4,", ",c3,"))) == {"unchanged": 1}


@pytest.mark.parametrize("changed", [("Fall Push", "Long Summer"), (",c4,", ",pac,")], ids=["named anew", "of a PAC"])
def test_a_side_that_somebody_chose_stays(importing, changed):
    importing(PIMA)
    Program.objects.update(side="coordinated")
    assert counted(importing(PIMA.replace(*changed))) == {"updated": 1}
    assert Program.objects.get().side == "coordinated"


def test_a_name_in_another_script_is_met_again(importing):
    row = PIMA.replace("Sunrise Neighbors", "Голос Юмы")
    assert counted(importing(row)) == {"created": 1}
    assert counted(importing(row)) == {"unchanged": 1}
    assert Partner.objects.get().name == "Голос Юмы"


def test_a_contact_names_only_vehicles_that_are_kept_already(importing, partner_rep, own_partner):
    row = PIMA.replace("Sunrise Neighbors", own_partner.name)
    receipt = importing(row, user=partner_rep)
    assert counted(receipt) == {"rejected": 1} and not LegalEntity.objects.exists()
    assert "has no 501(c)(4) on record" in str(receipt["rejected"])
    factories.make_entity(own_partner, "c4")
    assert counted(importing(row, user=partner_rep)) == {"created": 1}


def test_a_program_that_is_renamed_row_by_row_leaves_no_empty_one_behind(importing):
    importing(PIMA, YUMA)
    renamed = [row.replace("Fall Push", "Autumn Push") for row in (PIMA, YUMA)]
    assert counted(importing(*renamed)) == {"updated": 2}
    assert set(Activity.objects.values_list("program__name", flat=True)) == {"Autumn Push"}
    assert list(Program.objects.exclude(status="cancelled").values_list("name", flat=True)) == ["Autumn Push"]
    assert counted(importing(*renamed)) == {"unchanged": 2}


def test_a_row_without_a_program_gets_one_by_its_type_and_year(importing):
    row = PIMA.replace("Fall Push", "")
    importing(row)
    assert Program.objects.get().name == "Get out the vote 2027"
    assert counted(importing(f",{row.partition(',')[2]}")) == {"unchanged": 1}
