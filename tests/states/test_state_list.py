"""The page of all states: right figures for each of the cast, each equal to its rows."""

import re
from decimal import Decimal

import pytest

from planning import actions
from planning.reports.state_counts import country_counts
from states.views.scale import Scale
from tests import calendar_factories as calendar
from tests import factories
from tests.states.figures import rows_of

pytestmark = pytest.mark.django_db


def counts_of(viewer, user, code="AZ"):
    found = country_counts(viewer(user), cycle=factories.make_cycle())
    return next(each for each in found.states if each.code == code)


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
    cycle = factories.make_cycle()
    calendar.make_priority()
    before = {name: country_counts(viewer(user), cycle=cycle) for name, user in cast.items() if user}
    hidden = door_plan("Quiet Hands", visibility="private").program.partner
    hidden.visibility = "private"
    hidden.save()
    fund = factories.make_fund(factories.make_partner(states=(), visibility="private"))
    factories.make_allocation(fund, factories.make_entity(hidden), 70_000, status="committed", visibility="private")
    actions.refresh_overlaps()
    after = {name: country_counts(viewer(user), cycle=cycle) for name, user in cast.items() if user}
    assert after == before


def test_donors_are_shown_neither_overlaps_nor_grants(donor, viewer, sign_in, door_plan):
    door_plan("Open Door")
    assert (counts_of(viewer, donor).overlaps, counts_of(viewer, donor).dollars) == (None, None)
    switches = sign_in(donor).get("/states/?measure=dollars").context["overview"].switches
    assert [each["label"] for each in switches] == ["Partners", "Activities", "Tries planned"]


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
    calendar.make_priority()
    client = sign_in(staff)
    overview = client.get("/states/").context["overview"]
    row = next(each for each in overview.rows if each.code == "AZ")
    assert [figure.text for figure in row.figures] == ["2", "2", "1,280,000", "1", "1", "$50,000"]
    assert [rows_of(client, figure.href) for figure in row.figures] == [2, 2, 2, 1, 1, 1]


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
    assert overview.label == "Dollars counted of 2027–28 by state, money of all vehicles together"
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
        with django_assert_max_num_queries(20 if address == "/states/az/" else 16) as asked:
            assert client.get(address).status_code == 200
        return len([each for each in asked.captured_queries if "SAVEPOINT" not in each["sql"]])

    add(range(2))
    few = queries()
    add(range(2, 20))
    assert queries() == few
    assert few <= (18 if address == "/states/az/" else 13)


@pytest.mark.parametrize(
    ("most", "amount", "level"),
    [(0, 0, 0), (1, 1, 1), (3, 1, 1), (3, 3, 3), (100, 20, 1), (100, 21, 2), (100, 100, 5), (100, 0, 0)],
)
def test_shades_rise_to_the_highest_figure(most, amount, level):
    assert Scale.up_to(most).level(amount) == level
