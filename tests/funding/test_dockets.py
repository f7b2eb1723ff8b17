"""Dockets: what goes before a meeting, what is decided in it, its papers, and what changed since the last."""

import datetime as dt
import io
import re
from decimal import Decimal

import pytest
import python_calamine
from django.urls import reverse

from funding import actions
from funding.actions import dockets
from funding.models import Docket, DocketItem
from funding.reports.dockets import meeting_of
from mvp_coord.lib.once import new_ticket
from tests import factories
from tests.funding import books, road
from tests.papers import text_of

pytestmark = pytest.mark.django_db
SPRING, FALL = dt.date(2027, 3, 9), dt.date(2027, 9, 14)


@pytest.fixture
def docket(staff):
    return dockets.open_docket(title="Spring board meeting", meets_on=SPRING, by=staff)


def reviewed(fund, staff, counsel, amount=8_000):
    allocation = road.into_review(factories.make_allocation(fund, amount=amount), staff)
    road.reviewed(allocation, staff, counsel)
    return allocation


def on(docket, allocation, by) -> DocketItem:
    return dockets.put_on(docket=docket, allocations=[allocation], by=by)[0]


def test_what_the_meeting_approves_is_approved(docket, fund, staff, counsel):
    item = on(docket, reviewed(fund, staff, counsel), staff)
    decided = dockets.decide(item=item, decision="approved", by=counsel, amount=Decimal(7_500))
    item.allocation.refresh_from_db()
    assert (item.allocation.status, item.allocation.amount_approved) == ("approved", 7_500)
    assert (decided.decision, decided.amount_decided) == ("approved", 7_500)


def test_what_may_not_be_approved_is_not_decided_either(docket, fund, staff, counsel):
    allocation = road.into_review(factories.make_allocation(fund, amount=8_000), staff)
    item = on(docket, allocation, staff)
    with pytest.raises(actions.NotReviewed):
        dockets.decide(item=item, decision="approved", by=counsel)
    item.refresh_from_db()
    assert item.decision == ""


def test_declining_and_deferring_say_why_and_deferring_leaves_the_allocation(docket, fund, staff, counsel):
    items = [on(docket, reviewed(fund, staff, counsel), staff) for _ in range(2)]
    for item, decision in zip(items, ("declined", "deferred"), strict=True):
        with pytest.raises(actions.NoReason):
            dockets.decide(item=item, decision=decision, by=staff)
        dockets.decide(item=item, decision=decision, by=staff, note="Not this spring")
        item.allocation.refresh_from_db()
    assert [item.allocation.status for item in items] == ["declined", "in_review"]


def test_an_item_is_decided_once(docket, fund, staff, counsel):
    item = on(docket, reviewed(fund, staff, counsel), staff)
    dockets.decide(item=item, decision="deferred", by=staff, note="No budget yet")
    with pytest.raises(actions.WrongStatus, match="It is deferred by now"):
        dockets.decide(item=item, decision="approved", by=counsel)
    with pytest.raises(actions.WrongStatus):
        dockets.take_off(item=item, by=staff)
    with pytest.raises(actions.WrongStatus, match="as the meeting read it"):
        dockets.write_memo(item=item, why_group="", why_amount="", why_now="", by=staff)


def test_only_what_is_spoken_for_goes_on_and_on_one_docket_at_a_time(docket, fund, staff, counsel):
    with pytest.raises(actions.WrongStatus, match="recommended or in review"):
        on(docket, factories.make_allocation(fund), staff)
    peers = factories.make_allocation(factories.make_fund(), status="recommended", amount_recommended=5)
    with pytest.raises(actions.WrongStatus):
        on(docket, peers, staff)
    allocation = reviewed(fund, staff, counsel)
    assert on(docket, allocation, staff) == on(docket, allocation, staff), "twice is once"
    other = dockets.open_docket(title="Fall board meeting", meets_on=FALL, by=staff)
    with pytest.raises(actions.WrongStatus, match="another docket"):
        on(other, allocation, staff)
    dockets.take_off(item=docket.items.get(), by=staff)
    assert on(other, allocation, staff).docket == other


