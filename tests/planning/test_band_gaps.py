"""Gaps in a trial of bands: what is foretold is what then holds, for the reading of whoever looks."""

import datetime as dt
from decimal import Decimal
from unittest.mock import Mock

import pytest

from planning.actions import bands as band_actions
from planning.bands import Band
from planning.models import BandTrial
from planning.reports.band_gaps import gap_turns
from planning.reports.gaps import gaps_for
from planning.views import bands
from states.models import TacticFamily
from tests import factories
from tests.calendar_factories import make_priority
from tests.planning.gap_cast import plan
from tests.planning.test_band_pages import BANDS, form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_september")]
TODAY = dt.date(2028, 9, 1)


@pytest.fixture
def nearly(priority):
    """Pima County has a gap with a lower end of 0.3; in Yuma County just enough is planned."""
    yuma = make_priority(factories.make_county("Yuma County", electorate=90_000), tier=2, target_universe=9_000)
    plan("Enough", yuma.division, attempts_planned=6_600)
    plan("Some", priority.division, attempts_planned=4_000)
    return priority, yuma


def low(value):
    return {"door": Band(Decimal(value), Decimal(2))}


def turned(viewer, cycle, value):
    return {each.title: each for each in gap_turns(viewer, cycle, low("0.3"), low(value), today=TODAY)}


@pytest.mark.parametrize("value", ["0.05", "0.2", "0.5", "1"])
def test_what_is_foretold_is_what_then_holds(nearly, staff, viewer, value):
    cycle, reading = nearly[0].cycle, viewer(staff)
    before = {gap.title: gap.found for gap in gaps_for(reading, cycle, today=TODAY).people}
    foretold = turned(reading, cycle, value)
    assert foretold
    TacticFamily.objects.filter(code="door").update(band_low=Decimal(value))
    then = {gap.title: gap.found for gap in gaps_for(reading, cycle, today=TODAY).people}
    for title, turn in foretold.items():
        assert (turn.before and turn.before.by_way) == (before[title].by_way if title in before else None)
        assert (turn.after and turn.after.by_way) == (then[title].by_way if title in then else None)
    for title in (before.keys() | then.keys()) - foretold.keys():
        assert before[title].by_way == then[title].by_way


def test_a_higher_lower_end_opens_gaps_and_a_lower_one_closes_them(nearly, staff, viewer):
    cycle, reading = nearly[0].cycle, viewer(staff)
    assert turned(reading, cycle, "0.5")["Yuma County, AZ"].kind == "opens"
    assert turned(reading, cycle, "0.05")["Pima County, AZ"].kind == "clears"
    assert turned(reading, cycle, "0.25")["Pima County, AZ"].kind == "changes"


def test_the_upper_end_alone_changes_no_gap_and_asks_nothing(nearly, staff, viewer, django_assert_num_queries):
    reading = viewer(staff)
    tried = {"door": Band(Decimal("0.3"), Decimal(3))}
    with django_assert_num_queries(0):
        assert gap_turns(reading, nearly[0].cycle, low("0.3"), tried, today=TODAY) == ()


def test_the_page_counts_and_lists_them_before_anything_is_saved(nearly, staff, sign_in):
    client = sign_in(staff)
    trial = client.post(BANDS, form_of(client, door_low="0.5")).url
    text = client.get(trial).content.decode()
    for words in ("Gaps that would open", "Opens", "Yuma County, AZ", nearly[1].get_absolute_url()):
        assert words in text, words
    assert TacticFamily.objects.get(code="door").band_low == Decimal("0.3")


def test_with_very_many_plans_gaps_are_asked_for_by_themselves(nearly, staff, sign_in, monkeypatch):
    client = sign_in(staff)
    trial = client.post(BANDS, form_of(client, door_low="0.5")).url
    monkeypatch.setattr(band_actions, "AT_ONCE", 1)
    monkeypatch.setattr(bands, "gap_turns", counted := Mock(side_effect=gap_turns))
    first = client.get(trial).content.decode()
    assert 'hx-get="?gaps=whole"' in first and 'href="?gaps=whole#gaps"' in first
    assert "Yuma County" not in first and not counted.called
    panel = client.get(trial + "?gaps=whole", headers={"HX-Request": "true"}).content.decode()
    whole = client.get(trial + "?gaps=whole").content.decode()
    for text in (panel, whole):
        assert (
            "Gaps that would open" in text and "Yuma County, AZ" in text and "hx-get" not in text.split("<main")[-1]
        )
    assert ("<html" in panel, "<html" in whole) == (False, True)
    assert "Cases that would open" in whole and "Cases that would open" not in panel


def test_plans_and_priorities_that_one_may_not_read_leave_no_trace(nearly, staff, counsel, viewer, sign_in):
    client = sign_in(staff)
    trial = client.post(BANDS, form_of(client, door_low="0.5")).url
    rows = [turned(viewer(staff), nearly[0].cycle, "0.5")[title].after for title in ("Pima County, AZ",)]
    page = client.get(trial).content.decode().split('id="gaps"')[1].split("</table>")[0]
    plan("Hidden", nearly[0].division, visibility="partners", side="coordinated", attempts_planned=9_000)
    assert [turned(viewer(staff), nearly[0].cycle, "0.5")[title].after for title in ("Pima County, AZ",)] == rows
    assert client.get(trial).content.decode().split('id="gaps"')[1].split("</table>")[0] == page
    assert turned(viewer(counsel), nearly[0].cycle, "0.5").get("Pima County, AZ") != rows[0]
    assert BandTrial.objects.count() == 1
