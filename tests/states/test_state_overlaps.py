"""The first overlaps on a state's page: the kept ones for who reads all plans, own ones fetched later for others."""

import pytest

from planning import actions
from planning.reports.open_cases import open_cases
from tests.states.figures import rows_of

pytestmark = pytest.mark.django_db
PANEL = {"HX-Request": "true"}


@pytest.fixture
def case(door_plan):
    door_plan("Open Door")
    door_plan("Second Door")
    actions.refresh_overlaps()


def panel(client):
    return client.get("/states/az/overlaps/", headers=PANEL)


def test_who_reads_all_plans_finds_them_on_the_page_in_the_order_of_the_list(case, staff, sign_in):
    client = sign_in(staff)
    shown = client.get("/states/az/").context["page"].overlaps
    listed = client.get("/overlaps/?state=AZ").context["cases"].object_list
    assert [(each.overlap.public_id, each.sentence) for each in shown.first] == [
        (each.overlap.public_id, each.sentence) for each in listed
    ]
    assert shown.total == rows_of(client, "/overlaps/?state=AZ") == 1


def test_others_fetch_their_own(case, other_partner, sign_in):
    client = sign_in(other_partner)
    page = client.get("/states/az/")
    assert page.context["page"].overlaps is None
    assert 'hx-get="/states/az/overlaps/"' in page.content.decode()
    assert panel(client).context["overlaps"].total == 1
    assert client.get("/states/az/overlaps/").headers["Location"] == "/overlaps/?state=AZ"


def test_a_case_with_hidden_plans_is_nobodys_who_may_not_read_them(door_plan, staff, other_partner, sign_in):
    door_plan("Open Door")
    door_plan("Quiet Hands", visibility="staff")
    actions.refresh_overlaps()
    assert sign_in(staff).get("/states/az/").context["page"].overlaps.total == 1
    assert panel(sign_in(other_partner)).context["overlaps"].total == 0


def test_staff_from_whom_a_plan_is_hidden_get_figures_of_their_own(case, staff, viewer, sign_in, door_plan):
    door_plan("Quiet Hands", visibility="private")
    actions.refresh_overlaps()
    assert sign_in(staff).get("/states/az/").context["page"].overlaps is None
    assert open_cases(viewer(staff), "AZ", cycle=None, most=5).total == 1


def test_donors_have_none(case, donor, viewer):
    assert open_cases(viewer(donor), "AZ", cycle=None, most=5).total == 0
