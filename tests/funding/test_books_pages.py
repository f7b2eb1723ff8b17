"""The books of our funds on pages: what each holds, posting by hand, taking back."""

from decimal import Decimal

import pytest
from django.urls import reverse

from funding.actions import ledger, moves
from funding.models import Transaction
from funding.reports.statement import holdings, movements
from mvp_coord.lib.once import new_ticket
from tests import factories
from tests.funding import books, road

pytestmark = pytest.mark.django_db


def post(client, fund, user, **facts):
    facts = {"act": "receive", "amount": "1,000", "reason": "A gift", "ticket": new_ticket(user.pk), **facts}
    return client.post(reverse("funding:book", args=[fund.slug]), facts)


def test_what_a_fund_holds_adds_up_to_what_came_in(staff, counsel, viewer):
    fund = books.make_fund_with(100_000)
    award = road.committed(factories.make_allocation(fund, amount=30_000), staff, counsel)
    (held,) = holdings(viewer(staff), [fund])
    assert (held.received, held.available, held.committed, held.disbursed) == (100_000, 70_000, 30_000, 0)
    rows = movements(viewer(staff), fund)
    assert [(row.posted.kind, row.change, row.left) for row in rows] == [
        ("commitment", -30_000, 70_000),
        ("receipt", 100_000, 100_000),
    ]
    assert rows[0].award == award


def test_a_form_that_is_sent_twice_posts_once(staff, sign_in):
    fund, client, ticket = factories.make_fund(is_managed=True), sign_in(staff), new_ticket(staff.pk)
    for _ in range(2):
        assert post(client, fund, staff, ticket=ticket).status_code == 302
    assert books.cents(fund, "available") == 100_000


def test_the_same_form_with_another_amount_is_refused(staff, sign_in):
    fund, client, ticket = factories.make_fund(is_managed=True), sign_in(staff), new_ticket(staff.pk)
    post(client, fund, staff, ticket=ticket)
    answer = post(client, fund, staff, ticket=ticket, amount="2,000")
    assert answer.status_code == 422 and "Something else was posted" in answer.content.decode()
    assert books.cents(fund, "available") == 100_000


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"amount": "0"}, "more than zero"),
        ({"amount": "1.005"}, "cents"),
        ({"reason": ""}, "required"),
        ({"act": "transfer"}, "Choose the fund"),
        ({"act": "give_back", "amount": "5,000"}, "not that much money"),
    ],
)
def test_what_cannot_be_posted_says_why_and_changes_nothing(facts, says, staff, sign_in):
    fund = books.make_fund_with(1_000)
    answer = post(sign_in(staff), fund, staff, **facts)
    assert answer.status_code == 422 and says in answer.content.decode()
    assert Transaction.objects.count() == 1


def test_money_moves_between_funds_of_one_vehicle_alone(staff, sign_in):
    fund, same = books.make_fund_with(5_000, vehicle="c4"), factories.make_fund(is_managed=True, vehicle="c4")
    other = factories.make_fund(is_managed=True, vehicle="c3_public")
    assert post(sign_in(staff), fund, staff, act="transfer", target=other.pk).status_code == 422
    assert post(sign_in(staff), fund, staff, act="transfer", target=same.pk).status_code == 302
    assert (books.cents(fund, "available"), books.cents(same, "available")) == (400_000, 100_000)


def test_a_posting_by_hand_is_taken_back_once_and_one_of_an_award_on_its_own_page(staff, counsel, sign_in):
    fund = factories.make_fund(is_managed=True)
    client = sign_in(staff)
    post(client, fund, staff, amount="5,000")
    posted = Transaction.objects.get()
    address = reverse("funding:reverse", args=[fund.slug, posted.pk])
    client.post(address, {"reason": ""})
    assert books.cents(fund, "available") == 500_000
    for _ in range(2):
        client.post(address, {"reason": "The check bounced"})
    assert (books.cents(fund, "available"), Transaction.objects.count()) == (0, 2)
    rich = books.make_fund_with(9_000)
    road.committed(factories.make_allocation(rich, amount=9_000), staff, counsel)
    with pytest.raises(ledger.NotInTheLedger, match="belongs to an award"):
        moves.take_back(posted=Transaction.objects.first(), fund=rich, by=staff, reason="So")


def test_the_books_are_insiders_alone(funder_rep, staff, sign_in):
    fund = books.make_fund_with(Decimal(5), visibility="public")
    address = reverse("funding:book", args=[fund.slug])
    assert sign_in(funder_rep).get(address).status_code == 404
    assert sign_in(staff).get(address).status_code == 200


def test_a_peers_fund_has_no_books_here(staff, sign_in):
    peers = factories.make_fund()
    assert sign_in(staff).get(reverse("funding:book", args=[peers.slug])).status_code == 404


def test_pages_take_as_few_queries_for_many_as_for_one(staff, sign_in, django_assert_max_num_queries):
    client = sign_in(staff)
    fund = books.make_fund_with(1_000)
    for _ in range(12):
        books.make_fund_with(10)
        ledger.receive(fund=fund, amount=Decimal(5), said=books.said(staff))
    for address in (reverse("funding:books"), reverse("funding:book", args=[fund.slug])):
        with django_assert_max_num_queries(18):
            assert client.get(address).status_code == 200
