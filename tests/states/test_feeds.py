"""The calendar of a state as other programs read it: valid, the same days as the page, private, and revocable."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from accounts.models import User
from partners.models import Membership
from states.actions.calendar import VERIFIED, update_record
from states.actions.feeds import open_feed
from states.exports.ical import calendar_file
from states.models import CalendarFeed, Deadline, State
from states.reports.calendar import token_of_deadline
from states.views.feeds import address_of
from tests import calendar_factories as calendar
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def october(db):
    factories.make_cycle()
    with time_machine.travel(dt.datetime(2028, 10, 1, 19, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def feed(staff) -> CalendarFeed:
    return open_feed(factories.make_state("AZ"), by=staff)


def path(feed: CalendarFeed) -> str:
    return address_of(feed).partition(":8000")[2]


def events(data: bytes) -> list:
    return Calendar.from_ical(data).walk("VEVENT")


def test_it_has_the_days_of_the_page_as_whole_days(feed, client):
    calendar.make_deadline(calendar.make_election(is_computed=True))
    calendar.make_deadline(calendar.make_election("WI"))
    answer = client.get(path(feed))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(answer.content)
    assert [(str(each["SUMMARY"]), each["DTSTART"].dt, each["DTEND"].dt) for each in found] == [
        ("AZ: Register online, last day (unverified)", dt.date(2028, 10, 9), dt.date(2028, 10, 10)),
        ("AZ: General election", dt.date(2028, 11, 7), dt.date(2028, 11, 8)),
    ]
    assert "Look it up before you rely on it" in found[0]["DESCRIPTION"]
    whole = Calendar.from_ical(answer.content)
    assert (str(whole["VERSION"]), str(whole["X-WR-TIMEZONE"])) == ("2.0", "America/Phoenix")


@settings(deadline=None)
@given(rule=st.text(max_size=300).map(lambda text: text.replace("\x00", "")))
def test_any_rule_comes_back_as_it_was_on_folded_lines(rule):
    """Commas, quotes, line ends and letters of any script are quoted, and no line is longer than 75 bytes."""
    Deadline.objects.all().delete()
    plain = " ".join(rule.split()).encode(errors="ignore").decode()
    calendar.make_deadline(rule_text=plain)
    data = calendar_file(State.objects.get(pk="AZ"))
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert plain in str(events(data)[0]["DESCRIPTION"])


def test_ids_stay_and_the_sequence_rises_with_each_change(feed, staff):
    deadline = calendar.make_deadline()
    first = events(calendar_file(feed.state))[0]
    facts = {"kind": deadline.kind, "on": dt.date(2028, 10, 10), "rule_text": "By noon.", "source_url": ""}
    assert set(facts) == VERIFIED
    update_record(deadline, by=staff, facts=facts, seen=token_of_deadline(deadline))
    second = events(calendar_file(feed.state))[0]
    assert second["UID"] == first["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
    assert second["DTSTART"].dt == dt.date(2028, 10, 10)


def test_a_program_that_has_it_already_is_told_so(feed, client):
    calendar.make_deadline()
    etag = client.get(path(feed)).headers["ETag"]
    assert client.get(path(feed), headers={"If-None-Match": etag}).status_code == 304
    Deadline.objects.update(rule_text="By five.")
    assert client.get(path(feed), headers={"If-None-Match": etag}).status_code == 200


def test_one_opens_finds_and_revokes_ones_own_feed(sign_in, donor, client):
    factories.make_state("AZ")
    mine = sign_in(donor)
    for _ in range(2):
        mine.post("/states/az/calendar/feed/")
    feed = CalendarFeed.objects.get()
    assert address_of(feed) in mine.get("/settings/").content.decode()
    assert client.get(path(feed)).status_code == 200
    mine.post(reverse("states:revoke-feed", args=[feed.public_id]))
    assert client.get(path(feed)).status_code == 404
    assert address_of(feed) not in mine.get("/settings/").content.decode()
    mine.post("/states/az/calendar/feed/")
    assert client.get(path(feed)).status_code == 404
    assert CalendarFeed.objects.open().get().public_id != feed.public_id


def test_nobody_else_sees_or_revokes_it(feed, sign_in, admin, client):
    other = sign_in(admin)
    assert feed.public_id not in other.get("/settings/").content.decode()
    assert other.post(reverse("states:revoke-feed", args=[feed.public_id])).status_code == 404
    assert client.get(path(feed)).status_code == 200


@pytest.mark.parametrize("made_up", ["{id}", "{id}:AAAA", "x", "{id}:"])
def test_an_address_that_was_not_signed_here_is_not_found(feed, client, made_up):
    assert client.get(f"/calendar-feeds/{made_up.format(id=feed.public_id)}.ics").status_code == 404


def test_it_ends_with_the_account_and_with_the_last_role(feed, partner_rep, client):
    theirs = open_feed(feed.state, by=partner_rep)
    assert client.get(path(theirs)).status_code == 200
    Membership.objects.filter(user=partner_rep).delete()
    assert client.get(path(theirs)).status_code == 404
    User.objects.filter(pk=feed.owner_id).update(is_active=False)
    assert client.get(path(feed)).status_code == 404


def test_it_tells_nothing_that_not_everybody_may_read(feed, donor):
    """The same bytes for everybody: neither races, ratings, priorities nor names of people are in it."""
    calendar.make_rated(rating_reason="Canary of the rating")
    calendar.make_priority(rationale="Canary of the tier")
    calendar.make_verified(rule_text="By midnight.")
    data = calendar_file(feed.state)
    assert b"Canary" not in data and b"Governor" not in data
    assert not any(user.email.encode() in data for user in User.objects.all())


@pytest.mark.parametrize("many", [2, 8])
def test_many_days_take_as_few_questions_as_few(feed, many, django_assert_num_queries):
    for number, kind in enumerate(Deadline.Kind.values[:many]):
        calendar.make_deadline(kind=kind, on=dt.date(2028, 10, 2 + number))
    with django_assert_num_queries(4):
        calendar_file(feed.state)
