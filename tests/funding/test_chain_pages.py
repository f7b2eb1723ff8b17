"""The page that asks where money came from: what it offers, what it keeps, what it says where it refuses."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from funding.models import Allocation
from mvp_coord.lib.once import new_ticket
from tests import factories
from tests.funding.chain_world import chosen, link, make_onward, make_source, make_table, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(db):
    return make_table()


@pytest.fixture
def source(table):
    return make_source(table)


@pytest.fixture
def onward(table):
    return make_onward(table)


def answer(client, award, source=None, *, seen=None, **told):
    named = {"came_by": source.public_id if source else "", "seen": seen.public_id if seen else ""}
    return client.post(page_of(award), {**named, "regrant_type": "", "reason": "", **told})


def words_of(client, award) -> str:
    page = client.get(reverse("funding:allocation", args=[award.public_id])).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_awards_to_the_owner_of_the_fund_are_offered_the_newest_first(source, onward, table, staff, sign_in):
    newest = make_source(table, 31_000, shared_as="band")
    for facts in ({"status": "declined"}, {"currency": "GBP"}, {"shared_as": "blind"}, {"visibility": "private"}):
        make_source(table, **facts)
    make_source(factories.make_partner("Another Table"))
    page = sign_in(staff).get(page_of(onward))
    assert chosen(page) == [newest.public_id, source.public_id]
    text = unescape(page.content.decode())
    assert "$25K–50K from Harbor Fund (Harbor Giving), committed" in text and "$50,000 from Harbor Fund" in text
    assert "31,000" not in text


def test_what_is_said_stands_on_both_pages_with_what_is_left(source, onward, table, staff, sign_in):
    client = sign_in(staff)
    assert answer(client, onward, source, reason="Their report").status_code == 302
    assert "Came by $50,000 to" in words_of(client, onward)
    assert "Said which award is behind it Their report" in words_of(client, onward)
    link(make_onward(table, 5_000, status="recommended"), source, staff)
    page = words_of(client, source)
    assert "$20,000 of $50,000 has been passed on by decided grants that you may see; $30,000 is left." in page
    assert answer(client, onward, None, seen=source).status_code == 302
    assert "Came by" not in words_of(client, onward)
    assert "Said that no award is behind it" in words_of(client, onward)


def test_no_sum_is_told_where_a_part_is_a_band(source, onward, table, staff, sign_in):
    link(onward, source, staff)
    link(make_onward(table, 7_000, shared_as="band"), source, staff)
    page = words_of(sign_in(staff), source)
    assert "went on to" in page and "has been passed on" not in page


def test_a_refusal_keeps_what_was_written_in_its_place(source, onward, table, staff, sign_in):
    link(make_onward(table, 40_000), source, staff)
    client = sign_in(staff)
    refused = answer(client, onward, source, regrant_type="FRG010", reason="Their own word")
    text = unescape(refused.content.decode())
    assert refused.status_code == 422 and "$10,000 more than came" in text and "Their own word" in text
    assert f'value="{source.public_id}" selected' in text and 'value="FRG010" selected' in text
    onward.refresh_from_db()
    assert (onward.parent, onward.regrant_type) == (None, "")
    assert answer(client, onward, make_source(factories.make_partner("Other"))).status_code == 422


def test_a_conflict_says_who_said_what_and_keeps_what_was_chosen(source, onward, table, staff, counsel, sign_in):
    mine = make_source(table)
    link(onward, source, counsel)
    late = answer(sign_in(staff), onward, mine, reason="I looked")
    text = unescape(late.content.decode())
    assert late.status_code == 409 and "Cleo Counsel has said meanwhile that it came by Harbor Fund" in text
    assert f'value="{mine.public_id}" selected' in text and "I looked" in text
    assert f'name="seen" value="{source.public_id}"' in text
    assert answer(sign_in(staff), onward, source).status_code == 302, "the same answer is no conflict"
    assert answer(sign_in(staff), onward, mine, seen=source).status_code == 302
    onward.refresh_from_db()
    assert onward.parent == mine


def test_an_award_that_was_given_up_meanwhile_still_stands_where_it_was_said(source, onward, staff, sign_in):
    link(onward, source, staff)
    Allocation.objects.filter(pk=source.pk).update(status="cancelled")
    client = sign_in(staff)
    assert chosen(client.get(page_of(onward))) == [source.public_id]
    assert answer(client, onward, source, seen=source, regrant_type="FRG020").status_code == 302
    onward.refresh_from_db()
    assert (onward.parent, onward.regrant_type) == (source, "FRG020")


def test_what_came_by_it_is_not_offered_as_what_it_came_by(source, onward, staff, sign_in):
    link(onward, source, staff)
    back = factories.make_allocation(
        factories.make_fund(onward.entity.partner), factories.make_entity(source.fund.owner), 900, status="paid"
    )
    link(back, onward, staff)
    assert chosen(sign_in(staff).get(page_of(source))) == []
    refused = answer(sign_in(staff), source, back)
    source.refresh_from_db()
    assert refused.status_code == 302 and source.parent is None, "nothing is asked where nothing can be chosen"


def test_decided_money_of_ours_is_not_asked_where_it_came_from(staff, sign_in):
    fund = factories.make_fund(is_managed=True)
    make_source(fund.owner)
    award = factories.make_allocation(fund, status="committed")
    client = sign_in(staff)
    page = client.get(page_of(award))
    assert chosen(page) == [] and "Where it came from stays" in page.content.decode()
    assert answer(client, award, regrant_type="FRG070").status_code == 302
    assert "meant to pass it on: multipurpose" in words_of(client, award)


def test_a_peer_says_it_of_its_own_and_of_no_others(own_funder, onward, source, funder_rep, sign_in):
    came = make_source(own_funder)
    own = factories.make_allocation(factories.make_fund(own_funder), status="paid")
    client = sign_in(funder_rep)
    assert chosen(client.get(page_of(own))) == [came.public_id]
    assert answer(client, own, came).status_code == 302
    assert client.get(page_of(onward)).status_code == 404 and answer(client, onward, source).status_code == 404
    onward.refresh_from_db()
    assert onward.parent is None


def test_a_proposal_says_at_once_by_which_award_its_money_came(source, table, staff, sign_in):
    fund, other, client = factories.make_fund(table, "Pool"), factories.make_fund(name="Elsewhere"), sign_in(staff)
    address = reverse("funding:propose", args=[factories.make_entity().public_id])
    text = client.get(address).content.decode()
    assert '<optgroup label="Received by Lantern Table">' in text
    facts = {"amount": "9,000", "currency": "USD", "visibility": "funders", "ticket": new_ticket(staff.pk)}
    wrong = client.post(address, {**facts, "fund": other.pk, "came_by": source.public_id, "purpose": "Doors"})
    text = unescape(wrong.content.decode())
    assert wrong.status_code == 422 and "Lantern Table received that award, and Elsewhere is a fund of" in text
    assert f'value="{source.public_id}" selected' in text and "Doors" in text
    for _ in range(2):
        assert client.post(address, {**facts, "fund": fund.pk, "came_by": source.public_id}).status_code == 302
    assert Allocation.objects.get(fund=fund).parent == source


def test_as_many_queries_for_two_awards_as_for_twenty(source, onward, table, staff, sign_in):
    client, counts = sign_in(staff), []
    link(onward, source, staff)
    for many in (1, 18):
        for _ in range(many):
            make_source(table)
            link(make_onward(table, 100), source, staff)
        for address in (page_of(onward), reverse("funding:allocation", args=[source.public_id])):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
