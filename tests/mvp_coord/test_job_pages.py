"""Receipts on a page."""

import pytest
from django.utils import timezone

from mvp_coord.jobs.actions import record_due_work, run_job
from mvp_coord.jobs.models import JobRun

pytestmark = pytest.mark.django_db


def receipts(number: int, name: str = "check overlaps") -> None:
    now = timezone.now()
    JobRun.objects.bulk_create(
        JobRun(
            name=name,
            slot=f"{name} {turn}",
            status="done",
            ended_at=now + timezone.timedelta(seconds=9),
            counts={"new": turn},
        )
        for turn in range(number)
    )


def test_a_receipt_tells_what_was_counted(staff, sign_in):
    run_job(name="check overlaps", slot="today", work=lambda: {"activities": 1908, "new": 5, "cleared": 0})
    record_due_work(kind="overlaps", key="AZ")
    page = sign_in(staff).get("/jobs/").content.decode()
    assert "1,908 activities · 5 new" in page
    assert "1 piece" in page


def test_a_failed_job_says_what_went_wrong(staff, sign_in):
    def broken():
        raise ValueError("the sheet is gone")

    with pytest.raises(ValueError, match="the sheet"):
        run_job(name="apply", slot="x", work=broken)
    assert "ValueError: the sheet is gone" in sign_in(staff).get("/jobs/").content.decode()


@pytest.mark.parametrize(("query", "rows"), [("", 3), ("?name=apply", 1), ("?status=failed", 0), ("?name=%00", 3)])
def test_filters(staff, sign_in, query, rows):
    receipts(2), receipts(1, "apply")
    assert len(sign_in(staff).get(f"/jobs/{query}").context["page"].rows) == rows


def test_more_than_a_page_is_reached_by_a_link_and_a_made_up_position_starts_anew(staff, sign_in):
    receipts(60)
    client = sign_in(staff)
    first = client.get("/jobs/")
    second = client.get(f"/jobs/{first.context['next_url']}")
    assert (len(first.context["page"].rows), len(second.context["page"].rows)) == (50, 10)
    assert client.get("/jobs/?after=made-up").status_code == 302


def test_as_many_queries_for_twenty_receipts_as_for_two(
    staff, sign_in, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in(staff)
    receipts(2)
    with django_assert_max_num_queries(12) as captured:
        client.get("/jobs/")
    receipts(20, "apply")
    with django_assert_num_queries(len(captured)):
        client.get("/jobs/")
