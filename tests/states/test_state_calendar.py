"""The calendar of a state: what must be done by when, how many days are left, and what nobody has verified yet."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from states.models import Deadline, Election, State
from states.reports.calendar import token_of_deadline
from tests import calendar_factories as calendar
from tests import factories

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2028, 10, 1, 19, tzinfo=dt.UTC)  # noon in Arizona
HERE = "/states/az/calendar/"
URL = "https://elections.example.gov/dates"


@pytest.fixture(autouse=True)
def october(db):
    factories.make_cycle()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def client(sign_in, staff):
    return sign_in(staff)


def days(answer) -> list[tuple[str, int]]:
    return [(each.title, each.days_left) for each in answer.context["calendar"].ahead]


def form_of(answer) -> dict[str, str]:
    """What a browser would send of the form that is shown."""
    form = answer.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_days_stand_in_their_order_with_the_days_that_are_left(client):
    election = calendar.make_election(is_computed=True)
    calendar.make_deadline(election, kind="ballot_return", on=dt.date(2028, 11, 7))
    calendar.make_deadline(election, on=dt.date(2028, 10, 9))
    calendar.make_deadline(election, kind="early_from", on=dt.date(2028, 9, 20))
    answer = client.get(HERE)
    assert days(answer) == [
        ("Register online, last day", 8),
        ("Return a ballot, last day", 37),
        ("General election", 37),
    ]
    assert [each.title for each in answer.context["calendar"].past] == ["Early voting begins"]


def test_the_days_of_another_state_and_of_another_cycle_are_not_here(client):
    calendar.make_deadline(calendar.make_election("WI"))
    calendar.make_election(held_on=dt.date(2026, 11, 3))
    assert days(client.get(HERE)) == []


def test_a_day_ends_when_it_ends_in_the_state_and_not_before(client):
    """At 3:00 UTC on October 10 it is still the evening of the 9th in Guam's opposite: American Samoa."""
    State.objects.filter(pk=factories.make_state("AZ").pk).update(time_zone="Pacific/Pago_Pago")
    calendar.make_deadline()
    with time_machine.travel(dt.datetime(2028, 10, 10, 3, tzinfo=dt.UTC)):
        assert days(client.get(HERE))[0] == ("Register online, last day", 0)
    with time_machine.travel(dt.datetime(2028, 10, 10, 11, 1, tzinfo=dt.UTC)):
        assert days(client.get(HERE)) == [("General election", 28)]


def test_unverified_deadlines_say_so_to_everybody(sign_in, donor, partner_rep):
    calendar.make_deadline()
    for person in (donor, partner_rep):
        page = sign_in(person).get(HERE).content.decode()
        assert ">Unverified<" in page and "1 deadline ahead is unverified" in page
        assert "verify/" not in page


def test_one_click_verifies_what_was_seen(client, staff):
    deadline = calendar.make_deadline()
    client.post(reverse("states:verify-deadline", args=[deadline.public_id]), {"seen": token_of_deadline(deadline)})
    deadline.refresh_from_db()
    assert (deadline.verified_on, deadline.verified_by) == (dt.date(2028, 10, 1), staff)
    assert "unverified" not in client.get(HERE).content.decode().lower()


def test_what_changed_meanwhile_is_not_verified(client):
    deadline = calendar.make_deadline()
    seen = token_of_deadline(deadline)
    Deadline.objects.update(on=dt.date(2028, 10, 10))
    answer = client.post(reverse("states:verify-deadline", args=[deadline.public_id]), {"seen": seen}, follow=True)
    assert "compare it once more" in answer.content.decode()
    assert not Deadline.objects.get().is_verified


def test_without_a_source_there_is_nothing_to_verify_it_by(client):
    deadline = calendar.make_deadline(source_url="")
    address = reverse("states:verify-deadline", args=[deadline.public_id])
    answer = client.post(address, {"seen": token_of_deadline(deadline)}, follow=True)
    assert "no source" in answer.content.decode()
    assert not Deadline.objects.get().is_verified


@pytest.mark.parametrize(
    ("name", "value"), [("on", "2028-10-10"), ("rule_text", "By noon."), ("source_url", URL + "2")]
)
def test_a_verified_deadline_that_changes_is_unverified_again(client, name, value):
    deadline = calendar.make_verified()
    address = reverse("states:edit-deadline", args=[deadline.public_id])
    sent = form_of(client.get(address)) | {name: value}
    assert client.post(address, sent).status_code == 302
    assert not Deadline.objects.get().is_verified


