"""A gap is offered: whoever was asked sees it in their own space, hears of it by a letter that names nothing, and
says yes, no, or asks back; a no is remembered, and what was set aside comes back when it has grown."""

import datetime as dt
import re

import pytest
import time_machine

from accounts.models import OutboxMessage
from partners.models import Program
from planning import actions
from planning.actions import letters
from planning.models import Gap, GapAsk
from tests import factories
from tests.asks import make_ask
from tests.planning.gap_cast import LIST, address, plan, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_september")]
WORDS = "Could you take the south side of Tucson?"


@pytest.fixture(autouse=True)
def by_rows(settings):
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"


@pytest.fixture
def ask(priority, own_partner, staff) -> GapAsk:
    return actions.offer_gap(of=priority, to=own_partner, by=staff, seen="open", reason=WORDS).asks.get()


def say(client, ask, **facts):
    return client.post(ask.get_absolute_url() + "answer/", facts)


class TestWhoeverWasAsked:
    def test_sees_it_in_the_own_space_and_on_the_gap(self, ask, priority, partner_rep, other_partner, sign_in):
        client = sign_in(partner_rep)
        for url in ("/", address(priority), ask.get_absolute_url()):
            text = text_of(client, url)
            assert (WORDS in text and ask.get_absolute_url() in text) or url == ask.get_absolute_url(), url
        other = sign_in(other_partner)
        assert WORDS not in text_of(other, "/") + text_of(other, address(priority))
        assert other.get(ask.get_absolute_url()).status_code == 404

    def test_a_peer_funder_sees_it_too(self, priority, own_funder, funder_rep, staff, sign_in):
        actions.offer_gap(of=priority, to=own_funder, by=staff, seen="open", reason=WORDS)
        assert WORDS in text_of(sign_in(funder_rep), "/")

    def test_gets_one_letter_that_names_nothing(self, ask, partner_rep):
        letters.tell_daily(slot="1")
        (mail,) = OutboxMessage.objects.filter(to=partner_rep.email)
        assert "1 question whether you could fill a gap" in mail.body
        for word in ("Tucson", "Pima", "Ocotillo", "Arizona"):
            assert word not in mail.body + mail.html + mail.subject, word
        letters.tell_daily(slot="2")
        assert OutboxMessage.objects.filter(to=partner_rep.email).count() == 1

    def test_reads_it_behind_the_link_while_it_may_know_of_it(self, ask, priority, partner_rep, client):
        letters.tell_daily(slot="1")
        mail = OutboxMessage.objects.get(to=partner_rep.email)
        link = re.search(r"/overlaps/letters/[\w-]+/", mail.body)[0]
        assert WORDS in text_of(client, link)
        priority.visibility = "staff"
        priority.save()
        assert WORDS not in text_of(client, link)

    def test_says_yes_and_staff_hear_of_it_today(self, ask, priority, partner_rep, staff, sign_in):
        assert say(sign_in(partner_rep), ask, answer="yes", note="From October on.").status_code == 302
        client = sign_in(staff)
        assert "Ocotillo Votes: said yes" in text_of(client, "/")
        text = text_of(client, address(priority))
        assert "Ocotillo Votes said yes" in text and "From October on." in text
        assert "Ocotillo Votes said yes" in text_of(client, LIST + "?show=offered")

    def test_says_no_and_the_gap_is_open_again_with_the_memory_of_it(
        self, ask, priority, partner_rep, staff, sign_in
    ):
        say(sign_in(partner_rep), ask, answer="no", note="Our vans are taken.")
        gap = Gap.objects.get()
        assert (gap.status, gap.offered_to, gap.reason) == ("open", None, "")
        client = sign_in(staff)
        assert "Ocotillo Votes said no" in text_of(client, LIST)
        assert "Our vans are taken." in text_of(client, address(priority))
        assert WORDS not in text_of(sign_in(partner_rep), "/")
        assert "said no" in text_of(sign_in(partner_rep), ask.get_absolute_url()).lower()

    def test_asks_back_and_answers_after_the_reply(self, ask, partner_rep, staff, sign_in):
        contact, client = sign_in(partner_rep), sign_in(staff)
        assert say(contact, ask, answer="question", note=" ").status_code == 422
        say(contact, ask, answer="question", note="Which precincts?")
        assert "Ocotillo Votes: asks back" in text_of(client, "/") and WORDS not in text_of(contact, "/")
        client.post(ask.get_absolute_url() + "reply/", {"words": "The nine south of 22nd Street."})
        assert "asks back" not in text_of(client, "/")
        assert "The nine south of 22nd Street." in text_of(contact, "/")
        letters.tell_daily(slot="1")
        assert "1 reply to a question of yours" in OutboxMessage.objects.get(to=partner_rep.email).body
        assert say(contact, ask, answer="yes").status_code == 302
        assert GapAsk.objects.get().answer == "yes"

    def test_sees_nothing_of_it_once_the_priority_is_no_longer_shared(self, ask, priority, partner_rep, sign_in):
        priority.visibility = "staff"
        priority.save()
        client = sign_in(partner_rep)
        assert client.get(ask.get_absolute_url()).status_code == 404
        assert say(client, ask, answer="yes").status_code == 404
        assert WORDS not in text_of(client, "/")

    def test_is_not_spoken_for_by_a_contact_who_may_not_edit(self, ask, own_partner, outsider, sign_in):
        factories.make_member(outsider, own_partner, can_edit=False)
        assert sign_in(outsider).get(ask.get_absolute_url()).status_code == 200
        assert say(sign_in(outsider), ask, answer="yes").status_code == 404


