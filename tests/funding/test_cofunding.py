"""Who funds a group, a state, the groups of a funder: right to the dollar, once, and no more than one may know."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from funding.reports.cofunding import Rows, funders_beside, funders_in, funders_of
from tests import factories
from tests.grant_factories import make_funder, make_grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(db):
    return factories.make_partner("Open Porch", visibility="public")


@pytest.fixture
def cycle(db):
    return factories.make_cycle()


def given(funder, group, amount, cycle, **facts):
    """An allocation of a reported fund of this funder."""
    fund = factories.make_fund(funder, cycle=cycle, visibility="funders")
    facts = {"status": "approved", "visibility": "funders", **facts}
    return factories.make_allocation(fund, factories.make_entity(group), amount, **facts)


def told(money):
    """The figures in short: funder, period, currency → allocations, published, together."""
    return {
        (each.funder_name, each.period, each.currency): tuple(
            int(part.amount) for part in (each.allocations, each.grants, each.together)
        )
        for each in money.figures()
    }


def in_cycle(cycle):
    return cycle.starts_on + dt.timedelta(days=30)


def test_several_funders_are_right_to_the_dollar(group, cycle, staff, viewer):
    lantern, harbor = make_funder("Lantern Fund"), make_funder("Harbor Giving")
    given(lantern, group, 40_000, cycle)
    make_grant(lantern, group, 10_000, on=in_cycle(cycle))
    make_grant(harbor, group, "2500.50", on=dt.date(1999, 5, 1))
    make_grant(harbor, group, "1500.25", on=dt.date(1999, 7, 1))
    make_grant(harbor, group, 900, currency="GBP", on=dt.date(1999, 7, 1))
    money = funders_of(viewer(staff), group)
    assert told(money) == {
        ("Lantern Fund", cycle.code, "USD"): (40_000, 10_000, 50_000),
        ("Harbor Giving", "1999", "USD"): (0, 4_000, 4_000),
        ("Harbor Giving", "1999", "GBP"): (0, 900, 900),
    }
    assert next(e for e in money.figures() if e.currency == "USD" and e.period == "1999").grants.amount == Decimal(
        "4000.75"
    )


def test_the_same_money_counts_once(group, cycle, staff, viewer):
    lantern = make_funder("Lantern Fund")
    allocation = given(lantern, group, 40_000, cycle)
    make_grant(lantern, group, 40_000, on=in_cycle(cycle), allocation=allocation)
    assert told(funders_of(viewer(staff), group)) == {("Lantern Fund", cycle.code, "USD"): (40_000, 0, 40_000)}


def test_a_grant_counts_for_who_may_not_know_of_its_allocation(group, cycle, funder_rep, viewer):
    lantern = make_funder("Lantern Fund")
    allocation = given(lantern, group, 40_000, cycle, visibility="staff")
    make_grant(lantern, group, 40_000, on=in_cycle(cycle), allocation=allocation)
    assert told(funders_of(viewer(funder_rep), group)) == {("Lantern Fund", cycle.code, "USD"): (0, 40_000, 40_000)}


def test_exploring_is_listed_and_not_counted(group, cycle, staff, viewer):
    given(make_funder(), group, 40_000, cycle, status="exploring")
    money = funders_of(viewer(staff), group)
    assert told(money) == {}
    assert [line.counts for line in Rows(money)] == [False]


def test_a_band_is_told_and_in_no_sum(group, cycle, staff, viewer):
    lantern = make_funder("Lantern Fund")
    given(lantern, group, 40_000, cycle, shared_as="band")
    (figure,) = funders_of(viewer(staff), group).figures()
    assert (figure.allocations.amount, figure.allocations.count, figure.allocations.banded) == (0, 0, 1)


def test_money_passed_on_in_a_state_counts_where_it_was_first_given(group, cycle, staff, viewer):
    table = factories.make_partner("Copper Table", visibility="public")
    first = given(make_funder("Lantern Fund"), table, 40_000, cycle)
    given(table, group, 30_000, cycle, parent=first)
    assert told(funders_in(viewer(staff), "AZ")) == {("Lantern Fund", cycle.code, "USD"): (40_000, 0, 40_000)}
    assert told(funders_of(viewer(staff), group)) == {("Copper Table", cycle.code, "USD"): (30_000, 0, 30_000)}


def test_a_grant_for_a_state_is_of_that_state_wherever_its_group_works(staff, viewer):
    far = factories.make_partner("Far Away", states=("WI",), visibility="public")
    make_grant(make_funder("Lantern Fund"), far, 700, on=dt.date(2019, 1, 1), states=["AZ"])
    make_grant(make_funder("Harbor Giving"), far, 800, on=dt.date(2019, 1, 1))
    assert told(funders_in(viewer(staff), "AZ")) == {("Lantern Fund", "2019", "USD"): (0, 700, 700)}


def test_who_else_funds_the_groups_that_a_funder_funds(group, cycle, staff, viewer):
    lantern, harbor = make_funder("Lantern Fund"), make_funder("Harbor Giving")
    other = factories.make_partner("Somebody Else", visibility="public")
    make_grant(lantern, group, 500)
    make_grant(harbor, group, 700, on=dt.date(2019, 1, 1))
    make_grant(harbor, other, 900, on=dt.date(2019, 1, 1))
    assert told(funders_beside(viewer(staff), lantern)) == {("Harbor Giving", "2019", "USD"): (0, 700, 700)}


@pytest.mark.parametrize("level", ["private", "staff", "funders", "table", "partners", "public"])
def test_nobody_sees_more_than_the_grant_itself_allows(level, group, ask_cast):
    make_grant(make_funder("Hidden Giver"), group, 700, visibility=level)
    readers = {
        "private": set(),
        "staff": {"staff"},
        "funders": {"staff", "funder_rep"},
        "table": {"staff"},
        "partners": {"staff", "funder_rep", "other_partner"},
        "public": {"staff", "funder_rep", "other_partner"},
    }[level]
    for member, page in ask_cast(reverse("funding:funders", args=[group.slug])).items():
        assert ("Hidden Giver" in page) == (member in readers), member


@pytest.fixture
def ask_cast(staff, funder_rep, other_partner, sign_in):
    """The page as some of the cast read it."""
    cast = {"staff": staff, "funder_rep": funder_rep, "other_partner": other_partner}
    return lambda address: {name: sign_in(user).get(address).content.decode() for name, user in cast.items()}


def test_every_figure_leads_to_its_rows_and_equals_them(group, cycle, staff, sign_in):
    lantern, harbor = make_funder("Lantern Fund"), make_funder("Harbor Giving")
    given(lantern, group, 40_000, cycle)
    given(harbor, group, 9_000, cycle, status="exploring")
    for number in range(3):
        make_grant(lantern, group, 1_000 + number, on=dt.date(2015, 1, 1))
        make_grant(harbor, group, 200 + number, currency="GBP", award_precision="unknown", on=None)
    client, address = sign_in(staff), reverse("funding:funders", args=[group.slug])
    page = client.get(address)
    cells = [cell for row in page.context["rows"] for _, cell in row.cells if cell.href]
    cells += [cell for _, row in page.context["totals"] for _, cell in row if cell.href]
    assert len(cells) == 4 + 2 + 3 + 2
    for cell in cells:
        lines = client.get(address + cell.href.partition("#")[0]).context["lines"]
        assert lines.paginator.count == cell.part.count
        amounts = [getattr(line.record, "amount", 0) for line in lines.object_list]
        assert sum(amounts) == cell.part.amount
    assert re.search(r"USD 43,003 in", page.content.decode())


def test_as_many_queries_for_two_rows_as_for_twenty(group, cycle, staff, sign_in, django_assert_max_num_queries):
    client, address = sign_in(staff), reverse("funding:funders", args=[group.slug])
    counts = []
    for many in (2, 18):
        for _ in range(many):
            given(make_funder(), group, 500, cycle)
            make_grant(make_funder(), group, 500)
        with django_assert_max_num_queries(60) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_page_is_for_funders_alone_where_it_asks_who_is_beside_them(group, staff, sign_in):
    assert sign_in(staff).get(reverse("funding:funders-beside", args=[group.slug])).status_code == 404
