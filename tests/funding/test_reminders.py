"""Reminders of what is owed for awards: whom they reach, once in each slot, and that they give nothing away."""

import datetime as dt
import re

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import OutboxMessage, User
from funding.actions import reminders
from funding.models import Allocation, Reminder, Requirement
from funding.reminding import DAYS_BEFORE, MOST_WEEKS, slot_of
from partners.models import Partner
from tests import factories

pytestmark = pytest.mark.django_db
AMOUNT = 71_813
TOLD = "/funding/owed/"


@pytest.fixture(autouse=True)
def by_rows(settings):
    """Mail goes where it goes outside of tests: into the outbox."""
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"


def award(to: Partner, *, holder: User | None = None, **facts) -> Allocation:
    """A committed award of a fund of ours, which its recipient may see."""
    facts = {
        "status": "committed",
        "decided_on": dt.date(2026, 11, 1),
        "amount_approved": AMOUNT,
        "released_on": timezone.localdate(),
        "proposed_by": holder,
        **facts,
    }
    number = Allocation.objects.count()
    fund = facts.pop("fund", None) or factories.make_fund(is_managed=True, name=f"Quiet Purse {number}")
    return factories.make_allocation(fund, factories.make_entity(to), AMOUNT, **facts)


def owe(allocation: Allocation, days: int, kind: str = "report", **facts) -> Requirement:
    """Something of it is due in so many days."""
    due_on = timezone.localdate() + dt.timedelta(days=days)
    return Requirement.objects.create(
        allocation=allocation, kind=kind, due_on=due_on, what="Tell us of doors", **facts
    )


def a_day_later(days: int = 1) -> None:
    """All days of what is owed and told so far are so many days nearer, or longer ago."""
    back = dt.timedelta(days=days)
    for row in Requirement.objects.all():
        Requirement.objects.filter(pk=row.pk).update(due_on=row.due_on - back)
    for each in Reminder.objects.all():
        Reminder.objects.filter(pk=each.pk).update(due_on=each.due_on - back, sent_on=each.sent_on - back)


def written() -> list[str]:
    """Do what the job does; to whom it wrote."""
    before = OutboxMessage.objects.count()
    reminders.remind()
    return sorted(OutboxMessage.objects.order_by("pk").values_list("to", flat=True)[before:])


@given(due=st.dates(dt.date(2026, 1, 1), dt.date(2030, 1, 1)))
def test_every_day_near_it_lies_in_one_slot_and_they_come_in_order(due):
    days = [slot_of(due, due + dt.timedelta(days=away)) for away in range(-30, 100)]
    assert days[: 30 - DAYS_BEFORE] == [""] * (30 - DAYS_BEFORE)
    assert days[30 - DAYS_BEFORE : 38] == ["before"] * DAYS_BEFORE + ["due"] * 7 + ["late-1"]
    assert list(dict.fromkeys(days)) == ["", "before", "due", *(f"late-{week}" for week in range(1, MOST_WEEKS + 1))]


def test_it_goes_to_who_holds_the_award_and_to_who_receives_it(staff, partner_rep, own_partner):
    owe(award(own_partner, holder=staff), 14)
    assert written() == sorted([staff.email, partner_rep.email])


def test_a_whole_road_is_told_before_on_the_day_and_weekly_up_to_a_bound(partner_rep, own_partner):
    owe(award(own_partner), 20)
    told = []
    for day in range(110):
        if written():
            told.append(20 - day)
        a_day_later()
    assert told == [14, 0, *(-7 * week for week in range(1, MOST_WEEKS + 1))]


def test_a_job_that_was_away_on_the_day_tells_it_later_and_once(partner_rep, own_partner):
    owe(award(own_partner), 14)
    assert written() == [partner_rep.email]
    a_day_later(16)
    assert [written(), written()] == [[partner_rep.email], []]


