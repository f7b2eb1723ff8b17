"""The pages of the country and of one state: right figures for each of the cast, each equal to its rows."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from planning import actions
from planning.reports.ecosystem import activities_in, matrix_of, state_facts, volumes_of
from planning.reports.state_counts import country_counts
from states.models import Electorate
from states.views.scale import Scale
from tests import factories

pytestmark = pytest.mark.django_db


def counts_of(viewer, user, code="AZ"):
    return next(each for each in country_counts(viewer(user)).states if each.code == code)


def rows_of(client, href: str) -> int:
    """How many rows a figure's address shows."""
    answer = client.get(href)
    assert answer.status_code == 200, href
    if href.startswith("/partners/"):
        return answer.context["form"].facets.total
    if href.startswith("/overlaps/"):
        return answer.context["cases"].paginator.count
    if href.startswith("/funding/"):
        return answer.context["form"].total
    return len(answer.context["page"].chosen)


# --- all states ---------------------------------------------------------------------------------------------------


def test_every_member_of_the_cast_counts_what_it_may_see(cast, viewer, door_plan):
    for level in ("public", "partners", "table", "funders", "staff", "private"):
        door_plan(f"Group {level}", visibility=level)
    seen = {name: counts_of(viewer, user).activities for name, user in cast.items() if user}
    assert seen == {
        "staff": 5,
        "counsel": 5,
        "admin": 5,
        "donor": 0,  # a donor knows of public partners only
        "other_donor": 0,
        "partner_rep": 3,
        "other_partner": 2,
        "funder_rep": 3,
        "outsider": 0,
    }


def test_a_hidden_plan_changes_no_figure_of_those_who_may_not_see_it(cast, viewer, door_plan):
    door_plan("Open Door")
    door_plan("Second Door")
    actions.refresh_overlaps()
    before = {name: country_counts(viewer(user)) for name, user in cast.items() if user}
    hidden = door_plan("Quiet Hands", visibility="private").program.partner
    hidden.visibility = "private"
    hidden.save()
    fund = factories.make_fund(factories.make_partner(states=(), visibility="private"))
    factories.make_allocation(fund, factories.make_entity(hidden), 70_000, status="committed", visibility="private")
    actions.refresh_overlaps()
    after = {name: country_counts(viewer(user)) for name, user in cast.items() if user}
    assert after == before


def test_donors_are_shown_neither_overlaps_nor_grants(donor, viewer, sign_in, door_plan):
    door_plan("Open Door")
    assert (counts_of(viewer, donor).overlaps, counts_of(viewer, donor).dollars) == (None, None)
    switches = sign_in(donor).get("/states/?measure=dollars").context["overview"].switches
    assert [each["label"] for each in switches] == ["Partners", "Activities"]


def test_dollars_stay_apart_by_vehicle_and_passed_on_money_counts_once(staff, viewer):
    group = factories.make_entity(factories.make_partner("Sunrise"))
    c4, c3 = factories.make_fund(vehicle="c4"), factories.make_fund(vehicle="c3_public")
    first = factories.make_allocation(c4, group, 50_000, status="committed")
    factories.make_allocation(c4, group, 20_000, status="paid", parent=first)
    factories.make_allocation(c3, group, 30_000, status="recommended")
    factories.make_allocation(c3, group, 90_000)  # exploring
    factories.make_allocation(c3, group, 10_000, status="approved", currency="CAD")
    assert counts_of(viewer, staff).dollars == {"c4": Decimal(50_000), "c3_public": Decimal(30_000)}


def test_every_figure_of_the_table_equals_the_rows_that_it_opens(staff, sign_in, door_plan):
    door_plan("Open Door")
    plan = door_plan("Second Door")
    entity = factories.make_entity(plan.program.partner)
    owner = factories.make_partner(kind="peer_funder", states=())
    first = factories.make_allocation(factories.make_fund(owner), entity, 50_000, status="committed")
    factories.make_allocation(factories.make_fund(owner), entity, 20_000, status="approved", parent=first)
    actions.refresh_overlaps()
    client = sign_in(staff)
    overview = client.get("/states/").context["overview"]
    row = next(each for each in overview.rows if each.code == "AZ")
    assert [figure.text for figure in row.figures] == ["2", "2", "1", "$50,000"]
    assert [rows_of(client, figure.href) for figure in row.figures] == [2, 2, 1, 1]


