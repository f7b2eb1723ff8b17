"""A plan for a district beside one for a county that the district cuts: with the crosswalk and without."""

import contextlib
import csv
import io
import json
from copy import deepcopy

import pytest
from django.core.management import call_command

from accounts.models import User
from planning.reports.ground import ground_of
from states.models import Electorate

from .test_plan_sheets import import_plans, with_votes_of_2024


def run(command: str, *arguments: object) -> dict:
    out = io.StringIO()
    with contextlib.suppress(SystemExit):
        call_command(command, *map(str, arguments), "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture(scope="module")
def built(for_all_tests, shared_data) -> User:
    """Reference data, the votes of 2024, and the two plans of the sheet; who sent it."""
    return for_all_tests(_import, shared_data)


def _import(folder) -> User:
    user = with_votes_of_2024(folder)
    receipt = import_plans(folder / "plans" / "plan_wi_districts.csv", state="WI", user=user)
    assert (receipt["created"], receipt["rejected"]) == (2, [])
    return user


@pytest.fixture
def wisconsin(built, db) -> User:
    return deepcopy(built)


@pytest.fixture
def expected(shared_data) -> dict[str, str]:
    with (shared_data / "plans" / "plan_wi_districts_expected.csv").open() as lines:
        [line] = csv.DictReader(lines)
    return line


def import_votes(folder, user) -> dict:
    return run("import_crosswalk", folder / "county_district_votes_2024.csv", "--as", user.email, "--apply")


def the_case() -> dict:
    call_command("refresh_overlaps", stdout=io.StringIO())
    [case] = run("overlaps", "--state", "WI")["cases"]
    assert (case["class"], case["members"]) == ("competing", ["WI-101", "WI-102"])
    assert case["place"] == "ocd-division/country:us/state:wi/county:chippewa"
    return case


def test_without_a_crosswalk_the_share_is_unknown_and_the_case_possible(wisconsin, expected):
    case = the_case()
    [pair] = case["pairs"]
    assert expected["without_crosswalk"] == f"{pair['basis']}, {case['certainty']}" == "share unknown, possible"
    assert pair["place_share"] is None
    assert (
        "How much of Chippewa County lies in Wisconsin's 3rd congressional district is not known" in case["sentence"]
    )


def test_with_the_crosswalk_the_share_is_the_part_of_the_countys_votes(wisconsin, expected, shared_data):
    receipt = run(
        "import_crosswalk", shared_data / "county_district_votes_2024.csv", "--as", wisconsin.email, "--apply"
    )
    case = the_case()
    [pair] = case["pairs"]
    share = pair["place_share"]
    told = f"place share of Chippewa County in the district {share:.3f} (20,101 of 37,266 votes of 2024)"
    assert expected["with_crosswalk"] == f"{told}, {case['certainty']}"
    assert share == pytest.approx(20_101 / 37_266)
    assert "not known" not in case["sentence"]
    assert_every_row_is_accounted_for(receipt)
    again = run(
        "import_crosswalk", shared_data / "county_district_votes_2024.csv", "--as", wisconsin.email, "--apply"
    )
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, receipt["created"])


def assert_every_row_is_accounted_for(receipt: dict) -> None:
    assert receipt["rows_in"] == 10_986 == receipt["created"] + len(receipt["rejected"])
    assert all(row["line"] and row["reason"] for row in receipt["rejected"])
    assert sum(receipt["causes"].values()) == len(receipt["rejected"])
    # Of the 200 odd codes 56 are empty and 144 Rhode Island's decimal numbers, of which 15 rows are statewide.
    assert (receipt["mended"], receipt["created"]) == (129, 10_646)
    assert receipt["causes"] == {
        "the whole state": 188,
        "no district named": 59,
        "no county code": 56,
        "unknown county code": 18,
        "not one district": 15,
        "no such district": 4,
    }


def test_the_electorate_of_a_district_is_the_sum_of_its_counties_by_weight(wisconsin, shared_data):
    import_votes(shared_data, wisconsin)
    place = "ocd-division/country:us/state:wi/cd:3"
    people = dict(Electorate.objects.filter(division__kind="county").values_list("division__ocd_id", "people"))
    ground = ground_of("WI")
    parts = {county: share for (county, district), share in ground.shares.items() if district == place}
    assert len(parts) == 19
    summed = sum(people[county] * share for county, share in parts.items())
    assert ground.atlas.electorate(place) == pytest.approx(summed)
