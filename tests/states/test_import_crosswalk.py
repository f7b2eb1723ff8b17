"""Votes by county and district: each row becomes a share, or is refused with its line and why."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mvp_coord.jobs.models import DueWork
from states.models import Division, DivisionShare
from tests import factories, place_factories

pytestmark = pytest.mark.django_db
HEADER = "state_po,county_fips,county_name,office,district,votes\n"


@pytest.fixture
def arizona():
    """A county with its code, two congressional districts, an at-large state beside."""
    pima = factories.make_county("Pima County")
    Division.objects.filter(pk=pima.pk).update(fips="04019")
    for number in (6, 7):
        place_factories.make_district(f"cd:{number}")
    teton = factories.make_county("Teton County", "WY")
    Division.objects.filter(pk=teton.pk).update(fips="56039")
    place_factories.make_district("cd:at-large", "WY")
    return pima.state


@pytest.fixture
def run(tmp_path, staff):
    def import_it(text: str, *options: str, name: str = "votes_2024.csv") -> dict:
        path = tmp_path / name
        path.write_text(HEADER + text, encoding="utf-8")
        out = StringIO()
        try:
            call_command("import_crosswalk", str(path), "--as", staff.email, "--json", *options, stdout=out)
        except SystemExit as stop:
            assert stop.code == 1
        return json.loads(out.getvalue())

    return import_it


BOTH = "AZ,04019,PIMA,US HOUSE,006,300\nAZ,04019,PIMA,US HOUSE,AZ 007,100\n"


def test_a_row_becomes_the_share_of_each_in_the_other(arizona, run):
    receipt = run(BOTH, "--apply")
    assert (receipt["rows_in"], receipt["created"], receipt["rejected"]) == (2, 2, [])
    kept = DivisionShare.objects.get(division_b__ocd_id__endswith="cd:6")
    assert (kept.share_of_a, kept.share_of_b, kept.basis) == (0.75, 1, "votes cast 2024")
    assert "votes_2024.csv" in kept.source
    assert DueWork.objects.filter(kind="overlaps", key="AZ").exists()


def test_without_apply_nothing_is_written(arizona, run):
    receipt = run(BOTH)
    assert (receipt["created"], receipt["applied"]) == (2, False)
    assert not DivisionShare.objects.exists()
    assert not DueWork.objects.exists()


def test_twice_changes_nothing_and_new_votes_change_their_shares(arizona, run):
    run(BOTH, "--apply")
    DueWork.objects.all().delete()
    assert run(BOTH, "--apply")["unchanged"] == 2
    assert not DueWork.objects.exists()
    receipt = run(BOTH.replace(",100\n", ",300\n"), "--apply")
    assert (receipt["created"], receipt["updated"]) == (0, 2)
    assert {float(share.share_of_a) for share in DivisionShare.objects.all()} == {0.5}


@pytest.mark.parametrize(
    ("row", "cause", "says"),
    [
        ("AZ,,PIMA,US HOUSE,006,3", "no county code", "no county code"),
        ("AZ,04999,PIMA,US HOUSE,006,3", "unknown county code", "no county has the code 04999"),
        ("AZ,04019,GILA,US HOUSE,006,3", "name differs", "is Pima County, but the row names another"),
        ("WY,04019,PIMA,US HOUSE,AL,3", "another state's county", "is Pima County, AZ, but the row is of WY"),
        ("AZ,04019,PIMA,US HOUSE,,3", "no district named", "names no district"),
        ("AZ,04019,PIMA,US HOUSE,STATEWIDE,3", "not one district", "elects by district"),
        ("AZ,04019,PIMA,US HOUSE,099,3", "no such district", "AZ has no such district"),
        ("AZ,04019,PIMA,MAYOR,006,3", "no district office", "no office that is elected by district"),
        ("AZ,04019,PIMA,US HOUSE,006,0", "no votes", "without votes there is no share"),
        ("AZ,04019,PIMA,US HOUSE,006,many", "no number of votes", "number"),
        ("WY,56039,TETON,US HOUSE,STATEWIDE,3", "the whole state", "every county lies in it"),
        ("Nowhere,04019,PIMA,US HOUSE,006,3", "no state", "no state or territory"),
    ],
)
def test_what_is_not_used_is_told_with_line_and_reason(arizona, run, row, cause, says):
    receipt = run(f"{BOTH}{row}\n", "--apply")
    [refused] = receipt["rejected"]
    assert (refused["line"], refused["cause"]) == (4, cause)
    assert says in refused["reason"]
    assert receipt["causes"] == {cause: 1}
    assert receipt["rows_in"] == receipt["created"] + 1 == 3


def test_a_code_that_a_spreadsheet_made_a_decimal_number_of_is_mended_where_the_name_agrees(arizona, run):
    receipt = run("AZ,4019.0,PIMA,US HOUSE,006,300\nAZ,4019.0,GILA,US HOUSE,007,5\n", "--apply")
    assert (receipt["created"], receipt["mended"]) == (1, 1)
    assert receipt["causes"] == {"name differs": 1}


def test_the_same_county_and_district_twice_counts_once(arizona, run):
    receipt = run(f"{BOTH}AZ,04019,PIMA,US HOUSE,6,300\n", "--apply")
    assert receipt["rejected"][0]["reason"] == "the same county and district stand on line 2"


def test_only_staff_import_and_an_unreadable_file_is_refused(arizona, run, tmp_path, staff):
    path = tmp_path / "votes_2024.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Nobody of the staff"):
        call_command("import_crosswalk", str(path), "--as", factories.make_user().email)
    with pytest.raises(CommandError, match="No header was found"):
        call_command("import_crosswalk", str(path), "--as", staff.email)
    with pytest.raises(CommandError, match="does not say which year"):
        run(BOTH, name="votes.csv")


def test_the_receipt_in_words(arizona, tmp_path, staff):
    path = tmp_path / "votes_2024.csv"
    path.write_text(f"{HEADER}{BOTH}AZ,,PIMA,US HOUSE,006,3\n", encoding="utf-8")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("import_crosswalk", str(path), "--as", staff.email, stdout=out)
    assert out.getvalue().splitlines() == [
        "line 4, county_fips “”: the row has no county code",
        "1 row rejected: no county code.",
        "3 rows: 2 created, 0 updated, 0 unchanged, 1 rejected.",
        "Nothing was written: this is a preview. Add --apply to write it.",
    ]
