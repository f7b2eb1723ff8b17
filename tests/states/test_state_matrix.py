"""The matrix of a state: what falls on a place by shares, unknown parts said, lacks as plain as presence."""

from collections.abc import Callable

import pytest

from partners.models import Activity
from planning.overlaps import Place
from planning.overlaps.places import Atlas
from planning.spread import WHOLE, Part, Spread
from states.models import Division, DivisionShare
from tests import calendar_factories as calendar
from tests import factories
from tests.place_factories import make_district

STATE, PIMA, GILA, SIXTH = "s", "s/county:pima", "s/county:gila", "s/cd:6"


def spread(shares=None, **people) -> Spread:
    places = {
        STATE: Place(STATE, "Arizona", "state", None, "AZ", people.get("state")),
        PIMA: Place(PIMA, "Pima", "county", STATE, "AZ", people.get("pima")),
        GILA: Place(GILA, "Gila", "county", STATE, "AZ", people.get("gila")),
        SIXTH: Place(SIXTH, "Sixth", "cd", STATE, "AZ"),
    }
    return Spread(Atlas(places, shares or {}, {}))


CROSSWALK = {(SIXTH, PIMA): 0.75, (PIMA, SIXTH): 0.5}


@pytest.mark.parametrize(
    ("division", "place", "part"),
    [
        (PIMA, PIMA, WHOLE),
        (PIMA, STATE, WHOLE),
        (PIMA, GILA, None),
        (STATE, PIMA, Part(0.25, False)),  # by electorate, and not planned there
        (SIXTH, PIMA, Part(0.75, True)),
        (PIMA, SIXTH, Part(0.5, True)),
    ],
)
def test_a_plan_is_in_a_place_wholly_partly_or_from_a_wider_one(division, place, part):
    assert spread(CROSSWALK, state=400, pima=100, gila=60).part(division, place) == part


def test_nobody_knows_a_part_without_counts_or_crosswalk():
    assert spread().part(STATE, PIMA) == Part(None, False)
    assert spread().part(SIXTH, PIMA) == Part(None, False)


@pytest.fixture
def plans(pima) -> Callable[..., Activity]:
    def make(division=None, attempts: int | None = 1000, tactic: str = "door-canvass", **facts) -> Activity:
        family = "door" if tactic.startswith("door") else "text"
        return factories.make_activity(
            factories.make_program(factories.make_partner(), visibility="partners"),
            division=division or pima,
            tactic=factories.make_tactic(tactic, family=family),
            attempts_planned=attempts,
            **facts,
        )

    return make


def matrix(client, query: str = ""):
    return client.get(f"/states/az/{query}").context["page"].matrix


def line(found, label: str):
    return next(each for each in (*found.lines, found.whole) if each.label == label)


def test_a_district_counts_in_a_county_by_the_crosswalk_everywhere(staff, sign_in, pima, plans):
    sixth = make_district("cd:6")
    DivisionShare.objects.create(division_a=pima, division_b=sixth, share_of_a="0.5", share_of_b="0.3", basis="votes")
    plans(attempts=2000)
    plans(sixth, attempts=1000)
    client = sign_in(staff)
    (presence,) = line(matrix(client), "Pima County").cells
    (volume,) = line(matrix(client, "?show=volume"), "Pima County").cells
    (saturation,) = line(matrix(client, "?show=saturation"), "Pima County").cells
    assert (presence.text, volume.text, saturation.text) == ("2", "2.3K", "< 0.01")
    rows = client.get(volume.href).context["page"].plans
    assert sorted(each.part.share for each, _ in rows.lines) == [0.3, 1.0]
    assert rows.tries_chosen == (2300, 0)
    assert "30%" in client.get(volume.href).content.decode()


def test_wider_plans_reach_a_place_by_its_part_of_the_electorate_and_are_not_there(staff, sign_in, pima, plans):
    home = factories.make_state("AZ").division
    home.electorates.create(people=1_000_000, basis="votes", source="test", as_of="2024-11-05")
    plans(home, attempts=3000)
    calendar.make_priority(pima, tier=2)
    client = sign_in(staff)
    there = line(matrix(client), "Pima County")
    assert (there.tier, there.cells[0].text, there.cells[0].is_lack) == (2, "0", True)
    (volume,) = line(matrix(client, "?show=volume"), "Pima County").cells
    assert volume.text == "1.5K"
    ((listed, _),) = client.get(volume.href).context["page"].plans.lines
    assert listed.part == Part(0.5, False)
    assert line(matrix(client, "?show=volume"), "All of Arizona").cells[0].text == "3K"


