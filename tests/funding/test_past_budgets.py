"""More approved than a program costs: what counts, who is asked what, and that nothing hidden is derived."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from funding.reports.past_budgets import past_budgets
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/funding/past-budgets/"


@pytest.fixture
def program(own_partner):
    return factories.make_program(own_partner, "Long Summer", budget_usd=100_000, visibility="funders")


def give(program, amount, funder="", **facts):
    owner = factories.make_partner(funder or "", kind="peer_funder", states=())
    entity = program.partner.entities.first() or factories.make_entity(program.partner)
    facts = {"status": "approved", "visibility": "funders", **facts}
    return factories.make_allocation(factories.make_fund(owner), entity, amount, program=program, **facts)


def beyond(viewer):
    return [int(each.beyond_usd) for each in past_budgets(viewer)]


def test_what_is_approved_beyond_the_budget_is_a_question_with_its_parts(program, staff, sign_in):
    give(program, 70_000, "River Fund")
    give(program, 50_000, "Harbor Fund", status="paid")
    page = sign_in(staff).get(LIST).content.decode()
    assert "Ask Ocotillo Votes whether Long Summer has grown beyond the $100,000 that it states" in page
    assert "$120,000 from Harbor Fund and River Fund" in page and "$20,000</data>" in page
    for url in (program.get_absolute_url(), program.partner.get_absolute_url()):
        assert "has grown beyond the $100,000" in sign_in(staff).get(url).content.decode()


@pytest.mark.parametrize("status", ["exploring", "recommended", "in_review", "declined", "cancelled"])
def test_what_is_not_approved_is_in_no_figure(status, program, staff, viewer):
    give(program, 99_000)
    give(program, 50_000, status=status)
    assert beyond(viewer(staff)) == []


def test_other_currencies_no_budget_and_cancelled_programs_ask_nothing(program, staff, viewer):
    give(program, 500_000, currency="EUR")
    give(factories.make_program(program.partner), 500_000)
    give(factories.make_program(program.partner, budget_usd=5, status="cancelled"), 500_000)
    assert beyond(viewer(staff)) == []


def test_money_that_came_by_another_grant_to_it_counts_once(program, staff, viewer):
    first = give(program, 90_000)
    give(program, 60_000, parent=first)
    assert beyond(viewer(staff)) == []
    give(program, 15_000, parent=factories.make_allocation(status="paid"))
    assert beyond(viewer(staff)) == [5_000]


def test_a_hidden_grant_adds_nothing_for_whom_it_is_hidden(program, staff, funder_rep, viewer, sign_in):
    give(program, 90_000)
    hidden = give(program, 33_000, "Quiet Fund", visibility="staff")
    assert (beyond(viewer(staff)), beyond(viewer(funder_rep))) == ([23_000], [])
    for url in (LIST, program.get_absolute_url(), program.partner.get_absolute_url()):
        page = sign_in(funder_rep).get(url).content.decode()
        assert not any(word in page for word in ("Quiet", "23,000", "33,000", hidden.public_id)), url
    give(program, 12_000)
    assert beyond(viewer(funder_rep)) == [2_000], "what his own readable rows say"
    hidden.delete()
    assert beyond(viewer(funder_rep)) == [2_000]


def test_a_private_grant_is_not_for_staff_either(program, staff, viewer):
    give(program, 90_000)
    give(program, 33_000, visibility="private")
    assert beyond(viewer(staff)) == []


def test_a_hidden_program_is_not_named(own_partner, funder_rep, viewer):
    give(factories.make_program(own_partner, budget_usd=10, visibility="staff"), 500)
    assert beyond(viewer(funder_rep)) == []


def test_partners_and_donors_are_not_asked(program, partner_rep, other_partner, donor, viewer):
    give(program, 500_000, released_on="2026-11-01", visibility="public")
    assert [beyond(viewer(user)) for user in (partner_rep, other_partner, donor)] == [[], [], []]


def test_a_band_comes_on_top_and_is_in_no_sum(program, staff, viewer):
    give(program, 120_000)
    give(program, 44_000, shared_as="band")
    (found,) = past_budgets(viewer(staff))
    assert (found.beyond_usd, found.banded, len(found.parts)) == (20_000, 1, 1)


def test_two_programs_cost_as_many_queries_as_twenty(own_partner, staff, sign_in):
    client, counts = sign_in(staff), []
    for many in (1, 18):
        for _ in range(many):
            give(factories.make_program(own_partner, budget_usd=10), 500)
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]
