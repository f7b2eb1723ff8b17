"""Money inside a boundary on its page: a chain counts once in each, figures equal rows, nothing hidden shows."""

import datetime as dt
import html
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import Affiliation
from tests import factories, family_factories

pytestmark = pytest.mark.django_db
PAGE = "/funding/once/"


@pytest.fixture
def chain(state_table):
    """A donor circle gives us $100,000, we a table $90,000, that a group $60,000, the group its sponsor $50,000.

    All of it is c4 money, approved in 2027, and paid but for the last part.
    """
    donor = factories.make_partner("Salt Creek Circle", kind="peer_funder", states=())
    us = factories.make_partner("Home Fund", kind="peer_funder", states=())
    group = factories.make_partner("Far Porch")
    sponsor = factories.make_partner("Kept House", kind="infrastructure_hub", states=())
    factories.make_affiliation(group, state_table)
    family_factories.make_sponsorship(
        factories.make_entity(group, "sponsored"), factories.make_entity(sponsor, "c3_public")
    )
    road, parent = [donor, us, state_table, group, sponsor], None
    for giver, receiver, amount in zip(road, road[1:], (100_000, 90_000, 60_000, 50_000), strict=False):
        parent = factories.make_allocation(
            factories.make_fund(giver, is_managed=giver == us),
            factories.make_entity(receiver),
            amount,
            status="paid" if receiver != sponsor else "approved",
            parent=parent,
            decided_on=dt.date(2027, 3, 1),
            status_changed_at="2028-06-30T12:00Z",
            visibility="funders",
        )
    return road


def figures(client, query):
    """Dollars by place, of the one color that the chain is of; for the whole cycle."""
    answer = client.get(PAGE + query)
    assert answer.status_code == 200, query
    cells = [cell for row in answer.context["rows"] for cell in row["cells"]]
    return {cell.sum.place: int(cell.sum.amount_usd) for cell in cells}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?within=us", {"incoming": 100_000, "internal": 0, "outgoing": 90_000}),
        ("?within=peers", {"incoming": 0, "internal": 100_000, "outgoing": 90_000}),
        ("?within=state&around=AZ", {"incoming": 90_000, "internal": 60_000, "outgoing": 50_000}),
        ("?within=table&around=copper-state-table", {"incoming": 90_000, "internal": 60_000, "outgoing": 50_000}),
        ("?within=sponsor&around=kept-house", {"incoming": 60_000, "internal": 50_000, "outgoing": 0}),
        (
            "?within=list&around=home-fund&around=copper-state-table&around=far-porch&around=kept-house",
            {"incoming": 100_000, "internal": 200_000, "outgoing": 0},
        ),
    ],
)
def test_the_same_dollar_counts_once_inside_each_boundary(query, expected, chain, staff, sign_in):
    assert figures(sign_in(staff), query) == expected


def test_approvals_are_whole_in_their_year_and_payments_in_theirs(chain, staff, sign_in):
    client = sign_in(staff)
    table = "?within=table&around=copper-state-table"
    assert figures(client, f"{table}&view=approvals") == {"incoming": 90_000, "internal": 60_000, "outgoing": 50_000}
    assert figures(client, f"{table}&view=payments") == {"incoming": 90_000, "internal": 60_000, "outgoing": 0}
    for view, year in (("approvals", "2027"), ("payments", "2028")):
        lines = client.get(f"{PAGE}{table}&view={view}").context["lines"].object_list
        assert {line.year for line in lines} == {int(year)}


def test_every_figure_equals_the_rows_that_it_opens(chain, staff, sign_in):
    client = sign_in(staff)
    for query in ("?within=us", "?within=state&around=AZ", "?within=us&view=payments"):
        for row in client.get(PAGE + query).context["rows"]:
            for cell in [*row["cells"], *(cell for _, cells in row["years"] for cell in cells)]:
                lines = client.get(cell.href.split("#")[0]).context["lines"].object_list
                assert (len(lines), sum((each.amount_usd for each in lines), Decimal(0))) == (
                    cell.sum.count,
                    cell.sum.amount_usd,
                )


