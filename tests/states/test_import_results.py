"""Files of results: by county and by contest, each row kept for its place or told with its line and why."""

import contextlib
import json
from io import StringIO

import pytest
from django.core.management import call_command

from states.models import Division, ElectionResult
from tests import factories, place_factories

pytestmark = pytest.mark.django_db
BY_COUNTY = "state_name,county_fips,county_name,votes_gop,votes_dem,total_votes\n"
BY_CONTEST = "state_po,office,district,special,stage,dem,rep,other,total,n_candidates\n"


@pytest.fixture
def places():
    """A county of Arizona with its code and a district; one of Alaska's house districts."""
    pima = factories.make_county("Pima County")
    Division.objects.filter(pk=pima.pk).update(fips="04019")
    for end, state in (("cd:6", "AZ"), ("sldu:12", "AZ"), ("sldl:20", "AK"), ("cd:at-large", "WY")):
        place_factories.make_district(end, state)


@pytest.fixture
def run(tmp_path, staff):
    def import_it(text: str, *options: str, name: str = "results_2024.csv") -> dict:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        out = StringIO()
        with contextlib.suppress(SystemExit):
            call_command("import_results", str(path), "--as", staff.email, "--json", *options, stdout=out)
        return json.loads(out.getvalue())

    return import_it


def kept() -> dict[tuple[str, str], list[int | None]]:
    """The votes of both parties and all, by place and office."""
    columns = ("division__name", "office", "votes_dem", "votes_rep", "votes_total")
    return {(name, office): votes for name, office, *votes in ElectionResult.objects.values_list(*columns)}


PIMA = "Arizona,04019,Pima County,40,58,100\n"


def test_a_county_and_the_sum_of_its_state(places, run):
    receipt = run(f"{BY_COUNTY}{PIMA}Arizona,04999,Nowhere County,10,5,20\n", "--apply")
    assert kept() == {("Pima County", "president"): [58, 40, 100], ("Arizona", "president"): [63, 50, 120]}
    assert (receipt["rows_in"], receipt["created"], receipt["causes"]) == (2, 1, {"unknown county code": 1})
    result = ElectionResult.objects.get(division__name="Pima County")
    assert (float(result.margin_share), result.year, result.counted) == (0.18, 2024, "county")
    assert "results_2024.csv" in result.source


def test_alaskas_pseudo_codes_are_its_house_districts_by_name(places, run):
    row = "AK,02020,State House District 20,10,20,31\n"
    run(BY_COUNTY + row, "--apply")
    assert kept()[("sldl:20", "president")] == [20, 10, 31]
    receipt = run(BY_COUNTY + row, "--apply", name="results_2020.csv")
    assert receipt["causes"] == {"drawn anew since": 1}


def test_contests_of_districts_and_of_states(places, run):
    text = (
        f"{BY_CONTEST}AZ,US HOUSE,AZ 006,FALSE,GEN,50,45,5,100,3\nWY,US HOUSE,AT-LARGE,FALSE,GEN,,70,30,100,3\n"
        "AZ,STATE SENATE,012,FALSE,GEN,60,40,,100,2\nAZ,US SENATE,STATEWIDE,FALSE,GEN,51,49,,100,2\n"
    )
    assert run(text, "--apply")["created"] == 4
    assert kept() == {
        ("cd:6", "us_house"): [50, 45, 100],
        ("cd:at-large", "us_house"): [None, 70, 100],
        ("sldu:12", "sldu"): [60, 40, 100],
        ("Arizona", "us_senate"): [51, 49, 100],
    }
    assert ElectionResult.objects.get(division__name="cd:at-large").margin_share is None


def test_a_recount_stands_for_what_it_counted_again(places, run):
    rows = "AZ,US HOUSE,006,FALSE,GEN,50,45,5,100,3\nAZ,US HOUSE,006,FALSE,GEN RECOUNT,49,46,5,100,3\n"
    receipt = run(BY_CONTEST + rows, "--apply")
    assert kept() == {("cd:6", "us_house"): [49, 46, 100]}
    [refused] = receipt["rejected"]
    assert (refused["line"], refused["reason"]) == (2, "a recount of the same contest stands on line 3")


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ("AZ,US HOUSE,099,FALSE,GEN,50,45,5,100,3", "no such district"),
        ("AZ,US PRESIDENT,011,FALSE,GEN,50,45,5,100,3", "part of a state"),
        ("AZ,DOG CATCHER,,FALSE,GEN,50,45,5,100,3", "no office kept"),
        ("AZ,US HOUSE,006,FALSE,GEN,50,45,5,,3", "no votes"),
        ("AZ,US HOUSE,006,FALSE,GEN,150,45,5,100,3", "more than all"),
        ("AZ,US HOUSE,006,FALSE,GEN,fifty,45,5,100,3", "no number of votes"),
        ("Nowhere,US HOUSE,006,FALSE,GEN,50,45,5,100,3", "no state"),
    ],
)
def test_what_is_not_used_is_told(places, run, row, cause):
    receipt = run(f"{BY_CONTEST}{row}\n", "--apply")
    assert (receipt["rows_in"], receipt["causes"]) == (1, {cause: 1})
    assert receipt["rejected"][0]["line"] == 2
    assert not ElectionResult.objects.exists()


def test_a_preview_writes_nothing_and_twice_changes_nothing(places, run):
    assert run(BY_COUNTY + PIMA)["created"] == 1
    assert not ElectionResult.objects.exists()
    run(BY_COUNTY + PIMA, "--apply")
    again = run(BY_COUNTY + PIMA, "--apply")
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 1)
    assert run(BY_COUNTY + PIMA.replace(",58,", ",57,"), "--apply")["updated"] == 1


def test_a_state_page_shows_contests_lean_method_and_source(places, run, staff, sign_in):
    assert "How Arizona voted" not in sign_in(staff).get("/states/az/places/").content.decode()
    run(BY_COUNTY + PIMA, "--apply")
    page = " ".join(sign_in(staff).get("/states/az/places/").content.decode().split())
    assert "Leans Democratic by 18.0 points." in page
    assert "share of all votes for president, in points, in 2024." in page
    assert "no reason for any use of nonpartisan money" in page
    assert "Election results 2024, file results_2024.csv" in page
