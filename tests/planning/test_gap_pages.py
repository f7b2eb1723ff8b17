"""Gaps on pages: the list, one gap, who sees what of them, and what people decide."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.history import versions_of
from partners.models import Activity, Program
from planning import actions
from planning.models import Gap
from states.models import Tactic
from tests import factories
from tests.calendar_factories import make_deadline, make_election, make_priority
from tests.planning.gap_cast import LIST, WEEKS, address, main_of, plan, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_september")]


def test_the_list_says_what_is_missing_and_the_page_by_which_ways(priority, staff, sign_in):
    client = sign_in(staff)
    text = text_of(client, LIST)
    assert "Pima County, AZ" in text and "nobody plans to try at least 16,000 of the 20,000 people" in text
    text = text_of(client, address(priority))
    for words in ("What it would take", "2,914", "Sunrise", "works Pima County already", "tier 1"):
        assert words in text


def test_what_is_planned_is_said_to_be_of_these_weeks_where_the_plans_behind_it_come_to_more(
    priority, staff, sign_in
):
    plan("Long", priority.division, starts_on=dt.date(2028, 6, 25), attempts_planned=4_000)  # half of it before
    text = text_of(sign_in(staff), address(priority))
    assert 'Planned in these weeks"><a href="/states/az/?family=door#activities">4,914</a>' in text
    assert "only the tries of these weeks are counted, so the plans behind a figure come to more" in text


def test_work_by_everybody_closes_a_gap(priority, staff, sign_in):
    plan("Lantern", priority.division, attempts_planned=20_000)
    client = sign_in(staff)
    assert "Pima County, AZ" not in text_of(client, LIST)
    answer = client.get(address(priority), follow=True)
    assert answer.redirect_chain == [(priority.get_absolute_url(), 302)]
    assert "There is no gap any more" in answer.content.decode()
    answer = client.post(address(priority, "gap-aside"), {"reason": "x", "seen": "open"}, follow=True)
    assert "Nothing was changed." in answer.content.decode()
    assert not Gap.objects.exists()


def test_registration_runs_to_the_first_day_that_closes_it(priority, staff, sign_in):
    kind = factories.make_program_type("registration", is_registration=True)
    register = make_priority(priority.division, program_type=kind, target_universe=5_000)
    client = sign_in(staff)
    text = text_of(client, address(register))
    assert "from September 1 to October 8, 2028" in text and "the earliest that federal law allows is taken" in text
    first = make_deadline(make_election("AZ"), on=dt.date(2028, 10, 10))
    make_deadline(make_election("AZ"), kind="register_in_person", on=dt.date(2028, 11, 7))
    text = text_of(client, address(register))
    assert "from September 1 to October 10, 2028" in text and "closes registration is not verified" in text
    type(first).objects.filter(pk=first.pk).update(
        verified_on=dt.date(2028, 8, 1), verified_by=staff, source_url="https://vote.example.org/"
    )
    assert "not verified" not in text_of(client, address(register))
    assert "not verified" not in text_of(client, address(priority))


def test_a_role_that_nobody_has_is_a_gap_and_a_dormant_one_does_not_have_it(priority, staff, sign_in):
    factories.make_partner("Table AZ", kind="state_table")
    factories.make_partner("Old Hub", kind="research_hub", status="dormant")
    client = sign_in(staff)
    text = text_of(client, LIST + "?kind=role")
    assert "No donor table in Arizona" in text and "No state table" not in text
    assert "Listed with this role, but not at work: Old Hub." in text
    assert "The directory knows of nobody" in text_of(client, "/gaps/az-donor_table/")
    for odd in ("wi-state_table", "az-peer_funder", "zz-donor_table", "az-", "nonsense"):
        assert client.get(f"/gaps/{odd}/").status_code == 404, odd


def test_a_role_that_is_filled_meanwhile_leads_to_the_list_for_those_who_may_know_of_it(
    priority, staff, other_partner, sign_in
):
    url, contact = "/gaps/az-donor_table/", sign_in(other_partner)
    table = factories.make_partner("Table of Donors", kind="donor_table", visibility="staff")
    assert contact.get(url).status_code == 200  # it knows of nobody
    answer = sign_in(staff).get(url, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "This role is filled" in answer.content.decode()
    answer = sign_in(staff).post(url + "offer/", {}, follow=True)
    assert (
        "This role is filled: somebody who has it works in the state. Nothing was changed." in answer.content.decode()
    )
    type(table).objects.update(visibility="partners")
    assert contact.get(url).status_code == 302
    priority.visibility = "staff"
    priority.save()
    assert contact.get(url).status_code == 404


def test_tabs_and_filters_count_the_rows_that_they_lead_to(priority, staff, sign_in):
    make_priority(factories.make_county("Yuma County", electorate=90_000), tier=2, target_universe=9_000)
    client = sign_in(staff)
    form = client.get(LIST).context["form"]
    for tab in form.tabs():
        assert tab["count"] == client.get(LIST + tab["href"]).context["gaps"].paginator.count, tab
    for each in form.rail():
        for option in each["options"]:
            rows = client.get(LIST, {each["name"]: option["value"]}).context["gaps"].paginator.count
            assert option["count"] == rows, (each["name"], option)
    assert client.get(LIST + "?show=nonsense&page=x&state=%00&tier=9&kind=x").status_code == 200


def test_a_priority_without_numbers_asks_for_them(staff, sign_in):
    factories.make_family("door")
    make_priority(factories.make_county("Gila County"))
    assert "How many people there are to reach in Gila County is not known" in text_of(sign_in(staff), LIST)


def test_the_list_asks_the_same_number_of_queries_for_two_gaps_as_for_twenty(priority, staff, sign_in):
    client = sign_in(staff)
    make_priority(factories.make_county("County 0", electorate=9_000))
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(LIST)
    for n in range(1, 20):
        make_priority(factories.make_county(f"County {n}", electorate=9_000))
        plan(f"Group {n}", priority.division, attempts_planned=10)
    with CaptureQueriesContext(connection) as many:
        assert client.get(LIST).context["gaps"].paginator.count > 20
    assert len(few) == len(many)


# --- Who sees what -----------------------------------------------------------------------------------


def test_who_may_not_know_of_the_priority_finds_no_gap(priority, partner_rep, donor, sign_in):
    hidden = make_priority(factories.make_county("Yuma County", electorate=90_000), visibility="staff")
    client = sign_in(partner_rep)
    assert "Pima County, AZ" in text_of(client, LIST) and "Yuma" not in text_of(client, LIST)
    assert client.get(address(hidden)).status_code == 404
    assert sign_in(donor).get(LIST).status_code == sign_in(donor).get(address(priority)).status_code == 404


def test_hidden_plans_leave_no_trace_in_what_others_are_told(priority, partner_rep, other_partner, sign_in):
    def told():
        return [
            [main_of(text_of(client, url)) for url in (LIST, address(priority), "/gaps/?kind=role")]
            for client in (sign_in(partner_rep), sign_in(other_partner))
        ]

    before = told()
    county = priority.division
    plan("Hidden One", county, visibility="staff", attempts_planned=9_000)
    plan("Hidden Two", county, visibility="private", attempts_planned=9_000)
    plan("Hidden Three", county, visibility="staff", mode="capacity", attempts_planned=9_000)
    plan("Hidden Four", county, visibility="partners", side="coordinated", attempts_planned=9_000)
    plan("Hidden Five", county, visibility="partners", side="coordinated", mode="capacity")
    make_priority(factories.make_county("Yuma County", electorate=90_000), visibility="staff", tier=1)
    factories.make_partner("Quiet Table", kind="donor_table", visibility="staff")
    assert told() == before


def test_a_reason_is_read_by_staff_and_by_whom_it_was_written_for(
    priority, own_partner, staff, partner_rep, other_partner, sign_in
):
    actions.offer_gap(of=priority, to=own_partner, by=staff, seen="open", reason="Could you take the south side?")
    assert "Could you take the south side?" in text_of(sign_in(staff), address(priority))
    assert "Could you take the south side?" in text_of(sign_in(partner_rep), address(priority))
    text = text_of(sign_in(other_partner), address(priority))
    assert "south side" not in text and own_partner.name not in text


def test_who_may_not_read_every_plan_is_told_what_is_in_those_that_he_or_she_can_read(
    priority, counsel, staff, partner_rep, funder_rep, sign_in
):
    plain, fewer = "From September 1", "In the plans that you can read, from September 1 to November 7, 2028, nobody"

    def told(user):
        client = sign_in(user)
        sentence = text_of(client, address(priority)).split('class="why">')[1].split("</p>")[0]
        assert sentence in text_of(client, LIST)
        return sentence

    def others():
        return [told(user) for user in (staff, partner_rep, funder_rep)]

    before = others()
    assert all(sentence.startswith(fewer) for sentence in before) and told(counsel).startswith(plain)
    plan("Hidden Hands", priority.division, visibility="private", attempts_planned=9_000)
    plan("Hidden Feet", priority.division, visibility="partners", side="coordinated", attempts_planned=2_000)
    assert others() == before and "at least 13,000 of the 20,000 people" in told(counsel)


# --- Decisions ---------------------------------------------------------------------------------------


def test_somebody_is_asked_and_the_gap_moves_to_the_offered_ones(priority, own_partner, staff, sign_in):
    client = sign_in(staff)
    words = {"to": own_partner.name, "reason": "Please look.", "seen": "open"}
    assert client.post(address(priority, "gap-offer"), words).status_code == 302
    gap = Gap.objects.get()
    assert (gap.status, gap.offered_to, gap.decided_by) == ("offered", own_partner, staff)
    assert [version.verb for version in versions_of(gap)][:1] == ["offered the gap"]
    assert own_partner.name in text_of(client, LIST + "?show=offered")
    assert "Pima County, AZ:" not in text_of(client, LIST + "?kind=people")


def test_nobody_is_asked_about_a_priority_that_they_may_not_see(priority, own_partner, staff, sign_in):
    priority.visibility = "staff"
    priority.save()
    words = {"to": own_partner.name, "seen": "open"}
    answer = sign_in(staff).post(address(priority, "gap-offer"), words)
    assert answer.status_code == 422 and "Share it with partners first" in answer.content.decode()
    assert not Gap.objects.exists()


def test_it_is_set_aside_with_a_reason_and_opened_again(priority, staff, sign_in):
    client = sign_in(staff)
    assert client.post(address(priority, "gap-aside"), {"reason": " ", "seen": "open"}).status_code == 422
    client.post(address(priority, "gap-aside"), {"reason": "Decided in June.", "seen": "open"})
    assert Gap.objects.get().status == "set_aside"
    assert "Decided in June." in text_of(client, address(priority))
    client.post(address(priority, "gap-reopen"), {"reason": "New money.", "seen": "set_aside"})
    assert (Gap.objects.get().status, Gap.objects.get().reason) == ("open", "")


def test_of_two_who_decide_at_once_the_second_is_told_and_keeps_the_words(priority, staff, counsel, sign_in):
    actions.set_gap_aside(of=priority, by=counsel, seen="open", reason="Counsel was first.")
    answer = sign_in(staff).post(address(priority, "gap-aside"), {"reason": "My own reason.", "seen": "open"})
    text = answer.content.decode()
    assert answer.status_code == 409
    for words in ("set aside by", "Counsel was first.", "My own reason."):
        assert words in text
    assert Gap.objects.get().decided_by == counsel


def test_it_becomes_an_idea_in_a_plan_once_however_often_it_is_sent(priority, own_partner, staff, sign_in):
    client = sign_in(staff)
    factories.make_tactic("door-canvass")
    form = client.get(address(priority)).context["program_form"]
    tactic = Tactic.objects.get(code="door-canvass")
    words = {
        "partner": own_partner.name,
        "name": "Pima doors",
        "tactic": tactic.pk,
        "seen": "open",
        "ticket": form["ticket"].value(),
    }
    for _ in range(2):
        assert client.post(address(priority, "gap-program"), words).status_code == 302
    activity = Activity.objects.get(program__name="Pima doors")
    assert (activity.division, activity.starts_on, activity.universe) == (
        priority.division,
        WEEKS["starts_on"],
        16_001,  # the plan brings a little under 4,000 to the lower end, and people are whole
    )
    assert activity.program.status == Program.Status.IDEA
    assert (Gap.objects.get().status, Gap.objects.get().program) == ("program", activity.program)


def test_a_role_can_be_offered_and_set_aside_too(priority, own_partner, staff, sign_in):
    client = sign_in(staff)
    url = "/gaps/az-donor_table/"
    assert client.post(url + "aside/", {"reason": "Next year.", "seen": "open"}).status_code == 302
    assert Gap.objects.get(state="AZ", role="donor_table").status == "set_aside"
    assert client.post(url + "program/", {}).status_code == 404
    assert "No donor table in Arizona" in text_of(client, LIST + "?show=set_aside")
