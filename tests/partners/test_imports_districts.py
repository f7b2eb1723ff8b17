"""Legislative districts as sheets write them, in the words of each state."""

import pytest

from mvp_coord.lib.written import NotUnderstoodError

from .sheet_books import place_book


def found(state: str, text: str, **more) -> str:
    return place_book(state).find(text, **more).ocd_id.removeprefix("ocd-division/country:us/").partition("/")[2]


@pytest.mark.parametrize(
    ("state", "written", "district"),
    [
        ("WI", "Assembly District 5", "sldl:5"),
        ("WI", "AD 5", "sldl:5"),
        ("WI", "AD-05", "sldl:5"),
        ("WI", "WI AD 5", "sldl:5"),
        ("WI", "State Assembly District 5", "sldl:5"),
        ("WI", "5th Assembly District", "sldl:5"),
        ("WI", "Assembly District 5, WI", "sldl:5"),
        ("WI", "Wisconsin's 5th Assembly District", "sldl:5"),
        ("WI", "Senate District 7", "sldu:7"),
        ("WI", "SD-07", "sldu:7"),
        ("WI", "State Senate 7", "sldu:7"),
        ("WI", "seventh senate district", "sldu:7"),
        ("WI", "SLDL 099", "sldl:99"),
        ("AZ", "AZ LD 12", "sldu:12"),
        ("AZ", "LD12", "sldu:12"),
        ("AZ", "Legislative District 12", "sldu:12"),
        ("AZ", "AZ HD 12", "sldl:12"),
        ("AZ", "House District 12", "sldl:12"),
        ("AZ", "Legislative District 12 (House)", "sldl:12"),
        ("AZ", "SD 12", "sldu:12"),
        ("MN", "LD 12A", "sldl:12a"),
        ("MN", "HD 012A", "sldl:12a"),
        ("MN", "LD 12", "sldu:12"),
        ("MD", "House of Delegates District 3", "sldl:3"),
        ("ND", "LD 4A", "sldl:4a"),
        ("NE", "LD 5", "sldu:5"),
        ("NE", "Senate District 5", "sldu:5"),
        ("DC", "Ward 3", "ward:3"),
        ("AK", "Senate District B", "sldu:b"),
        ("MA", "10th Bristol", "sldl:10th_bristol"),
        ("MA", "Bristol & Norfolk Senate District", "sldu:bristol_and_norfolk"),
        ("MA", "Barnstable, Dukes and Nantucket", "sldl:barnstable_dukes_and_nantucket"),
        ("NH", "Belknap 1", "sldl:belknap_1"),
        ("VT", "Addison-1", "sldl:addison-1"),
        ("VT", "Addison", "county:addison"),
        ("VT", "Addison Senate District", "sldu:addison"),
        ("PR", "At-Large House District", "sldl:at-large"),
        ("SD", "LD 26A", "sldl:26a"),
    ],
)
def test_a_district_in_the_words_of_its_state(state, written, district):
    assert found(state, written) == district


@pytest.mark.parametrize(
    ("state", "written", "says"),
    [
        ("WI", "LD 12", r"could be Senate District 12 or Assembly District 12: write which"),
        (
            "WI",
            "District 12",
            r"which kind of district: write WI-12 .*, or Senate District 12 or Assembly District 12",
        ),
        (
            "WI",
            "House District 3",
            r"no chamber of Wisconsin: write Assembly District 3, or WI-03 for the one of Con",
        ),
        ("AZ", "Assembly District 3", r"no chamber of Arizona: write House District 3$"),
        ("AZ", "LD 31", r"does not exist: Arizona has 30 legislative districts, and none is 31"),
        ("WI", "AD 100", r"Wisconsin has 99 state assembly districts"),
        ("NE", "House District 5", r"Nebraska has one only: write Legislative District 5"),
        ("WI", "AZ LD 12", r"is in Arizona; this sheet is for Wisconsin"),
        ("WI", "AD 5 and AD 6", r"several places"),
        ("AZ", "Ward 3", r"no place in Arizona"),
    ],
)
def test_what_could_be_two_is_refused_with_what_to_write(state, written, says):
    with pytest.raises(NotUnderstoodError, match=says):
        found(state, written)


def test_a_bare_number_is_a_district_of_what_its_column_names():
    assert found("WI", "5", column="Assembly District") == "sldl:5"
    assert found("WI", "5", column="State senate district") == "sldu:5"
    assert found("WI", "5", column="CD") == "cd:5"
    assert found("AZ", "12", column="LD") == "sldu:12"


def test_a_census_code_of_five_digits_is_a_county():
    assert place_book("WI").find("55017").name == "Chippewa County"
