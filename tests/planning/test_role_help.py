"""A role that nobody has in a state: who has it elsewhere, why they could help, and when it votes next."""

import datetime as dt

import pytest

from states.borders import BORDERS, beside
from tests import factories
from tests.calendar_factories import make_deadline, make_election
from tests.planning.gap_cast import main_of, text_of

PAGE = "/gaps/az-donor_table/"


def test_borders_go_both_ways_and_name_states_alone():
    assert len(BORDERS) == 49 and all(code in BORDERS[other] for code in BORDERS for other in BORDERS[code])
    assert sum(map(len, BORDERS.values())) // 2 == 107
    assert beside("AZ") == {"CA", "NM", "NV", "UT"} and beside("HI") == frozenset()


@pytest.mark.django_db
def test_those_beside_it_come_first_then_those_of_the_whole_country(priority, staff, sign_in):
    factories.make_partner("Badger Donors", kind="donor_table", states=("WI",))
    factories.make_partner("Country Donors", kind="donor_table", states=())
    factories.make_partner("Silver Donors", kind="donor_table", states=("NV",))
    factories.make_partner("Asleep", kind="donor_table", states=("NM",), status="dormant")
    factories.make_partner("Another Role", kind="research_hub", states=("NV",))
    client = sign_in(staff)
    found = client.get(PAGE).context["help"]
    assert [(each.partner.name, each.why) for each in found.holders] == [
        ("Silver Donors", "has this role in Nevada, beside Arizona"),
        ("Country Donors", "has this role, and no state of its own"),
        ("Badger Donors", "has this role in Wisconsin"),
    ]
    assert "Who has this role elsewhere" in text_of(client, PAGE)


@pytest.mark.django_db
def test_whom_one_may_not_know_of_is_not_named(priority, partner_rep, sign_in):
    factories.make_partner("Silver Donors", kind="donor_table", states=("NV",), visibility="staff")
    text = text_of(sign_in(partner_rep), PAGE)
    assert "Silver Donors" not in text and "Nobody that you may see" in text


@pytest.mark.django_db
def test_it_says_when_the_state_votes_next_and_takes_no_deadline_for_a_roles(priority, staff, sign_in):
    client = sign_in(staff)
    assert client.get(PAGE).context["help"].next_election.held_on == dt.date(2028, 11, 7)
    special = make_election(held_on=dt.date(2028, 10, 20), kind="special")
    make_deadline(special, on=dt.date(2028, 9, 30), source_url="")
    assert client.get(PAGE).context["help"].next_election == special
    text = main_of(text_of(client, PAGE))
    assert "Arizona votes next on <time" in text and special.get_absolute_url() in text
    assert "Register online" not in text and "It matters by" not in text
