"""The list of published grants: found by words and filters, every figure its rows, each currency by itself."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from funding.actions.same_money import say_same_money
from tests import factories
from tests.grant_factories import make_funder, make_grant
from tests.planning.two_worlds import differences, read_all

pytestmark = pytest.mark.django_db
LIST = reverse("funding:grants")


@pytest.fixture
def grants(db):
    """Grants of two funders to two groups, in two currencies and three years, one of no known day."""
    harbor, river = make_funder("Harbor Giving"), make_funder("Quilted River")
    porch = factories.make_partner("Open Porch", visibility="public")
    choir = factories.make_partner("Stoop Choir", visibility="public")
    return [
        make_grant(harbor, porch, 5_000, title="Doors", on=dt.date(2025, 3, 1)),
        make_grant(harbor, choir, 7_000, title="Songs", on=dt.date(2026, 3, 1)),
        make_grant(river, porch, 900, title="Vans", currency="GBP", on=dt.date(2026, 5, 1)),
        make_grant(river, porch, 300, on=None, award_precision="unknown"),
    ]


def shown(client, query=""):
    answer = client.get(LIST + query)
    assert answer.status_code == 200
    return answer


def titles(answer):
    return [each.title for each in answer.context["page"].rows]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Vans", "Songs", "Doors", ""]),
        ("?sort=old", ["", "Doors", "Songs", "Vans"]),
        ("?funder=harbor-giving", ["Songs", "Doors"]),
        ("?recipient=open-porch", ["Vans", "Doors", ""]),
        ("?year=2026", ["Vans", "Songs"]),
        ("?year=none&year=2025", ["Doors", ""]),
        ("?currency=GBP", ["Vans"]),
        ("?q=choir", ["Songs"]),
        ("?q=doors", ["Doors"]),
        ("?q=quilted&currency=USD", [""]),
        ("?year=x&funder=nobody", []),
    ],
)
def test_what_an_address_asks_for(query, found, grants, staff, sign_in):
    assert titles(shown(sign_in(staff), query)) == found


def test_currencies_stand_apart_and_every_figure_is_its_rows(grants, staff, sign_in):
    client = sign_in(staff)
    answer = shown(client)
    assert "currencies are never added up" in answer.content.decode()
    assert [(each.currency, each.amount) for each, _ in answer.context["sums"]] == [("USD", 12_300), ("GBP", 900)]
    for each, href in answer.context["sums"]:
        rows = client.get(href).context["page"].rows
        assert (len(rows), sum(row.amount for row in rows)) == (each.count, each.amount)
    for facet in answer.context["form"].rail():
        for option in facet["options"]:
            assert shown(client, f"?{facet['name']}={option.value}").context["form"].facets.total == option.count


def test_staff_find_what_may_stand_here_twice(grants, staff, funder_rep, sign_in):
    harbor, porch = grants[0].funder, grants[0].recipient
    award = factories.make_allocation(factories.make_fund(harbor), factories.make_entity(porch), 5_000)
    type(award).objects.update(status="recommended", visibility="funders")
    assert titles(shown(sign_in(staff), "?link=open")) == ["Doors"]
    say_same_money(grant=grants[0], allocation=award, seen=None, by=staff)
    assert titles(shown(sign_in(staff), "?link=open")) == []
    assert titles(shown(sign_in(staff), "?link=said&link=open")) == ["Doors"]
    # Nobody else is told what staff compare.
    assert len(titles(shown(sign_in(funder_rep), "?link=said"))) == 4
    assert "Counted twice" not in shown(sign_in(funder_rep)).content.decode()


@pytest.mark.parametrize("member", ["partner_rep", "funder_rep", "admin"])
def test_hidden_grants_change_nothing(member, grants, cast, sign_in):
    hidden = {"level": {"visibility": "private"}, "funder": {"funder": make_funder("Quiet", visibility="private")}}
    client = sign_in(cast[member])
    addresses = [LIST + query for query in ("", "?q=quiet", "?funder=quiet", "?recipient=open-porch", "?sort=old")]
    before = read_all(client, addresses)
    for facts in hidden.values():
        make_grant(recipient=grants[0].recipient, title="Quiet", **facts)
    assert not differences(before, read_all(client, addresses))


def queries_of(client) -> int:
    with CaptureQueriesContext(connection) as asked:
        shown(client)
    return len(asked)


def test_pages_follow_one_another_and_as_few_queries_for_many_rows(grants, staff, sign_in):
    client = sign_in(staff)
    few = queries_of(client)
    for number in range(70):
        make_grant(grants[0].funder, grants[0].recipient, 100, title=f"More {number}", on=dt.date(2027, 1, 1))
    assert queries_of(client) == few
    first = shown(client)
    rest = client.get(first.context["next_url"], headers={"HX-Request": "true"})
    seen = [each.public_id for answer in (first, rest) for each in answer.context["page"].rows]
    assert (len(seen), len(set(seen))) == (74, 74)
