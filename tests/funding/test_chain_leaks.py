"""Two worlds that differ in an award, or in a regrant, that the reader may not see: nothing said of chains tells."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.history import change
from funding import actions
from funding.models import Allocation
from funding.pipeline import APART
from tests import factories
from tests.funding.chain_world import amended, chosen, link, make_onward, make_source, make_table, page_of
from tests.planning.two_worlds import differences, read_all, shown

pytestmark = pytest.mark.django_db
HIDDEN = [{"visibility": "private"}, {"shared_as": "blind"}]


@pytest.fixture
def table(db):
    return make_table(kind="peer_funder")


@pytest.fixture
def teller(table):
    """A contact of the table, who reads all that it gives and what was released to it."""
    user = factories.make_user(name="Tess Table")
    factories.make_member(user, table)
    return user


def at(award):
    return reverse("funding:allocation", args=[award.public_id])


def addresses(*awards):
    yield from ("/", "/funding/", "/funding/once/?within=us")
    yield reverse("funding:propose", args=[awards[0].entity.public_id])
    for each in awards:
        yield from (at(each), page_of(each))
        yield from (f"/admin/funding/allocation/{each.pk}/{page}/" for page in ("change", "history"))


# What was given up is meant by no award any more.
STATUSES = [each for each in Allocation.Status.values if each not in APART]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("facts", HIDDEN)
def test_an_award_that_one_may_not_see_leaves_no_trace_on_what_came_by_it(
    facts, status, table, teller, staff, sign_in
):
    long_ago = timezone.now() - dt.timedelta(days=20)
    onward, client = make_onward(table, status=status, status_changed_at=long_ago), sign_in(staff)
    make_onward(table, status=status, status_changed_at=long_ago + dt.timedelta(days=10))
    shared = make_source(table)
    one = read_all(client, addresses(onward, shared))
    hidden = make_source(table, released_on="2026-11-17", **facts)
    link(onward, hidden, teller, reason="Hidden")
    other = read_all(client, addresses(onward, shared))
    assert not differences(one, other), "\n".join(differences(one, other))
    assert chosen(client.get(page_of(onward))) == [shared.public_id]
    assert chosen(sign_in(teller).get(page_of(onward))) == [hidden.public_id, shared.public_id]


def test_money_of_ours_in_review_waits_anew_once_it_came_by_another_award(table, staff):
    """Its reviews were of other money; peers have none here."""
    long_ago = timezone.now() - dt.timedelta(days=20)
    source = make_source(table)
    pools = [factories.make_fund(table, name, is_managed=name == "Ours") for name in ("Ours", "Theirs")]
    rows = [
        factories.make_allocation(pool, factories.make_entity(), status="in_review", status_changed_at=long_ago)
        for pool in pools
    ]
    ours, theirs = (link(row, source, staff) for row in rows)
    assert ours.status_changed_at > long_ago and theirs.status_changed_at == long_ago


def test_no_award_is_offered_that_would_make_a_ring_of_what_one_reads(staff, teller, table, sign_in):
    """Through what is hidden it is refused, in words that name nothing of it."""
    group = factories.make_partner("Sunrise", visibility="public")
    factories.make_fund(group, "Sunrise Pool")
    first = make_onward(table, to=factories.make_entity(group))
    second = make_onward(group, to=factories.make_entity(table))
    link(second, first, staff)
    other = make_source(table)
    assert chosen(sign_in(staff).get(page_of(first))) == [other.public_id]
    hidden = make_onward(group, to=factories.make_entity(table), visibility="private")
    third = factories.make_partner("Third", visibility="public")
    factories.make_fund(third, "Third Pool")
    onward = make_onward(table, to=factories.make_entity(third))
    back = make_onward(third, to=factories.make_entity(table))
    Allocation.objects.filter(pk=hidden.pk).update(parent=first)
    Allocation.objects.filter(pk=onward.pk).update(parent=hidden)
    Allocation.objects.filter(pk=back.pk).update(parent=onward)
    client = sign_in(staff)
    assert back.public_id in chosen(client.get(page_of(first)))
    refused = client.post(page_of(first), {"came_by": back.public_id, "seen": ""})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "cannot have come by that award" in page and hidden.public_id not in page


def test_who_does_not_see_what_stands_there_says_it_as_if_nothing_did(table, teller, staff, sign_in):
    """In both worlds the same answers, one after the other, and the same pages after each."""
    client, onward, shared = sign_in(staff), make_onward(table), make_source(table)

    def told() -> list[str]:
        found = []
        for came_by, seen in ((None, None), (shared, None), (None, shared)):
            named = {"came_by": came_by.public_id if came_by else "", "seen": seen.public_id if seen else ""}
            found.append(shown(client.post(page_of(onward), {**named, "reason": "As told"})))
            found += read_all(client, addresses(onward, shared)).values()
        return found

    client.get("/")  # what is noted of a first look is noted in both
    with transaction.atomic():
        one = told()
        transaction.set_rollback(True)
    hidden = make_source(table, 10, visibility="private", released_on="2026-11-17", status="paid")
    link(make_onward(table, 5, to=onward.entity, visibility="private"), hidden, teller)
    link(onward, make_source(table, visibility="private", released_on="2026-11-17"), teller)
    other = told()
    assert [where for where, (a, b) in enumerate(zip(one, other, strict=True)) if a != b] == []


@pytest.mark.parametrize("facts", HIDDEN)
def test_a_regrant_that_one_may_not_see_is_in_no_sum_and_refuses_nothing(facts, table, teller, staff, sign_in):
    source, seen, client = make_source(table), make_onward(table, 30_000), sign_in(staff)
    link(seen, source, staff)
    more = link(make_onward(table, 15_000, status="exploring"), source, staff)
    one = read_all(client, addresses(source, seen, more))
    link(make_onward(table, 20_000, to=seen.entity, **facts), source, teller)
    other = read_all(client, addresses(source, seen, more))
    assert not differences(one, other), "\n".join(differences(one, other))
    # With what is hidden it would be too much, for whoever sees it.
    with pytest.raises(actions.MoreThanCame):
        actions.approve(allocation=more, by=teller)
    assert actions.approve(allocation=more, by=staff).status == "approved"
    assert amended(source, 45_000, staff).amount_approved == 45_000


def test_nobody_finds_out_an_amount_in_a_band_by_trying(table, staff, sign_in):
    banded = make_source(table, 30_000, shared_as="band")
    onward = link(make_onward(table, 49_000), banded, staff)
    assert onward.parent == banded
    assert "30,000" not in sign_in(staff).get(at(onward)).content.decode()


def test_no_answer_tells_whether_there_is_such_an_award(table, staff, sign_in):
    onward, shared, client = make_onward(table), make_source(table), sign_in(staff)
    hidden = make_source(table, visibility="private")
    said = []
    for named in (hidden.public_id, "thereisnone1"):
        page = client.post(page_of(onward), {"came_by": named, "seen": ""})
        assert page.status_code == 422 and chosen(page) == [shared.public_id]
        said.append(shown(page).replace(named, "NAMED"))
    assert said[0] == said[1]


def test_what_follows_a_hidden_link_in_the_history_is_told(table, teller, staff, sign_in):
    """The record goes on as it would have without it."""
    onward, client = make_onward(table), sign_in(staff)
    link(onward, make_source(table, visibility="private", released_on="2026-11-17"), teller)
    with change(by=staff, verb="revised", reason="Plainer words"):
        Allocation.objects.filter(pk=onward.pk).update(purpose="Doors")
    page = client.get(at(onward)).content.decode()
    assert "Revised" in page and "Plainer words" in page and "award is behind" not in page
    assert "award is behind" in sign_in(teller).get(at(onward)).content.decode()
