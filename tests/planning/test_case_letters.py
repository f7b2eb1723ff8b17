"""Letters on overlaps: whom they reach, that they name nothing, and what their link shows to whoever opens it."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import OutboxMessage
from mvp_coord.home import home_of
from mvp_coord.jobs.models import JobRun
from partners.models import Activity, Membership
from planning import actions, tasks
from planning.actions import letters
from planning.models import CaseLetter, Overlap
from planning.reports.news import news_of
from tests import factories
from tests.case_factories import make_message, make_proposal, plan_of
from tests.planning.test_cases import share
from tests.planning.test_refresh import door_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_rows(settings):
    """Mail goes where it goes outside of tests: into the outbox."""
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"


@pytest.fixture
def plans(own_partner, other_partner):
    factories.make_county("Pima County", electorate=500_000)
    return plan_of(own_partner), plan_of(other_partner.memberships.get().partner)


@pytest.fixture
def case(plans, partner_rep) -> Overlap:
    actions.refresh_overlaps()
    return Overlap.objects.get()


def a_day_passes() -> None:
    """All letters so far are a day older."""
    for letter in CaseLetter.objects.order_by("sent_on"):
        CaseLetter.objects.filter(pk=letter.pk).update(sent_on=letter.sent_on - dt.timedelta(days=1))


def told(slot: str) -> list[str]:
    """Run the job for a turn, as if on a new day; to whom it wrote."""
    a_day_passes()
    before = OutboxMessage.objects.count()
    letters.tell_daily(slot=slot)
    return sorted(OutboxMessage.objects.order_by("pk").values_list("to", flat=True)[before:])


def link_in(message: OutboxMessage) -> str:
    (path,) = set(re.findall(r"/overlaps/letters/[\w-]+/", message.body + message.html))
    return path


def last_to(user) -> OutboxMessage:
    return OutboxMessage.objects.filter(to=user.email).order_by("-pk").first()


def kinds(viewer, user) -> list[str]:
    return [each.kind for each in news_of(viewer(user), today=timezone.localdate())]


def test_both_sides_are_told_once_and_twice_is_the_same_as_once(case):
    assert told("1") == ["other.rep@example.org", "rep@example.org"]
    assert told("2") == []
    assert letters.tell_daily(slot="2") is None
    assert [run.counts for run in JobRun.objects.filter(name=letters.JOB).order_by("pk")] == [
        {"letters": 2, "news": 2},
        {"letters": 0, "news": 0},
    ]


def test_the_schedule_tells_once_a_day(case):
    tasks.tell_of_overlaps(), tasks.tell_of_overlaps()
    assert OutboxMessage.objects.count() == 2


def test_the_letter_names_nothing_and_its_link_shows_what_its_reader_may_see(case, partner_rep):
    told("1")
    message = last_to(partner_rep)
    assert "1 new overlap of one of your plans" in message.body
    for word in ("Pima", "Ocotillo", "Juniper", "Door", case.public_id):
        assert word not in message.body + message.html + message.subject
    page = Client().get(link_in(message))
    text = page.content.decode()
    assert "Door in Pima County, AZ" in text and "about 80,000 people" in text and case.public_id in text
    assert "no-store" in page.headers["Cache-Control"]
    assert Client().post(link_in(message)).status_code == 405


@pytest.mark.parametrize(
    "end",
    [
        lambda user: CaseLetter.objects.update(expires_at=timezone.now()),
        lambda user: type(user).objects.filter(pk=user.pk).update(is_active=False),
        lambda user: type(user).objects.filter(pk=user.pk).update(email="new@example.org"),
    ],
    ids=["too old", "left", "another address"],
)
def test_a_link_ends(end, case, partner_rep):
    told("1")
    end(partner_rep)
    answer = Client().get(link_in(last_to(partner_rep)))
    assert answer.status_code == 410
    assert "Pima" not in answer.content.decode()


def test_a_link_shows_nothing_any_more_to_who_left_the_organization(case, partner_rep):
    told("1")
    Membership.objects.filter(user=partner_rep).delete()
    assert "Pima" not in Client().get(link_in(last_to(partner_rep))).content.decode()


@pytest.mark.parametrize(
    "change",
    [
        lambda user: type(user).objects.filter(pk=user.pk).update(letters_on=False),
        lambda user: type(user).objects.filter(pk=user.pk).update(is_active=False),
        lambda user: Membership.objects.filter(user=user).update(can_edit=False),
    ],
    ids=["letters off", "left", "may not edit"],
)
def test_nobody_else_is_written_to(change, case, partner_rep):
    change(partner_rep)
    assert told("1") == ["other.rep@example.org"]


def test_a_proposal_is_told_and_waits_on_the_first_page_of_the_other_side(
    case, plans, partner_rep, other_partner, viewer, sign_in
):
    told("1")
    proposal = make_proposal(case, plans[0].program.partner, by=partner_rep)
    make_message(case, plans[0].program.partner, by=partner_rep)
    assert told("2") == ["other.rep@example.org"]
    assert "1 proposal that waits for your answer" in last_to(other_partner).body
    assert "1 message from another side" in last_to(other_partner).body
    home = sign_in(other_partner).get("/").content.decode()
    assert "Proposals that wait for your answer" in home and "Ocotillo Votes would settle it so: keep both" in home
    assert home_of(viewer(partner_rep), today=timezone.localdate()).partner.waiting == ()
    actions.answer_proposal(proposal, by=other_partner, partner=plans[1].program.partner, agrees=True)
    assert told("3") == ["rep@example.org"]
    assert "1 overlap that was settled" in last_to(partner_rep).body
    assert "wait for your answer" not in sign_in(other_partner).get("/").content.decode()


def test_facts_that_open_a_case_again_are_told_to_both(case, plans, staff, partner_rep):
    actions.settle_overlap(overlap=case, decision="keep_both", reason="Lists were exchanged.", by=staff)
    told("1")
    Activity.objects.filter(pk=plans[0].pk).update(attempts_planned=800_000)
    actions.refresh_overlaps()
    assert told("2") == ["other.rep@example.org", "rep@example.org"]
    assert "open again since facts changed" in last_to(partner_rep).body
    text = Client().get(link_in(last_to(partner_rep))).content.decode()
    assert "Tries above the band: 96,000, now 128,000" in text


class TestTheTable:
    """What nobody has settled goes to the state's table before its weeks begin."""

    @pytest.fixture
    def chair(self, state_table, outsider):
        factories.make_member(outsider, state_table)
        return outsider

    def begins_in(self, plans, days: int) -> None:
        first = timezone.localdate() + dt.timedelta(days=days)
        keys = [each.pk for each in plans]
        Activity.objects.filter(pk__in=keys).update(starts_on=first, ends_on=first + dt.timedelta(days=55))
        actions.refresh_overlaps()

    def test_it_hears_of_an_open_case_three_weeks_before_and_not_earlier(self, case, plans, chair, viewer):
        self.begins_in(plans, 22)
        assert kinds(viewer, chair) == []
        self.begins_in(plans, 21)
        assert kinds(viewer, chair) == ["table"]
        assert chair.email in told("1")
        assert "1 open overlap for your table to settle" in last_to(chair).body

    def test_not_of_one_that_is_settled_or_over_nor_of_another_state(self, case, plans, chair, staff, viewer):
        self.begins_in(plans, -60)
        assert kinds(viewer, chair) == []
        self.begins_in(plans, 3)
        actions.settle_overlap(overlap=case, decision="keep_both", reason="Fine", by=staff)
        assert kinds(viewer, chair) == []
        wisconsin = factories.make_county("Dane County", "WI", electorate=500_000)
        first = timezone.localdate()
        for name in ("Bog", "Fen"):
            days = {"starts_on": first, "ends_on": first + dt.timedelta(days=55)}
            share(door_plan(name, division=wisconsin, **days), "partners")
        actions.refresh_overlaps()
        assert kinds(viewer, chair) == []

    def test_not_of_plans_that_it_may_not_read(self, plans, chair, viewer):
        for plan in plans:
            share(plan, "staff")
        self.begins_in(plans, 3)
        assert kinds(viewer, chair) == []

    def test_staff_see_it_on_their_first_page_and_on_the_case(self, case, plans, staff, sign_in):
        self.begins_in(plans, 3)
        client = sign_in(staff)
        assert "Overlaps whose time is near" in client.get("/").content.decode()
        assert "The state’s table is told" in client.get(f"/overlaps/{case.public_id}/").content.decode()
        assert client.get("/today/near-overlaps/").status_code == 200
