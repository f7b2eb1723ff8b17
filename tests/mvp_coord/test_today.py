"""What needs staff today: each number leads to rows, and equals them."""

import datetime as dt

import pytest
from django.utils import timezone

from funding.models import Installment, Move, Requirement
from mvp_coord.home import home_of
from mvp_coord.home.today import KINDS
from mvp_coord.sheets.models import ImportBatch
from planning import actions
from planning.models import Overlap
from tests import asks, factories, family_factories, talks

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(staff):
    """Seven of everything that can wait for this member of staff."""
    for number in range(7):
        place = factories.make_county(f"County {number} County", electorate=500_000)
        for _ in range(2):
            program = factories.make_program(factories.make_partner(), visibility="partners")
            factories.make_activity(program, division=place, universe=200_000, attempts_planned=640_000)
        talks.make_note(author=staff, next_action=f"Call {number}", due_on="2026-01-05")
        factories.make_pair(factories.make_partner(), factories.make_partner())
        ImportBatch.objects.create(file_names=[f"plan {number}.csv"], created_by=staff)
        factories.make_partner(f"New {number}", status="unconfirmed")
        factories.make_need(good_as_of="2026-01-05")
        family_factories.make_proposal()
        work = factories.make_program(factories.make_partner())
        factories.make_activity(work, division=place, starts_on="2026-01-12", ends_on="2026-01-18")
        facts = {"amount": 5, "status": "committed", "program": work}
        award = factories.make_allocation(factories.make_fund(is_managed=True), **facts)
        Installment.objects.create(allocation=award, due_on=dt.date(2026, 1, 5), amount=5)
        Requirement.objects.create(allocation=award, kind="report", due_on=dt.date(2026, 1, 5))
        asked = {"act": "give_back", "amount": 5, "reason": "Unspent", "asked_by": factories.make_user()}
        Move.objects.create(fund=award.fund, **asked)
        ask = asks.make_ask()
        actions.answer_gap(ask, by=staff, answer="yes")
    today = timezone.localdate()
    near = {"starts_on": today + dt.timedelta(days=7), "ends_on": today + dt.timedelta(days=60)}
    for _ in range(2):
        program = factories.make_program(factories.make_partner(), visibility="partners")
        factories.make_activity(program, division=place, universe=200_000, attempts_planned=940_000, **near)
    actions.refresh_overlaps()
    for case in Overlap.objects.order_by("pk")[:3]:
        actions.take_overlap(overlap=case, by=staff)


def rows_at(client, href: str) -> int:
    """How many rows the page at this address shows or counts."""
    context = client.get(href).context
    if "cases" in context:
        return context["cases"].paginator.count
    if "form" in context:
        return context["form"].facets.total
    if "decided" in context:
        return len(context["waiting"])
    return context["page"].paginator.count if context.get("task") else context["total"]


def test_every_number_leads_to_its_rows_and_equals_them(staff, waiting, viewer, sign_in):
    client = sign_in(staff)
    tasks = home_of(viewer(staff), today=timezone.localdate()).staff.tasks
    assert [task.kind for task in tasks] == list(KINDS)
    for task in tasks:
        assert rows_at(client, task.href) == task.total, task.kind
        assert len(task.items) == min(task.total, 5)
        assert all(client.get(item.href).status_code == 200 for item in task.items), task.kind
    page = client.get("/").content.decode()
    assert all(f'href="{task.href}"'.replace("&", "&amp;") in page for task in tasks)


def test_many_of_a_kind_come_page_by_page_each_once(staff, sign_in):
    for number in range(51):
        ImportBatch.objects.create(file_names=[f"plan {number:02}.csv"], created_by=staff)
    client, shown = sign_in(staff), []
    for page, other in (("", "More"), ("?page=2", "Earlier")):
        response = client.get(f"/today/imports/{page}")
        assert f">{other}</a>" in response.content.decode() and "51 waiting" in response.content.decode()
        shown += [item.label for item in response.context["page"]]
    assert shown == [f"plan {number:02}.csv" for number in range(51)]


def test_a_kind_that_nothing_waits_of_says_so(staff, sign_in):
    assert "Nothing waits here." in sign_in(staff).get("/today/imports/").content.decode()
    assert sign_in(staff).get("/today/nonsense/").status_code == 404


def test_what_colleagues_promised_does_not_wait_for_me(staff, counsel, viewer):
    talks.make_note(author=counsel, next_action="Call", due_on="2026-01-05")
    assert home_of(viewer(staff), today=timezone.localdate()).staff.tasks == ()
