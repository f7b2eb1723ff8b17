"""Days to the election and the alarm for late money, on all that is on its way: the same everywhere it is shown."""

import datetime as dt
import io
from html import unescape

import pytest
import python_calamine
from django.urls import reverse
from django.utils import timezone

from funding.actions import dockets
from funding.models import Allocation, Installment
from funding.reports.clock import clocks_of, coming_too_late
from tests import factories
from tests.papers import text_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 7, 20)  # 21 days before doors is July 12


@pytest.fixture
def program(own_partner):
    found = factories.make_program(own_partner, "Porch by Porch", visibility="partners")
    factories.make_activity(found, starts_on=dt.date(2027, 8, 2))
    return found


def soon(partner=None):
    """A program that begins in a week, and runs in the funds' cycle: its doors had to have their money two weeks
    ago."""
    found = factories.make_program(partner, "Next Week", visibility="partners")
    starts = timezone.localdate() + dt.timedelta(days=7)
    factories.make_activity(
        found, starts_on=starts, ends_on=max(starts + dt.timedelta(days=20), factories.make_cycle().starts_on)
    )
    return found


def award(program, fund=None, **facts) -> Allocation:
    fund = fund or factories.make_fund(is_managed=True)
    return factories.make_allocation(fund, factories.make_entity(program.partner), program=program, **facts)


def clock(user, viewer, allocation, today=TODAY):
    return clocks_of(viewer(user), [allocation], today=today)[allocation.pk]


@pytest.mark.parametrize("status", ["exploring", "recommended", "in_review"])
def test_money_that_is_not_decided_is_judged_as_if_it_were_paid_today(status, program, staff, viewer):
    found = clock(staff, viewer, award(program, status=status))
    assert (found.on, found.days_left) == (TODAY, (dt.date(2028, 11, 7) - TODAY).days)
    assert found.in_words == "If paid today, 476 days before the election"
    assert found.late_in_words == (
        "Paid today it comes 8 days too late for door canvass of Porch by Porch: that begins Aug 2, 2027, and needs "
        "its money by Jul 12, 2027."
    )
    assert not clock(staff, viewer, award(program, status=status), dt.date(2027, 7, 12)).late


def test_parts_count_from_their_days_and_what_is_paid_rests(program, staff, viewer):
    decided = award(program, status="committed", amount=15)
    Installment.objects.create(allocation=decided, due_on=dt.date(2027, 7, 1), amount=5, status="paid", paid_on=TODAY)
    assert (clock(staff, viewer, decided).is_paid, clock(staff, viewer, decided).late) == (True, None)
    for due_on in (dt.date(2027, 9, 1), dt.date(2027, 7, 22)):
        Installment.objects.create(allocation=decided, due_on=due_on, amount=5)
    found = clock(staff, viewer, decided)
    assert (found.on, found.late_on, found.days_late) == (dt.date(2027, 7, 22), dt.date(2027, 7, 22), 10)
    assert found.late_in_words.startswith("Paid when it is due, on Jul 22, 2027, it comes 10 days too late")


def test_work_of_another_cycle_raises_no_alarm(own_partner, staff, viewer):
    program = factories.make_program(own_partner, visibility="partners")
    factories.make_activity(program, starts_on=dt.date(2025, 3, 1), ends_on=dt.date(2025, 3, 31))
    factories.make_activity(program, starts_on=dt.date(2028, 8, 1), ends_on=dt.date(2028, 9, 30))
    factories.make_activity(program, starts_on=dt.date(2029, 1, 5), ends_on=dt.date(2029, 2, 5))
    recommended = award(program, status="recommended")
    assert clock(staff, viewer, recommended, dt.date(2027, 7, 1)).late is None
    late = clock(staff, viewer, recommended, dt.date(2028, 7, 15)).late
    assert (late.work.starts_on, late.days) == (dt.date(2028, 8, 1), 4)
    assert clock(staff, viewer, recommended, dt.date(2028, 12, 30)).late is None


def test_work_that_is_over_hides_nothing(program, staff, viewer):
    factories.make_activity(program, starts_on=dt.date(2027, 2, 1), ends_on=dt.date(2027, 3, 1))
    assert clock(staff, viewer, award(program, status="recommended")).late.work.starts_on == dt.date(2027, 8, 2)


def test_a_new_grant_to_work_that_was_paid_before_it_began_is_not_late(program, staff, funder_rep, viewer):
    """Where one may not read the payment, the work stands there as not paid."""
    on, new = dt.date(2027, 8, 20), award(program, factories.make_fund(), status="recommended", visibility="funders")
    assert clock(staff, viewer, new, on).days_late == 39
    before = award(program, status="paid", amount=5)
    first = Installment.objects.create(
        allocation=before, due_on=dt.date(2027, 8, 2), amount=5, status="paid", paid_on=dt.date(2027, 8, 2)
    )
    assert clock(staff, viewer, new, on).late, "on its first day is not before it"
    Installment.objects.filter(pk=first.pk).update(paid_on=dt.date(2027, 8, 1))
    assert clock(staff, viewer, new, on).late is None
    assert clock(funder_rep, viewer, new, on).days_late == 39
    assert clock(staff, viewer, new, TODAY).days_late == 8, "what has not begun can be missed"