def test_a_former_member_is_outside(chain, staff, sign_in):
    Affiliation.objects.update(ends_on=dt.date(2025, 1, 1))
    expected = {"incoming": 90_000, "internal": 0, "outgoing": 60_000}
    assert figures(sign_in(staff), "?within=table&around=copper-state-table") == expected


def test_other_currencies_and_what_is_only_explored_are_in_no_figure(chain, staff, sign_in):
    donor, us = chain[:2]
    factories.make_allocation(factories.make_fund(donor), factories.make_entity(us), 7_000)
    factories.make_allocation(
        factories.make_fund(donor), factories.make_entity(us), 8_000, status="paid", currency="EUR"
    )
    factories.make_allocation(factories.make_fund(donor), factories.make_entity(us), 9_000, status="declined")
    assert figures(sign_in(staff), "?within=us")["incoming"] == 100_000


def test_what_is_hidden_is_in_no_figure_choice_or_row(chain, funder_rep, other_partner, sign_in):
    donor, us = chain[:2]
    hidden = factories.make_partner("Quiet Porch", visibility="staff")
    factories.make_allocation(
        factories.make_fund(us, is_managed=True, visibility="staff"),
        factories.make_entity(hidden),
        1_234,
        status="paid",
    )
    factories.make_allocation(factories.make_fund(donor), factories.make_entity(us), 4_321, status="paid")
    client = sign_in(funder_rep)
    assert figures(client, "?within=us") == {"incoming": 100_000, "internal": 0, "outgoing": 90_000}
    everything = html.unescape(client.get(f"{PAGE}?within=list&around=quiet-porch&around=far-porch").content.decode())
    assert "Quiet" not in everything and "4,321" not in everything
    assert client.get(f"{PAGE}?within=list&around=quiet-porch").context["form"].boundary is None
    nothing = sign_in(other_partner).get(f"{PAGE}?within=state&around=AZ")
    assert nothing.context["rows"] == [] and "No money that you may see" in nothing.content.decode()


def test_a_recipient_sees_its_own_released_money_come_in(chain, partner_rep, own_partner, sign_in):
    fund = factories.make_fund(chain[1], is_managed=True)
    for amount, released in ((5_000, dt.date(2026, 11, 1)), (6_000, None)):
        factories.make_allocation(
            fund, factories.make_entity(own_partner), amount, status="approved", released_on=released
        )
    assert figures(sign_in(partner_rep), "") == {"incoming": 5_000, "internal": 0, "outgoing": 0}


def test_money_that_came_back_stands_apart(chain, staff, sign_in):
    table, group = chain[2:4]
    vendor = factories.make_partner("Far Vendor", states=())
    first = table.funds.get().allocations.get()
    out = factories.make_allocation(
        factories.make_fund(group), factories.make_entity(vendor), 20_000, status="paid", parent=first
    )
    factories.make_allocation(
        factories.make_fund(vendor), factories.make_entity(table), 15_000, status="paid", parent=out
    )
    found = figures(sign_in(staff), "?within=state&around=AZ")
    assert found == {"incoming": 90_000, "back": 15_000, "internal": 60_000, "outgoing": 70_000}


@pytest.mark.parametrize(
    "query",
    [
        "?within=nonsense",
        "?within=state&around=QQ",
        "?within=table",
        "?view=odd&rows=odd",
        "?within=us&year=%00x&page=9",
    ],
)
def test_an_odd_address_is_answered(query, chain, staff, sign_in):
    assert sign_in(staff).get(PAGE + query).status_code == 200


def test_two_rows_cost_as_many_queries_as_twenty(chain, staff, sign_in):
    client, counts = sign_in(staff), []
    for many in (1, 18):
        for _ in range(many):
            giver = factories.make_partner(kind="peer_funder")
            factories.make_allocation(factories.make_fund(giver), factories.make_entity(chain[2]), 100, status="paid")
        with CaptureQueriesContext(connection) as asked:
            text = re.sub(r"<[^>]+>", " ", client.get(f"{PAGE}?within=state&around=AZ").content.decode())
        counts.append(len(asked))
    assert counts[0] == counts[1] and "$91,900" in text
