"""Money of the country follows the cycle; gaps are counted where they are asked for; states stand side by side."""

import datetime as dt

import pytest

from states.models import Cycle
from tests import calendar_factories as calendar
from tests import factories
from tests.states.figures import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_cycles(db):
    """Money in the usual cycle and in the one after it, and the client's switch to that."""
    factories.make_cycle()
    later = Cycle.objects.create(
        code="2029-30", name="2029–30", starts_on=dt.date(2029, 1, 1), ends_on=dt.date(2030, 12, 31)
    )
    group = factories.make_entity(factories.make_partner("Sunrise"))
    factories.make_allocation(factories.make_fund(vehicle="c4"), group, 50_000, status="committed")
    factories.make_allocation(factories.make_fund(vehicle="c4", cycle=later), group, 70_000, status="committed")
    return lambda client: client.post("/cycle/", {"cycle": "2029-30", "next": "/"})


def dollars(client):
    overview = client.get("/states/?measure=dollars").context["overview"]
    row = next(each for each in overview.rows if each.code == "AZ")
    return row.figures[-1]


def test_dollars_on_the_page_of_all_states_are_those_of_the_cycle(two_cycles, staff, sign_in):
    client = sign_in(staff)
    assert (dollars(client).text, rows_of(client, dollars(client).href)) == ("$50,000", 1)
    two_cycles(client)
    assert (dollars(client).text, rows_of(client, dollars(client).href)) == ("$70,000", 1)


def test_so_are_those_on_the_first_page(two_cycles, staff, sign_in):
    client = sign_in(staff)

    def money():
        numbers = client.get("/").context["home"].staff.numbers
        return [(each["label"], each["figure"]) for each in numbers if "dollars" in each["label"]]

    assert money() == [("501(c)(4) dollars, 2027–28", "$50,000")]
    two_cycles(client)
    assert money() == [("501(c)(4) dollars, 2029–30", "$70,000")]


def test_gaps_are_a_measure_for_those_who_read_priorities(staff, donor, sign_in, pima):
    calendar.make_priority(pima)
    client = sign_in(staff)
    assert "gaps" not in {each.code for each in client.get("/states/").context["overview"].measures}
    overview = client.get("/states/?measure=gaps&sort=gaps").context["overview"]
    assert overview.label == "Gaps of 2027–28 by state"
    figure = next(each for each in overview.rows[0].figures if each.label == "Gaps")
    assert figure.amount == rows_of(client, figure.href) > 1  # one of people, and empty roles
    told = sign_in(donor).get("/states/?measure=gaps").context["overview"]
    assert (told.measure.code, told.offers_gaps) == ("partners", False)


def test_states_stand_side_by_side_in_the_order_that_was_asked_for(staff, sign_in, pima, door_plan):
    door_plan("Open Door")
    factories.make_partner("Badger Table", states=("WI",), kind="state_table")
    client = sign_in(staff)
    page = client.get("/states/compare/?state=wi&state=AZ&state=nowhere&state=AZ").context["comparison"]
    assert [row.code for row in page.rows] == ["WI", "AZ"]
    lines = {line.label: [figure.text for figure in line.figures] for line in page.lines}
    assert (lines["Partners"], lines["Tries planned"]) == (["1", "1"], ["0", "640,000"])
    assert page.title == "Wisconsin and Arizona side by side"
    for line in page.lines:
        for figure in line.figures:
            if figure.href and line.label != "Tries planned":
                assert rows_of(client, figure.href) == figure.amount, line.label


def test_dollars_have_a_line_for_each_vehicle(staff, sign_in):
    group = factories.make_entity(factories.make_partner("Sunrise"))
    for vehicle, amount in (("c4", 50_000), ("c3_public", 20_000)):
        factories.make_allocation(factories.make_fund(vehicle=vehicle), group, amount, status="committed")
    lines = sign_in(staff).get("/states/compare/?state=AZ").context["comparison"].lines
    money = {line.label: line.figures[0].text for line in lines if "Dollars" in line.label}
    assert money == {
        "Dollars counted, 501(c)(3) public charity, 2027–28": "$20,000",
        "Dollars counted, 501(c)(4), 2027–28": "$50,000",
    }


def test_more_than_six_states_are_cut_and_none_asks_which(staff, sign_in):
    for code in ("AZ", "WI", "MI", "NC", "GA", "PA", "NV"):
        factories.make_state(code)
    client = sign_in(staff)
    asked = "&".join(f"state={code}" for code in ("AZ", "WI", "MI", "NC", "GA", "PA", "NV"))
    page = client.get(f"/states/compare/?{asked}").context["comparison"]
    assert (len(page.rows), page.left_out) == (6, 1)
    assert "Which states do you want to compare?" in client.get("/states/compare/").content.decode()


@pytest.mark.parametrize("who", ["donor", "other_partner", "funder_rep"])
def test_hidden_rows_change_no_comparison(who, cast, sign_in, door_plan, pima):
    door_plan("Open Door")
    calendar.make_priority(pima, visibility="partners")
    client = sign_in(cast[who])
    address = "/states/compare/?state=AZ&state=WI"
    before = client.get(address).context["comparison"].lines
    hidden = door_plan("Quiet Hands", visibility="private").program.partner
    hidden.visibility = "private"
    hidden.save()
    calendar.make_priority(factories.make_county("Gila County"))
    assert client.get(address).context["comparison"].lines == before