class TestAtOnce:
    def test_an_answer_after_something_else_was_decided_changes_nothing_and_stays(
        self, ask, priority, partner_rep, staff, sign_in
    ):
        actions.set_gap_aside(of=priority, by=staff, seen="offered", reason="Done otherwise.")
        answer = say(sign_in(partner_rep), ask, answer="yes", note="We would have.")
        assert answer.status_code == 409 and "We would have." in answer.content.decode()
        assert GapAsk.objects.get().answer == ""

    def test_the_same_twice_is_once_and_a_decision_after_a_no_is_told(self, ask, priority, partner_rep, staff):
        for _ in range(2):
            actions.answer_gap(ask, by=partner_rep, answer="no", note="No.")
        assert GapAsk.objects.get().answered_by == partner_rep
        with pytest.raises(actions.GapMoved, match="open"):
            actions.reopen_gap(of=priority, by=staff, seen="offered", reason="Late.")

    def test_staff_reply_once_and_not_to_what_is_no_question_any_more(self, ask, partner_rep, staff):
        actions.answer_gap(ask, by=partner_rep, answer="question", note="Where?")
        for _ in range(2):
            actions.reply_on_gap(ask, by=staff, words="There.")
        actions.answer_gap(ask, by=partner_rep, answer="yes")
        with pytest.raises(actions.GapMoved):
            actions.reply_on_gap(ask, by=staff, words="Here.")

    def test_the_next_one_is_asked_after_a_no(self, ask, priority, partner_rep, own_funder, staff):
        actions.answer_gap(ask, by=partner_rep, answer="no")
        actions.offer_gap(of=priority, to=own_funder, by=staff, seen="open")
        assert [(each.partner, each.answer) for each in GapAsk.objects.all()] == [
            (own_funder, ""),
            (ask.partner, "no"),
        ]


class TestSetAside:
    def aside(self, client, priority):
        client.post(address(priority, "gap-aside"), {"reason": "Decided in June.", "seen": "open"})

    def test_it_stays_so_while_its_facts_stay(self, priority, staff, counsel, sign_in):
        plan("Hushed", priority.division, side="coordinated", attempts_planned=2_000)  # counsel alone reads it
        self.aside(sign_in(staff), priority)
        Program.objects.filter(partner__name="Sunrise").update(name="Another name")
        plan("Lantern", priority.division, attempts_planned=1_000)  # fewer people are short
        for user in (staff, counsel):
            client = sign_in(user)
            assert "Pima County, AZ" not in text_of(client, LIST + "?kind=people"), user
            assert "Decided in June." in text_of(client, address(priority))

    def test_it_is_open_again_once_a_fifth_more_people_are_short_and_says_so(self, priority, staff, counsel, sign_in):
        client = sign_in(staff)
        self.aside(client, priority)
        priority.target_universe = 23_000
        priority.save()
        assert "Pima County, AZ" not in text_of(client, LIST + "?kind=people")
        priority.target_universe = 24_000
        priority.save()
        for user in (staff, counsel):
            text = text_of(sign_in(user), LIST)
            assert "Open again: people short 16,000, now 20,000" in text
        text = text_of(client, address(priority))
        assert "It is open again, because this has changed since" in text
        assert "People to reach: 20,000, now 24,000" in text and "Decided in June." in text
        words = {"reason": "Still so.", "seen": client.get(address(priority)).context["aside_form"]["seen"].value()}
        assert client.post(address(priority, "gap-aside"), words).status_code == 302
        assert "Pima County, AZ" not in text_of(client, LIST + "?kind=people")

    def test_a_role_comes_back_when_somebody_else_leaves_it(self, priority, staff, sign_in):
        hub, client = factories.make_partner("Old Hub", kind="research_hub", status="dormant"), sign_in(staff)
        client.post("/gaps/az-research_hub/aside/", {"reason": "Next year.", "seen": "open"})
        assert "No research" not in text_of(client, LIST + "?kind=role")
        new = factories.make_partner("New Hub", kind="research_hub")
        new.status = "dormant"
        new.save()
        assert "No research" in text_of(client, LIST + "?kind=role")
        assert "New Hub: not at work" in text_of(client, "/gaps/az-research_hub/")
        assert hub.pk

    def test_a_gap_whose_program_was_cancelled_is_open_again(self, priority, staff, sign_in):
        program = factories.make_program(status="idea")
        now = dt.datetime(2028, 8, 30, tzinfo=dt.UTC)
        Gap.objects.create(priority=priority, status="program", program=program, decided_by=staff, decided_at=now)
        client = sign_in(staff)
        assert "Pima County, AZ" not in text_of(client, LIST + "?kind=people")
        Program.objects.filter(pk=program.pk).update(status="cancelled")
        assert "Open again: the program that it became" in text_of(client, LIST + "?kind=people")


def test_the_page_of_a_priority_of_another_cycle_opens_whatever_cycle_is_looked_at(ask, staff, sign_in):
    with time_machine.travel(dt.datetime(2026, 11, 28, 15, tzinfo=dt.UTC), tick=False):
        assert sign_in(staff).get(address(ask.gap.priority)).status_code == 200
    assert make_ask().gap.title == "Asked 1 County, AZ"