def test_the_map_and_the_table_have_all_of_the_country(db, staff, sign_in):
    from states.actions.reference import load_reference

    load_reference(by=None)
    page = sign_in(staff).get("/states/?measure=activities").content.decode()
    assert len(re.findall(r'<li class="x\d+ y\d+">', page)) == 56
    assert page.count("<tr>") == 56 + 2
    assert "District of Columbia" in page


def test_the_address_says_measure_and_order(staff, sign_in, door_plan):
    factories.make_state("WI")
    door_plan("Open Door")
    client = sign_in(staff)
    overview = client.get("/states/?measure=activities&sort=activities").context["overview"]
    assert [row.code for row in overview.rows] == ["AZ", "WI"]
    assert [(tile["code"], tile["value"], tile["level"]) for tile in overview.tiles] == [
        ("AZ", "1", 1),
        ("WI", "", 0),
    ]
    odd = client.get("/states/?measure=nonsense&sort=nonsense&vehicle=nonsense").context["overview"]
    assert (odd.measure.code, odd.sort, odd.vehicle) == ("partners", "name", "")


def test_dollars_of_all_vehicles_together_say_so(staff, sign_in):
    group = factories.make_entity(factories.make_partner("Sunrise"))
    for vehicle in ("c4", "c3_public"):
        factories.make_allocation(factories.make_fund(vehicle=vehicle), group, 50_000, status="committed")
    client = sign_in(staff)
    overview = client.get("/states/?measure=dollars").context["overview"]
    assert overview.label == "Dollars counted by state, money of all vehicles together"
    (one,) = [each for each in overview.vehicle_switches if each["label"] == "501(c)(4)"]
    narrowed = client.get("/states/" + one["href"]).context["overview"]
    assert [tile["value"] for tile in narrowed.tiles] == ["$50,000"]


