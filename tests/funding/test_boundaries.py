"""Counting once: a chain through five organizations, and what holds for any flows and any boundary."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.boundaries import (
    Award,
    Flow,
    Kind,
    approvals,
    came_by,
    counted_before,
    kind_of,
    payments,
    sort_flows,
    total,
)

DONOR, US, TABLE, GROUP, SPONSOR, VENDOR = range(1, 7)


def award(key, giver, receiver, amount, *, year=2027, parent=None, paid=()):
    days = tuple((dt.date(paid_in, 6, 30), Decimal(part)) for paid_in, part in paid)
    return Award(key, giver, receiver, "c4", Decimal(amount), dt.date(year, 3, 1), days, parent)


# A donor gives us 100; we keep 10 and give the table 90, the table gives the group 60, the group its sponsor 50 to
# hold for it. Approved in 2027; the donor pays in two parts, in 2027 and 2028, everybody else at once in 2028.
CHAIN = (
    award(1, DONOR, US, 100, paid=((2027, 40), (2028, 60))),
    award(2, US, TABLE, 90, parent=1, paid=((2028, 90),)),
    award(3, TABLE, GROUP, 60, parent=2, paid=((2028, 60),)),
    award(4, GROUP, SPONSOR, 50, parent=3, paid=((2028, 50),)),
)
PARENTS = {each.key: each.parent for each in CHAIN if each.parent}


@pytest.mark.parametrize(
    ("inside", "counted", "internal", "outgoing"),
    [
        ({US}, 100, 0, 90),
        ({US, TABLE}, 100, 90, 60),
        ({US, TABLE, GROUP}, 100, 150, 50),
        ({US, TABLE, GROUP, SPONSOR}, 100, 200, 0),
        # The sponsor and its project alone, the table with its member, and nobody of them.
        ({GROUP, SPONSOR}, 60, 50, 0),
        ({TABLE, GROUP}, 90, 60, 50),
        ({VENDOR}, 0, 0, 0),
    ],
)
def test_the_same_dollar_counts_once_inside_each_boundary(inside, counted, internal, outgoing):
    found = sort_flows(approvals(CHAIN), inside, PARENTS)
    assert (found.counted_usd, total(found.internal), total(found.outgoing)) == (counted, internal, outgoing)


@pytest.mark.parametrize(
    ("inside", "in_2027", "in_2028"),
    [({US}, 40, 60), ({US, TABLE}, 40, 60), ({TABLE}, 0, 90), ({GROUP, SPONSOR}, 0, 60)],
)
def test_payments_count_in_their_own_years_and_approvals_whole_in_theirs(inside, in_2027, in_2028):
    paid = sort_flows(payments(CHAIN), inside, PARENTS).incoming
    by_year = {year: total(flow for flow in paid if flow.year == year) for year in (2027, 2028)}
    assert by_year == {2027: in_2027, 2028: in_2028}
    assert {flow.year for flow in sort_flows(approvals(CHAIN), inside, PARENTS).incoming} <= {2027}


def test_what_goes_out_and_comes_back_is_not_counted_again():
    awards = [award(1, DONOR, US, 100), award(2, US, VENDOR, 70, parent=1), award(3, VENDOR, GROUP, 30, parent=2)]
    found = sort_flows(approvals(awards), {US, GROUP}, {2: 1, 3: 2})
    assert (found.counted_usd, total(found.back), total(found.outgoing), found.kept_usd) == (100, 30, 70, 60)
    # Without a word that it is the same money, it is other money.
    assert sort_flows(approvals(awards), {US, GROUP}, {}).counted_usd == 130


def test_through_however_many_hands():
    awards = [award(1, DONOR, US, 9), *(award(n, 10 + n, 11 + n, 9, parent=n - 1) for n in range(2, 6))]
    awards.append(award(6, 99, GROUP, 9, parent=5))
    parents = {each.key: each.parent for each in awards if each.parent}
    assert sort_flows(approvals(awards), {US, GROUP}, parents).counted_usd == 9


def test_awards_that_came_by_one_another_in_a_circle_end():
    assert came_by({9}, {1: 2, 2: 3, 3: 1}) == set()
    assert came_by({2}, {1: 2, 2: 3, 3: 1}) == {1, 3}


def test_what_is_passed_on_through_many_hands_is_money_from_before_only_up_to_what_stayed_at_each():
    parents, among = {2: 1, 3: 2, 4: 2}, {1, 2}
    dollars = [(2, Decimal(90)), (3, Decimal(60)), (4, Decimal(20))]
    assert counted_before(dollars, among, parents, {}) == [90, 60, 20]
    assert counted_before(dollars, among, parents, {2: Decimal(70)}) == [90, 60, 10]
    assert counted_before(dollars, among, parents, {1: Decimal(30)}) == [30, 60, 20]
    # Where the middle one stands nowhere any more, none of its money came on.
    assert counted_before(dollars[1:], {1}, parents, {2: Decimal(0)}) == [0, 0]
    assert counted_before(dollars[1:], {9}, parents, {}) == [0, 0]


ORGANIZATIONS = st.integers(1, 6)
FLOWS = st.lists(
    st.builds(
        Flow,
        award=st.integers(1, 12),
        giver=ORGANIZATIONS,
        receiver=ORGANIZATIONS,
        vehicle=st.just("c4"),
        amount_usd=st.integers(1, 1000).map(Decimal),
        year=st.none(),
    ),
    max_size=12,
)
INSIDE = st.frozensets(ORGANIZATIONS)
CAME_BY = st.dictionaries(st.integers(1, 12), st.integers(1, 12), max_size=8)


@given(FLOWS, INSIDE, CAME_BY)
def test_each_flow_lies_in_exactly_one_place(flows, inside, parents):
    found = sort_flows(flows, inside, parents)
    places = [found.incoming, found.back, found.internal, found.outgoing, found.outside]
    assert sorted(map(repr, flows)) == sorted(repr(flow) for place in places for flow in place)


@given(FLOWS, INSIDE, INSIDE, CAME_BY)
def test_what_is_kept_adds_up_when_a_boundary_is_split(flows, one, other, parents):
    other = other - one
    whole, left, right = (sort_flows(flows, part, parents) for part in (one | other, one, other))
    assert whole.kept_usd == left.kept_usd + right.kept_usd
    between = total(
        f for f in flows if (f.giver in one and f.receiver in other) or (f.giver in other and f.receiver in one)
    )
    came_in = [total(each.incoming) + total(each.back) for each in (whole, left, right)]
    assert came_in[0] == came_in[1] + came_in[2] - between


@given(FLOWS, INSIDE)
def test_what_comes_in_less_what_goes_out_is_what_the_organizations_have_more(flows, inside):
    have = sum(
        sum(f.amount_usd for f in flows if f.receiver == each) - sum(f.amount_usd for f in flows if f.giver == each)
        for each in inside
    )
    assert sort_flows(flows, inside, {}).kept_usd == have


@given(FLOWS.flatmap(lambda those: st.tuples(st.just(those), st.permutations(those))), INSIDE, CAME_BY)
def test_the_order_changes_nothing(twice, inside, parents):
    first, second = (sort_flows(flows, inside, parents) for flows in twice)
    for name in ("incoming", "back", "internal", "outgoing", "outside"):
        assert sorted(map(repr, getattr(first, name))) == sorted(map(repr, getattr(second, name)))


@given(FLOWS, CAME_BY)
def test_inside_everybody_nothing_comes_in_and_inside_nobody_nothing_is_anything(flows, parents):
    everybody = sort_flows(flows, set(range(1, 7)), parents)
    nobody = sort_flows(flows, set(), parents)
    assert len(everybody.internal) == len(nobody.outside) == len(flows)
    assert everybody.counted_usd == nobody.counted_usd == 0


@given(st.sets(st.integers(1, 12)), CAME_BY)
def test_what_came_by_something_passes_on_what_came_by_it(among, parents):
    parents = {award: parent for award, parent in parents.items() if parent < award}
    came = came_by(among, parents)
    assert came == {award for award, parent in parents.items() if parent in among or parent in came}


@given(ORGANIZATIONS, ORGANIZATIONS, INSIDE)
def test_a_flow_turned_around_lies_the_other_way(giver, receiver, inside):
    turned = {Kind.INCOMING: Kind.OUTGOING, Kind.OUTGOING: Kind.INCOMING}
    kind = kind_of(giver, receiver, inside)
    assert kind_of(receiver, giver, inside) == turned.get(kind, kind)
