"""A sheet as awkward as people send them, against a reckoning by hand from the definition: county by county.

Each county is a story of its own. The hand reckoning knows lists of everyone in one county, nothing else: rates day
by day, people by independent reaches. None of the engine's code is used.
"""

import csv
import datetime as dt
import io
import itertools
import json
from dataclasses import dataclass

import pytest
from django.core.management import call_command

from partners.models import Program

from .test_plan_sheets import import_plans, with_votes_of_2024

HEAD = "Row,Organization,Program,Vehicle,Type,Tactic,Where,Start,End,Who for,Universe,Planned attempts,Budget"
BANDS = {"door": 2, "phone": 3, "text": 4}
# Rows by county: organization, program, type, tactic, place as written, days as written, for whom, volumes, budget.
SHEET = {
    "Rock County": """
        R1,Elm Neighbors,Every Stoop,gotv,doors,Rock,8/2/27,9/26/27,all,30000,"96,000",$288K
        R2,Lark Votes,Long Walk,GOTV,door to door,ROCK CO.,"September 13, 2027",2027-10-31,,"22,000",75k,"225,000"
    """,
    "Dane County": """
        D1,Elm Neighbors,Zero So Far,gotv,doors,Dane County,8/2/27,9/26/27,,150000,0,1000
        D2,Lark Votes,Big Walk,gotv,doors,Dane Co,8/2/27,9/26/27,,120000,"900,000","$2,700,000"
    """,
    "Brown County": """
        B1,Elm Neighbors,Nobody Counted,gotv,doors,brown county,8/2/27,9/26/27,,,90000,270000
        B2,Lark Votes,Somebody Did,gotv,doors,Brown County WI,8/2/27,9/26/27,,40000,128000,384000
    """,
    "Kenosha County": """
        K1,Elm Neighbors,South Wing,gotv,doors,Kenosha,8/2/27,9/26/27,,40000,128000,384000
        K2,Lark Votes,North Wing,gotv,doors,Kenosha,8/2/27,9/26/27,,30000,96000,288000
    """,
    "Racine County": """
        C1,Elm Neighbors,Porch Time,gotv,doors,Racine,8/2/27,9/26/27,,40000,128000,384000
        C2,Lark Votes,Gate Time,persuasion,canvass,"Racine County, WI",8/2/27,9/26/27,,30000,96000,288000
        C3,Elm Neighbors,Evening Calls,gotv,volunteer phone,Racine,8/2/27,9/26/27,,60000,264000,66000
        C4,Lark Votes,Noon Calls,gotv,paid phones,Racine,8/9/27,10/3/27,,50000,210000,52500
        C5,Reed Circle,Texts,gotv,P2P text,Racine,8/2/27,9/26/27,,60000,90000,9000
        C6,Wren Table,More Texts,gotv,P2P text,Racine,8/2/27,9/26/27,,60000,90000,9000
    """,
    "Eau Claire County": """
        E1,Elm Neighbors,One,gotv,doors,Eau Claire,8/2/27,9/26/27,,30000,96000,288000
        E2,Lark Votes,Two,gotv,doors,EauClaire County,8/2/27,9/26/27,,25000,80000,240000
        E3,Reed Circle,Three,gotv,doors,eau claire co.,8/9/27,10/3/27,,20000,64000,192000
    """,
    "Sauk County": """
        S1,Elm Neighbors,New Names,voter registration,doors,Sauk,8/2/27,9/26/27,,20000,80000,240000
        S2,Lark Votes,Old Names,gotv,doors,Sauk,8/2/27,9/26/27,,20000,80000,240000
    """,
    "Marathon County": """
        M1,Elm Neighbors,Quietly,gotv,doors,Marathon,8/2/27,9/26/27,,40000,64000,192000
        M2,Lark Votes,Calmly,gotv,doors,Marathon,8/2/27,9/26/27,,40000,60000,180000
    """,
    "Wood County": """
        W1,Elm Neighbors,Few,gotv,doors,Wood,8/2/27,9/26/27,,2000,9000,27000
        W2,Lark Votes,Fewer,gotv,doors,Wood,8/2/27,9/26/27,,1900,9000,27000
    """,
    "Polk County": """
        P1,Elm Neighbors,River Bend 2027,gotv,doors,Polk,8/2/27,9/26/27,,12000,30000,90000
        P2,Lark Votes,River Bend,gotv,doors,POLK COUNTY,8/2/27,9/26/27,,11900,29800,90000
    """,
    "Dunn County": """
        N1,Elm Neighbors,Morning,gotv,doors,Dunn,6/7/27,8/1/27,,9000,30000,90000
        N2,Lark Votes,Evening,gotv,doors,Dunn,8/2/27,9/26/27,,9000,30000,90000
    """,
    "Iron County": """
        I1,Elm Neighbors,First Half,gotv,doors,Iron,8/2/27,8/29/27,,2500,4000,12000
        I2,Elm Neighbors,Second Half,gotv,doors,Iron,8/30/27,9/26/27,,2500,4000,12000
        I3,Lark Votes,All of It,gotv,doors,Iron,8/2/27,9/26/27,,2400,7600,22800
    """,
}


@dataclass(frozen=True)
class Line:
    """A row as the hand reckoning takes it."""

    label: str
    who: str
    family: str
    registers: bool
    first: int
    last: int
    people: int | None
    tries: int | None


