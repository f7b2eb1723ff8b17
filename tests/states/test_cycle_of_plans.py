"""Plans and overlaps are of the cycles that they have a day in: every figure of them moves with the switch."""

import datetime as dt

import pytest
import time_machine

from planning import actions
from states.models import Cycle
from tests import factories
from tests.states.figures import rows_of

pytestmark = pytest.mark.django_db
NOW, BEFORE = "2027-28", "2025-26"


@pytest.fixture(autouse=True)
def november(db):
    """After an election: people plan the next cycle already."""
    factories.make_cycle()
    Cycle.objects.create(code=BEFORE, name="2025–26", starts_on=dt.date(2025, 1, 1), ends_on=dt.date(2026, 12, 31))
    with time_machine.travel(dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def plans(door_plan):
    """Two of 2027 that overlap, one of 2026, and one over the turn of the year."""
    for name in ("Open Door", "Second Door"):
        door_plan(name)
    text = {"tactic": factories.make_tactic("p2p-text", family="text")}
    past = {"starts_on": dt.date(2026, 8, 3), "ends_on": dt.date(2026, 11, 3), "attempts_planned": 500}
    factories.make_activity(factories.make_program(status="finished"), **past, **text)
    turn = {"starts_on": dt.date(2026, 12, 1), "ends_on": dt.date(2027, 1, 9), "attempts_planned": 70}
    factories.make_activity(**turn, **text)
    actions.refresh_overlaps()


def switch(client, code: str):
    client.post("/cycle/", {"cycle": code})
    return client


@pytest.mark.parametrize(
    ("cycle", "activities", "tries", "overlaps"), [(NOW, "3", "1,280,070", "1"), (BEFORE, "2", "570", "0")]
)
def test_the_pages_of_states_count_the_cycle_and_each_figure_equals_its_rows(
    plans, staff, sign_in, cycle, activities, tries, overlaps
):
    client = switch(sign_in(staff), cycle)
    for address in ("/states/", "/states/compare/?state=AZ"):
        overview = client.get(address).context["overview"]
        row = next(each for each in overview.rows if each.code == "AZ")
        shown = dict(zip([each.code for each in overview.measures], row.figures, strict=True))
        assert [shown[code].text for code in ("activities", "tries", "overlaps")] == [activities, tries, overlaps]
        for code in ("activities", "overlaps"):
            assert not shown[code].href or rows_of(client, shown[code].href) == int(shown[code].text), code


@pytest.mark.parametrize(("cycle", "activities", "overlaps"), [(NOW, 3, 1), (BEFORE, 2, 0)])
def test_the_page_of_a_state_shows_the_plans_and_overlaps_of_the_cycle_alone(
    plans, staff, sign_in, cycle, activities, overlaps
):
    client = switch(sign_in(staff), cycle)
    page = client.get("/states/az/").context["page"]
    figures = {each["label"]: (each["figure"], each["href"]) for each in page.key_numbers}
    assert figures["Activities"][0] == str(activities)
    assert figures["Open overlaps"][0] == str(overlaps)
    assert rows_of(client, figures["Activities"][1]) == activities
    assert rows_of(client, figures["Open overlaps"][1]) == overlaps
    assert page.matrix.whole.total.text == str(activities)
    assert sum(volume.activities for volume, _ in page.plans.volumes) == activities
    assert sum(line.count for line in page.timeline.lines) == activities
    places = client.get("/states/az/places/").context["page"].rows
    assert [row.activities for row in places] == [activities]


def test_the_brief_counts_the_same_and_says_the_rule(plans, staff, viewer):
    from django.http import QueryDict

    from planning.reports.ecosystem import state_facts
    from states.views.cycle import CycleSwitch
    from states.views.state_brief import Brief
    from states.views.state_page import StatePage

    cycles = tuple(Cycle.objects.all())
    said = {}
    for cycle in cycles:
        facts = state_facts(viewer(staff), "AZ", cycle)
        page = StatePage(viewer(staff), facts, QueryDict(), switch=CycleSwitch(cycles, cycle, cycles[-1]))
        said[cycle.code] = Brief(page, made_for="Robin, staff").data
    assert "3 activities and 1 open overlap." in said[NOW]["lead"]
    assert "2 activities and no open overlaps." in said[BEFORE]["lead"]
    assert "have a day in the cycle" in said[NOW]["method"]


def test_who_reads_some_plans_has_the_cycle_of_his_or_her_own_cases(plans, other_partner, sign_in):
    client = sign_in(other_partner)
    for cycle, total in ((NOW, 1), (BEFORE, 0)):
        part = switch(client, cycle).get("/states/az/overlaps/", headers={"HX-Request": "true"})
        assert part.context["overlaps"].total == total
        assert rows_of(client, "/overlaps/?state=AZ") == total


def test_pages_say_in_words_of_which_cycle_their_plans_are(plans, staff, sign_in):
    client = switch(sign_in(staff), BEFORE)
    assert "with a day in 2025–26" in client.get("/states/az/").content.decode()
    assert client.get("/states/?measure=activities").context["overview"].label == "Activities of 2025–26 by state"
    factories.make_state("WI")
    assert "No plans here in 2025–26 yet." in client.get("/states/wi/").content.decode()


def test_the_first_page_of_staff_counts_the_same(plans, staff, sign_in):
    client = sign_in(staff)
    for cycle, activities, overlaps in ((NOW, 3, 1), (BEFORE, 2, 0)):
        desk = switch(client, cycle).get("/").context["home"].staff
        found = {each["label"].partition(",")[0]: each for each in desk.numbers}
        assert found["Activities in the states"]["figure"] == str(activities)
        assert found["Open overlaps"]["figure"] == str(overlaps)
        assert rows_of(client, found["Open overlaps"]["href"]) == overlaps


class TestTheListOfOverlaps:
    @pytest.mark.parametrize(
        ("query", "rows"),
        [
            ("", 1),
            ("?cycle=2027-28", 1),
            ("?cycle=2025-26", 0),
            ("?cycle=all", 1),
            ("?cycle=", 1),
            ("?cycle=nonsense", 1),
            ("?cycle=%00&cycle=2025-26", 0),
        ],
    )
    def test_the_address_can_ask_for_another_cycle_or_for_all(self, plans, staff, sign_in, query, rows):
        assert rows_of(sign_in(staff), f"/overlaps/{query}") == rows

    def test_it_follows_the_switch_unless_the_address_says_otherwise(self, plans, staff, sign_in):
        client = switch(sign_in(staff), BEFORE)
        assert rows_of(client, "/overlaps/") == 0
        assert rows_of(client, "/overlaps/?cycle=all") == rows_of(client, "/overlaps/?cycle=2027-28") == 1
        text = client.get("/overlaps/").content.decode()
        assert "Every page shows 2025–26" in text
        assert "No open overlaps." in text

    def test_every_choice_and_tab_leads_to_the_rows_that_it_counts(self, plans, staff, sign_in):
        client = sign_in(staff)
        for query in ("", "?cycle=all", "?cycle=2025-26"):
            form = client.get(f"/overlaps/{query}").context["form"]
            for tab in form.tabs():
                assert rows_of(client, "/overlaps/" + tab["href"]) == tab["count"], (query, tab)
            for option in form.options("cycle"):
                assert rows_of(client, f"/overlaps/?cycle={option['value']}") == option["count"]
            for part in form.parts():
                assert client.get("/overlaps/" + part["href"]).context["form"].chosen["cycle"] == ""

    def test_a_partner_s_own_overlaps_are_counted_in_all_cycles(self, plans, own_partner, partner_rep, sign_in):
        client = switch(sign_in(partner_rep), BEFORE)
        program = factories.make_program(own_partner, "Porch Lanterns", visibility="partners")
        facts = {"universe": 200_000, "attempts_planned": 640_000}
        factories.make_activity(program, **facts)
        actions.refresh_overlaps()
        text = client.get("/").content.decode()
        address = f"/overlaps/?program={program.public_id}&amp;cycle=all"
        assert address in text
        assert rows_of(client, address.replace("&amp;", "&")) == 1


def test_the_list_of_money_says_that_it_shows_all_cycles_and_leads_to_the_chosen_one(staff, sign_in):
    fund = factories.make_fund()
    factories.make_allocation(fund, factories.make_entity(), 50_000, status="paid")
    client = sign_in(staff)
    for cycle, rows in ((NOW, 1), (BEFORE, 0)):
        name, address = switch(client, cycle).get("/funding/").context["only_cycle"]
        assert name == Cycle.objects.get(code=cycle).name
        assert rows_of(client, address) == rows
        narrowed = client.get(address)
        assert narrowed.context["only_cycle"] is None
    assert "Money of all cycles" in client.get("/funding/").content.decode()
