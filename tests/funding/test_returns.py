"""Money of a paid award that came back unspent: alone up to the limit, else by two, once, and off the payments."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from funding import actions
from funding.actions import ledger, moves, returns
from funding.models import Allocation, Move, Transaction
from funding.reports.agreement import disagreements
from funding.reports.came_back import came_back, stayed
from funding.reports.once import money_within
from funding.reports.payments import payments_of
from funding.reports.proof import prove
from mvp_coord.lib.public_id import new_public_id
from tests import factories
from tests.funding import books

DAY = dt.date(2027, 3, 1)


@pytest.fixture
def paid(award, staff):
    """The award of fifty thousand, all of it paid today by another person."""
    return actions.pay(allocation=award, by=staff)


@pytest.fixture
def bring(paid, staff):
    """Money of it came back today, says staff."""

    def back(amount, **facts) -> Move:
        said = {"by": staff, "reason": "Three canvassers fewer", "came_on": timezone.localdate()}
        said |= {"ticket": new_public_id(), "award": paid, **facts}
        return returns.bring_back(amount=Decimal(amount), **said)

    return back


def test_what_came_back_comes_off_the_last_payments_first():
    two = [(DAY, Decimal(30)), (DAY + dt.timedelta(days=9), Decimal(20))]
    assert stayed(two, Decimal(0)) == two
    assert stayed(two, Decimal(5)) == [two[0], (two[1][0], Decimal(15))]
    assert stayed(two, Decimal(20)) == two[:1]
    assert stayed(two, Decimal(45)) == [(DAY, Decimal(5))]
    assert stayed(two, Decimal(50)) == []


def test_up_to_the_limit_one_person_enters_it_and_the_fund_has_it_again(bring, paid, fund, staff):
    before = books.cents(fund, "available")
    made = bring(5_000)
    assert (made.status, made.decided_by, made.posted.kind) == ("posted", staff, "refund")
    assert books.cents(fund, "available") == before + 500_000
    assert books.cents(fund, "disbursed", paid) == 4_500_000
    assert came_back([paid.pk]) == {paid.pk: 5_000}
    paid.refresh_from_db()
    assert (paid.status, paid.amount_approved) == ("paid", 50_000)
    assert not disagreements() and not prove().faults


def test_above_the_limit_and_with_what_one_entered_of_late_another_person_posts_it(bring, fund, staff, counsel):
    assert bring(6_000).status == "posted"
    made = bring(6_000)
    assert made.status == "waiting" and books.cents(fund, "available") == 5_600_000
    with pytest.raises(moves.MoveRefused, match="another person"):
        moves.post_move(move=made, by=staff)
    moves.post_move(move=made, by=counsel)
    assert books.cents(fund, "available") == 6_200_000


def test_a_refused_return_stands_nowhere_and_may_be_entered_anew(bring, fund, counsel):
    made = bring(45_000)
    with pytest.raises(actions.MoneyMissing, match=r"\$5,000 of it is paid"):
        bring(6_000)
    moves.refuse_move(move=made, by=counsel, reason="No such letter")
    assert books.cents(fund, "available") == 5_000_000
    assert bring(45_000).status == "waiting"


def test_sent_twice_it_is_entered_once_and_something_else_by_the_same_form_is_refused(bring):
    ticket = new_public_id()
    assert bring(500, ticket=ticket) == bring(500, ticket=ticket)
    assert Transaction.objects.filter(kind="refund").count() == 1
    with pytest.raises(actions.MoneyMissing, match="open the page anew"):
        bring(600, ticket=ticket)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"amount": 50_001}, actions.MoneyMissing),
        ({"amount": 5, "came_on": dt.date(2001, 1, 1)}, actions.WrongStatus),
        ({"amount": 5, "came_on": dt.date(2099, 1, 1)}, actions.WrongStatus),
        ({"amount": 5, "reason": " "}, actions.NoReason),
        ({"amount": 0}, actions.AllocationRefused),
    ],
    ids=str,
)
def test_what_cannot_have_come_back_is_refused(facts, refusal, bring):
    with pytest.raises(refusal):
        bring(**facts)
    assert not Move.objects.exists()


def test_nothing_comes_back_of_what_is_not_paid(award, staff):
    facts = {"came_on": timezone.localdate(), "reason": "So", "by": staff, "ticket": new_public_id()}
    with pytest.raises(actions.WrongStatus, match="Nothing of it has been paid"):
        returns.bring_back(award=award, amount=Decimal(5), **facts)


def test_a_return_entered_wrongly_is_taken_back_from_the_book(bring, paid, fund, staff):
    made = bring(5_000)
    moves.take_back(posted=made.posted, fund=fund, by=staff, reason="Another award's")
    assert came_back([paid.pk]) == {} and returns.left_to_return(paid) == 50_000
    assert not disagreements() and not prove().faults


def test_payments_count_what_stayed_and_approvals_the_whole_award(bring, paid, fund, staff, viewer):
    bring(5_000)
    inside = {paid.entity.partner_id}
    told = {view: money_within(viewer(staff), inside, fund.cycle, view) for view in ("approvals", "payments")}
    sums = {view: sum(flow.amount_usd for flow in each.sorted.incoming) for view, each in told.items()}
    assert sums == {"approvals": 50_000, "payments": 45_000}
    calendar = payments_of(viewer(staff), fund.cycle, today=timezone.localdate())
    (payment,) = calendar.months[0].payments
    assert [each.usd for each in calendar.colors] == [45_000] and (payment.back, payment.stayed) == (5_000, 45_000)


def test_the_database_holds_a_return_to_its_award_and_to_two_people_above_the_limit(bring, paid, staff):
    made = bring(20_000)
    other = factories.make_allocation(paid.fund, amount=5, status="approved")
    for facts in ({"award": other}, {"came_on": DAY}, {"amount": 5}):
        with pytest.raises(IntegrityError, match="not rewritten"), transaction.atomic():
            Move.objects.filter(pk=made.pk).update(**facts)
    with pytest.raises(ledger.NeedsSecondPerson), transaction.atomic():
        moves.enter(Move.objects.get(pk=made.pk), by=staff)
    assert not other.returns.exists() and Move.objects.get().status == "waiting"


def test_the_database_lets_nobody_enter_what_is_decided_already(bring, paid, staff):
    small = bring(500)
    facts = {each: getattr(small, each) for each in ("fund", "act", "award", "came_on", "reason", "decided_at")}
    facts |= {"asked_by": staff, "decided_by": staff, "amount": 20_000, "status": "posted"}
    posted = ledger.receive(fund=paid.fund, amount=Decimal(5), said=books.said(staff))
    with pytest.raises(IntegrityError, match="waits at first"), transaction.atomic():
        Move.objects.create(**facts, posted=posted)


def test_above_the_limit_no_money_comes_back_by_one_person_without_a_move_either(paid, fund, staff, counsel):
    for alone in ({}, {"approved_by": staff}):
        with pytest.raises(ledger.LedgerRefused, match="another person"), transaction.atomic():
            ledger.take_back(allocation=paid, amount=Decimal("10000.01"), said=books.said(staff, **alone))
    assert books.cents(fund, "available") == 5_000_000
    ledger.take_back(allocation=paid, amount=Decimal(20_000), said=books.said(staff, approved_by=counsel))
    assert books.cents(fund, "available") == 7_000_000


def test_a_form_used_for_two_awards_at_once_enters_one_of_them(bring, paid, staff, monkeypatch):
    other = factories.make_allocation(paid.fund, amount=5, status="approved")
    ticket, looked = new_public_id(), returns._need_paid

    def meanwhile(award, asked) -> None:
        looked(award, asked)
        facts = {"fund": award.fund, "act": "unspent", "came_on": timezone.localdate(), "reason": "So"}
        Move.objects.create(public_id=ticket, award=other, amount=5, asked_by=staff, **facts)

    monkeypatch.setattr(returns, "_need_paid", meanwhile)
    with pytest.raises(actions.MoneyMissing, match="open the page anew"):
        bring(500, ticket=ticket)


def test_no_payment_is_undone_while_another_says_that_money_of_it_came_back(bring, paid, staff, counsel):
    made, part = bring(20_000), paid.installments.get()
    with pytest.raises(actions.WrongStatus, match="post or refuse that first"):
        actions.undo_payment(installment=part, by=counsel, reason="It bounced")
    moves.refuse_move(move=made, by=counsel, reason="It bounced")
    assert actions.undo_payment(installment=part, by=counsel, reason="It bounced").status == "committed"


class TestPage:
    def enter(self, client, award: Allocation, **facts):
        url = f"/funding/{award.public_id}/came-back/"
        sent = {"amount": "$5,000", "came_on": timezone.localdate(), "reason": "Fewer doors"}
        sent["ticket"] = client.get(url).context["form"]["ticket"].value()
        return client.post(url, {**sent, **facts})

    def test_staff_enter_it_and_the_award_says_what_came_back(self, paid, staff, sign_in):
        client = sign_in(staff)
        assert self.enter(client, paid).headers["Location"] == f"/funding/{paid.public_id}/"
        page = client.get(f"/funding/{paid.public_id}/").content.decode()
        for words in ("Came back unspent: $5,000", "Fewer doors", "the last one first", "Came back, $5,000"):
            assert words in page, words

    def test_what_was_written_is_kept_where_it_is_refused(self, paid, staff, sign_in):
        refused = self.enter(sign_in(staff), paid, amount="60k")
        assert refused.status_code == 422 and 'value="60k"' in refused.content.decode()
        assert "$50,000 of it is paid" in refused.content.decode()

    def test_the_second_person_posts_it_on_the_award(self, paid, staff, counsel, sign_in):
        self.enter(sign_in(staff), paid, amount="20000")
        url = f"/funding/{paid.public_id}/"
        assert "Waits for a second person" in sign_in(counsel).get(url).content.decode()
        made = Move.objects.get()
        own = sign_in(staff).post(f"{url}came-back/{made.public_id}/", {"act": "post"})
        assert own.status_code == 422 and Move.objects.get().status == "waiting"
        assert sign_in(counsel).post(f"{url}came-back/{made.public_id}/", {"act": "post"}).status_code == 302
        assert "Came back unspent: $20,000" in sign_in(staff).get(url).content.decode()

    def test_neither_recipients_nor_peers_read_it(
        self, paid, own_partner, staff, partner_rep, funder_rep, admin, sign_in
    ):
        self.enter(sign_in(staff), paid)
        told = {"visibility": "funders", "released_on": timezone.localdate()}
        Allocation.objects.filter(pk=paid.pk).update(**told, entity=factories.make_entity(own_partner))
        for member in (partner_rep, funder_rep, admin):
            client = sign_in(member)
            assert client.get(f"/funding/{paid.public_id}/came-back/").status_code == 404
            page = client.get(f"/funding/{paid.public_id}/")
            assert page.status_code == 200 and "$50,000" in page.content.decode()
            for words in ("Came back unspent", "Fewer doors"):
                assert (words in page.content.decode()) == (member == admin), words
