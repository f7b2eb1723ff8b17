"""Places that coincide or cross: what the engine makes of districts, with and without a crosswalk."""

from planning.overlaps import Place
from planning.overlaps.places import Atlas

from .overlap_world import PLACES, WI

HOUSE, SENATE = f"{WI}/sldl:40", f"{WI}/sldu:40"


def test_a_house_district_that_is_a_senate_district_is_worked_as_one_place():
    both = {
        SENATE: Place(SENATE, "Legislative District 40 (Senate)", "sldu", WI, "WI"),
        HOUSE: Place(HOUSE, "Legislative District 40 (House)", "sldl", SENATE, "WI", same_as=SENATE),
    }
    assert Atlas({**PLACES, **both}, {}, {}).home(HOUSE) == SENATE
    assert Atlas({**PLACES, HOUSE: both[HOUSE]}, {}, {}).home(HOUSE) == HOUSE