def test_saving_it_as_it_is_leaves_it_verified(client):
    address = reverse("states:edit-deadline", args=[calendar.make_verified().public_id])
    client.post(address, form_of(client.get(address)))
    assert Deadline.objects.get().is_verified


def test_two_who_edit_at_once_both_see_what_the_other_wrote(client):
    deadline = calendar.make_deadline()
    address = reverse("states:edit-deadline", args=[deadline.public_id])
    sent = form_of(client.get(address)) | {"rule_text": "By five."}
    Deadline.objects.update(rule_text="By noon.")
    answer = client.post(address, sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "By noon." in page and "By five." in page
    assert Deadline.objects.get().rule_text == "By noon."
    client.post(address, form_of(answer))
    assert Deadline.objects.get().rule_text == "By five."


def test_an_election_and_its_deadline_are_entered_and_sent_twice_are_one(client):
    factories.make_county("Pima County")
    address = reverse("states:add-election", args=["az"])
    sent = form_of(client.get(address)) | {"kind": "municipal", "held_on": "2028-05-16", "place": "Pima County"}
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    election = Election.objects.get()
    assert (election.division.name, election.is_computed) == ("Pima County", False)
    address = reverse("states:add-deadline", args=[election.public_id])
    sent = form_of(client.get(address)) | {"kind": "cure", "on": "2028-05-21"}
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    assert Deadline.objects.get().election == election
    again = client.post(address, form_of(client.get(address)) | {"kind": "cure", "on": "2028-05-22"})
    assert again.status_code == 422
    assert "has such a deadline already" in again.content.decode()


def test_a_deadline_of_the_wrong_year_is_asked_about(client):
    address = reverse("states:add-deadline", args=[calendar.make_election().public_id])
    answer = client.post(address, form_of(client.get(address)) | {"kind": "cure", "on": "2027-11-10"})
    assert answer.status_code == 422
    assert "363 days before the election: is it the year?" in answer.content.decode()


def test_an_election_on_a_day_that_no_calendar_draws_is_refused(client):
    factories.make_state("AZ")
    address = reverse("states:add-election", args=["az"])
    answer = client.post(address, form_of(client.get(address)) | {"kind": "special", "held_on": "9999-12-31"})
    assert answer.context["form"].errors == {"held_on": ["Write a day between 2000 and 2099."]}
    assert not Election.objects.exists()


def test_a_place_that_nobody_knows_is_refused_with_what_is_near(client):
    factories.make_county("Pima County")
    address = reverse("states:add-election", args=["az"])
    sent = form_of(client.get(address)) | {"kind": "special", "held_on": "2028-05-16", "place": "Pina County"}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "did you mean Pima County?" in answer.content.decode()


def test_an_election_by_federal_law_is_neither_changed_nor_taken_out(client):
    election = calendar.make_election(is_computed=True)
    assert client.get(reverse("states:edit-election", args=[election.public_id])).status_code == 404
    client.post(reverse("states:remove-election", args=[election.public_id]))
    assert Election.objects.filter(pk=election.pk).exists()


def test_what_is_taken_out_comes_back_with_undo(client):
    deadline = calendar.make_deadline()
    answer = client.post(reverse("states:remove-deadline", args=[deadline.public_id]), follow=True)
    assert not Deadline.objects.exists()
    undo = next(each.extra_tags for each in answer.context["messages"]).removeprefix("undo:")
    client.post(undo)
    assert Deadline.objects.get().public_id == deadline.public_id


def test_an_election_with_deadlines_stays(client):
    election = calendar.make_deadline(calendar.make_election(kind="primary")).election
    answer = client.post(reverse("states:remove-election", args=[election.public_id]), follow=True)
    assert "take those out first" in answer.content.decode()
    assert Election.objects.filter(pk=election.pk).exists()


@pytest.mark.parametrize("many", [2, 8])
def test_the_page_asks_as_few_questions_for_many_days_as_for_few(client, many, django_assert_max_num_queries):
    for number, kind in enumerate(Deadline.Kind.values[:many]):
        calendar.make_deadline(kind=kind, on=dt.date(2028, 10, 2 + number))
    with django_assert_max_num_queries(9):
        client.get(HERE)
