"""Who does what when, drawn against the calendar: windows, letters for days, and the panels around the plans."""

import datetime as dt

import pytest

from states.reports.calendar import moments_since
from states.views.state_timeline import _in_words, joined
from tests import calendar_factories as calendar
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.date(2027, 8, 2)
TODAY = dt.date(2027, 7, 1)


def days(*numbers: int) -> list[dt.date]:
    return [DAY + dt.timedelta(days=number) for number in numbers]


def test_windows_that_touch_are_one():
    a, b, c, d = days(0, 6, 7, 20)
    assert joined([(c, d), (a, b)]) == [(a, d)]
    assert joined([(a, b), (d, d)]) == [(a, b), (d, d)]


def test_the_calendar_goes_from_a_day_on_with_the_deadlines_of_past_elections():
    calendar.make_deadline(kind="early_from", on=dt.date(2028, 10, 11))
    past = calendar.make_election(kind="primary", held_on=dt.date(2027, 6, 20))
    calendar.make_deadline(past, kind="cure", on=dt.date(2027, 7, 3))
    calendar.make_election("WI")
    found = moments_since("AZ", TODAY, TODAY)
    assert [(each.title, each.days_left) for each in found] == [
        ("Cure a ballot, last day", 2),
        ("Early voting begins", 468),
        ("General election", 495),
    ]


def test_many_windows_are_said_by_the_first_and_the_last_day():
    runs = [(day, day) for day in days(0, 10, 20)]
    assert _in_words(runs[:2]) == "Aug 2, 2027; Aug 12, 2027"
    assert (
        _in_words([*runs, (DAY.replace(year=2028), DAY.replace(year=2028))])
        == "Aug 2, 2027 – Aug 2, 2028, in 4 parts"
    )


@pytest.fixture
def page(staff, sign_in, door_plan, time_machine):
    time_machine.move_to(dt.datetime(2027, 7, 1, 18, tzinfo=dt.UTC))
    special = calendar.make_election(kind="special", held_on=dt.date(2027, 10, 5))
    calendar.make_deadline(special, on=dt.date(2027, 9, 6))
    for name in ("Open Door", "Second Door"):
        door_plan(name)
    client = sign_in(staff)
    return lambda query="": client.get(f"/states/az/{query}")


def test_each_partner_and_kind_of_tactic_has_a_line_that_leads_to_its_plans(page):
    timeline = page().context["page"].timeline
    assert [(line.partner, line.what, line.windows, line.count) for line in timeline.lines] == [
        ("Open Door", "Door", "Aug 2 – Sep 26, 2027", 1),
        ("Second Door", "Door", "Aug 2 – Sep 26, 2027", 1),
    ]
    chosen = page(timeline.lines[0].href.removeprefix("/states/az/")).context["page"].plans.chosen
    assert [each.partner for each in chosen] == ["Open Door"]


def test_elections_and_deadlines_stand_on_the_axis_with_days_left(page):
    timeline = page().context["page"].timeline
    assert [(mark.letter, mark.has_election) for mark in timeline.marks] == [("A", False), ("B", True)]
    words = " ".join(page().content.decode().split())
    assert "(67 days left)" in words
    assert "(96 days left)" in words
    assert "Unverified" in words


def test_the_timeline_draws_what_the_list_shows(page):
    factories.make_activity(tactic=factories.make_tactic("p2p-text", family="text"))
    assert {line.what for line in page("?family=text").context["page"].timeline.lines} == {"Text"}


def test_what_is_over_comes_last(page):
    over = factories.make_program(factories.make_partner("Early Bird"), visibility="partners")
    factories.make_activity(over, starts_on=dt.date(2027, 2, 1), ends_on=dt.date(2027, 3, 1))
    assert [line.partner for line in page().context["page"].timeline.lines][-1] == "Early Bird"


def test_panels_are_parts_for_htmx_and_lead_everybody_else_to_a_page(staff, sign_in):
    factories.make_state("AZ")
    client = sign_in(staff)
    assert client.get("/states/az/gaps/").headers["Location"] == "/gaps/?state=AZ"
    assert client.get("/states/az/around/").headers["Location"] == "/states/az/"
    for panel in ("gaps", "around"):
        answer = client.get(f"/states/az/{panel}/", headers={"HX-Request": "true"})
        assert "<html" not in answer.content.decode()


def test_the_first_gaps_are_those_of_the_list(staff, sign_in, pima):
    calendar.make_priority(pima)
    client = sign_in(staff)
    listed = client.get("/gaps/?state=AZ").context["gaps"].object_list
    shown = client.get("/states/az/gaps/", headers={"HX-Request": "true"}).context["gaps"]
    assert [each.key for each in shown] == [each.key for each in listed]
    assert shown


def test_people_are_those_whom_one_may_know_of(staff, donor, other_partner, sign_in):
    partner = factories.make_partner("Sunrise")
    for name, level in (("Open Ona", "partners"), ("Quiet Quinn", "staff")):
        partner.contacts.create(name=name, visibility=level)
    told = {
        user.email: sign_in(user).get("/states/az/around/", headers={"HX-Request": "true"}).content.decode()
        for user in (staff, donor, other_partner)
    }
    assert {"Open Ona" in told[user.email] for user in (staff, other_partner)} == {True}
    assert "Quiet Quinn" in told[staff.email]
    assert "Quiet Quinn" not in told[other_partner.email]
    assert "Ona" not in told[donor.email]


def test_capacity_is_listed_until_its_days_are_over(staff, sign_in, pima, time_machine):
    time_machine.move_to(dt.datetime(2027, 7, 1, 18, tzinfo=dt.UTC))
    offer = factories.make_activity(mode="capacity", division=pima, starts_on=TODAY, ends_on=DAY)
    ask = lambda: sign_in(staff).get("/states/az/around/", headers={"HX-Request": "true"})  # noqa: E731
    assert ask().context["people"].capacity == (offer,)
    time_machine.move_to(dt.datetime(2027, 8, 5, 18, tzinfo=dt.UTC))
    assert not ask().context["people"].capacity
