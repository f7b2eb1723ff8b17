"""The page of one state: its ecosystem, plans, overlaps and money, each figure equal to its rows."""

import datetime as dt
import re

import pytest

from planning.reports.ecosystem import Electors, activities_in, state_facts, volumes_of
from states.models import Division, Electorate
from tests import factories
from tests.states.figures import rows_of

pytestmark = pytest.mark.django_db


def test_an_unknown_state_is_not_found_and_capitals_lead_to_the_address(staff, sign_in):
    factories.make_state("AZ")
    client = sign_in(staff)
    assert client.get("/states/zz/").status_code == 404
    assert client.get("/states/arizona/").status_code == 404
    assert client.get("/states/AZ/").headers["Location"] == "/states/az/"


def test_roles_that_nobody_at_work_fills_are_named(staff, viewer):
    factories.make_partner("Copper Table", kind="state_table")
    factories.make_partner("Gone Hub", kind="research_hub", status="closed")
    facts = state_facts(viewer(staff), "AZ")
    assert [role.label for role in facts.roles] == ["State table", "Research & communications hub"]
    assert "State table" not in facts.unfilled
    assert "Research & communications hub" in facts.unfilled


def test_partners_of_other_states_and_hidden_ones_are_not_there(donor, staff, viewer):
    factories.make_partner("Badger Table", states=("WI",), kind="state_table")
    factories.make_partner("Copper Table", kind="state_table", visibility="partners")
    assert [each.name for each in state_facts(viewer(staff), "AZ").partners] == ["Copper Table"]
    assert state_facts(viewer(donor), "AZ").partners == ()


def test_the_newest_electorate_is_shown_with_its_source_and_day(staff, viewer, sign_in):
    state = factories.make_state("AZ")
    for year, people in ((2024, 3_390_161), (2020, 3_387_326)):
        Electorate.objects.create(
            division=state.division,
            people=people,
            basis="votes",
            source=f"File of {year}",
            as_of=dt.date(year, 11, 5),
        )
    electors = state_facts(viewer(staff), "AZ").electors
    assert (electors.people, electors.basis, electors.source) == (3_390_161, "Votes cast", "File of 2024")
    page = sign_in(staff).get("/states/az/").content.decode()
    assert "3,390,161 people" in page
    assert "Electorate: votes cast, Nov 5, 2024; File of 2024." in page


def test_what_a_source_says_itself_is_not_said_again():
    electors = Electors(9, "Votes cast", "Votes cast for president on Nov 5, 2024, some file", dt.date(2024, 11, 5))
    assert electors.told == "votes cast for president on Nov 5, 2024, some file"


def test_the_matrix_counts_tactics_by_place_and_each_cell_equals_its_rows(staff, sign_in, door_plan):
    door_plan("Open Door")
    door_plan("Second Door")
    statewide = factories.make_state("AZ").division
    factories.make_activity(division=statewide, tactic=factories.make_tactic("p2p-text", family="text"))
    factories.make_activity(factories.make_program(status="idea"))
    factories.make_activity(mode="capacity")
    _codes()
    client = sign_in(staff)
    matrix = client.get("/states/az/").context["page"].matrix
    assert [line.label for line in matrix.lines] == ["State-wide plans", "Pima County"]
    assert [[cell.text for cell in line.cells if cell] for line in matrix.lines] == [["1"], ["2"]]
    for line in (*matrix.lines, matrix.whole):
        for cell in (*filter(None, line.cells), line.total):
            assert rows_of(client, cell.href) == int(cell.text), cell.label


def _codes() -> None:
    """The FIPS codes that places have in the real data."""
    for position, place in enumerate(Division.objects.order_by("ocd_id"), start=1):
        Division.objects.filter(pk=place.pk).update(fips=f"{position:05}")


def test_tries_add_up_and_lists_do_not(staff, viewer, door_plan):
    door_plan("Open Door")
    door_plan("Second Door")
    factories.make_activity(universe=50_000, attempts_planned=None)
    (door,) = volumes_of(activities_in(viewer(staff), "AZ", None))
    assert (door.activities, door.attempts, door.unknown, door.largest_list) == (3, 1_280_000, 1, 200_000)


def test_the_count_of_each_kind_of_tactic_equals_its_rows(staff, sign_in, door_plan):
    door_plan("Open Door")
    factories.make_activity(tactic=factories.make_tactic("p2p-text", family="text"))
    client = sign_in(staff)
    page = client.get("/states/az/").context["page"]
    assert [(volume.label, volume.activities, rows_of(client, href)) for volume, href in page.plans.volumes] == [
        ("Door", 1, 1),
        ("Text", 1, 1),
    ]


def test_a_filter_can_be_dropped_and_an_odd_one_is_ignored(staff, sign_in, door_plan):
    door_plan("Open Door")
    factories.make_activity(tactic=factories.make_tactic("p2p-text", family="text"))
    client = sign_in(staff)
    plans = client.get("/states/az/?tactic=p2p-text&place=nowhere&family=nonsense").context["page"].plans
    (part,) = plans.parts
    assert (part["label"], len(plans.chosen)) == ("P2p text", 1)
    assert rows_of(client, part["href"]) == 2


def test_money_is_told_by_vehicle_and_status_and_each_sum_equals_its_rows(staff, sign_in):
    group = factories.make_entity(factories.make_partner("Sunrise"))
    for vehicle, status in (("c4", "committed"), ("c4", "paid"), ("c4", "exploring"), ("c3_public", "approved")):
        factories.make_allocation(factories.make_fund(vehicle=vehicle), group, 50_000, status=status)
    elsewhere = factories.make_entity(factories.make_partner("Badger", states=("WI",)))
    factories.make_allocation(factories.make_fund(), elsewhere, 1_000, status="paid")
    client = sign_in(staff)
    lines = client.get("/states/az/").context["page"].money.lines
    assert [(line.label, line.total.text) for line in lines] == [
        ("501(c)(3) public charity", "$50,000"),
        ("501(c)(4)", "$100K"),
    ]
    assert [rows_of(client, line.total.href) for line in lines] == [1, 2]
    assert all(rows_of(client, cell.href) == 1 for line in lines for _, cell in line.cells if cell)


def test_a_state_without_anything_says_so(staff, sign_in):
    factories.make_state("AZ")
    page = sign_in(staff).get("/states/az/").content.decode()
    for words in ("No partner is known here yet.", "No open overlaps.", "No plans here yet.", "Electorate unknown"):
        assert words in page
    assert "None" not in re.sub(r"<[^>]+>", " ", page)


def test_days_to_the_election_are_counted_from_today(staff, sign_in, time_machine):
    factories.make_state("AZ")
    time_machine.move_to(dt.datetime(2028, 11, 6, 17, tzinfo=dt.UTC))
    page = sign_in(staff).get("/states/az/").content.decode()
    assert "1 day to the next federal general election" in page
