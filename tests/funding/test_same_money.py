"""One dollar that stands in two places: a published grant is said to be an allocation, and counts once."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.history import versions_of
from funding.actions.same_money import OtherCurrency, SaidMeanwhile, say_same_money
from funding.models import Grant
from funding.reports.cofunding import funders_of
from funding.reports.same_money import candidates, unanswered
from funding.same_money import Money, Side, likeness
from tests import factories
from tests.grant_factories import make_funder, make_grant

HARBOR, PORCH, OTHER = Side(1, "Harbor Giving"), Side(2, "Open Porch"), Side(3, "Quiet Hands")
DAY = dt.date(2027, 3, 1)


def money(amount=25_000, *, funder=HARBOR, recipient=PORCH, on=DAY, until=None) -> Money:
    return Money(funder, recipient, Decimal(amount), on, until or on)


@pytest.mark.parametrize(
    ("recorded", "is_likely", "said"),
    [
        (money(), True, "the same amount"),
        (money(on=dt.date(2027, 4, 1)), True, "in the same weeks"),
        (money(24_500), True, "nearly the same amount"),
        (money(on=dt.date(2027, 12, 1)), True, "within a year"),
        (money(on=dt.date(2029, 3, 1)), False, "more than a year apart"),
        (money(40_000), True, "another amount"),
        (money(40_000, on=dt.date(2029, 3, 1)), False, "another amount"),
        (money(recipient=Side(9, "Open Porch Inc")), True, "a recipient of nearly the same name"),
        (money(funder=Side(9, "Harbor Giving Inc.")), True, "a funder of nearly the same name"),
        (money(funder=OTHER), True, "the same amount"),
    ],
)
def test_what_speaks_for_one_and_the_same_money(recorded, is_likely, said):
    told = likeness(money(), recorded)
    assert (told.is_likely, said in told.reasons) == (is_likely, True), told


@pytest.mark.parametrize("recorded", [money(recipient=OTHER), money(24_500, funder=OTHER)])
def test_of_another_recipient_or_another_funder_and_amount_nothing_is_asked(recorded):
    assert likeness(money(), recorded) is None


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.dates(), st.dates())
def test_likeness_is_the_same_from_both_sides(one, other, first, second):
    ways = (
        likeness(money(one, on=first), money(other, on=second)),
        likeness(money(other, on=second), money(one, on=first)),
    )
    assert ways[0] == ways[1]


@pytest.fixture
def harbor(db):
    return make_funder("Harbor Giving")


@pytest.fixture
def award(harbor):
    """A peer's allocation to a group."""
    fund = factories.make_fund(harbor)
    group = factories.make_partner("Open Porch", visibility="public")
    facts = {"status": "approved", "visibility": "funders", "decided_on": DAY}
    return factories.make_allocation(fund, factories.make_entity(group), 25_000, **facts)


@pytest.fixture
def grant(award, harbor):
    """The same, as the peer's list publishes it."""
    return make_grant(harbor, award.entity.partner, 25_000, title="Doors")


def page_of(grant):
    return reverse("funding:same-money", args=[grant.public_id])


def answer(client, grant, allocation="none", *, seen="", **told):
    return client.post(page_of(grant), {"allocation": allocation, "seen": seen, **told})


def sum_of(viewer, group):
    (figure,) = funders_of(viewer, group).figures()
    return figure.together.amount


def test_the_page_offers_it_and_once_said_the_dollar_counts_once(grant, award, staff, viewer, sign_in):
    client, group = sign_in(staff), award.entity.partner
    assert sum_of(viewer(staff), group) == 50_000
    page = client.get(page_of(grant)).content.decode()
    assert "The same recipient, the same funder, the same amount, in the same weeks" in page and "Likely" in page
    assert client.get(grant.get_absolute_url()).content.decode().count(page_of(grant)) == 1
    assert answer(client, grant, award.public_id, reason="Their treasurer says so").status_code == 302
    assert sum_of(viewer(staff), group) == 25_000
    page = client.get(page_of(grant)).content.decode()
    assert "“Their treasurer says so”" in page and "Sol Staff" in page
    assert answer(client, grant, "none", seen=award.public_id).status_code == 302
    assert sum_of(viewer(staff), group) == 50_000
    assert [each.verb for each in versions_of(grant)][:2] == [
        "said that it is no allocation's money",
        "said that it is the same money as an allocation",
    ]


