"""Money of ours that would take a meter over its limit goes no further without counsel."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from funding import actions
from funding.actions import ledger
from funding.models import Allocation, ColorCheck
from funding.reports.rules import held_against_rules
from tests import factories
from tests.funding import books, road
from tests.meter_factories import elect, make_award, make_figure, make_home, make_work

pytestmark = pytest.mark.django_db
WORDS = "Only for the campaign on the measure; no part of it for or against a candidate."


@pytest.fixture
def this_year():
    return timezone.localdate().year


@pytest.fixture
def home(staff):
    """A charity of ours with a million dollars."""
    fund, giver = make_home()
    ledger.receive(fund=fund, amount=Decimal(1_000_000), said=books.said(staff))
    return fund, giver


def for_a_measure(fund, amount, **facts) -> Allocation:
    facts = {"status": "exploring", "restriction": WORDS, **facts}
    return make_award(fund, make_work("ballot-measure"), amount, on=timezone.localdate(), **facts)


def outcome(allocation) -> str:
    (held,) = held_against_rules([allocation])
    return held.verdict.outcome


def sign(allocation, counsel):
    until = timezone.localdate() + dt.timedelta(days=90)
    return actions.sign_off(allocation=allocation, by=counsel, reason="I have seen the return", expires_on=until)


def test_up_to_the_limit_the_rules_alone_decide_and_a_cent_beyond_counsel(home, this_year):
    fund, giver = home
    elect(giver, 500_000, year=this_year)
    for_a_measure(fund, 60_000, status="committed")
    assert outcome(for_a_measure(fund, 40_000)) == "restriction"
    over = for_a_measure(fund, 40_000, amount_recommended=Decimal("40000.01"))
    assert outcome(over) == "counsel"
    (held,) = held_against_rules([over])
    assert [each.rule.reason for each in held.verdict.deciding] == [
        f"It takes {giver.legal_name} over its limit: with it, all lobbying of the tax year {this_year} comes to "
        "$100,000.01 of $100,000."
    ]


def test_it_stops_at_every_step_until_counsel_lets_it_pass(home, this_year, staff, counsel):
    fund, giver = home
    elect(giver, 100_000, year=this_year)
    award = for_a_measure(fund, 25_000)
    with pytest.raises(actions.NeedsCounsel, match="over its limit"):
        actions.recommend(allocation=award, by=staff)
    sign(award, counsel)
    award = road.committed(award, staff, counsel)
    assert award.status == "committed"
    assert set(ColorCheck.objects.filter(allocation=award).values_list("outcome", flat=True)) == {"counsel"}
    award.sign_offs.update(withdrawn_on=timezone.localdate())
    (part,) = award.installments.all()
    with pytest.raises(actions.NeedsCounsel, match="over its limit"):
        actions.pay_part(installment=part, by=staff)
    sign(award, counsel)
    assert actions.pay_part(installment=part, by=staff).status == "paid"


def test_what_went_up_in_the_meantime_counts_at_commitment_and_payment(home, this_year, staff, counsel):
    fund, giver = home
    elect(giver, 300_000, year=this_year)
    award = road.approved(for_a_measure(fund, 50_000), staff, counsel)
    other = for_a_measure(fund, 20_000, status="committed")
    with pytest.raises(actions.NeedsCounsel):
        actions.commit(allocation=award, by=staff)
    other.installments.update(due_on=dt.date(this_year + 1, 2, 1))
    award = actions.commit(allocation=award, by=staff)
    assert award.status == "committed", "another year's money is another year's meter"
    make_figure(giver, "exempt-purpose", 200_000, year=this_year, good_as_of=timezone.localdate())
    with pytest.raises(actions.NeedsCounsel):
        actions.pay(allocation=award, by=staff)


def test_an_approval_is_held_for_the_amount_that_it_settles(home, this_year, staff, counsel):
    fund, giver = home
    elect(giver, 30_000, year=this_year)
    award = road.into_review(for_a_measure(fund, 5_000), staff)
    road.reviewed(award, staff, counsel)
    with pytest.raises(actions.NeedsCounsel, match=r"\$7,000 of \$6,000"):
        actions.approve(allocation=award, by=counsel, amount=Decimal(7_000))
    assert actions.approve(allocation=award, by=counsel, amount=Decimal(6_000)).status == "approved"


def test_a_higher_amount_is_held_for_what_it_would_be_and_counsel_signs_for_that(home, this_year, staff, counsel):
    fund, giver = home
    elect(giver, 300_000, year=this_year)
    award = road.committed(for_a_measure(fund, 50_000), staff, counsel)
    change = actions.propose_amendment(allocation=award, amount=Decimal(70_000), by=staff, reason="A second county")
    with pytest.raises(actions.NeedsCounsel, match=r"\$70,000 of \$60,000"):
        actions.approve_amendment(amendment=change, by=counsel)
    assert sign(award, counsel).amount == 70_000
    assert actions.approve_amendment(amendment=change, by=counsel).amount_approved == 70_000
    road.whole()


def test_a_charity_that_has_not_elected_asks_counsel_and_an_unknown_one_is_said_to_be_not_known(home, this_year):
    fund, giver = home
    award = for_a_measure(fund, 5_000)
    (held,) = held_against_rules([award])
    assert (held.verdict.outcome, {each.reading.said for each in held.meters}) == ("restriction", {"Not known"})
    make_figure(giver, "elected", False, year=this_year)
    assert outcome(award) == "counsel"


def test_the_meter_of_who_spends_it_stops_it_too(home, this_year):
    fund, giver = home
    elect(giver, 5_000_000, year=this_year)
    award = for_a_measure(fund, 50_000)
    elect(award.entity, 200_000, year=this_year)
    assert outcome(award) == "counsel"


def test_the_political_share_of_a_c4_stops_money_for_a_side(staff, this_year):
    fund, giver = make_home("c4")
    make_figure(giver, "spending", 100_000, year=this_year)
    partner = factories.make_partner()
    work = make_work("gotv", side="independent", partner=partner)
    award = make_award(fund, work, 40_000, vehicle="c4", status="exploring")
    assert outcome(award) == "allow"
    more = make_award(fund, None, 1, vehicle="super_pac", status="approved", on=timezone.localdate())
    assert (outcome(award), outcome(more)) == ("counsel", "allow"), "what is only thought of stops nobody else"


def test_a_block_stays_a_block(this_year):
    fund, giver = make_home()
    make_figure(giver, "elected", False, year=this_year)
    partner = factories.make_partner()
    work = make_work("ballot-measure", side="independent", partner=partner)
    assert outcome(make_award(fund, work, 5, status="exploring")) == "block"


def test_a_word_of_counsel_holds_while_others_use_more_and_falls_for_another_year(home, this_year, counsel, staff):
    fund, giver = home
    elect(giver, 100_000, year=this_year)
    award = for_a_measure(fund, 25_000)
    sign(award, counsel)
    for_a_measure(fund, 3_000, status="committed")
    (held,) = held_against_rules([award])
    assert held.sign_off and not held.waits_for_counsel
    award = road.approved(award, staff, counsel)
    award.installments.update(due_on=dt.date(this_year + 1, 2, 1))
    elect(giver, 50_000, year=this_year + 1)
    assert held_against_rules([award])[0].waits_for_counsel


def test_the_page_of_the_allocation_says_how_far_it_would_take_each_meter(home, this_year, staff, counsel, sign_in):
    fund, giver = home
    elect(giver, 100_000, year=this_year)
    award = for_a_measure(fund, 25_000)
    page = sign_in(staff).get(f"/funding/{award.public_id}/").content.decode()
    part = page[page.index('id="meters"') :]
    assert "With $25,000 of this, $25,000 of $20,000." in part and "Over the limit" in part
    assert "It waits for counsel" in page and "It takes" in page
    assert f'href="/funding/meters/{giver.public_id}/{this_year}/#501h"' in part
    queue = sign_in(counsel).get("/funding/counsel/").content.decode()
    assert "over its limit" in queue[queue.index('id="waiting"') : queue.index('id="blocked"')]
    other = make_award(fund, make_work("registration"), 5, status="exploring")
    assert 'id="meters"' not in sign_in(staff).get(f"/funding/{other.public_id}/").content.decode()


def test_meters_take_as_many_queries_for_many_allocations_and_none_for_money_that_moves_none(home):
    fund, _ = home

    def asked(rows) -> int:
        with CaptureQueriesContext(connection) as queries:
            held_against_rules(rows)
        return len(queries)

    plain = make_award(fund, make_work("registration"), 5)
    awards = [for_a_measure(fund, 5) for _ in range(12)]
    few, many, none = asked(awards[:2]), asked(awards), asked([plain])
    assert few == many and many - none <= 8
