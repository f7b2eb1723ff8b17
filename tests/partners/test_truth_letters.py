"""Letters that ask whether all is still true: whom, how often, what they say, and what their link does."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.history import versions_of
from accounts.models import OutboxMessage, Session, User
from accounts.outbox import send_due
from mvp_coord.jobs.models import JobRun
from partners import actions, tasks
from partners.actions import asking
from partners.models import Membership, Partner, Program, TruthLetter
from tests import factories

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.localdate() - dt.timedelta(days=300)
SECRET = "zqxsecretplan"


@pytest.fixture(autouse=True)
def by_rows(settings):
    """Mail goes where it goes outside of tests: into the outbox."""
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"


@pytest.fixture
def old(own_partner) -> Partner:
    """The own organization, which last said "still true" long ago."""
    Partner.objects.update(assured_on=timezone.localdate())
    Partner.objects.filter(pk=own_partner.pk).update(assured_on=LONG_AGO)
    return own_partner


def link_in(message: OutboxMessage) -> str:
    """The path of the link in a letter; the same in its text and its page."""
    (path,) = set(re.findall(r"/still-true/letters/[\w-]+/", message.body + message.html))
    return path


def asked(slot: str = "2026-W48") -> list[str]:
    """Run the job for a turn; to whom it wrote."""
    before = OutboxMessage.objects.count()
    asking.ask_weekly(slot=slot)
    return sorted(OutboxMessage.objects.order_by("pk").values_list("to", flat=True)[before:])


class TestWhomWeAsk:
    def test_a_contact_of_a_partner_with_an_old_profile(self, old, partner_rep, other_partner):
        assert asked() == ["rep@example.org"]
        letter = TruthLetter.objects.get()
        assert (letter.user, letter.partner, letter.asked_on) == (partner_rep, old, timezone.localdate())
        assert JobRun.objects.get(name=asking.JOB).counts == {"letters": 1}

    def test_a_contact_of_a_partner_with_an_old_current_program(self, old, partner_rep):
        Partner.objects.update(assured_on=timezone.localdate())
        program = factories.make_program(old, assured_on=LONG_AGO, status="finished")
        assert asked("1") == []
        Program.objects.filter(pk=program.pk).update(status="planned")
        assert asked("2") == ["rep@example.org"]

    def test_nobody_about_what_is_fresh_or_was_just_entered(self, old, partner_rep):
        Partner.objects.filter(pk=old.pk).update(assured_on=None)
        factories.make_program(old)
        assert asked() == []

    @pytest.mark.parametrize(
        "change",
        [
            lambda: User.objects.filter(email="rep@example.org").update(letters_on=False),
            lambda: User.objects.filter(email="rep@example.org").update(is_active=False),
            lambda: Membership.objects.update(can_edit=False),
            lambda: Membership.objects.all().delete(),
            lambda: Partner.objects.filter(slug="ocotillo-votes").update(status="closed"),
        ],
        ids=["letters off", "left", "may not edit", "no contact any more", "closed"],
    )
    def test_not_those_who_may_not_answer_or_do_not_want_to_be_asked(self, old, partner_rep, change):
        change()
        assert asked() == []

    def test_once_a_fortnight_however_often_the_job_runs(self, old, partner_rep):
        assert asked("2026-W48") == ["rep@example.org"]
        assert asked("2026-W48") == asked("2026-W49") == []
        TruthLetter.objects.update(asked_on=timezone.localdate() - dt.timedelta(days=14))
        assert asked("2026-W50") == ["rep@example.org"]

    def test_a_contact_of_two_partners_gets_one_letter_and_the_next_about_the_other(self, old, partner_rep):
        second = factories.make_partner("Second Home", assured_on=LONG_AGO)
        factories.make_member(partner_rep, second)
        assert asked("1") == ["rep@example.org"]
        first = TruthLetter.objects.get().partner
        TruthLetter.objects.update(asked_on=timezone.localdate() - dt.timedelta(days=14))
        assert asked("2") == ["rep@example.org"]
        assert {first, TruthLetter.objects.first().partner} == {old, second}

    def test_killed_in_the_middle_nobody_was_written_to_and_the_next_run_writes_to_all(
        self, old, partner_rep, monkeypatch
    ):
        factories.make_member(factories.make_user("second@example.org"), old)
        send, sent = asking.send_truth_letter, []

        def dies_at_the_second(*args, **kwargs):
            if sent:
                raise KeyboardInterrupt
            sent.append(send(*args, **kwargs))

        monkeypatch.setattr(asking, "send_truth_letter", dies_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            asking.ask_weekly(slot="2026-W48")
        assert not OutboxMessage.objects.exists() and not TruthLetter.objects.exists()
        monkeypatch.setattr(asking, "send_truth_letter", send)
        assert asked("2026-W48") == ["rep@example.org", "second@example.org"]

    def test_the_task_takes_one_turn_a_week(self, old, partner_rep):
        for _ in range(2):
            tasks.ask_whether_still_true()
        (run,) = JobRun.objects.filter(name=asking.JOB)
        assert re.fullmatch(r"\d{4}-W\d\d", run.slot)
        assert OutboxMessage.objects.count() == 1

    def test_many_letters_take_as_few_reads_as_two(self, old, django_assert_max_num_queries):
        def reads(number: int) -> int:
            for _ in range(number):
                factories.make_member(factories.make_user(), factories.make_partner(assured_on=LONG_AGO))
            with django_assert_max_num_queries(900) as queries:
                assert len(asking.whom_to_ask(timezone.localdate())) >= number
            return len(queries)

        assert reads(2) == reads(18) == 1


class TestWhatTheLetterSays:
    def test_nothing_that_is_not_public(self, old, partner_rep):
        Partner.objects.filter(pk=old.pk).update(summary=SECRET, website=f"https://{SECRET}.example.org")
        factories.make_program(old, SECRET)
        asked()
        message = OutboxMessage.objects.get()
        for said in (message.subject, message.body, message.html):
            assert SECRET not in said and "Ocotillo" not in said and "ocotillo" not in said
        assert "Paz Rep" in message.body and "press its button" in message.body

    def test_what_is_public_of_a_public_partner(self, old, partner_rep):
        Partner.objects.filter(pk=old.pk).update(visibility="public", summary="Doors all year.")
        factories.make_program(old, "Open Summer", visibility="public")
        factories.make_program(old, SECRET, visibility="table")
        asked()
        message = OutboxMessage.objects.get()
        for said in (message.body, message.html):
            assert all(words in said for words in ("Ocotillo Votes", "Doors all year.", "Open Summer", "Arizona"))
            assert SECRET not in said

    def test_a_name_with_markup_stays_a_name(self, old, partner_rep):
        Partner.objects.filter(pk=old.pk).update(visibility="public", name="Ocotillo <b> & Votes")
        asked()
        message = OutboxMessage.objects.get()
        assert "Ocotillo <b> & Votes" in message.body
        assert "Ocotillo &lt;b&gt; &amp; Votes" in message.html

    def test_its_page_goes_to_the_mail_server_beside_its_text(self, old, partner_rep, settings):
        asked()
        settings.MAIL_SERVER_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert send_due() == {"sent": 1, "refused": 0}
        (sent,) = mail.outbox
        ((page, kind),) = sent.alternatives
        assert kind == "text/html" and link_in(OutboxMessage(body=sent.body, html=page))
        kept = OutboxMessage.objects.get()
        assert (kept.body, kept.html) == ("", "")


@pytest.fixture
def link(old, partner_rep) -> str:
    """The link of a letter to the own contact."""
    asked()
    return link_in(OutboxMessage.objects.get())


class TestItsLink:
    def test_the_page_names_nothing_and_reading_it_confirms_nothing(self, link, old):
        Program.objects.create(partner=old, name=SECRET)
        for ask in (Client().get, Client().head):
            answer = ask(link)
            assert answer.status_code == 200
            page = answer.content.decode()
            assert not any(word in page for word in ("Ocotillo", "Paz", "rep@example", SECRET))
        assert "no-store" in answer["Cache-Control"]
        old.refresh_from_db()
        assert old.assured_on == LONG_AGO

    def test_the_button_confirms_profile_and_current_programs_in_that_persons_name(self, link, old, partner_rep):
        now, over = factories.make_program(old), factories.make_program(old, status="finished")
        answer = Client().post(link, follow=True)
        assert "confirmed as of today" in answer.content.decode()
        for record in (old, now, over):
            record.refresh_from_db()
        assert (old.assured_on, old.assured_by) == (timezone.localdate(), partner_rep)
        assert (now.assured_on, over.assured_on) == (timezone.localdate(), None)
        version = versions_of(old)[0]
        assert (version.who, version.reason) == ("Paz Rep", "By the link in a letter")

    def test_it_signs_nobody_in(self, link):
        client = Client()
        client.get(link), client.post(link)
        assert not Session.objects.exists()
        assert client.get("/").status_code == 302

    def test_somebody_else_who_is_signed_in_confirms_in_the_name_of_who_was_asked(self, link, old, donor, sign_in):
        sign_in(donor).post(link)
        assert versions_of(Partner.objects.get(pk=old.pk))[0].who == "Paz Rep"

    @pytest.mark.parametrize(
        "end",
        [
            lambda link: Client().post(link),
            lambda link: TruthLetter.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1)),
            lambda link: Membership.objects.all().delete(),
            lambda link: Membership.objects.update(can_edit=False),
            lambda link: User.objects.filter(email="rep@example.org").update(email="new@example.org"),
            lambda link: User.objects.filter(email="rep@example.org").update(is_active=False),
            lambda link: TruthLetter.objects.all().delete(),
        ],
        ids=["used", "too old", "no contact any more", "may not edit", "another address", "left", "unknown"],
    )
    def test_over_it_leads_to_a_kind_page_and_does_nothing(self, link, old, end):
        end(link)
        Partner.objects.filter(pk=old.pk).update(assured_on=LONG_AGO)
        for ask in (Client().get, Client().post):
            answer = ask(link)
            assert answer.status_code == 410
            assert "This link no longer works" in answer.content.decode()
            assert "Ocotillo" not in answer.content.decode()
        old.refresh_from_db()
        assert old.assured_on == LONG_AGO

    def test_it_ends_when_the_record_is_merged_and_works_again_when_that_is_undone(self, link, old, staff):
        decision = factories.merge(factories.make_partner("Ocotillo Voters"), old, by=staff)
        assert Client().post(link).status_code == 410
        actions.undo_merge(decision, by=staff)
        assert Client().get(link).status_code == 200

    def test_its_secret_is_not_in_the_database(self, link):
        token = link.split("/")[-2]
        assert token not in str(list(TruthLetter.objects.values()))

    def test_it_can_also_switch_the_letters_off(self, link, partner_rep, old):
        answer = Client().post(link, {"stop": "1"}, follow=True)
        assert "no more of these letters" in answer.content.decode()
        partner_rep.refresh_from_db()
        old.refresh_from_db()
        assert not partner_rep.letters_on and old.assured_on == LONG_AGO
        assert Client().get(link).status_code == 200


def test_the_settings_switch_the_letters_off_and_on(partner_rep, sign_in):
    client = sign_in(partner_rep)
    client.post("/settings/", {"name": "Paz Rep"})
    partner_rep.refresh_from_db()
    assert not partner_rep.letters_on
    client.post("/settings/", {"name": "Paz Rep", "letters_on": "on"})
    partner_rep.refresh_from_db()
    assert partner_rep.letters_on
