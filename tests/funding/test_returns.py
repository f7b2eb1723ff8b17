"""Money of a paid award that came back unspent: alone up to the limit, else by two, once, and off the payments."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from funding import actions
from funding.actions import moves, returns
from funding.models import Allocation, Installment, Move, Transaction
from funding.reports.agreement import disagreements
from funding.reports.came_back import came_back, stayed
from funding.reports.once import money_within
from funding.reports.payments import payments_of
from funding.reports.proof import prove
from mvp_coord.lib.public_id import new_public_id
from tests import factories
from tests.funding import books, road

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
    other = road_award = factories.make_allocation(paid.fund, amount=5, status="approved")
    for facts in ({"award": other}, {"came_on": DAY}, {"amount": 5}):
        with pytest.raises(IntegrityError, match="not rewritten"), transaction.atomic():
            Move.objects.filter(pk=made.pk).update(**facts)
    with pytest.raises(IntegrityError, match="another person posts it"), transaction.atomic():
        moves.enter(Move.objects.get(pk=made.pk), by=staff)
    assert road_award.returns.count() == 0


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

    def test_neither_recipients_nor_peers_read_it(self, paid, staff, partner_rep, funder_rep, admin, sign_in):
        self.enter(sign_in(staff), paid)
        for member in (partner_rep, funder_rep, admin):
            client = sign_in(member)
            assert client.get(f"/funding/{paid.public_id}/came-back/").status_code == 404
            page = client.get(f"/funding/{paid.public_id}/")
            assert member == admin or "Came back unspent" not in page.content.decode()


def test_meters_count_what_stayed(staff, counsel, viewer):
    from funding.reports.meters import meters_of
    from tests.meter_factories import make_home, make_work

    home, giver = make_home()
    fund = books.make_fund_with(100_000, owner=home.owner, vehicle="c3_public")
    program = make_work("ballot-measure")
    entity = factories.make_entity(program.partner)
    award = factories.make_allocation(fund, entity, 40_000, program=program, status="committed")
    day = timezone.localdate()
    Installment.objects.create(allocation=award, due_on=day, amount=40_000, status="paid", paid_on=day)
    Allocation.objects.filter(pk=award.pk).update(status="paid")
    from funding.actions import ledger

    ledger.set_aside(
        allocation=award, amount=Decimal(40_000), said=books.said(staff, proposed_by=staff, approved_by=counsel)
    )
    ledger.pay_out(
        allocation=award, amount=Decimal(40_000), said=books.said(staff, proposed_by=staff, approved_by=counsel)
    )
    returns.bring_back(award=award, amount=Decimal(9_000), came_on=day, reason="So", by=staff, ticket=new_public_id())
    reading = meters_of(viewer(staff), giver, day.year, today=day).of.meters[0].reading
    assert (reading.paid, reading.value) == (31_000, 31_000)
    assert road.parts_of(award) == [("paid", Decimal(40_000))]
