"""Places of the United States by their Open Civic Data ids: read from packages, completed by hand.

Sources: counties and time zones from the package `us` (Census 2020 gazetteer), Connecticut's planning
regions from the Census Bureau's notice of June 6, 2022 (87 FR 34235); `districts` beside this has those
that people are elected from. How the odd ones get their ids, by the scheme's own files
(opencivicdata/ocd-division-ids):

- Louisiana has `parish:`, Alaska `borough:` and `censusarea:` (its municipalities are boroughs too).
- Independent cities of Virginia, Baltimore, St. Louis and Carson City are `place:` ids; here they are
  counties all the same, because that is what people plan and count by.
- The scheme has no counties in the District and the territories; the Census's equivalents get ids below
  `district:dc` and `territory:xx` in the same manner (`municipio:`, `municipality:`, `district:` …).
- A dot vanishes, an apostrophe becomes "~", letters keep their accents: `st_mary~s`, `doña_ana`.
- Six states are one district: `cd:at-large`. The delegates of the District and the territories are
  elected by `district:dc` and `territory:xx` themselves, so these have no district row of their own.
"""

import datetime as dt
import re
from dataclasses import dataclass

import us

COUNTRY = "ocd-division/country:us"
REGIONS_SINCE = dt.date(2022, 6, 1)

# The package lists zones from the most obvious to the rarest, but not always by people.
_TIME_ZONES = {
    "ID": "America/Boise",
    "IN": "America/Indiana/Indianapolis",
    "KY": "America/New_York",
    "MI": "America/Detroit",
    "ND": "America/Chicago",
    "AS": "Pacific/Pago_Pago",
    "MP": "Pacific/Saipan",
    "VI": "America/St_Thomas",
}
_NAMES = {"VI": "U.S. Virgin Islands"}
_PLANNING_REGIONS = (
    ("09110", "Capitol"),
    ("09120", "Greater Bridgeport"),
    ("09130", "Lower Connecticut River Valley"),
    ("09140", "Naugatuck Valley"),
    ("09150", "Northeastern Connecticut"),
    ("09160", "Northwest Hills"),
    ("09170", "South Central Connecticut"),
    ("09180", "Southeastern Connecticut"),
    ("09190", "Western Connecticut"),
)
# How a county's name ends, and the OCD type that says so; longest first.
_COUNTY_TYPES = (
    (" City and Borough", "borough"),
    (" Census Area", "censusarea"),
    (" Municipality", "municipality"),
    (" Municipio", "municipio"),
    (" Borough", "borough"),
    (" District", "district"),
    (" Parish", "parish"),
    (" Island", "island"),
    (" County", "county"),
    (" city", "place"),
)


@dataclass(frozen=True)
class PlaceSeed:
    """One place: `parent` is an OCD id, `state` a postal code ("" for the country).

    Only districts have chamber and seats."""

    ocd_id: str
    name: str
    kind: str
    state: str
    fips: str
    parent: str | None
    valid_from: dt.date | None = None
    valid_through: dt.date | None = None
    chamber: str = ""
    seats: int | None = None


@dataclass(frozen=True)
class StateSeed:
    """One of the 56, by postal code."""

    code: str
    name: str
    ocd_id: str
    time_zone: str


def country() -> PlaceSeed:
    """The root of all places."""
    return PlaceSeed(COUNTRY, "United States", "country", "", "", None)


def states() -> list[StateSeed]:
    """Fifty states, the District of Columbia, five territories."""
    return [
        StateSeed(
            each.abbr,
            _NAMES.get(each.abbr, each.name),
            state_ocd_id(each),
            _TIME_ZONES.get(each.abbr, each.time_zones[0]),
        )
        for each in all_states()
    ]


def state_places() -> list[PlaceSeed]:
    """The 56 as places."""
    kinds = {True: "territory", False: "state"}
    return [
        PlaceSeed(
            state_ocd_id(each),
            _NAMES.get(each.abbr, each.name),
            "district" if each.abbr == "DC" else kinds[each.is_territory],
            each.abbr,
            each.fips or "",
            COUNTRY,
        )
        for each in all_states()
    ]


def counties() -> list[PlaceSeed]:
    """3,234 counties and equivalents of the 2020 census, and Connecticut's nine planning regions."""
    seeds = {}
    for state in all_states():
        parent = state_ocd_id(state)
        through = REGIONS_SINCE - dt.timedelta(days=1) if state.abbr == "CT" else None
        for each in state.counties:
            # The package writes the two Virginia counties named after a city as "James city County".
            name = each.name.replace(" city County", " City County")
            seeds[each.fips] = PlaceSeed(
                _county_ocd_id(parent, name), name, "county", state.abbr, each.fips, parent, valid_through=through
            )
    return [*seeds.values(), *_planning_regions()]


def all_states() -> list[us.states.State]:
    """The 56 as the package `us` knows them, by name."""
    return sorted({each.abbr: each for each in [*us.states.STATES_AND_TERRITORIES, us.states.DC]}.values(), key=str)


def state_ocd_id(state: us.states.State) -> str:
    """`state:az`, `district:dc`, `territory:pr`, below the country."""
    kind = "district" if state.abbr == "DC" else "territory" if state.is_territory else "state"
    return f"{COUNTRY}/{kind}:{state.abbr.lower()}"


def _county_ocd_id(parent: str, name: str) -> str:
    in_alaska = parent.endswith("state:ak")
    for ending, kind in _COUNTY_TYPES:
        if name.endswith(ending):
            kind = "borough" if in_alaska and kind == "municipality" else kind
            return f"{parent}/{kind}:{_slug(name.removesuffix(ending))}"
    kind = "place" if name == "Carson City" else "county"
    return f"{parent}/{kind}:{_slug(name)}"


def _slug(name: str) -> str:
    """As the OCD scheme writes names: lower case, no dots, "_" for blanks, "~" for other signs."""
    plain = name.casefold().replace(".", "").replace(" ", "_")
    return re.sub(r"[^\w\-~]", "~", plain)


def _planning_regions() -> list[PlaceSeed]:
    parent = f"{COUNTRY}/state:ct"
    return [
        PlaceSeed(
            f"{parent}/planning_region:{_slug(name)}",
            f"{name} Planning Region",
            "county",
            "CT",
            fips,
            parent,
            valid_from=REGIONS_SINCE,
        )
        for fips, name in _PLANNING_REGIONS
    ]