def test_the_last_part_of_a_schedule_is_not_late_for_the_first_ones_work(program, staff, viewer):
    decided = award(program, status="committed", amount=15)
    for month in (6, 9, 12):
        Installment.objects.create(allocation=decided, due_on=dt.date(2027, month, 1), amount=5)
    assert clock(staff, viewer, decided, dt.date(2027, 5, 1)).late is None
    assert clock(staff, viewer, decided, TODAY).late_on == TODAY, "the first part comes today at the earliest"


def test_general_support_has_days_but_no_alarm_and_what_was_given_up_has_neither(staff, viewer):
    general = factories.make_allocation(factories.make_fund(is_managed=True))
    assert clock(staff, viewer, general).days_left and not clock(staff, viewer, general).late
    declined = factories.make_allocation(factories.make_fund(is_managed=True), status="declined")
    assert clocks_of(viewer(staff), [declined], today=TODAY) == {}


def test_work_that_one_may_not_read_is_not_told(program, staff, funder_rep, viewer):
    peers = award(program, factories.make_fund(), status="recommended", visibility="funders")
    assert clock(funder_rep, viewer, peers).program == "Porch by Porch"
    type(program).objects.update(visibility="staff")
    found = clock(funder_rep, viewer, peers)
    assert (found.days_left, found.late, found.program) == (476, None, "")
    assert clock(staff, viewer, peers).late


def test_parts_that_one_may_not_read_make_no_alarm_of_today(program, staff, funder_rep, viewer):
    """A peer's approved award may be paid already: who reads it by its level alone is told of no lateness."""
    peers = award(program, factories.make_fund(), status="approved", visibility="funders")
    assert clock(staff, viewer, peers).late and not clock(funder_rep, viewer, peers).late
    Allocation.objects.update(shared_as="band")
    peers.refresh_from_db()
    assert not clock(staff, viewer, peers).late


def test_as_many_queries_for_20_as_for_2(staff, viewer, django_assert_num_queries):
    who = viewer(staff)
    for more in (2, 18):
        for _ in range(more):
            award(soon())
        with django_assert_num_queries(3):
            late = coming_too_late(who, Allocation.objects.visible_to(who), today=timezone.localdate())
    assert len(late) == 20


def test_the_page_the_list_and_the_docket_say_the_same(staff, sign_in):
    late = award(soon(), status="recommended", amount_recommended=5)
    award(soon(), status="declined")
    in_time = factories.make_allocation(factories.make_fund(is_managed=True))
    client, words = sign_in(staff), "Paid today it comes 14 days too late for door canvass of Next Week"
    assert words in unescape(client.get(reverse("funding:allocation", args=[late.public_id])).content.decode())
    answer = client.get(reverse("funding:list"), {"late": "1"})
    assert [line.allocation for line in answer.context["lines"]] == [late]
    assert answer.context["form"].total == 1 and "14 days too late" in answer.content.decode()
    assert in_time.public_id in client.get(reverse("funding:list")).content.decode()

    docket = dockets.open_docket(title="Board", meets_on=timezone.localdate(), by=staff)
    dockets.put_on(docket=docket, allocations=[late], by=staff)
    page = client.get(reverse("funding:docket", args=[docket.public_id])).content.decode()
    assert words in page and "1 allocation would come too late for its work" in page
    assert "held against the work of its program" in page and "held against the work" in answer.content.decode()
    paper = text_of(client.get(reverse("funding:docket-pdf", args=[docket.public_id])).content)
    assert words in " ".join(paper.split())
    sheet = client.get(reverse("funding:docket-xlsx", args=[docket.public_id])).content
    heads, row = python_calamine.load_workbook(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    told = dict(zip(heads, row, strict=True))
    assert told["Days before the election"] > 0 and told["Too late for the work"].startswith(words)


def test_late_money_waits_on_the_first_page_of_those_whose_it_is(staff, own_funder, funder_rep, sign_in):
    fund = factories.make_fund(own_funder)
    ours, theirs = award(soon()), award(soon(), fund, visibility="private")
    award(soon(), factories.make_fund(), visibility="funders")  # another's: neither's to decide
    (task,) = [each for each in sign_in(staff).get("/").context["home"].staff.tasks if each.kind == "late-money"]
    assert [item.href for item in task.items] == [reverse("funding:allocation", args=[ours.public_id])]
    client = sign_in(funder_rep)
    desk = client.get("/").context["home"].funder
    assert [each for each, _ in desk.late] == [theirs] and desk.late_total == 1
    assert [line.allocation for line in client.get(desk.late_href).context["lines"]] == [theirs]
    assert "Money of yours that would come too late" in client.get("/").content.decode()
