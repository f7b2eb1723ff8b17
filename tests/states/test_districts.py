"""The districts of the reference data: chambers, seats, and the place that each lies in."""

import pytest

from states.actions.reference import load_reference
from states.models import Division

pytestmark = pytest.mark.django_db


ODD_DISTRICTS = {
    "state:wi/sldl:5": ("Assembly District 5", "Assembly", 1, "state:wi/sldu:2"),
    "state:az/sldl:12": ("Legislative District 12 (House)", "House", 2, "state:az/sldu:12"),
    "state:ak/sldl:3": ("House District 3", "House", 1, "state:ak/sldu:b"),
    "state:mn/sldl:12a": ("House District 12A", "House", 1, "state:mn/sldu:12"),
    "state:mi/sldl:5": ("House District 5", "House", 1, "state:mi"),
    "state:md/sldl:3": ("Legislative District 3 (House)", "House of Delegates", 3, "state:md/sldu:3"),
    "state:ma/sldl:10th_bristol": ("10th Bristol House District", "House", 1, "state:ma"),
    "state:ne/sldu:5": ("Legislative District 5", "Legislature", 1, "state:ne"),
    "district:dc/ward:3": ("Ward 3", "Council", 1, "district:dc"),
    "territory:pr/sldu:3": ("Senate District 3", "Senate", 2, "territory:pr"),
    "state:wy/cd:at-large": ("Wyoming's at-large congressional district", "U.S. House", 1, "state:wy"),
}


def test_districts_have_their_chambers_seats_and_the_district_that_holds_them(loaded):
    ids = {f"ocd-division/country:us/{ocd_id}" for ocd_id in ODD_DISTRICTS}
    rows = Division.objects.filter(ocd_id__in=ids).values_list("ocd_id", "name", "chamber", "seats", "parent__ocd_id")
    short = "ocd-division/country:us/"
    found = {ocd_id.removeprefix(short): (*facts, parent.removeprefix(short)) for ocd_id, *facts, parent in rows}
    assert found == ODD_DISTRICTS


def test_what_a_state_elects_as_a_whole_and_numbered_seats_are_no_districts(loaded):
    assert not Division.objects.districts().filter(state__in=["AS", "GU", "MP", "VI"]).exists()
    assert not Division.objects.filter(state="NE", kind="sldl").exists()
    assert not Division.objects.districts().filter(seats=None).exists()
    assert Division.objects.filter(chamber="U.S. House").count() == 435


def test_districts_of_an_earlier_version_learn_their_chamber_and_seats(loaded):
    Division.objects.filter(kind="cd").update(chamber="", seats=None)
    load_reference(by=None)
    assert Division.objects.filter(kind="cd", chamber="U.S. House", seats=1).count() == 435