def test_a_docket_is_closed_when_all_is_decided_and_stays_as_it_was(docket, fund, staff, counsel):
    item = on(docket, reviewed(fund, staff, counsel), staff)
    with pytest.raises(actions.StillOpen, match="1 on it without a decision"):
        dockets.close(docket=docket, attended="", minutes="Short", by=staff)
    dockets.decide(item=item, decision="deferred", by=staff, note="Later")
    with pytest.raises(actions.NoReason):
        dockets.close(docket=docket, attended="", minutes=" ", by=staff)
    dockets.close(docket=docket, attended="Sol", minutes="All went well", by=staff)
    with pytest.raises(actions.WrongStatus, match="closed"):
        on(docket, reviewed(fund, staff, counsel), staff)


def test_a_form_that_is_sent_twice_opens_one_docket(staff, sign_in):
    facts = {"title": "Board", "meets_on": "2027-03-09", "ticket": new_ticket(staff.pk)}
    answers = {sign_in(staff).post(reverse("funding:new-docket"), facts).url for _ in range(2)}
    assert len(answers) == 1 and Docket.objects.count() == 1
    again = sign_in(staff).post(reverse("funding:new-docket"), facts | {"ticket": new_ticket(staff.pk)})
    assert again.status_code == 422 and "of this name" in again.content.decode()


def test_what_has_changed_since_the_last_docket(docket, fund, staff, counsel, viewer):
    back, dearer, gone, approved = (reviewed(fund, staff, counsel) for _ in range(4))
    for allocation in (back, dearer, gone, approved):
        item = on(docket, allocation, staff)
        decision = "approved" if allocation is approved else "deferred"
        dockets.decide(item=item, decision=decision, by=counsel, note="As said")
    dockets.close(docket=docket, attended="", minutes="Done", by=staff)
    actions.send_back(allocation=dearer, by=staff, reason="More doors")
    type(dearer).objects.filter(pk=dearer.pk).update(amount_recommended=9_000)
    dearer.refresh_from_db()
    fresh = reviewed(fund, staff, counsel)
    fall = dockets.open_docket(title="Fall board meeting", meets_on=FALL, by=staff)
    dockets.put_on(docket=fall, allocations=[back, dearer, fresh], by=staff)
    said = {each.item.allocation: each.words for each in meeting_of(viewer(staff), fall, today=SPRING).changes}
    assert said == {
        back: "was deferred, and is back",
        dearer: "was deferred at $8,000, and asks $9,000 now",
        fresh: "is new",
        gone: "was deferred, and is in review today",
        approved: "was approved, and is approved today",
    }


def test_the_money_there_is_says_when_more_is_asked(docket, staff, counsel, viewer):
    poor = books.make_fund_with(10_000)
    for _ in range(2):
        on(docket, reviewed(poor, staff, counsel), staff)
    (line,) = meeting_of(viewer(staff), docket, today=SPRING).funds
    assert (line.asked, line.available, line.is_short) == (16_000, 10_000, True)
    first, second = docket.items.all()
    dockets.decide(item=first, decision="approved", by=counsel)
    (line,) = meeting_of(viewer(staff), docket, today=SPRING).funds
    assert line.is_short, "what is approved is still in the fund"
    dockets.decide(item=second, decision="declined", by=counsel, note="Too much")
    (line,) = meeting_of(viewer(staff), docket, today=SPRING).funds
    assert not line.is_short


def test_what_was_decided_on_its_own_page_is_not_decided_again_in_the_meeting(docket, fund, staff, counsel):
    item = on(docket, reviewed(fund, staff, counsel), staff)
    actions.approve(allocation=item.allocation, by=counsel)
    with pytest.raises(actions.WrongStatus, match="take it off"):
        dockets.decide(item=item, decision="deferred", by=staff, note="Later")
    dockets.take_off(item=item, by=staff)


