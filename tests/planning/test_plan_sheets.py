"""The four real plan sheets, end to end, in a database that holds the reference data and nothing else."""

import io
import json
from copy import deepcopy
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import User
from partners.models import Activity, Partner, Program
from states.actions.reference import load_reference
from tests import factories

SHEETS = {"AZ": ("plan_az_table.csv", "plan_az_partners.xlsx"), "WI": ("plan_wi_table.csv", "plan_wi_partners.xlsx")}


@pytest.fixture(scope="module")
def built(for_all_tests) -> User:
    """The reference data, and who sends the sheets."""
    return for_all_tests(reference_and_sender)


def reference_and_sender() -> User:
    load_reference(by=None)
    return factories.make_user("sol@example.org", is_staff=True)


def with_votes_of_2024(folder: Path) -> User:
    """The same, and the votes of each county."""
    user = reference_and_sender()
    call_command("import_electorate", str(folder / "county_presidential_2024.csv"), stdout=io.StringIO())
    return user


@pytest.fixture
def importer(built, db) -> User:
    return deepcopy(built)


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


def test_a_preview_writes_nothing(importer, shared_data):
    receipt = import_plans(shared_data / "plans" / "plan_az_table.csv", state="AZ", user=importer, apply=False)
    assert receipt["created"] == 11
    assert not receipt["applied"]
    assert not Partner.objects.exists()
    assert not Activity.objects.exists()


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
