"""A small world for the overlap engine: one state of a million voters, with figures that are easy to reckon with."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from planning.overlaps import Activity, Family, Pair, Place, Result, Vocabulary, find_overlaps
from planning.overlaps.places import Atlas
from planning.overlaps.records import Key

US = "ocd-division/country:us"
WI = f"{US}/state:wi"
ROCK, DANE, DOOR = (f"{WI}/county:{name}" for name in ("rock", "dane", "door"))
BELOIT = f"{WI}/place:beloit"
CD1, CD2 = f"{WI}/cd:1", f"{WI}/cd:2"
SENATE = f"{WI}/sldu:15"
WY = f"{US}/state:wy"
TETON = f"{WY}/county:teton"
WY_AT_LARGE = f"{WY}/cd:at-large"

PLACES = {
    place.id: place
    for place in (
        Place(US, "United States", "country", electorate=100_000_000),
        Place(WI, "Wisconsin", "state", US, "WI", 1_000_000),
        Place(ROCK, "Rock County", "county", WI, "WI", 100_000),
        Place(DANE, "Dane County", "county", WI, "WI", 300_000),
        Place(DOOR, "Door County", "county", WI, "WI"),
        Place(BELOIT, "Beloit", "place", ROCK, "WI", 20_000),
        *(Place(f"{WI}/cd:{n}", f"WI-0{n}", "cd", WI, "WI") for n in range(1, 9)),
        *(Place(f"{WI}/sldu:{n}", f"Senate District {n}", "sldu", WI, "WI") for n in range(1, 34)),
        Place(WY, "Wyoming", "state", US, "WY", 250_000),
        Place(TETON, "Teton County", "county", WY, "WY", 10_000),
        Place(WY_AT_LARGE, "WY-AL", "cd", WY, "WY"),
    )
}

FAMILIES = {
    family.code: family
    for family in (
        Family("door", "Door", "list", 0.3, 2),
        Family("phone", "Phone", "list", 0.5, 3),
        Family("text", "Text", "list", 1, 4),
        Family("site-based", "Site-based", "ground"),
        Family("training", "Training", "none"),
    )
}

VOCABULARY = Vocabulary(
    tactics={
        "door": ("Door canvass", "doors", "canvassing"),
        "phone": ("Volunteer phone", "phonebank", "calls"),
        "text": ("P2P text", "texting"),
        "relational": ("Relational", "word of mouth"),
    },
    program_types={"gotv": ("GOTV", "turnout", "get out the vote"), "registration": ("Registration", "VR")},
)

AUGUST_2 = dt.date(2027, 8, 2)
NONE: Final[Mapping[Any, Any]] = MappingProxyType({})


def day(number: int) -> dt.date:
    """Day 0 is August 2, 2027."""
    return AUGUST_2 + dt.timedelta(days=number)


def activity(label: str, partner: str | None = None, *, start: int = 0, days: int = 56, **facts: Any) -> Activity:
    """Door work in Rock County for everyone, unless said otherwise: 30,000 people, tried 1.5 times in four weeks."""
    partner = partner or f"partner of {label}"
    chosen: dict[str, Any] = {
        "key": label,
        "label": label,
        "partner": partner,
        "partner_name": partner.title(),
        "program_name": f"program {label}",
        "family": "door",
        "tactic": "door",
        "program_type": "gotv",
        "division": ROCK,
        "starts": day(start),
        "ends": day(start + days - 1),
        "universe": 30_000,
        "attempts": 90_000,
    }
    return Activity(**chosen | facts)


def paid(found: Sequence[Activity], pairs: Iterable[tuple[str, str]]) -> list[Activity]:
    """The same plans, where of each pair (by keys) the partner of the first one pays for the second one."""
    partner = {each.key: each.partner for each in found}
    by: dict[Key, set[Key]] = defaultdict(set)
    for payer, payee in pairs:
        by[payee].add(partner[payer])
    return [replace(each, paid_by=frozenset(by[each.key] - {each.partner})) for each in found]


def find(
    *activities: Activity,
    shares: Mapping[tuple[str, str], float] = NONE,
    constituency_electorates: Mapping[tuple[str, str], int] = NONE,
    **more: Any,
) -> Result:
    atlas = Atlas(PLACES, shares, constituency_electorates)
    return find_overlaps(activities, atlas=atlas, **{"families": FAMILIES, "vocabulary": VOCABULARY} | more)


def all_pairs(result: Result) -> dict[tuple[str, str], Pair]:
    """Every pair that the engine looked at, by its members."""
    pairs = [*result.recorded, *(pair for case in result.cases for pair in case.pairs)]
    found = {pair.members: pair for pair in pairs}
    assert len(found) == len(pairs), "a pair came twice"
    return found


def the_pair(result: Result) -> Pair:
    (pair,) = all_pairs(result).values()
    return pair


def case_members(result: Result, class_: str | None = None) -> list[tuple[str, ...]]:
    return sorted(case.members for case in result.cases if class_ in (None, case.class_))
