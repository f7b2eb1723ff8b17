"""Needs that are not met, as gaps: which are listed, how they rank beside the others, for whose eyes, decisions."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planning import actions
from planning.models import Gap
from planning.reports.gap_rank import Rank
from planning.reports.gaps import gaps_for
from tests import factories
from tests.funding.books import make_fund_with
from tests.need_factories import only_for_staff
from tests.planning.gap_cast import LIST, main_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_september")]
TODAY = dt.date(2028, 9, 1)


def need(name="Needy Porch", *, consent="funders", left=60_000, **facts):
    """An entity of a group at work in Arizona that still needs so much."""
    partner = factories.make_partner(name, visibility="partners", **facts)
    entity = factories.make_entity(partner, legal_name=f"{name} Action")
    factories.make_need(entity, left + 40_000, 40_000, consent=consent)
    return entity


def address(entity):
    return f"/gaps/need-{entity.public_id}-2027-28/"


def test_it_is_listed_where_the_cycle_has_a_priority_with_what_is_left(priority, staff, sign_in):
    entity, client = need(), sign_in(staff)
    need("Elsewhere", states=("WI",))
    need("Dormant", status="dormant")
    need("Enough", left=0)
    text = text_of(client, LIST + "?kind=need")
    assert "Money for Needy Porch Action" in text
    assert "Its 501(c)(4) still needs about $60,000 of $100,000 for 2027–28, as of Nov 1, 2026." in text
    for name in ("Elsewhere", "Dormant", "Enough"):
        assert name not in text, name
    text = text_of(client, address(entity))
    for words in ("Still needed", "Stated by the group", "Why it ranks where it does", "nobody is known"):
        assert words in text, words
    for odd in ("need-", "need-x-2027-28", f"need-{entity.public_id}-1999", f"need-{entity.public_id}"):
        assert client.get(f"/gaps/{odd}/").status_code == 404, odd


def test_a_need_that_is_met_meanwhile_leads_to_the_list_for_those_who_read_it(
    priority, staff, funder_rep, partner_rep, sign_in
):
    entity = need(left=0)
    for user in (staff, funder_rep):
        answer = sign_in(user).get(address(entity), follow=True)
        assert answer.redirect_chain == [(LIST, 302)]
        assert "This need is met" in answer.content.decode()
    answer = sign_in(staff).post(address(entity) + "aside/", {"reason": "x", "seen": "open"}, follow=True)
    assert "Nothing was changed." in answer.content.decode()
    assert sign_in(partner_rep).get(address(entity)).status_code == 404


def test_whoever_funds_it_or_plainly_may_is_named_with_the_reason(priority, own_funder, staff, sign_in):
    entity = need()
    fund = factories.make_fund(own_funder, "Tidewater Fund", target_usd=90_000)
    factories.make_allocation(fund, entity, 10_000, status="recommended")
    text = text_of(sign_in(staff), address(entity))
    assert "funds it in this cycle already" in text
    assert "set out to raise $90,000 of 501(c)(4) money for Tidewater Fund, of which $10,000 is promised" in text
    assert "to be confirmed by counsel" in text


def test_a_fund_of_ours_has_what_its_books_say_not_what_it_set_out_to_raise(priority, staff, sign_in):
    entity, client = need(), sign_in(staff)
    fund = make_fund_with(225_000, staff, name="Ladder Fund", target_usd=2_400_000)
    make_fund_with(0, staff, name="Empty Fund", target_usd=2_400_000)
    text = text_of(client, address(entity))
    assert f"{fund.owner.name}</a> has $225,000 of 501(c)(4) money available in Ladder Fund by its books" in text
    assert "Empty Fund" not in text and "2.4 million" not in text and "2,400,000" not in text


def test_gaps_of_all_kinds_stand_in_one_list_by_their_rank(priority, staff, viewer):
    need("Small", left=15_000)
    need("Large", left=60_000)
    found = gaps_for(viewer(staff), priority.cycle, today=TODAY)
    scores = [gap.rank.score for gap in found.ranked]
    assert scores == sorted(scores, reverse=True) and len({type(gap) for gap in found.ranked}) == 3
    (people,) = found.people
    small, large = sorted(found.needs, key=lambda gap: gap.need.left_usd)
    # Tier 1 (4), the largest of its kind (1), from September 1: 61 of 674 days to October 31 for the quickest tactic.
    assert large.rank.missing == people.rank.missing == 1 and small.rank.missing == 0.25
    assert small.rank.score == pytest.approx(large.rank.score / 4)
    assert large.rank.score == pytest.approx(4 * large.rank.time_left * 0.5)
    assert people.rank.score == 4 * people.rank.time_left * 1


def test_a_rank_is_the_product_of_its_four_factors():
    rank = Rank(2, 0.5, "10 people", 0.4, "the season", is_anybody_known=False)
    assert rank.score == pytest.approx(3 * 0.5 * 0.4 * 0.5)


def test_nobody_learns_of_a_need_that_is_not_shared(
    priority, own_partner, partner_rep, other_partner, funder_rep, sign_in
):
    users = (partner_rep, other_partner, funder_rep)

    def told():
        return [main_of(text_of(sign_in(user), LIST)) for user in users]

    before = told()
    entity = need("Hidden", consent="staff")
    factories.make_partner("Quiet", visibility="staff")
    assert told() == before
    for user in users:
        assert sign_in(user).get(address(entity)).status_code == 404
    shared = need("Shared with funders")
    seen = ["Shared with funders" in text for text in told()]
    assert seen == [False, False, True]
    own = factories.make_entity(own_partner, legal_name="Ocotillo Action")
    factories.make_need(own, consent="staff")
    assert "Ocotillo Action" in text_of(sign_in(partner_rep), LIST)
    assert sign_in(funder_rep).get(address(shared)).status_code == 200


def test_a_funder_is_asked_only_about_what_it_may_know(priority, own_funder, own_partner, funder_rep, staff, sign_in):
    entity, client = need(), sign_in(staff)
    words = {"to": own_partner.name, "reason": "Could you?", "seen": "open"}
    answer = client.post(address(entity) + "offer/", words)
    assert answer.status_code == 422 and "ask for its consent first" in answer.content.decode()
    assert client.post(address(entity) + "offer/", {**words, "to": own_funder.name}).status_code == 302
    contact = sign_in(funder_rep)
    assert "Money for Needy Porch Action" in text_of(contact, "/")
    ask = Gap.objects.get().asks.get()
    only_for_staff(entity)
    assert contact.get(ask.get_absolute_url()).status_code == 404
    assert "Needy Porch" not in text_of(contact, "/")


def test_a_group_is_not_asked_to_meet_its_own_need(priority, staff, sign_in):
    entity = need(consent="public")
    words = {"to": "Needy Porch", "reason": "Could you?", "seen": "open"}
    answer = sign_in(staff).post(address(entity) + "offer/", words)
    assert answer.status_code == 422
    assert "This is what Needy Porch itself needs: ask somebody who could give it." in answer.content.decode()
    with pytest.raises(actions.OwnNeed):
        actions.offer_gap(of=(entity, priority.cycle), to=entity.partner, by=staff, seen="open")
    assert not Gap.objects.exists()


def test_it_is_set_aside_until_a_fifth_more_is_needed_and_is_no_program(priority, staff, sign_in):
    entity, client = need(), sign_in(staff)
    assert client.post(address(entity) + "program/", {}).status_code == 404
    client.post(address(entity) + "aside/", {"reason": "They wait for the fall.", "seen": "open"})
    assert "Needy Porch" not in text_of(client, LIST)
    factories.make_need(entity, 110_000, 40_000, good_as_of=dt.date(2028, 8, 1))
    assert "Needy Porch" not in text_of(client, LIST)
    factories.make_need(entity, 112_000, 40_000, good_as_of=dt.date(2028, 8, 2))
    assert "Open again: dollars still needed 60,000, now 72,000" in text_of(client, LIST)
    with pytest.raises(actions.GapMoved):
        actions.set_gap_aside(of=(entity, priority.cycle), by=staff, seen="open", reason="Again.")


def test_the_list_asks_as_much_for_two_needs_as_for_twenty(priority, staff, own_funder, sign_in):
    client, fund = sign_in(staff), factories.make_fund(own_funder, target_usd=10**6)

    def group(name):
        entity = need(name)
        factories.make_activity(factories.make_program(entity.partner), ends_on=dt.date(2028, 9, 20))
        factories.make_allocation(fund, entity, status="approved")

    group("Group 0")

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        return len(asked)

    make_fund_with(90_000, staff)
    few = queries()
    for n in range(1, 20):
        group(f"Group {n}")
        make_fund_with(90_000, staff)
    assert queries() == few


def test_the_command_has_them_too(priority, staff):
    entity, out = need(), StringIO()
    call_command("gaps", "--state", "AZ", "--cycle", "2027-28", "--json", stdout=out)
    found = json.loads(out.getvalue())
    (one,) = found["needs"]
    assert (one["id"], one["left_usd"], one["vehicle"]) == (f"need-{entity.public_id}-2027-28", 60_000, "c4")
    assert set(found["ranked"]) == {each["id"] for kind in ("gaps", "roles", "needs") for each in found[kind]}