def test_several_things_are_one_letter(partner_rep, own_partner):
    grant = award(own_partner)
    for days, kind in ((3, "report"), (0, "agreement"), (-9, "outcome")):
        owe(grant, days, kind)
    assert written() == [partner_rep.email]
    text = OutboxMessage.objects.get().body
    assert re.findall(r"^- (\w+(?: \w+)?), (due|was due)", text, re.M) == [
        ("Outcome", "was due"),
        ("Signed agreement", "due"),
        ("Report", "due"),
    ]
    assert "- Signed agreement, due today" in text


@pytest.mark.parametrize("facts", [{"released_on": None}, {"status": "cancelled"}, {"status": "declined"}], ids=str)
def test_nobody_hears_of_what_they_may_not_see_or_what_is_off(facts, partner_rep, own_partner):
    owe(award(own_partner, **facts), 3)
    assert written() == []


@pytest.mark.parametrize("state", ["met", "waived"])
def test_what_is_settled_is_not_reminded_of(state, partner_rep, own_partner):
    owe(award(own_partner), 3, state=state, settled_on=timezone.localdate(), note="There")
    assert written() == []


def test_whoever_wants_no_letters_has_left_or_was_only_invited_gets_none(partner_rep, own_partner, staff):
    owe(award(own_partner, holder=staff), 3)
    User.objects.filter(pk=partner_rep.pk).update(letters_on=False)
    User.objects.filter(pk=staff.pk).update(is_active=False)
    assert written() == []


def test_where_who_spoke_for_it_has_left_who_approved_it_is_reminded(staff, counsel, own_partner):
    owe(award(own_partner, holder=staff, approved_by=counsel), 3)
    User.objects.filter(pk=staff.pk).update(is_active=False)
    assert written() == [counsel.email]


def test_another_organization_and_staff_who_do_not_hold_it_hear_nothing(
    partner_rep, own_partner, other_partner, staff, counsel, funder_rep
):
    owe(award(own_partner, holder=staff), 3)
    assert written() == sorted([staff.email, partner_rep.email])


def test_a_peers_award_is_reminded_of_to_its_keeper_and_not_to_staff(funder_rep, own_funder, staff, own_partner):
    fund = factories.make_fund(own_funder, visibility="private")
    owe(award(own_partner, fund=fund, visibility="private", released_on=None, proposed_by=funder_rep), 3)
    owe(award(own_partner, fund=fund, visibility="private", released_on=None, proposed_by=staff), 3)
    assert written() == [funder_rep.email]


def test_the_letter_gives_nothing_away(staff, partner_rep, own_partner):
    grant = award(own_partner, holder=staff, purpose="Quiet doors")
    owe(grant, 3, note="Kept in the safe")
    written()
    for letter in OutboxMessage.objects.all():
        said = letter.subject + letter.body + letter.html
        for kept in ("71", "Quiet", "safe", "doors", own_partner.name, str(grant.entity.legal_name), grant.public_id):
            assert kept not in re.sub(r"#\w+", "", said), kept
        assert TOLD in said and "/settings/" in said


def test_a_job_run_twice_writes_once_and_leaves_one_receipt(partner_rep, own_partner):
    owe(award(own_partner), 3)
    first, second = reminders.remind_daily(slot="2026-12-01"), reminders.remind_daily(slot="2026-12-01")
    assert first.counts == {"letters": 1, "reminders": 1, "failed": 0} and second is None
    assert reminders.remind_daily(slot="2026-12-02").counts == {"letters": 0, "reminders": 0, "failed": 0}
    assert OutboxMessage.objects.count() == 1


