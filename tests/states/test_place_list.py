"""The counties and districts of a state: voters, lean, seats, and work that the viewer may read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from states.models import DivisionShare, ElectionResult
from tests import factories, place_factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(pima):
    """A district that holds three quarters of Pima County and nothing else."""
    found = place_factories.make_district("cd:6", name="Sixth", chamber="U.S. House", seats=1)
    DivisionShare.objects.create(
        division_a=pima, division_b=found, share_of_a="0.75", share_of_b="1", basis="votes cast 2024", source="test"
    )
    place_factories.make_result(pima)
    return found


def rows(client, address: str) -> dict[str, object]:
    return {row.division.name: row for row in client.get(address).context["page"].rows}


def test_a_district_has_voters_and_lean_of_its_counties_parts(district, staff, sign_in):
    client = sign_in(staff)
    row = rows(client, "/states/az/places/?kind=cd")["Sixth"]
    assert (row.electorate, row.is_summed, row.lean.is_estimate) == (375_000, True, True)
    assert row.lean.words == "Democratic by 18.0 points"
    page = client.get("/states/az/places/?kind=cd").content.decode()
    assert "estimated from the returns of their counties" in page
    assert "no reason for any use of nonpartisan money" in page
    county = rows(client, "/states/az/places/")["Pima County"]
    assert (county.electorate, county.is_summed, county.lean.is_estimate) == (500_000, False, False)


def test_activities_are_counted_as_far_as_they_may_be_read_and_lead_to_their_rows(
    pima, door_plan, staff, other_partner, sign_in
):
    door_plan("Open Door")
    door_plan("Hidden Door", visibility="staff")
    row = rows(sign_in(staff), "/states/az/places/")["Pima County"]
    assert row.activities == 2
    assert len(sign_in(staff).get(row.href).context["page"].plans.chosen) == 2
    assert rows(sign_in(other_partner), "/states/az/places/")["Pima County"].activities == 1


def test_columns_that_nobody_can_fill_are_left_out_and_said_once(district, pima, staff, sign_in):
    districts = sign_in(staff).get("/states/az/places/?kind=cd").content.decode()
    assert ">Seats</th>" in districts and ">Leans</th>" in districts
    counties = sign_in(staff).get("/states/az/places/").content.decode()
    assert ">Seats</th>" not in counties and ">Leans</th>" in counties
    ElectionResult.objects.all().delete()
    counties = sign_in(staff).get("/states/az/places/").content.decode()
    assert ">Leans</th>" not in counties and "No results are on record here" in counties


def test_words_narrow_it_and_what_is_not_there_is_said(pima, staff, sign_in):
    factories.make_county("Gila County")
    client = sign_in(staff)
    assert list(rows(client, "/states/az/places/?q=gila")) == ["Gila County"]
    assert list(rows(client, "/states/az/places/?kind=nonsense")) == ["Gila County", "Pima County"]
    assert "Nothing here is called" in client.get("/states/az/places/?q=nowhere").content.decode()


def test_unknown_states_are_not_found(staff, sign_in):
    factories.make_state("AZ")
    client = sign_in(staff)
    assert client.get("/states/zz/places/").status_code == 404
    assert client.get("/states/AZ/places/").headers["Location"] == "/states/az/places/"


def test_the_same_queries_for_many_places_as_for_few(pima, staff, sign_in, django_assert_num_queries):
    client = sign_in(staff)
    client.get("/states/az/places/")
    with CaptureQueriesContext(connection) as few:
        client.get("/states/az/places/")
    for number in range(18):
        factories.make_county(f"County {number}", electorate=10)
    with django_assert_num_queries(len(few)):
        assert len(client.get("/states/az/places/").context["page"].rows) == 19
