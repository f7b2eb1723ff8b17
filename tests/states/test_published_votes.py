"""The votes that were published, county by county, beside the places of the reference data."""

import csv

import pytest

from states.models import Electorate, State

from .test_import_electorate import run


def state_totals(folder, year: int) -> dict[str, int]:
    with (folder / "state_presidential_votes.csv").open(encoding="utf-8") as file:
        return {
            row["state_name"]: int(row["total_votes"]) for row in csv.DictReader(file) if row["year"] == str(year)
        }


@pytest.mark.parametrize(
    ("year", "rows", "counties", "unmatched"),
    [(2020, 3152, 3112, {"AK": 40}), (2024, 3160, 3112, {"AK": 40, "DC": 8})],
)
def test_the_published_files_agree_with_the_published_state_totals(
    loaded, shared_data, year, rows, counties, unmatched
):
    receipt = run(shared_data / f"county_presidential_{year}.csv")
    assert (receipt["rows_in"], receipt["counties"]) == (rows, counties)
    left_over = [each["state"] for each in receipt["unmatched"]]
    assert {state: left_over.count(state) for state in set(left_over)} == unmatched

    published = state_totals(shared_data, year)
    names = dict(State.objects.values_list("division_id", "name"))
    ours = {
        names[division]: people
        for division, people in Electorate.objects.filter(division_id__in=names).values_list("division_id", "people")
    }
    differing = {name: (ours.get(name), votes) for name, votes in published.items() if ours.get(name) != votes}
    assert differing == {}, f"ours and the published total differ: {differing}"
    assert receipt["country"] == sum(published.values())
    assert not Electorate.objects.filter(division__fips="02020").exists()


def test_connecticut_changes_from_counties_to_regions(loaded, shared_data):
    for year in (2020, 2024):
        run(shared_data / f"county_presidential_{year}.csv")
    counted = Electorate.objects.filter(division__state="CT", division__kind="county")
    assert counted.filter(as_of__year=2020, division__valid_through__isnull=False).count() == 8
    assert counted.filter(as_of__year=2024, division__valid_from__isnull=False).count() == 9
