"""The four real plan sheets, end to end, in a database that holds the reference data and nothing else."""

import csv
import io
import json

import pytest
from django.core.management import call_command

from partners.models import Activity, LegalEntity, Partner, Program
from states.actions.reference import load_reference
from tests import factories

SHEETS = {"AZ": ("plan_az_table.csv", "plan_az_partners.xlsx"), "WI": ("plan_wi_table.csv", "plan_wi_partners.xlsx")}


@pytest.fixture
def importer(db):
    load_reference(by=None)
    return factories.make_user("sol@example.org", is_staff=True)


def import_plans(*files, state, user, apply=True, out=None):
    out = out or io.StringIO()
    arguments = [*map(str, files), "--state", state, "--as", user.email, "--json", *(["--apply"] if apply else [])]
    call_command("import_plans", *arguments, stdout=out)
    return json.loads(out.getvalue())


def import_all(folder, user):
    return [
        import_plans(*(folder / "plans" / name for name in names), state=state, user=user)
        for state, names in SHEETS.items()
    ]


def test_the_four_sheets_make_46_rows_and_none_is_rejected(importer, shared_data):
    receipts = import_all(shared_data, importer)
    assert [receipt["created"] for receipt in receipts] == [23, 23]
    assert [receipt["rejected"] for receipt in receipts] == [[], []]
    assert [(receipt["rows_in"], receipt["skipped"]) for receipt in receipts] == [(25, 2), (25, 2)]
    assert Activity.objects.count() == 46
    assert set(Program.objects.values_list("status", flat=True)) == {"planned"}
    assert set(Activity.objects.values_list("mode", flat=True)) == {"presence"}


def test_importing_them_again_changes_nothing(importer, shared_data):
    import_all(shared_data, importer)
    before = list(Activity.objects.order_by("pk").values())
    partners = Partner.objects.count()
    receipts = import_all(shared_data, importer)
    assert [receipt["unchanged"] for receipt in receipts] == [23, 23]
    assert [(receipt["created"], receipt["updated"]) for receipt in receipts] == [(0, 0), (0, 0)]
    assert list(Activity.objects.order_by("pk").values()) == before
    assert [receipt["new_partners"] for receipt in receipts] == [[], []]
    assert Partner.objects.count() == partners


def test_one_partner_may_have_a_charity_and_a_c4(importer, shared_data):
    import_all(shared_data, importer)
    partner = Partner.objects.get(name="Kite String Youth Action")
    assert sorted(partner.entities.values_list("vehicle", flat=True)) == ["c3_public", "c4"]
    sides = dict(Program.objects.filter(partner=partner).values_list("name", "side"))
    assert sides == {"Two Cents": "nonpartisan", "Bridge": "independent"}
    assert LegalEntity.objects.filter(vehicle="unknown").count() == 0


def test_a_preview_writes_nothing(importer, shared_data):
    receipt = import_plans(shared_data / "plans" / "plan_az_table.csv", state="AZ", user=importer, apply=False)
    assert receipt["created"] == 11
    assert not receipt["applied"]
    assert not Partner.objects.exists()
    assert not Activity.objects.exists()


@pytest.mark.parametrize("state", ["AZ", "WI"])
def test_the_overlaps_are_those_that_the_design_expects(importer, shared_data, state):
    call_command("import_electorate", str(shared_data / "county_presidential_2024.csv"), stdout=io.StringIO())
    import_all(shared_data, importer)
    call_command("refresh_overlaps", stdout=io.StringIO())
    out = io.StringIO()
    call_command("overlaps", "--state", state, "--json", stdout=out)
    found = [(case["class"], frozenset(case["members"])) for case in json.loads(out.getvalue())["cases"]]
    with (shared_data / "plans" / f"plan_{state.lower()}_expected.csv").open() as lines:
        expected = [(line["expected"], frozenset(line["rows"].split())) for line in csv.DictReader(lines)]
    flagged = {pair for pair in expected if pair[0] != "not flagged"}
    assert set(found) == flagged
    assert len(found) == len(flagged)
    for _, apart in set(expected) - flagged:
        assert not [members for _, members in found if len(members & apart) > 1]


def test_every_row_of_a_foreign_table_is_refused_with_a_reason(importer, shared_data):
    out = io.StringIO()
    file = shared_data / "who_what_where_hxl.csv"
    with pytest.raises(SystemExit) as stop:
        import_plans(file, state="AZ", user=importer, out=out)
    receipt = json.loads(out.getvalue())
    assert stop.value.code == 1
    assert receipt["rows_in"] == len(receipt["rejected"]) == 244
    assert {row["line"] for row in receipt["rejected"]} == set(range(3, 247))
    assert all(row["column"] and row["value"] and row["reason"] for row in receipt["rejected"])
    assert not Partner.objects.exists()
    assert not Activity.objects.exists()