def test_said_twice_it_is_said_once_and_who_comes_too_late_is_told(grant, award, staff, sign_in):
    client = sign_in(staff)
    for _ in range(2):
        say_same_money(grant=grant, allocation=award, seen=None, by=staff)
    assert len(versions_of(grant)) == 2
    with pytest.raises(SaidMeanwhile):
        say_same_money(grant=grant, allocation=None, seen=None, by=staff)
    late = answer(client, grant, "none", reason="I looked")
    assert late.status_code == 409 and "Somebody else has answered this" in late.content.decode()
    assert f'value="{award.public_id}"' in late.content.decode() and "I looked" in late.content.decode()
    grant.refresh_from_db()
    assert grant.allocation == award


def test_pounds_are_no_dollars(award, staff, harbor):
    pounds = make_grant(harbor, award.entity.partner, 25_000, currency="GBP")
    with pytest.raises(OtherCurrency):
        say_same_money(grant=pounds, allocation=award, seen=None, by=staff)


@pytest.mark.parametrize("facts", [{"shared_as": "band"}, {"shared_as": "blind"}, {"visibility": "private"}])
def test_what_a_peer_keeps_back_is_never_offered(facts, grant, award, staff, viewer, sign_in):
    type(award).objects.filter(pk=award.pk).update(**facts)
    assert candidates(viewer(staff), grant) == []
    assert not unanswered(Grant.objects.all(), viewer(staff)).exists()
    client = sign_in(staff)
    assert answer(client, grant, award.public_id).status_code == 422
    page = client.get(page_of(grant)).content.decode()
    assert award.public_id not in page and "No allocation that counts" in page


def test_a_link_to_what_is_kept_back_by_now_is_neither_shown_nor_written_over(grant, award, staff, counsel, sign_in):
    say_same_money(grant=grant, allocation=award, seen=None, by=staff)
    type(award).objects.filter(pk=award.pk).update(shared_as="blind")
    page = sign_in(counsel).get(page_of(grant)).content.decode()
    assert award.public_id not in page and award.fund.name not in page
    other = factories.make_allocation(factories.make_fund(is_managed=True), award.entity, 25_000, status="approved")
    for choice in ("none", other.public_id):
        refused = answer(sign_in(counsel), grant, choice)
        assert refused.status_code == 409 and "Somebody else has answered this" in refused.content.decode()
    grant.refresh_from_db()
    assert grant.allocation == award


def test_when_the_allocation_is_cancelled_the_grant_counts_by_itself_and_says_so(
    grant, award, staff, viewer, sign_in
):
    say_same_money(grant=grant, allocation=award, seen=None, by=staff)
    client = sign_in(staff)
    assert "it counts there alone" in client.get(grant.get_absolute_url()).content.decode()
    type(award).objects.filter(pk=award.pk).update(status="cancelled")
    page = client.get(grant.get_absolute_url()).content.decode()
    assert "which is cancelled and counts nowhere: so the grant counts by itself" in page
    assert sum_of(viewer(staff), award.entity.partner) == 25_000


def test_what_nobody_has_answered_is_found(grant, award, staff, viewer):
    make_grant(grant.funder, award.entity.partner, 777)
    assert list(unanswered(Grant.objects.all(), viewer(staff))) == [grant]
    say_same_money(grant=grant, allocation=award, seen=None, by=staff)
    assert not unanswered(Grant.objects.all(), viewer(staff)).exists()


def test_as_many_queries_for_two_candidates_as_for_twelve(grant, award, staff, viewer, django_assert_num_queries):
    reader = viewer(staff)
    for count in (2, 12):
        for _ in range(count):
            factories.make_allocation(award.fund, award.entity, 25_000, status="approved", visibility="funders")
        with django_assert_num_queries(1):
            assert len(candidates(reader, grant)) == min(count + 1, 12)
