"""The parts of a state's long page: named at its top with their counts, folded on a phone, lost nowhere."""

import re

import pytest

from tests import calendar_factories as calendar
from tests import factories

pytestmark = pytest.mark.django_db


def contents(client, query: str = "") -> dict[str, str]:
    answer = client.get(f"/states/az/{query}")
    return {each["href"]: each["count"] for each in answer.context["contents"]}


@pytest.fixture
def state(door_plan, pima):
    for name in ("Open Door", "Second Door"):
        door_plan(name)
    factories.make_activity(tactic=factories.make_tactic("p2p-text", family="text"))
    calendar.make_priority(pima, visibility="partners")


@pytest.mark.parametrize("member", ["staff", "other_partner", "donor"])
def test_every_part_that_is_named_is_on_the_page_and_no_other(member, state, sign_in, request):
    client = sign_in(request.getfixturevalue(member))
    page = client.get("/states/az/").content.decode()
    parts = re.findall(r'(?:section|p)[^>]* id="([a-z-]+)"', page)
    assert [f"#{part}" for part in parts] == list(contents(client))


def test_counts_are_those_of_the_parts(state, staff, sign_in):
    client = sign_in(staff)
    page = client.get("/states/az/").context["page"]
    found = contents(client)
    assert found["#roles"] == str(len(page.facts.partners))
    assert found["#volumes"] == str(len(page.plans.volumes)) == "2"
    assert found["#matrix"] == str(len(page.matrix.lines))
    assert found["#timeline"] == str(page.timeline.total) == "3"
    assert found["#activities"] == "3"
    assert found["#priorities"] == "1"
    assert contents(client, "?family=door")["#activities"] == "2"


def test_a_long_part_is_on_the_page_whole_beside_the_control_that_opens_it_on_a_phone(state, staff, sign_in):
    page = sign_in(staff).get("/states/az/").content.decode()
    (part,) = re.findall(r'<section[^>]* id="activities".*?</section>', page, re.DOTALL)
    assert part.count("<tr>") == 1 + 3
    assert part.count("Show all activities of this page") == 1
