"""The districts that people are elected from: 435 of the House, and those of every legislature, with their seats.

Source: the package `openstates_metadata`. What it lists and is no place of its own is left out:

- "At-large" seats of the District's council and of Puerto Rico's senate are elected by `district:dc` and
  `territory:pr` themselves. Puerto Rico's house has an at-large district with an id of its own.
- American Samoa, Guam, the Northern Marianas and the Virgin Islands: the package numbers their legislators' seats,
  and the places that elect these are others (Guam's fifteen senators are all elected by the whole island).

The District's council is elected by ward and Nebraska has one chamber: both count as upper districts, as the Census
counts them. Districts nest in one another as `states.chambers` says.
"""

from collections.abc import Iterator

import openstates_metadata
import us

from states.chambers import SHARED, SINGLE, lower_word, upper_label_of

from .places import PlaceSeed, all_states, state_ocd_id

CONGRESS = "U.S. House"
_SEATS_NOT_PLACES = frozenset({"AS", "GU", "MP", "VI"})


def congressional_districts() -> Iterator[PlaceSeed]:
    """The 435 districts of the House: numbered ones, and six states that are one district."""
    states_by_code = {each.abbr: each for each in all_states()}
    for each in openstates_metadata.lookup(abbr="US").lower.districts:
        parent, found, number = each.division_id.partition("/cd:")
        if not found:
            continue
        code = each.name.partition("-")[0]
        state = states_by_code[code]
        whole = number == "at-large"
        label = "at-large" if whole else ordinal(int(number))
        geoid = (state.fips or "") + ("00" if whole else number.zfill(2))
        name = f"{state.name}'s {label} congressional district"
        yield PlaceSeed(each.division_id, name, "cd", code, geoid, parent, chamber=CONGRESS, seats=each.num_seats)


def upper_districts() -> Iterator[PlaceSeed]:
    """State senate districts, Nebraska's legislative districts, the wards of the District of Columbia."""
    for state in _legislatures():
        found = openstates_metadata.lookup(abbr=state.abbr)
        for chamber in (found.upper, found.legislature):
            if chamber:
                yield from _districts(state, chamber, "sldu")


def lower_districts() -> Iterator[PlaceSeed]:
    """Districts of state houses and assemblies, inside of their senate districts where those nest."""
    for state in _legislatures():
        chamber = openstates_metadata.lookup(abbr=state.abbr).lower
        if chamber:
            yield from _districts(state, chamber, "sldl")


def ordinal(number: int) -> str:
    """1 → "1st", 12 → "12th", 23 → "23rd"."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _legislatures() -> list[us.states.State]:
    return [each for each in all_states() if each.abbr not in _SEATS_NOT_PLACES]


def _districts(state: us.states.State, chamber: openstates_metadata.Chamber, kind: str) -> Iterator[PlaceSeed]:
    home = state_ocd_id(state)
    for each in chamber.districts:
        if each.division_id == home:
            continue
        label = each.division_id.rpartition(":")[2]
        holder = upper_label_of(state.abbr, label) if kind == "sldl" else None
        yield PlaceSeed(
            each.division_id,
            _name(state.abbr, kind, each.name),
            kind,
            state.abbr,
            _geoid(state, kind, label),
            f"{home}/sldu:{holder}" if holder else home,
            chamber=_chamber(chamber),
            seats=each.num_seats,
        )


def _name(code: str, kind: str, label: str) -> str:
    """As people there write it: "Assembly District 5", "Legislative District 12 (Senate)", "10th Bristol House
    District"."""
    word = "Senate" if kind == "sldu" else lower_word(code)
    if label.startswith("Ward "):
        return label
    if code in SINGLE:
        return f"Legislative District {label}"
    if code in SHARED:
        return f"Legislative District {label} ({word})"
    is_numbered = (label[0].isdigit() and len(label) <= 4) or len(label) == 1
    return f"{word} District {label}" if is_numbered else f"{label} {word} District"


def _chamber(chamber: openstates_metadata.Chamber) -> str:
    delegates = chamber.chamber_type == "lower" and chamber.title == "Delegate"
    return "House of Delegates" if delegates else chamber.name.replace("Nebraska ", "").partition(" of ")[0]


def _geoid(state: us.states.State, kind: str, label: str) -> str:
    """The Census code of a numbered or lettered district; "" of named ones, whose codes do not follow from the name,
    and of Idaho's seats, which the Census counts as one district."""
    is_short = label.isalnum() and len(label) <= 4
    return f"{state.fips}{label.upper().zfill(3)}" if is_short and not (state.abbr == "ID" and kind == "sldl") else ""
