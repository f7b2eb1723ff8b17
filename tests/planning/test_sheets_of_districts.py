"""Sheets of districts in the words of many people, against a reckoning by hand from the votes in the files.

Each story works in a family or in weeks of its own. The hand reckoning knows two lists of everyone: attempts day by
day, the part of a place that lies in another by its votes, people by independent reaches. None of the engine's code.
"""

import csv
import datetime as dt
import io
import json
from collections import defaultdict
from copy import deepcopy

import pytest
from django.core.management import call_command

from accounts.models import User

from .test_plan_districts import import_votes
from .test_plan_sheets import import_plans, with_votes_of_2024

HEAD = ["Row", "Org", "Program", "Type", "Tactic", "Where", "Start", "End", "For", "List", "Attempts", "Budget"]
# Story: row, place as written, first and last day, for whom, people, attempts; the tactic is the story's.
STORIES = {
    "a district against a county that it cuts": (
        "doors",
        ("A1", "Congressional District 2", "2/1/27", "3/28/27", "", 160_000, 480_000),
        ("A2", "ROCK CO.", "Feb 1, 2027", "2027-03-28", "all", 30_000, 99_000),
    ),
    "the state against a district": (
        "volunteer phone",
        ("B1", "state-wide", "2/1/27", "3/28/27", "everyone", 900_000, 3_600_000),
        ("B2", "U.S. House District 3", "2/1/27", "3/28/27", "", 100_000, 420_000),
    ),
    "an assembly district against a county that holds a part of it": (
        "doors",
        ("C1", "Wisconsin Assembly District 38", "4/5/27", "5/30/27", "", 12_000, 36_000),
        ("C2", "55055.0", "4/5/27", "5/30/27", "", 20_000, 64_000),
    ),
    "an assembly district and the district of Congress around its counties": (
        "postcards",
        ("D1", "AD-71", "2/1/27", "3/28/27", "", 15_000, 84_000),
        ("D2", "ocd-division/country:us/state:wi/cd:3", "2/1/27", "3/28/27", "", 150_000, 750_000),
    ),
    "districts at two ends of the state": (
        "doors",
        ("E1", "A.D. 12", "6/7/27", "8/1/27", "", 15_000, 60_000),
        ("E2", "WI-03", "6/7/27", "8/1/27", "", 150_000, 600_000),
    ),
    "a county outside of a district": (
        "P2P text",
        ("F1", "Milwaukee", "2/1/27", "3/28/27", "", 200_000, 1_200_000),
        ("F2", "3rd CD", "2/1/27", "3/28/27", "", 150_000, 900_000),
    ),
    "windows that share one day": (
        "doors",
        ("G1", "Dane", "8/2/27", "8/29/27", "", 150_000, 405_000),
        ("G2", "Dane Cty", "29-Aug-2027", "2027-09-25", "", 120_000, 300_000),
    ),
    "windows that only adjoin": (
        "doors",
        ("H1", "Brown", "8/2/27", "8/29/27", "", 60_000, 180_000),
        ("H2", "Brown County", "8/30/27", "9/26/27", "", 60_000, 180_000),
    ),
    "a district of which nobody knows how much lies in the county": (
        "doors",
        ("I1", "SD 7", "10/4/27", "11/28/27", "", 40_000, 160_000),
        ("I2", "Milwaukee County, Wisconsin", "10/4/27", "11/28/27", "", 200_000, 700_000),
    ),
    "young people whom nobody has counted": (
        "relational",
        ("J1", "Racine; Racine County", "4/5/27", "5/30/27", "youth", 9_000, 36_000),
        ("J2", "Racine", "4/5/27", "5/30/27", "Young voters", 7_000, 28_000),
    ),
}  # fmt: skip
LIMITS = {"doors": 2, "relational": 3, "volunteer phone": 3, "P2P text": 4, "postcards": 4}


def lines() -> list[list[str]]:
    made = []
    for tactic, *rows in STORIES.values():
        for n, (row, place, first, last, who, people, tries) in enumerate(rows):
            org, program = ("Elm Neighbors", "Lark Votes")[n], f"{('Porch', 'Gate')[n]} {row[0]}"
            made.append(
                [row, org, program, "gotv", tactic, place, first, last, who, f"{people:,}", str(tries), "$30k"]
            )
    return made