def test_htmx_gets_only_the_part_and_the_back_button_the_page(staff, sign_in):
    client = sign_in(staff)
    part = client.get("/states/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'id="results"' in part
    restored = client.get("/states/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in restored.content.decode()


@pytest.mark.parametrize("address", ["/states/", "/states/?measure=dollars", "/states/az/"])
@pytest.mark.parametrize("who", ["staff", "partner_rep", "funder_rep", "donor"])
def test_pages_take_as_many_queries_for_many_rows_as_for_few(
    who, address, request, sign_in, door_plan, django_assert_max_num_queries
):
    client = sign_in(request.getfixturevalue(who))

    def add(numbers):
        for number in numbers:
            place = factories.make_county(f"County {number} County", electorate=500_000)
            plan = door_plan(f"North {number}", place, visibility="public")
            door_plan(f"South {number}", place, visibility="table")
            door_plan(f"Hidden {number}", place, visibility="staff")
            entity = factories.make_entity(plan.program.partner)
            factories.make_allocation(factories.make_fund(), entity, status="approved", visibility="funders")
        actions.refresh_overlaps()

    def queries() -> int:
        with django_assert_max_num_queries(16) as asked:
            assert client.get(address).status_code == 200
        return len([each for each in asked.captured_queries if "SAVEPOINT" not in each["sql"]])

    add(range(2))
    few = queries()
    add(range(2, 20))
    assert queries() == few
    assert few <= (12 if who in ("staff", "donor") or address != "/states/az/" else 14)


# --- one state ----------------------------------------------------------------------------------------------------


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
    assert "File of 2024" in page


def test_the_matrix_counts_tactics_by_place_and_each_cell_equals_its_rows(staff, viewer, sign_in, door_plan):
    door_plan("Open Door")
    door_plan("Second Door")
    statewide = factories.make_state("AZ").division
    factories.make_activity(division=statewide, tactic=factories.make_tactic("p2p-text", family="text"))
    factories.make_activity(factories.make_program(status="idea"))
    factories.make_activity(mode="capacity")
    _codes()
    matrix = matrix_of(activities_in(viewer(staff), "AZ"))
    assert [label for _, label in matrix.places] == ["Arizona", "Pima County"]
    assert sorted(matrix.cells.values()) == [1, 2]
    client = sign_in(staff)
    page = client.get("/states/az/").context["page"]
    for line in page.matrix_lines:
        for cell in (*filter(None, line.cells), line.total):
            assert rows_of(client, cell.href) == int(cell.text), cell.label
    for total in page.matrix_totals:
        assert rows_of(client, total.href) == int(total.text)


def _codes() -> None:
    """The FIPS codes that places have in the real data."""
    from states.models import Division

    for position, place in enumerate(Division.objects.order_by("ocd_id"), start=1):
        Division.objects.filter(pk=place.pk).update(fips=f"{position:05}")


def test_tries_add_up_and_lists_do_not(staff, viewer, door_plan):
    door_plan("Open Door")
    door_plan("Second Door")
    factories.make_activity(universe=50_000, attempts_planned=None)
    (door,) = volumes_of(activities_in(viewer(staff), "AZ"))
    assert (door.activities, door.attempts, door.unknown, door.largest_list) == (3, 1_280_000, 1, 200_000)


def test_the_count_of_each_kind_of_tactic_equals_its_rows(staff, sign_in, door_plan):
    door_plan("Open Door")
    factories.make_activity(tactic=factories.make_tactic("p2p-text", family="text"))
    client = sign_in(staff)
    page = client.get("/states/az/").context["page"]
    assert [(volume.label, volume.activities, rows_of(client, href)) for volume, href in page.volumes] == [
        ("Door", 1, 1),
        ("Text", 1, 1),
    ]


def test_a_filter_can_be_dropped_and_an_odd_one_is_ignored(staff, sign_in, door_plan):
    door_plan("Open Door")
    factories.make_activity(tactic=factories.make_tactic("p2p-text", family="text"))
    client = sign_in(staff)
    page = client.get("/states/az/?tactic=p2p-text&place=nowhere&family=nonsense").context["page"]
    (part,) = page.parts
    assert (part["label"], len(page.chosen)) == ("P2p text", 1)
    assert rows_of(client, part["href"]) == 2


def test_money_is_told_by_vehicle_and_status_and_each_sum_equals_its_rows(staff, sign_in):
    group = factories.make_entity(factories.make_partner("Sunrise"))
    for vehicle, status in (("c4", "committed"), ("c4", "paid"), ("c4", "exploring"), ("c3_public", "approved")):
        factories.make_allocation(factories.make_fund(vehicle=vehicle), group, 50_000, status=status)
    elsewhere = factories.make_entity(factories.make_partner("Badger", states=("WI",)))
    factories.make_allocation(factories.make_fund(), elsewhere, 1_000, status="paid")
    client = sign_in(staff)
    lines = client.get("/states/az/").context["page"].money_lines
    assert [(line.label, line.total.text) for line in lines] == [
        ("501(c)(3) public charity", "$50,000"),
        ("501(c)(4)", "$100K"),
    ]
    assert [rows_of(client, line.total.href) for line in lines] == [1, 2]
    assert all(rows_of(client, cell.href) == 1 for line in lines for cell in line.cells if cell)


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


@pytest.mark.parametrize(
    ("most", "amount", "level"),
    [(0, 0, 0), (1, 1, 1), (3, 1, 1), (3, 3, 3), (100, 20, 1), (100, 21, 2), (100, 100, 5), (100, 0, 0)],
)
def test_shades_rise_to_the_highest_figure(most, amount, level):
    assert Scale.up_to(most).level(amount) == level
