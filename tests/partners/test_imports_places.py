"""Places as sheets write them: one place, or a refusal that says which others could be meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mvp_coord.lib.written import NotUnderstoodError

from .sheet_books import place_book

STATES = ["AZ", "WI", "VA", "LA", "AK", "MD", "CT", "NM", "PR", "DC", "UT", "SD", "NE", "MA", "NH", "VT", "ME", "ID"]


def found(state: str, text: str, **more) -> str:
    return place_book(state).find(text, **more).name


@pytest.mark.parametrize(
    "written",
    [
        "Pima County",
        "PIMA COUNTY",
        "Pima Co.",
        " Pima ",
        "pima cnty",
        "County of Pima",
        "Pima County, AZ",
        "AZ - Pima",
        "Pima (Arizona)",
        "Pima County Arizona",
        "AZ, Pima County",
        "04019",
    ],
)
def test_a_county_in_many_spellings(written):
    assert found("AZ", written) == "Pima County"


@pytest.mark.parametrize(
    "written",
    [
        "Arizona",
        "AZ",
        "az",
        "Statewide",
        "state-wide",
        "State wide",
        "AZ (statewide)",
        "Statewide, AZ",
        "All counties",
        "entire state",
        "All of Arizona",
        "All",
    ],
)
def test_the_whole_state_in_many_spellings(written):
    assert found("AZ", written) == "Arizona"


@pytest.mark.parametrize(
    "written",
    [
        "AZ-03",
        "AZ 3",
        "AZ03",
        "CD 3",
        "CD-03",
        "CD3",
        "AZ CD 3",
        "AZ-CD03",
        "3rd Congressional District",
        "CD 3 (AZ)",
        "Congressional District 3",
        "third congressional district",
        "Arizona's 3rd congressional district",
    ],
)
def test_a_congressional_district_in_many_spellings(written):
    assert found("AZ", written) == "Arizona's 3rd congressional district"


@pytest.mark.parametrize("written", ["AK-AL", "AK at large", "AK-00", "CD 1"])
def test_a_state_of_one_district(written):
    assert found("AK", written) == "Alaska's at-large congressional district"


def test_a_bare_number_is_a_district_only_in_a_column_of_districts():
    assert found("AZ", "3", column="Congressional district") == "Arizona's 3rd congressional district"
    with pytest.raises(NotUnderstoodError):
        found("AZ", "3")


@pytest.mark.parametrize(
    ("state", "written", "name"),
    [
        ("WI", "Saint Croix", "St. Croix County"),
        ("WI", "FOND DU LAC COUNTY", "Fond du Lac County"),
        ("NM", "Dona Ana", "Doña Ana County"),
        ("NM", "DOÑA ANA CO.", "Doña Ana County"),
        ("LA", "Orleans", "Orleans Parish"),
        ("LA", "Orleans County", "Orleans Parish"),
        ("AK", "Anchorage", "Anchorage Municipality"),
        ("AK", "Fairbanks North Star", "Fairbanks North Star Borough"),
        ("MD", "Prince Georges", "Prince George's County"),
        ("MD", "Baltimore City", "Baltimore city"),
        ("VA", "City of Richmond", "Richmond city"),
        ("VA", "Richmond County", "Richmond County"),
        ("VA", "King & Queen County", "King and Queen County"),
        ("MT", "Lewis & Clark", "Lewis and Clark County"),
        ("IL", "La Salle", "LaSalle County"),
        ("FL", "Miami Dade", "Miami-Dade County"),
        ("NV", "Carson City", "Carson City"),
        ("WI", "Iowa", "Iowa County"),
        ("WI", "Washington Co.", "Washington County"),
        ("UT", "Utah County", "Utah County"),
        ("UT", "Utah (statewide)", "Utah"),
        ("DC", "DC", "District of Columbia"),
        ("CT", "Capitol Planning Region", "Capitol Planning Region"),
        ("PR", "San Juan", "San Juan Municipio"),
    ],
)
def test_the_odd_ones(state, written, name):
    assert found(state, written) == name


@pytest.mark.parametrize(
    ("state", "written", "says"),
    [
        ("VA", "Richmond", "Richmond County or Richmond city"),
        ("MO", "St. Louis", "St. Louis County or St. Louis city"),
        ("UT", "Utah", r"Utah County or Utah \(statewide\)"),
        ("NY", "New York", r"New York County or New York \(statewide\)"),
        ("AZ", "Pima, Pinal", "several places"),
        ("AZ", "Pima and Pinal Counties", "several places"),
        ("AZ", "CD 1 & CD 2", "several places"),
        ("AZ", "Maricopa / statewide", "several places"),
        ("AZ", "Pimma", "did you mean Pima County"),
        ("AZ", "Maricoppa Co", "did you mean Maricopa County"),
        ("AZ", "Sikasso", "no place in Arizona"),
        ("AZ", "Pima County (Tucson)", "did you mean Pima County"),
        ("AZ", "WI-03", "is in Wisconsin; this sheet is for Arizona"),
        ("AZ", "Wisconsin", "another state"),
        ("AZ", "AZ-22", "Arizona has 9 congressional districts"),
        ("AZ", "District 3", "which kind of district"),
        ("WI", "City of Milwaukee", "Milwaukee County"),
        ("VA", "Norfolk County", "Norfolk city"),
    ],
)
def test_what_is_refused_and_why(state, written, says):
    with pytest.raises(NotUnderstoodError, match=says):
        found(state, written)


@pytest.mark.parametrize("state", STATES)
def test_every_place_is_found_by_its_own_name(state):
    book = place_book(state)
    for place in book.places:
        name = "Statewide" if place is book.whole else place.name
        assert book.find(name) == place
        assert book.find(name.upper()) == place
        assert book.find(f"  {name} ") == place


@settings(deadline=None)
@given(st.text(max_size=30))
def test_anything_is_a_place_or_refused_with_a_reason(text):
    book = place_book("AZ")
    try:
        assert book.find(text) in book.places
    except NotUnderstoodError as refusal:
        assert str(refusal)
