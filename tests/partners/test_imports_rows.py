"""What one row of a plan says, or all the reasons why it cannot be read."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mvp_coord.sheets.header import recognize
from mvp_coord.sheets.reading import read_sheets
from partners.imports.columns import PLAN
from partners.imports.plan_row import from_json, to_json
from partners.imports.rows import read_rows

from .sheet_books import books

COLUMNS = {
    "Row": "AZ-1",
    "Organization": "Ocotillo Votes",
    "Program": "Fall Push",
    "Vehicle": "c4",
    "Type": "GOTV",
    "Tactic": "doors",
    "Where": "Pima Co.",
    "Start": "8/2/27",
    "End": "9/26/27",
    "Who for": "Youth",
    "Universe": "40k",
    "Planned attempts": "120,000",
    "Budget": "$1.2M",
}


def sheet(*rows: dict[str, str], title: str = "") -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    quoted = [[f'"{row.get(name, "")}"' for name in names] for row in rows]
    return "\n".join([title, ",".join(names), *(",".join(row) for row in quoted)]).encode()


def read(*rows: dict[str, str], state: str = "AZ", title: str = "", file: str = "plan.csv"):
    return read_rows(read_sheets(file, sheet(*rows, title=title), PLAN).rows, books(state))


def plan(**changes: str):
    """The plan row of the usual cells with some changed (None takes a column away)."""
    named = {name.replace("_", " "): value for name, value in changes.items()}
    cells = {name: value for name, value in {**COLUMNS, **named}.items() if value is not None}
    good, refused = read(cells)
    assert not refused, refused
    return good[0]


def refusal(**changes: str):
    named = {name.replace("_", " "): value for name, value in changes.items()}
    good, refused = read({**COLUMNS, **named})
    assert not good
    return refused[0]


def test_a_whole_row():
    row = plan()
    assert (row.ref, row.organization, row.program, row.vehicle) == ("AZ-1", "Ocotillo Votes", "Fall Push", "c4")
    assert (row.program_type, row.tactic, row.constituencies) == ("gotv", "door-canvass", ("youth",))
    assert row.place == "ocd-division/country:us/state:az/county:pima"
    assert (row.starts_on, row.ends_on) == (dt.date(2027, 8, 2), dt.date(2027, 9, 26))
    assert (row.universe, row.attempts, row.budget) == (40_000, 120_000, Decimal("1200000.00"))
    assert from_json(to_json(row)) == row


def test_blank_is_unknown_zero_is_a_volume_and_everyone_is_no_constituency():
    row = plan(Universe="n/a", Planned_attempts="0", Budget="TBD", Who_for="All", Vehicle="", Row="", Program="-")
    assert (row.universe, row.attempts, row.budget) == (None, 0, None)
    assert (row.constituencies, row.vehicle, row.ref, row.program) == ((), "", "", "")


@pytest.mark.parametrize("column", ["Organization", "Type", "Tactic", "Where", "Start", "End"])
def test_what_a_plan_needs_is_named_when_it_is_blank(column):
    for blank in ("", "TBD"):
        found = refusal(**{column: blank})
        assert found.column == column
        assert "blank" in found.reason


@pytest.mark.parametrize(
    ("changes", "column", "says"),
    [
        ({"End": "7/1/27"}, "End", "before the first"),
        ({"End": "9/26/31"}, "End", "more than three years"),
        ({"Start": "8/2/2047", "End": "9/26/2047"}, "Start", "outside of all cycles"),
        ({"Start": "26/9/2027"}, "Start", "day before the month"),
        ({"Start": "soon"}, "Start", "“soon” is not a date"),
        ({"Universe": "-5"}, "Universe", "below zero"),
        ({"Universe": "1.5"}, "Universe", "whole number"),
        ({"Planned attempts": "40-50k"}, "Planned attempts", "range"),
        ({"Budget": "1.234"}, "Budget", "two decimals"),
        ({"Vehicle": "c3/c4"}, "Vehicle", "several vehicles"),
        ({"Where": "Pima, Pinal"}, "Where", "several places"),
        ({"Where": "Atlantis"}, "Where", "no place in Arizona"),
        ({"Tactic": "skywriting"}, "Tactic", "no tactic"),
        ({"Type": "Food Security"}, "Type", "no program type"),
        ({"Who for": "skiers"}, "Who for", "no constituency"),
        ({"Organization": "=A1"}, "Organization", "formula"),
        ({"Organization": "#REF!"}, "Organization", "error in the spreadsheet"),
        ({"Organization": "12345"}, "Organization", "no name of an organization"),
        ({"Organization": "x" * 201}, "Organization", "more than 200 letters"),
        ({"Row": "x" * 101}, "Row", "more than 100 letters"),
        # Within a moment: looking for what is meant by these would take long.
        ({"Universe": "1" * 30_000}, "Universe", "more than 1,000 letters"),
        ({"Who for": "a and b " * 3_000 + "c"}, "Who for", "more than 1,000 letters"),
        ({"Tactic": "1-" * 15_000}, "Tactic", "more than 1,000 letters"),
    ],
)
def test_what_cannot_be_read_is_refused_with_line_column_value_and_reason(changes, column, says):
    found = refusal(**changes)
    assert (found.file, found.line, found.column) == ("plan.csv", 3, column)
    assert found.value == next(iter(changes.values()))
    assert says in found.reason


def test_one_refusal_gives_all_reasons():
    found = refusal(Where="Atlantis", Start="soon", Universe="-5")
    for words in ("Atlantis", "soon", "below zero"):
        assert words in found.reason


def test_a_year_may_come_from_the_title_or_from_the_other_date():
    from_title, _ = read({**COLUMNS, "Start": "Aug 2", "End": "Sep 26"}, title="Arizona field plan 2027")
    from_end, _ = read({**COLUMNS, "Start": "Nov 1", "End": "Jan 15, 2028"})
    from_start, _ = read({**COLUMNS, "Start": "Nov 1, 2027", "End": "1/15"})
    assert from_title[0].starts_on == dt.date(2027, 8, 2)
    assert (from_end[0].starts_on, from_end[0].ends_on) == (dt.date(2027, 11, 1), dt.date(2028, 1, 15))
    assert from_start[0].ends_on == dt.date(2028, 1, 15)
    _, refused = read({**COLUMNS, "Start": "Aug 2", "End": "Sep 26"})
    assert "no year" in refused[0].reason
    _, refused = read({**COLUMNS, "Start": "Aug 2", "End": "Sep 26"}, title="Plans 2027 and 2028")
    assert "no year" in refused[0].reason


def test_one_date_that_puts_the_day_first_makes_the_others_of_its_sheet_doubtful():
    good, refused = read(
        COLUMNS,
        {**COLUMNS, "Start": "26/8/2027", "End": "2027-09-26"},
        {**COLUMNS, "Start": "2027-08-02", "End": "Sep 26, 2027"},
    )
    assert [row.line for row in good] == [5]
    assert "two different days" in refused[0].reason


@pytest.mark.parametrize(
    "written", ["8/2/27 - 9/26/27", "8/2/27–9/26/27", "2027-08-02 to 2027-09-26", "Aug 2 – Sep 26, 2027"]
)
def test_one_column_may_hold_both_dates(written):
    row = plan(Start=None, End=None, Dates=written)
    assert (row.starts_on, row.ends_on) == (dt.date(2027, 8, 2), dt.date(2027, 9, 26))


def test_a_state_column_must_name_the_state_of_the_sheet():
    assert plan(State="AZ").place.endswith("county:pima")
    assert "is not Arizona" in refusal(State="Wisconsin").reason
    assert "not in the United States" in refusal(Country="Mali").reason


def test_a_sheet_whose_only_place_is_its_state():
    assert plan(Where=None, State="Arizona").place == "ocd-division/country:us/state:az"


def test_a_county_and_a_district_are_two_places():
    assert plan(Where="", Congressional_district="3").place.endswith("cd:3")
    assert "two places" in refusal(Congressional_district="3").reason


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Dials / texts", "attempts"),
        ("# of dials / texts", "attempts"),
        ("Voter contact attempts", "attempts"),
        ("Total contacts attempted", "attempts"),
        ("Voters in universe", "universe"),
        ("Target universe size", "universe"),
        ("Target pop.", "constituencies"),
        ("Budgeted amount", "budget"),
    ],
)
def test_what_sheets_call_their_columns(label, name):
    assert recognize([label], PLAN).places == {name: (0,)}


def test_two_columns_of_one_meaning_must_agree():
    assert plan(Planned_attempts=None, Doors="500", Calls="").attempts == 500
    assert "say different things" in refusal(Doors="500").reason


def test_columns_that_the_sheet_lacks_are_told():
    _, refused = read({name: COLUMNS[name] for name in ("Organization", "Type", "Where")})
    assert refused[0].reason == "The sheet has no column for tactic, start and end."


WORDS = st.sampled_from(
    ["", "n/a", "8/2/27", "c4", "GOTV", "doors", "Pima", "40k", "-1", "Statewide", "=x", "#REF!", "Total"]
)


@settings(deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, WORDS)), max_size=5))
def test_every_row_is_read_or_refused_whatever_it_says(rows):
    reading = read_sheets("plan.csv", sheet({**COLUMNS}, *rows), PLAN)
    good, refused = read_rows(reading.rows, books())
    assert len(good) + len(refused) == len(reading.rows)
    assert all(each.reason and each.column for each in refused)