def rows() -> list[list[str]]:
    lines = [line.strip() for story in SHEET.values() for line in story.strip().splitlines()]
    return [[*row[:3], "c4", *row[3:]] for row in csv.reader(lines)]


def lines_of(county: str) -> list[Line]:
    labels = {line.strip().partition(",")[0] for line in SHEET[county].strip().splitlines()}
    return [_line(row) for row in rows() if row[0] in labels]


def _line(row: list[str]) -> Line:
    label, who, _, _, kind, tactic, _, first, last, _, people, tries, _ = row
    family = "phone" if "phone" in tactic else "text" if "text" in tactic else "door"
    volumes = (_number(people), _number(tries))
    return Line(label, who, family, "registration" in kind, _day(first), _day(last), *volumes)


def _number(text: str) -> int | None:
    text = text.replace(",", "").lower()
    return None if not text else int(float(text[:-1]) * 1000) if text.endswith("k") else int(text)


def _day(text: str) -> int:
    for form in ("%m/%d/%y", "%Y-%m-%d", "%B %d, %Y"):
        try:
            return dt.datetime.strptime(text, form).date().toordinal()
        except ValueError:
            continue
    raise AssertionError(text)


def tries_in(lists: list[Line], end: int) -> float:
    """Attempts of these lines in the 28 days that end on `end`, spread evenly over their own days."""
    return sum(
        (one.tries or 0) * max(0, min(one.last, end) - max(one.first, end - 27) + 1) / (one.last - one.first + 1)
        for one in lists
    )


def by_hand(lines: list[Line], everyone: int) -> dict[str, float]:
    """Two or three lists of everyone in a county: people on two or more, their mean touches at worst, the excess."""
    lists = [
        list(group) for _, group in itertools.groupby(sorted(lines, key=lambda one: one.who), lambda one: one.who)
    ]
    size = [max(one.people or 0 for one in group) for group in lists]
    together = range(max(one.first for one in lines), min(max(one.last for one in group) for group in lists) + 28)
    best = None
    for end in together:
        rate = [tries_in(group, end) / size[n] for n, group in enumerate(lists)]
        people = touches = 0.0
        for chosen in itertools.product((True, False), repeat=len(lists)):
            if sum(chosen) > 1:
                chance = everyone
                for n, is_on in enumerate(chosen):
                    chance *= size[n] / everyone if is_on else 1 - size[n] / everyone
                people += chance
                touches += chance * sum(each for each, is_on in zip(rate, chosen, strict=True) if is_on)
        mean = touches / people
        if best is None or mean > best["touches"]:
            best = {"people": people, "touches": mean}
    assert best is not None
    return {**best, "excess": best["people"] * (best["touches"] - BANDS[lines[0].family])}


@pytest.fixture(scope="module")
def found(for_all_tests, shared_data, tmp_path_factory) -> dict[tuple[str, frozenset[str]], dict]:
    """What the product makes of the sheet: cases by class and members."""
    return for_all_tests(_find, shared_data, tmp_path_factory.mktemp("sheets"))


def _find(folder, written_to) -> dict[tuple[str, frozenset[str]], dict]:
    user = with_votes_of_2024(folder)
    sheet = written_to / "awkward.csv"
    with sheet.open("w", newline="") as file:
        csv.writer(file).writerows([HEAD.split(","), *rows()])
    receipt = import_plans(sheet, state="WI", user=user)
    assert (receipt["created"], receipt["rejected"]) == (len(rows()), [])
    whole = Program.objects.get(name="South Wing")
    Program.objects.filter(name="North Wing").update(umbrella=whole)
    call_command("refresh_overlaps", stdout=io.StringIO())
    out = io.StringIO()
    call_command("overlaps", "--state", "WI", "--json", stdout=out)
    return {(case["class"], frozenset(case["members"])): case for case in json.loads(out.getvalue())["cases"]}


@pytest.fixture
def everyone(shared_data) -> dict[str, int]:
    with (shared_data / "county_presidential_2024.csv").open() as file:
        wisconsin = [row for row in csv.DictReader(file) if row["state_name"] == "Wisconsin"]
    return {row["county_name"]: int(row["total_votes"]) for row in wisconsin}


COMPETING = {
    "Rock County": "R1 R2",
    "Racine County": "C1 C2",
    "Racine County, by phone": "C3 C4",
    "Eau Claire County": "E1 E2 E3",
    "Iron County": "I1 I2 I3",
}
OTHERS = {("unmeasured", "B1 B2"), ("same money", "K1 K2"), ("duplicate record", "P1 P2")}


def test_the_awkward_sheet_gives_just_what_the_definition_says(found):
    expected = OTHERS | {("competing", members) for members in COMPETING.values()}
    assert found.keys() == {(class_, frozenset(members.split())) for class_, members in expected}


@pytest.mark.parametrize("story", COMPETING)
def test_figures_of_competing_work_are_those_reckoned_by_hand(found, everyone, story):
    members = frozenset(COMPETING[story].split())
    county = story.partition(",")[0]
    hand = by_hand([line for line in lines_of(county) if line.label in members], everyone[county])
    case = found["competing", members]
    assert case["certainty"] == "likely"
    assert case["people"] == pytest.approx(hand["people"], rel=0.001, abs=1)
    assert case["touches"] == pytest.approx(hand["touches"], rel=0.005)
    assert case["excess_attempts"] == pytest.approx(hand["excess"], rel=0.005, abs=1)