def test_killed_in_between_nobody_was_written_to_and_the_next_run_writes_all(
    partner_rep, own_partner, staff, monkeypatch
):
    owe(award(own_partner, holder=staff), 3)
    send, sent = reminders.send_owed_letter, []

    def dies_at_the_second(*args, **facts):
        if sent:
            raise KeyboardInterrupt
        sent.append(send(*args, **facts))

    monkeypatch.setattr(reminders, "send_owed_letter", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        reminders.remind()
    assert not OutboxMessage.objects.exists() and not Reminder.objects.exists()
    monkeypatch.setattr(reminders, "send_owed_letter", send)
    assert written() == sorted([staff.email, partner_rep.email])


def test_a_letter_that_cannot_be_written_stops_no_other_and_the_next_run_makes_up_for_it(
    partner_rep, own_partner, staff, monkeypatch
):
    owe(award(own_partner, holder=staff), 3)
    send = reminders.send_owed_letter

    def fails_for_one(user, *args, **facts):
        send(user, *args, **facts)
        if user == staff:
            Reminder.objects.create(requirement=None, user=user)  # what breaks a transaction breaks this letter alone

    monkeypatch.setattr(reminders, "send_owed_letter", fails_for_one)
    receipt = reminders.remind_daily(slot="2026-12-01")
    assert (receipt.status, receipt.counts) == ("done", {"letters": 1, "reminders": 1, "failed": 1})
    assert [each.to for each in OutboxMessage.objects.all()] == [partner_rep.email]
    assert not Reminder.objects.filter(user=staff).exists()
    monkeypatch.setattr(reminders, "send_owed_letter", send)
    assert reminders.remind_daily(slot="2026-12-02").counts == {"letters": 1, "reminders": 1, "failed": 0}
    assert OutboxMessage.objects.order_by("pk").last().to == staff.email


def test_many_awards_take_as_many_questions_as_few(staff, django_assert_max_num_queries):
    asked = []
    for _ in range(2):
        for _ in range(2 if not asked else 18):
            owe(award(factories.make_partner(), holder=staff), 3)
        OutboxMessage.objects.all().delete()
        with django_assert_max_num_queries(20) as queries:
            reminders.remind()
        asked.append(len(queries))
    assert asked[0] == asked[1]


class TestPage:
    def test_shows_each_what_they_keep_or_owe(
        self, staff, partner_rep, own_partner, other_partner, funder_rep, sign_in
    ):
        ours = owe(award(own_partner), -3)
        hidden = owe(award(own_partner, released_on=None), 9)
        for member, seen in (
            (staff, {ours, hidden}),
            (partner_rep, {ours}),
            (other_partner, set()),
            (funder_rep, set()),
        ):
            page = sign_in(member).get(TOLD).content.decode()
            assert {each for each in (ours, hidden) if each.allocation.public_id in page} == seen
            assert ("1 requirement past due" in page) == bool(seen) and f"{AMOUNT:,}" not in page
            assert ("Nothing is owed." in page) == (not seen)

    def test_leads_to_the_award_which_tells_its_keepers_of_the_last_reminder(
        self, staff, partner_rep, own_partner, sign_in
    ):
        grant = award(own_partner, holder=staff)
        owe(grant, 3)
        written()
        pages = [sign_in(each).get(f"/funding/{grant.public_id}/").content.decode() for each in (staff, partner_rep)]
        assert ["Last reminder" in page for page in pages] == [True, False]

    def test_asks_as_much_for_20_rows_as_for_2(self, staff, own_partner, sign_in, django_assert_max_num_queries):
        client, asked = sign_in(staff), []
        for many in (2, 18):
            for _ in range(many):
                owe(award(factories.make_partner()), 3)
            with django_assert_max_num_queries(14) as queries:
                client.get(TOLD)
            asked.append(len(queries))
        assert asked[0] == asked[1]


def test_a_slot_is_told_once_in_the_database_too(staff, own_partner):
    facts = {
        "requirement": owe(award(own_partner), 3),
        "user": staff,
        "due_on": timezone.localdate(),
        "sent_on": timezone.localdate(),
    }
    Reminder.objects.create(slot="due", **facts)
    for slot in ("due", "late-0", "soon"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reminder.objects.create(slot=slot, **facts)