def counted_country() -> Division:
    country = factories.make_country()
    for place, people in ((factories.make_state("AZ").division, 1_000_000), (country, 10_000_000)):
        place.electorates.create(people=people, basis="votes", source="test", as_of="2024-11-05")
    return country


def test_country_wide_plans_have_their_own_line_and_reach_the_state_by_its_part(staff, sign_in, plans):
    plans(attempts=2000)
    plans(counted_country(), attempts=30_000)
    client = sign_in(staff)
    presence, volume = matrix(client), matrix(client, "?show=volume")
    assert [each.label for each in presence.lines] == ["Country-wide plans", "Pima County"]
    assert [line(presence, label).cells[0].text for label in ("Country-wide plans", "All of Arizona")] == ["1", "1"]
    assert [line(volume, label).cells[0].text for label in ("Country-wide plans", "All of Arizona")] == ["3K", "5K"]
    ((listed, _),) = client.get(line(volume, "Country-wide plans").cells[0].href).context["page"].plans.lines
    assert listed.part == Part(0.1, False)
    page = client.get("/states/az/").context["page"]
    assert (len(page.plans.all), len(page.plans.chosen)) == (1, 1)
    for each in (*volume.lines, volume.whole):
        rows = client.get(each.cells[0].href).context["page"].plans.chosen
        assert len(rows) == (1 if each.label == "Country-wide plans" else 2)


def test_a_country_that_nobody_has_counted_makes_its_part_unknown(staff, sign_in, plans):
    plans(factories.make_country())
    found = matrix(sign_in(staff), "?show=volume")
    assert [each.cells[0].text for each in (found.lines[0], found.whole)] == ["?", "?"]


def test_what_is_not_known_is_said_and_never_counted_as_nothing(staff, sign_in, plans):
    plans(attempts=None)
    (alone,) = line(matrix(sign_in(staff), "?show=volume"), "Pima County").cells
    assert (alone.text, alone.unknown) == ("?", 1)
    plans(attempts=500)
    (beside,) = line(matrix(sign_in(staff), "?show=volume"), "Pima County").cells
    assert (beside.text, beside.unknown) == ("500", 1)
    page = sign_in(staff).get(beside.href).content.decode()
    assert "500 tries of these fall here, and 1 activity state" in " ".join(page.split())


def test_a_place_with_a_priority_and_without_plans_has_its_line(staff, other_partner, sign_in, plans):
    plans()
    calendar.make_priority(factories.make_county("Gila County"))
    found = line(matrix(sign_in(staff)), "Gila County")
    assert found.cells[0].is_lack
    assert found.cells[0].href == "/gaps/?state=AZ"
    # Who may not know the priority is not told of it by an empty line.
    labels = [each.label for each in matrix(sign_in(other_partner)).lines]
    assert labels == ["Pima County"]


@pytest.mark.parametrize("show", ["presence", "volume", "saturation", "nonsense"])
def test_every_cell_leads_to_plans_whose_sum_it_is(staff, sign_in, plans, show):
    plans(attempts=1500)
    plans(factories.make_county("Gila County"), attempts=400)
    plans(factories.make_state("AZ").division, tactic="p2p-text")
    client = sign_in(staff)
    found = matrix(client, f"?show={show}")
    for each in (*found.lines, found.whole):
        for cell in filter(None, each.cells):
            rows = client.get(cell.href).context["page"].plans
            assert rows.chosen, cell.label
            if found.shows == "presence":
                assert cell.text == str(len(rows.chosen))
            if found.shows == "volume":
                known = sum(row.part.share is not None for row, _ in rows.lines)
                assert cell.unknown == len(rows.chosen) - known
    assert found.shows == (show if show != "nonsense" else "presence")


def test_hidden_plans_are_in_no_cell(staff, other_partner, sign_in, plans):
    plans(attempts=500)
    before = {show: matrix(sign_in(other_partner), f"?show={show}").lines for show in ("presence", "volume")}
    quiet = factories.make_program(factories.make_partner("Quiet Hands"), visibility="private")
    factories.make_activity(quiet, division=factories.make_county("Gila County"), attempts_planned=9)
    for show, lines in before.items():
        assert matrix(sign_in(other_partner), f"?show={show}").lines == lines
    assert len(matrix(sign_in(staff)).lines) == 1