def as_csv(rows, delimiter=",", end="\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows([HEAD, *rows])
    return out.getvalue()


@pytest.fixture(scope="module")
def built(for_all_tests, shared_data) -> User:
    """Reference data and the votes of 2024 by county; who sends the sheets."""
    return for_all_tests(with_votes_of_2024, shared_data)


@pytest.fixture
def importer(built, db) -> User:
    return deepcopy(built)


def found_in(sheet, user) -> dict[frozenset, dict]:
    receipt = import_plans(sheet, state="WI", user=user)
    assert receipt["rejected"] == []
    assert receipt["created"] == len(lines())
    call_command("refresh_overlaps", stdout=io.StringIO())
    out = io.StringIO()
    call_command("overlaps", "--state", "WI", "--json", stdout=out)
    return {frozenset(case["members"]): case for case in json.loads(out.getvalue())["cases"]}


class ByVotes:
    """Wisconsin by hand: people of counties and districts, and how they lie to each other."""

    def __init__(self, folder):
        with (folder / "county_presidential_2024.csv").open() as file:
            rows = [row for row in csv.DictReader(file) if row["state_name"] == "Wisconsin"]
        self.people = {row["county_fips"]: int(row["total_votes"]) for row in rows}
        self.votes = defaultdict(lambda: defaultdict(int))
        with (folder / "county_district_votes_2024.csv").open() as file:
            for row in csv.DictReader(file):
                if row["state_po"] == "WI":
                    self.votes[row["office"], int(row["district"])][row["county_fips"]] += int(row["votes"])

    def share_of_county(self, county, office, number) -> float:
        whole = sum(votes[county] for (kind, _), votes in list(self.votes.items()) if kind == office)
        return self.votes[office, number][county] / whole

    def share_of_district(self, county, office, number) -> float:
        return self.votes[office, number][county] / sum(self.votes[office, number].values())

    def is_all_of(self, county, number) -> bool:
        """Whether a county lies wholly in a district of Congress."""
        return self.share_of_county(county, "US HOUSE", number) > 0.999

    def in_district(self, office, number) -> float:
        counties = list(self.votes[office, number])
        return sum(self.people[each] * self.share_of_county(each, office, number) for each in counties)


def touches(story: str) -> tuple[float, float]:
    """Attempts for somebody on both lists in the worst 28 days (the first of them), and those of the lesser side."""
    sides = [(day(first), day(last), tries / people) for _, _, first, last, _, people, tries in STORIES[story][1:]]
    begins, stops = max(first for first, _, _ in sides), min(last for _, last, _ in sides)
    rates = [[rate(side, end) for side in sides] for end in range(begins, stops + 28)]
    worst = max(rates, key=lambda each: round(sum(each), 9))
    return sum(worst), min(worst)


def rate(side: tuple[int, int, float], end: int) -> float:
    first, last, each = side
    return each * max(0, min(last, end) - max(first, end - 27) + 1) / (last - first + 1)


def day(text: str) -> int:
    for form in ("%m/%d/%y", "%Y-%m-%d", "%b %d, %Y", "%d-%b-%Y"):
        try:
            return dt.datetime.strptime(text, form).date().toordinal()
        except ValueError:
            continue
    raise AssertionError(text)


def people_by_hand(at: ByVotes) -> dict[str, tuple[float, float]]:
    """People on both lists, from and to: the smaller list's people on the common ground × the other's reach there."""
    racine, rock, jefferson, milwaukee = "55101", "55105", "55055", "55079"
    cd3, everybody = at.in_district("US HOUSE", 3), sum(at.people.values())
    in_rock = min(
        30_000 * at.share_of_county(rock, "US HOUSE", 2), 160_000 * at.share_of_district(rock, "US HOUSE", 2)
    )
    assert 900_000 * cd3 / everybody > 100_000  # the list of the district is the smaller one there
    assert set(at.votes["STATE HOUSE", 71]) <= {each for each in at.votes["US HOUSE", 3] if at.is_all_of(each, 3)}
    return {
        "A": 2 * (in_rock * 30_000 / at.people[rock],),
        "B": 2 * (100_000 * 900_000 / everybody,),
        "C": 2 * (12_000 * at.share_of_district(jefferson, "STATE HOUSE", 38) * 20_000 / at.people[jefferson],),
        "D": 2 * (15_000 * 150_000 / cd3,),
        "I": (0, 40_000 * 200_000 / at.people[milwaukee]),
        "J": (7_000 * 9_000 / at.people[racine], 7_000),
    }


def stories() -> dict[str, str]:
    """Title of each story by the letter of its rows."""
    return {rows[0][0][0]: title for title, (_, *rows) in STORIES.items()}


@pytest.fixture
def with_votes(importer, shared_data, tmp_path):
    sheet = tmp_path / "districts.csv"
    sheet.write_bytes(as_csv(lines(), ";", "\r\n").encode("utf-16"))
    import_votes(shared_data, importer)
    return found_in(sheet, importer)


def test_with_the_votes_just_those_overlap_that_should_with_the_figures_reckoned_by_hand(with_votes, shared_data):
    hand = people_by_hand(ByVotes(shared_data))
    assert with_votes.keys() == {frozenset({f"{letter}1", f"{letter}2"}) for letter in hand}
    for letter, people in hand.items():
        case, (total, _) = with_votes[frozenset({f"{letter}1", f"{letter}2"})], touches(stories()[letter])
        excess = [each * (total - LIMITS[STORIES[stories()[letter]][0]]) for each in people]
        assert case["class"] == "competing"
        assert case["certainty"] == ("possible" if letter == "I" else "likely")
        assert ends(case["people"]) == pytest.approx(people, rel=0.002, abs=1), letter
        assert case["touches"] == pytest.approx(total, abs=0.006), letter
        assert ends(case["excess_attempts"]) == pytest.approx(excess, rel=0.002, abs=1), letter


def test_one_shared_day_is_no_overlap_since_one_side_gives_under_a_tenth_at_worst():
    total, lesser = touches("windows that share one day")
    assert total > LIMITS["doors"]
    assert lesser < total / 10


def test_without_the_votes_what_districts_share_is_not_known(importer, tmp_path):
    sheet = tmp_path / "districts.csv"
    sheet.write_text(as_csv(lines()))
    found = found_in(sheet, importer)
    assert {"".join(sorted({each[0] for each in members})) for members in found} == set("ABCDEFIJ")
    for members, case in found.items():
        [pair] = case["pairs"]
        is_sure = members & {"J1", "B1"}  # one place, and a district that lies in its state in any case
        assert (pair["basis"] == "share unknown") == (not is_sure)
        assert case["certainty"] == ("likely" if is_sure else "possible")
        assert (ends(case["people"])[0] == 0) == (not is_sure)


def ends(figure) -> tuple[float, float]:
    low, high = figure if isinstance(figure, list) else (figure, figure)
    return low, high


@pytest.mark.parametrize(
    ("encoding", "delimiter", "end"),
    [
        ("utf-8", ",", "\n"),
        ("utf-8-sig", ";", "\r\n"),
        ("utf-16", "\t", "\r\n"),
        ("utf-16-le", ";", "\n"),
        ("cp1252", "|", "\r"),
    ],
)
def test_the_same_sheet_in_any_dialect_says_the_same(importer, tmp_path, encoding, delimiter, end):
    repeated = [*lines(), lines()[3]]
    sheet = tmp_path / "plan.csv"
    sheet.write_bytes(as_csv(repeated, delimiter, end).encode(encoding))
    again = tmp_path / "the same plan.csv"
    again.write_text(as_csv(lines()))
    receipt = import_plans(sheet, again, state="WI", user=importer, apply=False)
    assert receipt["created"] == len(lines())
    assert receipt["skipped"] == len(lines()) + 1
    assert {each["reason"].partition(" ")[0] for each in receipt["skipped_rows"]} == {"Repeats"}


REFUSED = {
    "Dane; Milwaukee; WI-03": ("Where", "names several places (Dane County, Milwaukee County, Wisconsin's 3rd"),
    "AD 12-14": ("Where", "use one row for each"),
    "Dane and Cook County, IL": ("Where", "is in Illinois, or partly there; this sheet is for Wisconsin"),
    "MN-01": ("Where", "is in Minnesota"),
    "17031": ("Where", "those here begin with 55"),
    "District 3": ("Where", "write WI-03 for the one of Congress, or Senate District 3 or Assembly District 3"),
    "Madison": ("Where", "write a county (Adams County), a district (WI-08,"),
}
ODD = {
    ("Attempts", "10,000–12,000"): "is a range: write one number",
    ("Attempts", "up to 12k"): "says only how many at least or at most: write one number",
    ("Attempts", "12.500"): "could be 12,500 or a part of one: write 12500",
    ("End", "ongoing"): "leaves the day open: write the one that is planned so far, such as 2027-09-06",
    ("End", ""): "End is blank, and every plan needs it",
    ("Start", "8.2.2027"): "could be two different days: write it as 2027-09-06",
    ("Tactic", "carrier pigeon"): "is no tactic that is known here",
    ("For", "left-handed people"): "is no constituency that is known here",
}


def test_what_is_refused_says_line_column_what_and_how_to_write_it(importer, tmp_path):
    good = lines()[0]
    rows = [[*good[:5], where, *good[6:]] for where in REFUSED]
    rows += [
        [written if name == column else cell for name, cell in zip(HEAD, good, strict=True)]
        for column, written in ODD
    ]
    sheet = tmp_path / "odd.csv"
    sheet.write_text(as_csv([[f"R{n}", *row[1:]] for n, row in enumerate(rows)]))
    out = io.StringIO()
    with pytest.raises(SystemExit):
        import_plans(sheet, state="WI", user=importer, out=out)
    refused = json.loads(out.getvalue())["rejected"]
    wanted = [*((column, where, why) for where, (column, why) in REFUSED.items()),
              *((column, written, why) for (column, written), why in ODD.items())]  # fmt: skip
    assert [(each["line"], each["column"], each["value"]) for each in refused] == [
        (line, column, written) for line, (column, written, _) in enumerate(wanted, start=2)
    ]
    for each, (_, _, why) in zip(refused, wanted, strict=True):
        assert why in each["reason"]
