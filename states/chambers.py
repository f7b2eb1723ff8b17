"""The chambers of a state's legislature, and how their districts lie in one another. Pure; no database.

How districts nest, by each state's constitution or statute (checked against the 2024 returns by county and district):

- Arizona, Idaho, Maryland, New Jersey, North and South Dakota and Washington elect both chambers from the same
  "legislative districts". A few of these are halved for the lower one (Maryland's 1A, North Dakota's 4A).
  Idaho's 1A and 1B are two seats of the whole district.
- Minnesota halves each senate district (12A and 12B).
- Alaska, Illinois, Iowa, Montana, Oregon and Wisconsin make a senate district of two or three house districts, in
  the order of their numbers. Alaska's senate districts have letters.
"""

import re
from typing import Final

# Both chambers are elected from one set of districts.
SHARED: Final = frozenset({"AZ", "ID", "MD", "NJ", "ND", "SD", "WA"})
# Where the lower chamber is an assembly; everywhere else it is a house.
ASSEMBLIES: Final = frozenset({"CA", "NJ", "NV", "NY", "WI"})
# Where there is one chamber only.
SINGLE: Final = frozenset({"NE", "DC"})
_HALVED: Final = SHARED | {"MN"}
_IN_ORDER: Final = {"AK": 2, "IA": 2, "IL": 2, "MT": 2, "OR": 2, "WI": 3}
_LOWER: Final = re.compile(r"(?P<home>ocd-division/country:us/state:(?P<state>[a-z]{2}))/sldl:(?P<label>.+)")


def lower_word(code: str) -> str:
    """What a district of the lower chamber is called after: "Assembly" or "House"."""
    return "Assembly" if code in ASSEMBLIES else "House"


def upper_label_of(code: str, lower_label: str) -> str | None:
    """The senate district that holds a house district, by their labels in OCD ids; None where they do not nest.

    ("WI", "5") → "2"; ("AK", "3") → "b"; ("MN", "12a") → "12"; ("AZ", "12") → "12"; ("MI", "5") → None.
    """
    match = re.fullmatch(r"([0-9]+)([a-z]?)", lower_label)
    if match is None:
        return None
    if code in _HALVED:
        return match[1]
    if code not in _IN_ORDER or match[2]:
        return None
    number = (int(match[1]) - 1) // _IN_ORDER[code] + 1
    return chr(ord("a") + number - 1) if code == "AK" else str(number)


def same_ground_as(ocd_id: str) -> str | None:
    """The senate district that is the same ground and the same people as this house district, None if there is none.

    Both are OCD ids: "…/state:az/sldl:12" → "…/state:az/sldu:12".
    """
    match = _LOWER.fullmatch(ocd_id)
    code = match["state"].upper() if match else ""
    if match is None or code not in SHARED or not (match["label"].isdigit() or code == "ID"):
        return None
    return f"{match['home']}/sldu:{upper_label_of(code, match['label'])}"
