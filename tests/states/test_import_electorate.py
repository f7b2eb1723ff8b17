"""County results files: every figure under its own place, nothing lost, nothing half-written."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mvp_coord.jobs.models import DueWork
from states.models import Division, Electorate
from tests import factories

pytestmark = pytest.mark.django_db
HEADER = "state_name,county_fips,county_name,total_votes\n"


@pytest.fixture
def arizona():
    """Two counties with their codes."""
    pima = factories.make_county("Pima County")
    santa_cruz = factories.make_county("Santa Cruz County")
    Division.objects.filter(pk=pima.pk).update(fips="04019")
    Division.objects.filter(pk=santa_cruz.pk).update(fips="04023")
    return pima.state


@pytest.fixture
def sheet(tmp_path):
    def write(text: str, name: str = "county_2024.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def run(path, *options: str) -> dict:
    out = StringIO()
    call_command("import_electorate", str(path), *options, "--json", stdout=out)
    return json.loads(out.getvalue())


def figures() -> dict[str, int]:
    return dict(Electorate.objects.values_list("division__name", "people"))


def test_counties_and_their_state_get_their_votes(arizona, sheet):
    receipt = run(sheet(HEADER + 'Arizona,04019,Pima County,100\nArizona,4023,SANTA CRUZ CO.,"1,050"\n'))
    assert figures() == {"Pima County": 100, "Santa Cruz County": 1050, "Arizona": 1150}
    assert (receipt["rows_in"], receipt["counties"], receipt["created"], receipt["country"]) == (2, 2, 3, None)
    kept = Electorate.objects.get(division__name="Pima County")
    assert (kept.as_of, kept.basis) == (dt.date(2024, 11, 5), "votes")
    assert "county_2024.csv" in kept.source


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Arizona,04019,Ward 1,7", "the code 04019 is Pima County, but the row says Ward 1"),
        ("Arizona,04901,District 1,7", "no county has the code 04901"),
        ("Arizona,,Pima County,7", "the row has no county code"),
        ("Wisconsin,04019,Pima County,7", "the code 04019 is Pima County, AZ, but the row is of WI"),
    ],
)
def test_a_row_that_is_no_county_is_reported_and_counts_for_its_state(arizona, sheet, row, reason):
    factories.make_state("WI")
    receipt = run(sheet(HEADER + row + "\n"))
    assert [(each["line"], each["reason"]) for each in receipt["unmatched"]] == [(2, reason)]
    assert figures() == {row.split(",")[0]: 7}


def test_the_same_file_again_changes_nothing_and_a_corrected_one_only_what_differs(arizona, sheet):
    text = HEADER + "Arizona,04019,Pima County,100\nArizona,04023,Santa Cruz County,50\n"
    run(sheet(text))
    DueWork.objects.all().delete()
    before = Electorate.objects.model.events.rel.related_model.objects.count()
    assert {key: run(sheet(text))[key] for key in ("created", "updated", "unchanged")} == {
        "created": 0,
        "updated": 0,
        "unchanged": 3,
    }
    assert Electorate.objects.model.events.rel.related_model.objects.count() == before
    assert not DueWork.objects.exists()
    receipt = run(sheet(text.replace(",50", ",60")))
    assert (receipt["updated"], receipt["unchanged"]) == (2, 1)
    assert figures() == {"Pima County": 100, "Santa Cruz County": 60, "Arizona": 160}


def test_new_figures_ask_for_a_new_overlap_check_of_their_state(arizona, sheet):
    run(sheet(HEADER + "Arizona,04019,Pima County,100\n"))
    assert list(DueWork.objects.values_list("kind", "key")) == [("overlaps", "AZ")]


def test_another_year_stands_beside_the_first(arizona, sheet):
    run(sheet(HEADER + "Arizona,04019,Pima County,100\n"))
    run(sheet(HEADER + "Arizona,04019,Pima County,90\n", "votes.csv"), "--year", "2020")
    assert set(Electorate.objects.values_list("as_of", "people").filter(division__kind="county")) == {
        (dt.date(2024, 11, 5), 100),
        (dt.date(2020, 11, 3), 90),
    }


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "This file is empty."),
        ("a,b\n1,2\n", "No header was found. The file needs the columns state_name"),
        (HEADER, "The file has a header and no rows."),
        (HEADER + "Arizona,04019,Pima County,many\n", "line 2: column total_votes: “many” is not a number"),
        (HEADER + "Arizona,04019,Pima County,-5\n", "line 2: column total_votes: “-5” is below zero"),
        (HEADER + "Arizona,04019,Pima County,\n", "line 2: column total_votes: “” is no number of votes"),
        (HEADER + "Arizonia,04019,Pima County,5\n", "line 2: column state_name: “Arizonia” is no state"),
        (HEADER + "Arizona,04019,Pima County,5\nArizona,04019,Pima County,6\n", "line 3: Pima County (04019) stands"),
    ],
)
def test_a_bad_file_is_refused_with_its_line_and_nothing_is_written(arizona, sheet, text, complaint):
    good = "Arizona,04023,Santa Cruz County,50\n" if text.startswith(HEADER + "A") else ""
    with pytest.raises(CommandError) as error:
        run(sheet(text + good))
    assert complaint in str(error.value)
    assert error.value.returncode == 2
    assert not Electorate.objects.exists()


def test_a_file_without_a_year_is_refused(arizona, sheet):
    with pytest.raises(CommandError, match="does not say which year"):
        run(sheet(HEADER + "Arizona,04019,Pima County,1\n", "county.csv"))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "nowhere_2024.csv")
