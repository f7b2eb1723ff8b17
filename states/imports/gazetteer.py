"""Counties and districts as files of returns name them, found without guessing: a county by code *and* name, because
published files give pseudo-codes to what they do not have by county; a district by its chamber and label.
"""

import re
from collections.abc import Iterable
from typing import Final

from states.models import Division
from states.names import district_key, same_place

OFFICES: Final = {
    "us house": "cd",
    "us representative": "cd",
    "congress": "cd",
    "state senate": "sldu",
    "state house": "sldl",
    "state assembly": "sldl",
}
WHOLE: Final = frozenset({"statewide", "al"})


class Refused(Exception):
    """This row is not used: the column at fault, why, and the cause by which such rows are counted."""

    def __init__(self, column: str, reason: str, cause: str) -> None:
        super().__init__(reason)
        self.column, self.cause = column, cause


class Gazetteer:
    """Counties by code and districts by state, kind and label, from the rows of the database."""

    def __init__(self, places: Iterable[Division]) -> None:
        self.counties: dict[str, Division] = {}
        self.districts: dict[tuple[str, str, str], Division] = {}
        for place in places:
            if place.kind == Division.Kind.COUNTY:
                self.counties[place.fips] = place
            else:
                label = district_key(place.ocd_id.rpartition(":")[2])
                self.districts[str(place.state_id), place.kind, " ".join(label.replace("-", " ").split())] = place
        self.counties.pop("", None)

    def county(self, code: str, name: str, state: str) -> Division:
        """By code and name together. Raises `Refused`."""
        if not code:
            raise Refused("code", "the row has no county code", "no county code")
        place = self.counties.get(code)
        if place is None:
            raise Refused("code", f"no county has the code {code}", "unknown county code")
        if place.state_id != state:
            raise Refused(
                "code", f"the code is {place.full_name}, but the row is of {state}", "another state's county"
            )
        if not same_place(place.name, name):
            raise Refused("name", f"the code {code} is {place.name}, but the row names another", "name differs")
        return place

    def district(self, state: str, kind: str, written: str) -> tuple[Division, str]:
        """The district, and the seat of it that is voted on apart ("" for all). Raises `Refused`."""
        label, seat = _label(state, written)
        if label in WHOLE:
            label = "al"
        place = self.districts.get((state, kind, label))
        if place is None and not label:
            raise Refused("district", "the row names no district", "no district named")
        if place is None and label == "al":
            raise Refused("district", f"{state} elects by district, not as a whole", "not one district")
        if place is None:
            raise Refused("district", f"{state} has no such district", "no such district")
        return place, seat


def county_code(written: str) -> tuple[str, bool]:
    """A county's code with its leading zeros, and whether a spreadsheet had made a decimal number of it."""
    whole = re.fullmatch(r"([0-9]+)(\.0+)?", written)
    return (whole[1].zfill(5), bool(whole[2])) if whole else (written, False)


def _label(state: str, written: str) -> tuple[str, str]:
    """A district's label as the gazetteer has it, and a seat voted on apart: Idaho's seats A and B have districts of
    their own in the gazetteer, Washington's positions 1 and 2 are of one district."""
    key = district_key(written)
    if seat := re.fullmatch(r"district ([0-9]+) seat ([ab])", key):
        return f"{seat[1]}{seat[2]}", seat[2]
    if position := re.fullmatch(r"([0-9]+) position [0-9]+", key):
        return position[1], ""
    return re.sub(rf"^{state.lower()} (?=[0-9])", "", key), ""