def test_the_paper_and_the_sheet_say_what_the_page_says(docket, fund, staff, counsel, sign_in):
    item = on(docket, reviewed(fund, staff, counsel), staff)
    memo = {"why_group": "They know every porch", "why_amount": "=SUM(A1)", "why_now": "Spring is short"}
    dockets.write_memo(item=item, by=staff, **memo)
    client = sign_in(staff)
    paper = client.get(reverse("funding:docket-pdf", args=[docket.public_id]))
    text = text_of(paper.content)
    for words in ("Spring board meeting", "They know every porch", "=SUM(A1)", "$8,000", "Not for the groups"):
        assert words in text
    sheet = client.get(reverse("funding:docket-xlsx", args=[docket.public_id]))
    page = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0)
    row = dict(zip(*page.to_python(), strict=True))
    assert row["Asked"] == 8_000 and row["Why this amount"] == "=SUM(A1)", "a text, no formula"


def test_the_page_takes_as_many_queries_for_many_as_for_one(
    docket, fund, staff, counsel, sign_in, django_assert_max_num_queries
):
    client, address = sign_in(staff), reverse("funding:docket", args=[docket.public_id])
    for count in (1, 6):
        for _ in range(count):
            on(docket, reviewed(fund, staff, counsel), staff)
        with django_assert_max_num_queries(32):
            assert client.get(address).status_code == 200


def test_a_refused_decision_keeps_what_was_written(docket, fund, staff, counsel, sign_in):
    item = on(docket, reviewed(fund, staff, counsel), staff)
    address = reverse("funding:docket-decide", args=[docket.public_id, item.public_id])
    facts = {f"{item.public_id}-decision": "declined", f"{item.public_id}-amount": "8,000"}
    answer = sign_in(staff).post(address, facts)
    assert answer.status_code == 422 and "Say why it was declined" in answer.content.decode()
    approved = {f"{item.public_id}-decision": "approved", f"{item.public_id}-note": "All for it"}
    assert sign_in(counsel).post(address, approved).status_code == 302
    assert "All for it" in sign_in(staff).get(docket.get_absolute_url()).content.decode()


@pytest.mark.parametrize("text", ["亚裔社区组织选民联盟全国", "\ufffe odd", "ቋንቋ" * 90, "😀🗳️ at the polls"])
def test_a_paper_is_printed_whatever_script_its_words_are_in(text, docket, fund, staff, counsel, sign_in):
    item = on(docket, reviewed(fund, staff, counsel), staff)
    dockets.write_memo(item=item, by=staff, why_group=text, why_amount=text, why_now="Spring is short")
    paper = sign_in(staff).get(reverse("funding:docket-pdf", args=[docket.public_id]))
    assert paper.status_code == 200 and "Spring is short" in text_of(paper.content)


@pytest.mark.parametrize("title", ["\u202e", "—", " "])
def test_a_docket_has_a_name_that_can_be_read(title, staff, sign_in):
    facts = {"title": title, "meets_on": "2027-03-09", "ticket": new_ticket(staff.pk)}
    assert sign_in(staff).post(reverse("funding:new-docket"), facts).status_code == 422


def test_admins_read_dockets_and_change_none(docket, admin, sign_in):
    client = sign_in(admin)
    assert client.get(docket.get_absolute_url()).status_code == 200
    assert client.get(reverse("funding:new-docket")).status_code == 404


def test_money_of_different_colors_is_never_added_up_on_a_docket(docket, staff, sign_in):
    for vehicle, amount in (("c4", 150_000), ("c3_public", 35_000)):
        fund = factories.make_fund(vehicle=vehicle, is_managed=True)
        award = factories.make_allocation(fund, factories.make_entity(vehicle=vehicle), amount, status="recommended")
        on(docket, award, staff)
    client, address = sign_in(staff), docket.get_absolute_url()
    page = re.sub(r"<[^>]+>", "", client.get(address).content.decode())
    assert "501(c)(3) public charity: $35,000 asked; 501(c)(4): $150K asked." in " ".join(page.split())
    paper = text_of(client.get(reverse("funding:docket-pdf", args=[docket.public_id])).content)
    assert "asked for: 501(c)(3) public charity $35,000 and 501(c)(4) $150,000" in paper
    assert "185" not in page + paper
